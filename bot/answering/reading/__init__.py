"""A question read from its parse: what it asks, of whom, and what it takes for granted."""
