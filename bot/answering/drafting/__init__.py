"""An answer written by a language model: what it is offered, and what of its words may leave."""
