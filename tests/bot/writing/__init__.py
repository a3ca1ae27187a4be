"""Tests of bot.writing."""
