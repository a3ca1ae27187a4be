"""Deletes rows with all that hangs on them, as a part of somebody else's transaction.

For SQLite the first statement of such a transaction should write: only that locks out others, and
what is read before may be old by then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from bot.state.moments import naive
from bot.state.tables import (
    answers,
    channel_watches,
    feedback,
    postings,
    status_events,
    tracked_claims,
)
from bot.state.tracked import claim_key

DISCORD = "discord:"
_AT_ONCE = 500  # databases limit how many values a statement has


class Asked(NamedTuple):
    """What was asked, on which corpus; `text` as bot.state.tracked.as_asked() has it."""

    corpus: str
    text: str
    as_of: date | None


def delete_answers(connection: sa.Connection, ids: Iterable[str]) -> int:
    """Deletes answers with all feedback on them and where they were posted; returns how many."""
    deleted = 0
    for some in _batches(ids):
        for table in (feedback, postings):
            connection.execute(sa.delete(table).where(table.c.answer_id.in_(some)))
        deleted += connection.execute(sa.delete(answers).where(answers.c.id.in_(some))).rowcount
    return deleted


def old_answers(before: datetime) -> sa.Select[str]:
    """The ids of answers that are kept no longer than up to a moment.

    1. An answer that was posted in Discord is one of them, whoever rated it.
    2. One that was never posted is too: the bot died before it could say where it stands.
    3. But one that somebody rated outside of Discord was logged for that rating, by an evaluator
       who wants to keep it.
    """
    posted = sa.exists().where(postings.c.answer_id == answers.c.id)
    elsewhere = ~feedback.c.person.startswith(DISCORD)
    rated_elsewhere = sa.exists().where(feedback.c.answer_id == answers.c.id, elsewhere)
    old = answers.c.given_at < naive(before)
    return sa.select(answers.c.id).where(old, posted | ~rated_elsewhere)


def forget_claims(connection: sa.Connection, asked: Iterable[Asked]) -> None:
    """Deletes tracked claims that nobody watches, and what their events say."""
    blank: dict[str, Any] = {"text": "", "as_of": None, "old": None, "new": None, "causes": []}
    for one in set(asked):
        key = claim_key(*one)
        unwatched = ~_is_watched(key)
        events = status_events.c
        mine = (
            (events.corpus == one.corpus)
            & (events.text == one.text)
            & events.as_of.is_not_distinct_from(one.as_of)
        )
        connection.execute(sa.update(status_events).where(mine, unwatched).values(blank))
        claims = sa.delete(tracked_claims).where(tracked_claims.c.key == key, unwatched)
        connection.execute(claims)


def _is_watched(key: str) -> sa.ColumnElement[bool]:
    # Under another name, for the statement that deletes from the same table.
    claims = tracked_claims.alias()
    here = sa.exists().where(claims.c.key == key, claims.c.watched)
    return here | sa.exists().where(channel_watches.c.key == key)


def _batches(ids: Iterable[str]) -> Iterator[list[str]]:
    every = list(ids)
    yield from (every[i : i + _AT_ONCE] for i in range(0, len(every), _AT_ONCE))
