"""Tests of the checker and the reader."""
