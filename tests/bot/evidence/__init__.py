"""Tests of what follows from sentences: who, what it bears on, and the label."""
