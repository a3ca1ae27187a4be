"""What managers of a Discord server set for a channel: when the bot answers there, and how."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bot.state.database import Database
from bot.state.quiet_hours import QuietHours
from bot.state.tables import channel_settings as _settings

__all__ = ["ChannelSettings", "ChannelStore", "Mode", "QuietHours"]


class Mode(StrEnum):
    """What the bot answers in a channel, beside slash commands.

    OFF: nothing. MENTION: who mentions it, also in a reply. CONVERSATION: also who replies to it
    without a mention, and what is written in its own threads; only this one needs the message
    content intent.
    """

    OFF = "off"
    MENTION = "mention"
    CONVERSATION = "conversation"


@dataclass(frozen=True, slots=True)
class ChannelSettings:
    """The settings of a channel; `threads` opens a thread for each answer to a mention."""

    guild_id: int
    channel_id: int
    mode: Mode = Mode.OFF
    threads: bool = False
    quiet: QuietHours | None = None


class ChannelStore:
    """The settings of all channels. Every method raises StateError."""

    def __init__(self, path: Path) -> None:
        self._database = Database(path)

    def of(self, guild_id: int, channel_id: int) -> ChannelSettings:
        """The settings of a channel; the defaults where none are kept."""
        found = self._found(_is(guild_id, channel_id))
        return found[0] if found else ChannelSettings(guild_id, channel_id)

    def of_guild(self, guild_id: int) -> tuple[ChannelSettings, ...]:
        """The settings that are kept of a server's channels, by id."""
        return self._found(_settings.c.guild_id == guild_id)

    def converses(self) -> bool:
        """Whether any channel is in CONVERSATION."""
        return bool(self._found(_settings.c.mode == Mode.CONVERSATION.value))

    def keep(self, settings: ChannelSettings) -> None:
        """Keeps the settings of a channel, in place of those before."""
        quiet = settings.quiet
        row = {
            "guild_id": settings.guild_id,
            "channel_id": settings.channel_id,
            "mode": settings.mode.value,
            "threads": settings.threads,
            "quiet_start": quiet and quiet.start,
            "quiet_end": quiet and quiet.end,
            "quiet_zone": quiet and quiet.zone,
        }
        mine = _is(settings.guild_id, settings.channel_id)
        with self._database.writing() as connection:
            connection.execute(sa.delete(_settings).where(mine))
            connection.execute(sa.insert(_settings), row)

    def forget_channel(self, channel_id: int) -> None:
        """A channel is no more: it has the defaults again."""
        self._forget(_settings.c.channel_id == channel_id)

    def forget_guild(self, guild_id: int) -> None:
        """The bot left a server: its channels have the defaults again."""
        self._forget(_settings.c.guild_id == guild_id)

    def close(self) -> None:
        """Lets go of the file."""
        self._database.close()

    def _found(self, which: sa.ColumnElement[bool]) -> tuple[ChannelSettings, ...]:
        query = sa.select(_settings).where(which).order_by(_settings.c.channel_id)
        with self._database.reading() as connection:
            return tuple(map(_read, connection.execute(query))) if connection else ()

    def _forget(self, which: sa.ColumnElement[bool]) -> None:
        with self._database.reading() as connection:
            if connection is not None:
                connection.execute(sa.delete(_settings).where(which))


def _is(guild_id: int, channel_id: int) -> sa.ColumnElement[bool]:
    return (_settings.c.guild_id == guild_id) & (_settings.c.channel_id == channel_id)


def _read(row: sa.Row[Any]) -> ChannelSettings:
    hours = (row.quiet_start, row.quiet_end, row.quiet_zone)
    quiet = None if row.quiet_zone is None else QuietHours(*hours)
    return ChannelSettings(row.guild_id, row.channel_id, Mode(row.mode), row.threads, quiet)
