"""Tests of the bot on Discord, against the stand-in."""
