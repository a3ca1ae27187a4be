"""Tests of what a model may write."""
