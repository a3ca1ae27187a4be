"""What models wrote, by a hash of what they were asked: bounded in number and age.

Of a prompt nothing else is kept. What was written holds quotations of sources, so that all of it
goes when a source is purged, and what is asked at that moment is not kept afterwards.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from bot.state.database import Database
from bot.state.moments import naive, now_utc
from bot.state.tables import model_replies as _replies

MOST = 2000
OLDEST = timedelta(days=30)
_FORGOTTEN = ""  # the key of the row that says when all was forgotten


class Replies:
    """Texts by key, the newest `most` of them and none older than `oldest`; raises StateError."""

    def __init__(
        self,
        path: Path,
        oldest: timedelta = OLDEST,
        most: int = MOST,
        clock: Callable[[], datetime] = now_utc,
    ) -> None:
        self._database = Database(path)
        self._oldest = oldest
        self._most = most
        self._clock = clock

    def now(self) -> datetime:
        """The moment, to say later with keep() when a text was asked for."""
        return self._clock()

    def find(self, key: str) -> str | None:
        """The text under a key, unless there is none or it is too old."""
        mine = (_replies.c.key == key) & (_replies.c.at >= self._limit())
        with self._database.reading() as connection:
            if connection is None:
                return None
            return connection.execute(sa.select(_replies.c.text).where(mine)).scalar()

    def keep(self, key: str, text: str, asked_at: datetime) -> None:
        """Keeps a text, unless all was forgotten since it was asked for; the oldest make room."""
        since = (_replies.c.key == _FORGOTTEN) & (_replies.c.at >= naive(asked_at))
        with self._database.writing() as connection:
            # First, since it locks: what is forgotten meanwhile is seen by the next line.
            connection.execute(sa.delete(_replies).where(_replies.c.key == key))
            if connection.execute(sa.select(_replies.c.key).where(since)).first():
                return
            row = {"key": key, "at": naive(self._clock()), "text": text}
            connection.execute(sa.insert(_replies), row)
            connection.execute(sa.delete(_replies).where(self._expired()))

    def forget_all(self) -> int:
        """Deletes every text; returns how many there were."""
        texts = _replies.c.key != _FORGOTTEN
        with self._database.reading() as connection:
            if connection is None:
                return 0
            gone = connection.execute(sa.delete(_replies).where(texts)).rowcount
            connection.execute(sa.delete(_replies))
            row = {"key": _FORGOTTEN, "at": naive(self._clock()), "text": ""}
            connection.execute(sa.insert(_replies), row)
        return gone

    def close(self) -> None:
        """Lets go of the file."""
        self._database.close()

    def _limit(self) -> datetime:
        return naive(self._clock() - self._oldest)

    def _expired(self) -> sa.ColumnElement[bool]:
        """Texts that are too old, and all but the newest."""
        texts = _replies.c.key != _FORGOTTEN
        newest = sa.select(_replies.c.key).where(texts)
        newest = newest.order_by(_replies.c.at.desc(), _replies.c.key).limit(self._most)
        return texts & ((_replies.c.at < self._limit()) | _replies.c.key.not_in(newest))
