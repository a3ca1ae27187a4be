"""What commands share: where they are offered, what they are given, and what they suggest."""

from __future__ import annotations

from collections.abc import Iterable

from discord import app_commands

from bot.assistant import MAX_QUESTION

AS_OF = "Use no source later than this day, as in 2024-10-22"
Question = app_commands.Range[str, 1, MAX_QUESTION]
everywhere = app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
_MOST, _LONGEST = 25, 100  # Discord's limits of suggestions and of their characters


def choices(texts: Iterable[str]) -> list[app_commands.Choice[str]]:
    """The first texts as suggestions; those too long for one are left out."""
    short = [text for text in texts if len(text) <= _LONGEST]
    return [app_commands.Choice(name=text, value=text) for text in short[:_MOST]]
