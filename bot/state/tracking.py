"""Tracked claims and what happened to their labels, beside the feedback in the state's database.

Tracked is a claim that the command line or a channel watches, or one shown in an answer of the
last 30 days. What is known of a tracked claim is only changed by an examination (bot.tracking),
which records its events in the same transaction: an answer shown in between cannot swallow a
change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bot.claims import Answer
from bot.state.database import Database
from bot.state.deleting import Asked, forget_claims
from bot.state.moments import naive, now_utc
from bot.state.tables import channel_watches
from bot.state.tables import event_readers as _readers
from bot.state.tables import examined_revisions as _examined
from bot.state.tables import status_events as _events
from bot.state.tables import tracked_claims as _claims
from bot.state.tracked import (
    FOLLOWED,
    Finding,
    StatusEvent,
    Tracked,
    as_asked,
    asked_as_of,
    claim_key,
)
from bot.state.tracked_rows import event_columns, event_of, finding_columns, tracked_of

__all__ = ["REMEMBERED", "Tracking", "now_utc"]

REMEMBERED = timedelta(days=30)


class Tracking:
    """The tracked claims of one corpus. Every method raises StateError."""

    def __init__(self, path: Path, corpus: str, clock: Callable[[], datetime] = now_utc) -> None:
        self._database = Database(path)
        self._corpus = corpus
        self._clock = clock

    def shown(self, answer: Answer) -> None:
        """An answer was shown; its claim is tracked from now on, unless it is out of scope."""
        if answer.outcome in FOLLOWED:
            self._follow(answer, {"shown_at": self._now()})

    def watch(self, answer: Answer) -> None:
        """Tracks the claim of an answer until unwatch()."""
        self._follow(answer, {"watched": True})

    def unwatch(self, text: str, as_of: date | None = None) -> bool:
        """False where nobody watches this. A claim that was shown of late stays tracked."""
        mine = (_claims.c.key == self._key(text, as_of)) & _claims.c.watched
        with self._database.writing() as connection:
            found = connection.execute(sa.update(_claims).where(mine).values(watched=False))
            self._forget(connection)
        return found.rowcount > 0

    def know(self, answer: Answer, within: sa.Connection) -> None:
        """Keeps what an answer found of its claim, where nothing is known of it yet.

        `within` is a transaction on the same file; it is for the caller to say there, in a row of
        their own, that the claim is tracked.
        """
        text, as_of = as_asked(answer.question), asked_as_of(answer)
        key = self._key(text, as_of)
        self._forget(within)
        if within.execute(sa.select(_claims.c.key).where(_claims.c.key == key)).first():
            return
        row = {
            "key": key,
            "corpus": self._corpus,
            "text": text,
            "as_of": as_of,
            "watched": False,
            "first_at": self._now(),
        }
        new = row | finding_columns(Finding.of(answer))
        within.execute(sa.insert(_claims), new)

    def forget(self, claims: Iterable[tuple[str, date | None]]) -> None:
        """Takes out claims that nobody watches, and their events, as if they were never asked."""
        asked = [Asked(self._corpus, as_asked(text), as_of) for text, as_of in claims]
        with self._database.reading() as connection:
            if connection is not None:
                forget_claims(connection, asked)

    def watched(self) -> tuple[Tracked, ...]:
        """What the command line watches, in the order in which it was first tracked."""
        return tuple(claim for claim in self.tracked() if claim.watched)

    def tracked(self) -> tuple[Tracked, ...]:
        """What is watched or was shown of late, in the order in which it was first tracked."""
        query = sa.select(_claims).where(self._here(_claims), ~self._expired())
        with self._database.reading() as connection:
            if connection is None:
                return ()
            rows = connection.execute(query.order_by(_claims.c.first_at, _claims.c.key)).all()
        return tuple(map(tracked_of, rows))

    def events(self, since: date | None = None) -> tuple[StatusEvent, ...]:
        """What changed from a day (UTC) on, oldest first."""
        first = datetime.combine(since or date.min, time.min)
        return self._events(_events.c.at >= first)

    def unseen(self, reader: str) -> tuple[StatusEvent, ...]:
        """What changed since a reader last said how far they have seen(), oldest first."""
        mark = sa.select(_readers.c.seen).where(self._here(_readers), _readers.c.reader == reader)
        return self._events(_events.c.id > sa.func.coalesce(mark.scalar_subquery(), 0))

    def seen(self, reader: str, event_id: int) -> None:
        """A reader knows of the events up to this one."""
        mine = self._here(_readers) & (_readers.c.reader == reader)
        row = {"corpus": self._corpus, "reader": reader, "seen": event_id}
        with self._database.writing() as connection:
            connection.execute(sa.delete(_readers).where(mine))
            connection.execute(sa.insert(_readers), row)

    def examined(self) -> int | None:
        """The revision of the corpus up to which all is examined; None before the first."""
        with self._database.reading() as connection:
            if connection is None:
                return None
            query = sa.select(_examined.c.revision).where(self._here(_examined))
            return connection.execute(query).scalar()

    def record(
        self,
        revision: tuple[int | None, int],
        events: Sequence[StatusEvent] = (),
        claims: Sequence[Tracked] = (),
    ) -> bool:
        """Keeps events, what was found of claims, and that the corpus is examined up to here.

        `revision` is from where (as examined() said) and up to where. All of it or nothing:
        False, and nothing is kept, where another process was there first. Of claims that were
        forgotten in the meantime neither a finding nor an event is kept.
        """
        with self._database.writing() as connection:
            if not self._moved_on(connection, *revision):
                return False
            forgotten = set()
            for claim in claims:
                mine = _claims.c.key == self._key(claim.text, claim.as_of)
                found = sa.update(_claims).where(mine).values(finding_columns(claim.finding))
                if not connection.execute(found).rowcount:
                    forgotten.add((claim.text, claim.as_of))
            here = {"corpus": self._corpus}
            rows = [event_columns(e) | here for e in events if (e.text, e.as_of) not in forgotten]
            if rows:
                connection.execute(sa.insert(_events), rows)
            self._forget(connection)
        return True

    def close(self) -> None:
        """Lets go of the file."""
        self._database.close()

    def _follow(self, answer: Answer, how: dict[str, Any]) -> None:
        mine = _claims.c.key == self._key(answer.question, asked_as_of(answer))
        with self._database.writing() as connection:
            self.know(answer, connection)
            connection.execute(sa.update(_claims).where(mine).values(how))

    def _forget(self, connection: sa.Connection) -> None:
        """Takes out what is no longer tracked."""
        connection.execute(sa.delete(_claims).where(self._here(_claims), self._expired()))

    def _expired(self) -> sa.ColumnElement[bool]:
        shown, limit = _claims.c.shown_at, self._now() - REMEMBERED
        in_channels = sa.exists().where(channel_watches.c.key == _claims.c.key)
        return ~_claims.c.watched & ~in_channels & (shown.is_(None) | (shown < limit))

    def _moved_on(self, connection: sa.Connection, since: int | None, revision: int) -> bool:
        here = self._here(_examined)
        if since is not None:
            step = sa.update(_examined).where(here, _examined.c.revision == since)
            return connection.execute(step.values(revision=revision)).rowcount > 0
        first = sa.select(sa.literal(self._corpus), sa.literal(revision)).where(
            ~sa.exists().where(here)
        )
        insert = sa.insert(_examined).from_select(["corpus", "revision"], first)
        return connection.execute(insert).rowcount > 0

    def _events(self, which: sa.ColumnElement[bool]) -> tuple[StatusEvent, ...]:
        mine = self._here(_events) & (_events.c.text != "")  # without text are the forgotten ones
        query = sa.select(_events).where(mine, which).order_by(_events.c.id)
        with self._database.reading() as connection:
            return tuple(map(event_of, connection.execute(query))) if connection else ()

    def _here(self, table: sa.Table) -> sa.ColumnElement[bool]:
        return table.c.corpus == self._corpus

    def _key(self, text: str, as_of: date | None) -> str:
        return claim_key(self._corpus, text, as_of)

    def _now(self) -> datetime:
        return naive(self._clock())
