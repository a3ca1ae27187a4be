"""Tests of what words tell, whoever uses them."""
