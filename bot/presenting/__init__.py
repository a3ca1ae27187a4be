"""What a person reads of an answer: planned here, worded here; renderers only render."""
