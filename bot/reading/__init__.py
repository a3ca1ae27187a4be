"""What a parse tells: who says what, how firmly, and who is meant."""
