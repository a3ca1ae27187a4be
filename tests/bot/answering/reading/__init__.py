"""Tests of how questions are read from their parse."""
