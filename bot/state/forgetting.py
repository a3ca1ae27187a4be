"""Forgets a person, and what is older than it may be kept: all of it or, on an error, nothing.

Each is one transaction. The claims of forgotten questions are tracked no longer, and their events
say nothing more, unless somebody else asked the same in Discord or somebody watches it. Who sees
an answer at the command line is not kept, so a claim that was only shown there goes too.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from bot.state.database import Database
from bot.state.deleting import Asked, delete_answers, forget_claims, old_answers
from bot.state.moments import naive
from bot.state.tables import channel_watches, feedback, postings, tracked_claims
from bot.state.tracked import claim_key


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How much of a person is gone: answers to them, their ratings, their name on watches."""

    answers: int = 0
    ratings: int = 0
    watches: int = 0


def forget_person(path: Path, person: str) -> Forgotten:
    """Forgets what a person asked and said, on every corpus. Raises StateError.

    1. Their name on watches; the watch stays, since it is the channel's.
    2. Their ratings.
    3. The answers to them, with all feedback and postings of these.
    4. Tracked claims and events of their questions, as the module says.
    """
    unnamed = sa.update(channel_watches).where(channel_watches.c.person == person)
    unrated = sa.delete(feedback).where(feedback.c.person == person)
    with closing(Database(path)) as database, database.reading() as connection:
        if connection is None:
            return Forgotten()
        watches = connection.execute(unnamed.values(person=None)).rowcount
        ratings = connection.execute(unrated).rowcount
        ids, asked = _posted(connection, postings.c.person == person)
        answers = delete_answers(connection, ids)
        forget_claims(connection, (a for a in asked if not _is_posted(connection, a)))
    return Forgotten(answers, ratings, watches)


def forget_old(path: Path, before: datetime) -> int:
    """Forgets answers given before a moment; returns how many. Raises StateError.

    Which those are says bot.state.deleting.old_answers. A claim that was shown since, wherever,
    stays tracked.
    """
    with closing(Database(path)) as database, database.reading() as connection:
        if connection is None:
            return 0
        old = connection.execute(old_answers(before)).scalars().all()
        _, asked = _posted(connection, postings.c.answer_id.in_(old_answers(before)))
        deleted = delete_answers(connection, old)
        unasked = (a for a in asked if not _is_posted(connection, a))
        forget_claims(connection, (a for a in unasked if not _is_shown(connection, a, before)))
    return deleted


def _posted(
    connection: sa.Connection, which: sa.ColumnElement[bool]
) -> tuple[list[str], set[Asked]]:
    """The ids of posted answers, and what they answer."""
    what = (postings.c.answer_id, postings.c.corpus, postings.c.text, postings.c.as_of)
    rows = connection.execute(sa.select(*what).where(which)).all()
    return [row.answer_id for row in rows], {Asked(r.corpus, r.text, r.as_of) for r in rows}


def _is_posted(connection: sa.Connection, asked: Asked) -> bool:
    same = postings.c.key == claim_key(*asked)
    return connection.execute(sa.select(postings.c.key).where(same).limit(1)).first() is not None


def _is_shown(connection: sa.Connection, asked: Asked, since: datetime) -> bool:
    claims = tracked_claims.c
    late = (claims.key == claim_key(*asked)) & (claims.shown_at >= naive(since))
    return connection.execute(sa.select(claims.key).where(late)).first() is not None
