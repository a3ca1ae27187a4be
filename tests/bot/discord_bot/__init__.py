"""Tests of the bot on Discord: what a person reads and presses, and the stand-in server."""
