"""Tests of question in, draft out."""
