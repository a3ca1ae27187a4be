"""Learned reading: whether a sentence answers a question, whether a statement bears on a claim."""
