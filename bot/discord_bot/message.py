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
        """What discord.py answers an interaction with; to be used once. Nobody is mentioned."""
        arguments = self.channel_arguments()
        return {**arguments, "ephemeral": True} if self.private else arguments

    def channel_arguments(self) -> dict[str, Any]:
        """What discord.py sends to a channel, where everybody sees it; to be used once."""
        arguments = self._arguments()
        if not self.rows:
            del arguments["view"]
        if self.picture:
            arguments["file"] = self._file(self.picture)
        return arguments

    def edit_arguments(self) -> dict[str, Any]:
        """What discord.py puts in place of all that a message held; to be used once."""
        files = [self._file(self.picture)] if self.picture else []
        return {**self._arguments(), "attachments": files}

    def _arguments(self) -> dict[str, Any]:
        import discord

        embeds = [self.embed] if self.embed else []
        return {
            "content": self.content,
            "embeds": [discord.Embed(title=e.title, description=e.description) for e in embeds],
            "view": self._view() if self.rows else None,
            "allowed_mentions": discord.AllowedMentions.none(),
        }

    def _file(self, picture: Picture) -> Any:
        import discord

        return discord.File(io.BytesIO(picture.png), picture.name, description=picture.alt)

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
