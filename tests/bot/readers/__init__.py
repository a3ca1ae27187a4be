"""Tests of the small trained readers."""
