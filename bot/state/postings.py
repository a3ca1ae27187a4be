"""Where answers stand in Discord, and who asked for them.

One answer stands in one message; one message may hold several answers. A posting is hidden once
its message is deleted there, but a person who wants to be forgotten, and retention, still find it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bot.errors import StateError
from bot.state.database import Database
from bot.state.moments import aware, naive, now_utc
from bot.state.tables import answers as _answers
from bot.state.tables import postings as _postings
from bot.state.tracked import as_asked, claim_key


@dataclass(frozen=True, slots=True)
class Posting:
    """An answer in a message; `guild_id` is None in direct messages, `at` is in UTC.

    `text` and `as_of` are what was asked, as bot.state.tracked knows claims; `person` is
    "discord:" and a number. Only `person` can see a private one. A `drawn` one is a timeline with
    its picture.
    """

    answer_id: str
    person: str
    guild_id: int | None
    channel_id: int
    message_id: int
    private: bool
    text: str
    as_of: date | None
    at: datetime
    drawn: bool = False


class Postings:
    """The postings of one corpus. Every method raises StateError."""

    def __init__(self, path: Path, corpus: str, clock: Callable[[], datetime] = now_utc) -> None:
        self._database = Database(path)
        self._corpus = corpus
        self._clock = clock

    def posted(self, posting: Posting) -> None:
        """Keeps where a logged answer stands, in place of where it stood before."""
        mine = _postings.c.answer_id == posting.answer_id
        known = sa.select(_answers.c.id).where(_answers.c.id == posting.answer_id)
        row = asdict(posting) | {
            "corpus": self._corpus,
            "key": claim_key(self._corpus, posting.text, posting.as_of),
            "text": as_asked(posting.text),
            "at": naive(posting.at),
            "gone": False,
        }
        with self._database.writing() as connection:
            # First, since it locks: the answer is not to be forgotten before it is posted.
            connection.execute(sa.delete(_postings).where(mine))
            if connection.execute(known).scalar() is None:
                raise StateError(f"there is no answer {posting.answer_id} to post; ask again")
            connection.execute(sa.insert(_postings), row)

    def of_answer(self, answer_id: str) -> Posting | None:
        """Where an answer stands."""
        return self._newest(_postings.c.answer_id == answer_id)

    def of_message(self, message_id: int) -> Posting | None:
        """What stands in a message; of several answers the one posted last."""
        return self._newest(_postings.c.message_id == message_id)

    def last_in(
        self, channel_id: int, person: str | None = None, within: timedelta | None = None
    ) -> Posting | None:
        """The newest in a channel: that a person asked for, or, without one, of the public ones.

        `within` is how old it may be.
        """
        which = _postings.c.channel_id == channel_id
        which &= _postings.c.person == person if person is not None else ~_postings.c.private
        if within is not None:
            which &= _postings.c.at >= naive(self._clock() - within)
        return self._newest(which)

    def about(self, text: str, as_of: date | None, since: datetime) -> tuple[Posting, ...]:
        """The public ones that answer this and were posted from a moment on, oldest first."""
        mine = _postings.c.key == claim_key(self._corpus, text, as_of)
        return self._found(mine, ~_postings.c.private, _postings.c.at >= naive(since))

    def of_person(self, person: str) -> tuple[Posting, ...]:
        """All that a person asked for, oldest first."""
        return self._found(_postings.c.person == person)

    def gone(self, message_ids: Iterable[int]) -> None:
        """Messages were deleted in Discord; their answers stay in the log."""
        rows = [{"deleted": message_id} for message_id in message_ids]
        mine = _postings.c.message_id == sa.bindparam("deleted")
        with self._database.reading() as connection:
            if connection is not None and rows:
                connection.execute(sa.update(_postings).where(mine).values(gone=True), rows)

    def close(self) -> None:
        """Lets go of the file."""
        self._database.close()

    def _newest(self, which: sa.ColumnElement[bool]) -> Posting | None:
        found = self._rows(self._query(which).order_by(*(c.desc() for c in _IN_ORDER)).limit(1))
        return found[0] if found else None

    def _found(self, *which: sa.ColumnElement[bool]) -> tuple[Posting, ...]:
        return self._rows(self._query(*which).order_by(*_IN_ORDER))

    def _query(self, *which: sa.ColumnElement[bool]) -> sa.Select[Any]:
        columns = (_postings.c[name] for name in Posting.__dataclass_fields__)
        here = _postings.c.corpus == self._corpus
        return sa.select(*columns).where(here, ~_postings.c.gone, *which)

    def _rows(self, query: sa.Select[Any]) -> tuple[Posting, ...]:
        with self._database.reading() as connection:
            rows = connection.execute(query).mappings().all() if connection else ()
        return tuple(Posting(**{**row, "at": aware(row["at"])}) for row in rows)


_IN_ORDER = (_postings.c.at, _postings.c.message_id, _postings.c.answer_id)
