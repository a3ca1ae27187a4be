"""Tests; they mirror the two packages, and `tests.fakes` holds what satisfies their seams."""
