"""A language model that writes: asked through one seam, within a budget, and from a cache."""
