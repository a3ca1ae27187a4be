"""Trains the two cross-encoders of `bot/reading`: the checker and the reader. See README.md."""
