"""Tests of bot.state."""
