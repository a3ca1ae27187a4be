"""Tests of the package that turns sources into findable passages."""
