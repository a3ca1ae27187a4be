"""Tests of what a person reads of an answer."""
