"""Answers that were given, and what people said of them, in one SQL database.

SQLAlchemy Core in portable SQL. A person has one say on an answer and may change it; nobody can
rate an answer that is not in the log.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from uuid import uuid4

import sqlalchemy as sa

from bot.claims import Answer
from bot.errors import StateError
from bot.rendering.json_format import answer_from_json, answer_json
from bot.state.database import STATE_FILE, Database
from bot.state.deleting import delete_answers, old_answers
from bot.state.moments import naive, now_utc
from bot.state.ratings import Feedback, Rated, Reason, Verdict
from bot.state.tables import answers as _answers
from bot.state.tables import feedback as _feedback

__all__ = ["STATE_FILE", "FeedbackStore"]


class FeedbackStore:
    """The database file, made when first used, readable by its owner alone."""

    def __init__(self, path: Path, clock: Callable[[], datetime] = now_utc) -> None:
        self._database = Database(path)
        self._clock = clock

    def log(self, answer: Answer) -> str:
        """Keeps an answer as it was given; returns its id. Raises StateError."""
        answer_id = uuid4().hex
        row = {
            "id": answer_id,
            "given_at": naive(self._clock()),
            "question": answer.question,
            "as_of": answer.as_of,
            "answer": answer_json(answer),
        }
        with self._database.writing() as connection:
            connection.execute(sa.insert(_answers), row)
        return answer_id

    def rate(self, feedback: Feedback) -> None:
        """Keeps what a person says, in place of what they said before. Raises StateError."""
        mine = _said(feedback.answer_id, feedback.person)
        known = sa.select(_answers.c.id).where(_answers.c.id == feedback.answer_id)
        row = {c.name: getattr(feedback, c.name) for c in _feedback.columns}
        with self._database.writing() as connection:
            # First, since it locks: the answer is not to be forgotten before it is rated.
            connection.execute(sa.delete(_feedback).where(mine))
            if connection.execute(known).scalar() is None:
                raise StateError(f"there is no answer {feedback.answer_id} to rate; ask again")
            connection.execute(sa.insert(_feedback), row)

    def answer(self, answer_id: str) -> Answer | None:
        """An answer as it was given; None where it is not kept. Raises StateError."""
        query = sa.select(_answers.c.answer).where(_answers.c.id == answer_id)
        with self._database.reading() as connection:
            row = connection.execute(query).first() if connection else None
        return answer_from_json(row.answer) if row else None

    def rating(self, answer_id: str, person: str) -> Feedback | None:
        """What a person said of an answer, if anything. Raises StateError."""
        query = sa.select(_feedback).where(_said(answer_id, person))
        with self._database.reading() as connection:
            row = connection.execute(query).first() if connection else None
        return _read(row) if row else None

    def rated(self) -> tuple[Rated, ...]:
        """Every answer somebody rated, oldest first. Raises StateError."""
        with self._database.reading() as connection:
            if connection is None:
                return ()
            said = sa.select(_feedback).order_by(_feedback.c.date, _feedback.c.person)
            by_answer: dict[str, list[Feedback]] = {}
            for row in connection.execute(said):
                by_answer.setdefault(row.answer_id, []).append(_read(row))
            found = sa.select(_answers.c.id, _answers.c.answer)
            found = found.where(_answers.c.id.in_(sa.select(_feedback.c.answer_id)))
            rows = connection.execute(found.order_by(_answers.c.given_at, _answers.c.id)).all()
        return tuple(Rated(answer_from_json(r.answer), tuple(by_answer[r.id])) for r in rows)

    def forget_sources(self, ids: frozenset[str]) -> int:
        """Deletes the answers that quote one of these sources; returns how many that were.

        With them goes what was said of them and where they were posted.
        """
        with self._database.reading() as connection:
            if connection is None:
                return 0
            logged = connection.execute(sa.select(_answers.c.id, _answers.c.answer)).all()
            quoting = [r.id for r in logged if ids & _quoted_in(answer_from_json(r.answer))]
            return delete_answers(connection, quoting)

    def forget_answers(self, ids: Iterable[str]) -> int:
        """Deletes answers with all that was said of them; returns how many. Raises StateError."""
        with self._database.reading() as connection:
            return delete_answers(connection, ids) if connection else 0

    def forget_person(self, person: str) -> int:
        """Deletes the ratings of a person; returns how many. Raises StateError."""
        mine = sa.delete(_feedback).where(_feedback.c.person == person)
        with self._database.reading() as connection:
            return connection.execute(mine).rowcount if connection else 0

    def forget_before(self, moment: datetime) -> frozenset[str]:
        """Deletes the answers given before a moment with all that was said of them; returns ids.

        Those that somebody rated outside of Discord stay: evaluators make questions from them.
        """
        with self._database.reading() as connection:
            if connection is None:
                return frozenset()
            old = frozenset(connection.execute(old_answers(moment)).scalars())
            delete_answers(connection, old)
        return old

    def close(self) -> None:
        """Lets go of the file."""
        self._database.close()


def _said(answer_id: str, person: str) -> sa.ColumnElement[bool]:
    return (_feedback.c.answer_id == answer_id) & (_feedback.c.person == person)


def _read(row: sa.Row[tuple[str, str, str, str | None, date]]) -> Feedback:
    reason = Reason(row.reason) if row.reason else None
    return Feedback(row.answer_id, row.person, Verdict(row.verdict), reason, row.date)


def _quoted_in(answer: Answer) -> frozenset[str]:
    evidence = (row.source_id for claim in answer.claims for row in claim.evidence)
    return frozenset((*(c.source_id for c in answer.citations), *evidence))
