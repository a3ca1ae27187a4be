"""Tracked claims and what happened to their labels, beside the feedback in the state's database.

Tracked is a claim somebody watches, or one shown in an answer of the last 30 days. What is known
of a tracked claim is only changed by an examination (bot.tracking), which records its events in
the same transaction: an answer shown in between cannot swallow a change.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bot.claims import Answer, Label, Qualifier, Status
from bot.state.database import Database
from bot.state.tracked import (
    FOLLOWED,
    Cause,
    Finding,
    Happened,
    Span,
    StatusEvent,
    Tracked,
    as_asked,
    asked_as_of,
)

REMEMBERED = timedelta(days=30)

_metadata = sa.MetaData()
_claims = sa.Table(
    "tracked_claims",
    _metadata,
    sa.Column("key", sa.String(64), primary_key=True),
    sa.Column("corpus", sa.String, nullable=False, index=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("as_of", sa.Date),
    sa.Column("watched", sa.Boolean, nullable=False),
    sa.Column("first_at", sa.DateTime, nullable=False),
    sa.Column("shown_at", sa.DateTime),
    sa.Column("label", sa.JSON(none_as_null=True)),
    sa.Column("source_ids", sa.JSON, nullable=False),
    sa.Column("spans", sa.JSON, nullable=False),
)
_events = sa.Table(
    "status_events",
    _metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", sa.DateTime, nullable=False),
    sa.Column("corpus", sa.String, nullable=False, index=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("as_of", sa.Date),
    sa.Column("old", sa.JSON(none_as_null=True)),
    sa.Column("new", sa.JSON(none_as_null=True)),
    sa.Column("causes", sa.JSON, nullable=False),
)
_examined = sa.Table(
    "examined_revisions",
    _metadata,
    sa.Column("corpus", sa.String, primary_key=True),
    sa.Column("revision", sa.BigInteger, nullable=False),
)
_readers = sa.Table(
    "event_readers",
    _metadata,
    sa.Column("corpus", sa.String, primary_key=True),
    sa.Column("reader", sa.String, primary_key=True),
    sa.Column("seen", sa.Integer, nullable=False),
)


def now_utc() -> datetime:
    """The clock."""
    return datetime.now(UTC)


class Tracking:
    """The tracked claims of one corpus. Every method raises StateError."""

    def __init__(self, path: Path, corpus: str, clock: Callable[[], datetime] = now_utc) -> None:
        self._database = Database(path, _metadata)
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

    def watched(self) -> tuple[Tracked, ...]:
        """What is watched, in the order in which it was first tracked."""
        return tuple(claim for claim in self.tracked() if claim.watched)

    def tracked(self) -> tuple[Tracked, ...]:
        """What is watched or was shown of late, in the order in which it was first tracked."""
        query = sa.select(_claims).where(self._here(_claims), ~self._expired())
        with self._database.reading() as connection:
            if connection is None:
                return ()
            rows = connection.execute(query.order_by(_claims.c.first_at, _claims.c.key)).all()
        return tuple(_tracked(row) for row in rows)

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
        False, and nothing is kept, where another process was there first.
        """
        with self._database.writing() as connection:
            if not self._moved_on(connection, *revision):
                return False
            for claim in claims:
                mine = _claims.c.key == self._key(claim.text, claim.as_of)
                found = _columns(claim.finding)
                connection.execute(sa.update(_claims).where(mine).values(found))
            if events:
                connection.execute(sa.insert(_events), [self._event_row(e) for e in events])
            self._forget(connection)
        return True

    def close(self) -> None:
        """Lets go of the file."""
        self._database.close()

    def _follow(self, answer: Answer, how: dict[str, Any]) -> None:
        text, as_of = as_asked(answer.question), asked_as_of(answer)
        key = self._key(text, as_of)
        row = {
            "key": key,
            "corpus": self._corpus,
            "text": text,
            "as_of": as_of,
            "watched": False,
            "first_at": self._now(),
            "shown_at": None,
        }
        with self._database.writing() as connection:
            self._forget(connection)
            known = sa.update(_claims).where(_claims.c.key == key)
            if not connection.execute(known.values(how)).rowcount:
                new = row | _columns(Finding.of(answer)) | how
                connection.execute(sa.insert(_claims), new)

    def _forget(self, connection: sa.Connection) -> None:
        """Takes out what is no longer tracked."""
        connection.execute(sa.delete(_claims).where(self._here(_claims), self._expired()))

    def _expired(self) -> sa.ColumnElement[bool]:
        shown, limit = _claims.c.shown_at, self._now() - REMEMBERED
        return ~_claims.c.watched & (shown.is_(None) | (shown < limit))

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
        query = sa.select(_events).where(self._here(_events), which).order_by(_events.c.id)
        with self._database.reading() as connection:
            return tuple(map(_event, connection.execute(query))) if connection else ()

    def _event_row(self, event: StatusEvent) -> dict[str, Any]:
        return {
            "at": _naive(event.at),
            "corpus": self._corpus,
            "text": event.text,
            "as_of": event.as_of,
            "old": _label_json(event.old),
            "new": _label_json(event.new),
            "causes": [asdict(cause) for cause in event.causes],
        }

    def _here(self, table: sa.Table) -> sa.ColumnElement[bool]:
        return table.c.corpus == self._corpus

    def _key(self, text: str, as_of: date | None) -> str:
        name = "\n".join((self._corpus, str(as_of or ""), as_asked(text)))
        return sha256(name.encode()).hexdigest()

    def _now(self) -> datetime:
        return _naive(self._clock())


def _columns(finding: Finding) -> dict[str, Any]:
    return {
        "label": _label_json(finding.label),
        "source_ids": list(finding.source_ids),
        "spans": [asdict(span) for span in finding.key],
    }


def _tracked(row: sa.Row[Any]) -> Tracked:
    spans = tuple(Span(**span) for span in row.spans)
    finding = Finding(_label(row.label), tuple(row.source_ids), spans)
    shown = row.shown_at and row.shown_at.replace(tzinfo=UTC)
    return Tracked(row.text, row.as_of, row.watched, shown, finding)


def _event(row: sa.Row[Any]) -> StatusEvent:
    causes = tuple(Cause(c["source_id"], Happened(c["happened"])) for c in row.causes)
    at = row.at.replace(tzinfo=UTC)
    return StatusEvent(row.text, row.as_of, _label(row.old), _label(row.new), causes, at, row.id)


def _label_json(label: Label | None) -> dict[str, Any] | None:
    return None if label is None else asdict(label)


def _label(value: dict[str, Any] | None) -> Label | None:
    if value is None:
        return None
    qualifiers = tuple(Qualifier(q) for q in value["qualifiers"])
    return Label(Status(value["status"]), qualifiers, value["reason"])


def _naive(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None)
