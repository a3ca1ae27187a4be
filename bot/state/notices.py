"""Notices of events that wait for the end of quiet hours, and which were sent.

A notice of an event in a channel is unknown, then perhaps held, then claimed by whoever sends it,
and that for good: a bot that dies after claiming sends it never rather than twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from bot.state.database import Database
from bot.state.moments import aware, naive
from bot.state.tables import notices as _notices


@dataclass(frozen=True, slots=True)
class HeldNotice:
    """A notice of a StatusEvent that is not to be sent before `until` (UTC)."""

    channel_id: int
    event_id: int
    until: datetime


class PendingNotices:
    """The notices of one corpus. Every method raises StateError."""

    def __init__(self, path: Path, corpus: str) -> None:
        self._database = Database(path)
        self._corpus = corpus

    def claim(self, channel_id: int, event_id: int) -> bool:
        """True for one caller ever, who is to send the notice now, held or not."""
        held = _is(channel_id, event_id) & _notices.c.held_until.is_not(None)
        release = sa.update(_notices).where(held).values(held_until=None)
        with self._database.writing() as connection:
            if connection.execute(release).rowcount:
                return True
            return self._made(connection, channel_id, event_id, None)

    def hold(self, channel_id: int, event_id: int, until: datetime) -> bool:
        """Keeps a notice for later; False where it was claimed. Held again, it gets that time."""
        held = _is(channel_id, event_id) & _notices.c.held_until.is_not(None)
        later = sa.update(_notices).where(held).values(held_until=naive(until))
        with self._database.writing() as connection:
            if connection.execute(later).rowcount:
                return True
            return self._made(connection, channel_id, event_id, naive(until))

    def due(self, now: datetime) -> tuple[HeldNotice, ...]:
        """The held ones whose time has come, in the order of their events; claim() each."""
        waited = _notices.c.held_until <= naive(now)
        query = sa.select(_notices).where(_notices.c.corpus == self._corpus, waited)
        query = query.order_by(_notices.c.event_id, _notices.c.channel_id)
        with self._database.reading() as connection:
            rows = connection.execute(query).all() if connection else ()
        return tuple(HeldNotice(r.channel_id, r.event_id, aware(r.held_until)) for r in rows)

    def done(self, channel_id: int, event_id: int) -> None:
        """Nothing more is to be said: it was sent, or nobody wants it any longer."""
        self.claim(channel_id, event_id)

    def close(self) -> None:
        """Lets go of the file."""
        self._database.close()

    def _made(
        self, connection: sa.Connection, channel_id: int, event_id: int, until: datetime | None
    ) -> bool:
        row = {
            "channel_id": channel_id,
            "event_id": event_id,
            "corpus": self._corpus,
            "held_until": until,
        }
        values = [sa.literal(value, _notices.c[name].type) for name, value in row.items()]
        new = sa.select(*values).where(~sa.exists().where(_is(channel_id, event_id)))
        insert = sa.insert(_notices).from_select(list(row), new)
        return connection.execute(insert).rowcount > 0


def _is(channel_id: int, event_id: int) -> sa.ColumnElement[bool]:
    return (_notices.c.channel_id == channel_id) & (_notices.c.event_id == event_id)
