"""Tests of what is labelled, and of the evidence behind it."""
