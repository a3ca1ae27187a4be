"""Tests of what training reads: rules that rewrite, batches, loss."""
