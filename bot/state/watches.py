"""Claims that are watched in channels of Discord: who hears of a change.

A watched claim is tracked (bot.state.tracking) for as long as its row is here. What the command
line watches is no business of this, and the other way round.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bot.claims import Answer
from bot.state.database import Database
from bot.state.moments import aware, naive, now_utc
from bot.state.tables import channel_watches as _watches
from bot.state.tracked import as_asked, asked_as_of, claim_key
from bot.state.tracking import Tracking


@dataclass(frozen=True, slots=True)
class ChannelWatch:
    """A claim as it was asked, and the channel that watches it since `at` (UTC).

    `person` is who wanted it; None where they wanted to be forgotten.
    """

    guild_id: int
    channel_id: int
    text: str
    as_of: date | None
    person: str | None
    at: datetime


class ChannelWatches:
    """The watches on one corpus. Every method raises StateError.

    `tracking` keeps the same corpus in the same file.
    """

    def __init__(
        self,
        path: Path,
        corpus: str,
        tracking: Tracking,
        clock: Callable[[], datetime] = now_utc,
    ) -> None:
        self._database = Database(path)
        self._corpus = corpus
        self._tracking = tracking
        self._clock = clock

    def add(self, answer: Answer, guild_id: int, channel_id: int, person: str | None) -> bool:
        """A channel watches the claim of an answer from now on; False where it did already."""
        text, as_of = as_asked(answer.question), asked_as_of(answer)
        row = {
            "channel_id": channel_id,
            "key": claim_key(self._corpus, text, as_of),
            "corpus": self._corpus,
            "guild_id": guild_id,
            "text": text,
            "as_of": as_of,
            "person": person,
            "at": naive(self._clock()),
        }
        values = [sa.literal(value, _watches.c[name].type) for name, value in row.items()]
        new = sa.select(*values).where(~sa.exists().where(self._is(channel_id, text, as_of)))
        with self._database.writing() as connection:
            insert = sa.insert(_watches).from_select(list(row), new)
            added = connection.execute(insert).rowcount > 0
            if added:
                self._tracking.know(answer, connection)
        return added

    def remove(self, channel_id: int, text: str, as_of: date | None = None) -> bool:
        """A channel watches a claim no longer; False where it did not."""
        return self._forget(self._is(channel_id, text, as_of)) > 0

    def of_channel(self, channel_id: int) -> tuple[ChannelWatch, ...]:
        """What a channel watches, oldest first."""
        return self._found(_watches.c.channel_id == channel_id)

    def of_guild(self, guild_id: int) -> tuple[ChannelWatch, ...]:
        """What the channels of a server watch, oldest first."""
        return self._found(_watches.c.guild_id == guild_id)

    def about(self, text: str, as_of: date | None = None) -> tuple[ChannelWatch, ...]:
        """The watches of a claim, oldest first."""
        return self._found(_watches.c.key == claim_key(self._corpus, text, as_of))

    def forget_channel(self, channel_id: int) -> None:
        """A channel is no more, nor are its watches."""
        self._forget(_watches.c.channel_id == channel_id)

    def forget_guild(self, guild_id: int) -> None:
        """The bot left a server; its watches are no more."""
        self._forget(_watches.c.guild_id == guild_id)

    def close(self) -> None:
        """Lets go of the file."""
        self._database.close()

    def _is(self, channel_id: int, text: str, as_of: date | None) -> sa.ColumnElement[bool]:
        key = claim_key(self._corpus, text, as_of)
        return (_watches.c.channel_id == channel_id) & (_watches.c.key == key)

    def _found(self, which: sa.ColumnElement[bool]) -> tuple[ChannelWatch, ...]:
        query = sa.select(_watches).where(_watches.c.corpus == self._corpus, which)
        query = query.order_by(_watches.c.at, _watches.c.channel_id, _watches.c.key)
        with self._database.reading() as connection:
            return tuple(map(_read, connection.execute(query))) if connection else ()

    def _forget(self, which: sa.ColumnElement[bool]) -> int:
        with self._database.reading() as connection:
            return (
                connection.execute(sa.delete(_watches).where(which)).rowcount if connection else 0
            )


def _read(row: sa.Row[Any]) -> ChannelWatch:
    at = aware(row.at)
    return ChannelWatch(row.guild_id, row.channel_id, row.text, row.as_of, row.person, at)
