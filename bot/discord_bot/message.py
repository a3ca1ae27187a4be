"""A message as plain values, and as what discord.py sends.

Nothing here checks limits: whoever makes a Message keeps them.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from bot.discord_bot.buttons import Rows

CONTENT = 2000
DESCRIPTION = 4096
ALT_TEXT = 1024


@dataclass(frozen=True, slots=True)
class Embed:
    """What stands under a message: a title of ours, and Markdown."""

    title: str
    description: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG with its words for those who cannot see it."""

    png: bytes
    alt: str
    name: str = "timeline.png"


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent at once: Markdown, at most one embed and one picture, rows of buttons.

    A private one is seen only by the person who asked for it.
    """

    content: str
    embed: Embed | None = None
    rows: Rows = ()
    picture: Picture | None = None
    private: bool = False

    def send_arguments(self) -> dict[str, Any]:
        """Keyword arguments for discord.py, to be used once: nobody is ever mentioned."""
        import discord

        arguments: dict[str, Any] = {
            "content": self.content,
            "allowed_mentions": discord.AllowedMentions.none(),
        }
        if self.embed:
            arguments["embed"] = discord.Embed(
                title=self.embed.title, description=self.embed.description
            )
        if self.rows:
            arguments["view"] = self._view()
        if self.picture:
            arguments["file"] = discord.File(
                io.BytesIO(self.picture.png), self.picture.name, description=self.picture.alt
            )
        if self.private:
            arguments["ephemeral"] = True
        return arguments

    def _view(self) -> Any:
        import discord

        view = discord.ui.View(timeout=None)
        for row, buttons in enumerate(self.rows):
            for b in buttons:
                grey = discord.ButtonStyle.secondary
                view.add_item(
                    discord.ui.Button(
                        style=grey, label=b.label, custom_id=b.id, disabled=b.disabled, row=row
                    )
                )
        return view
