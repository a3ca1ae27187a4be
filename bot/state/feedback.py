"""Answers that were given, and what people said of them, in one SQL database.

SQLAlchemy Core in portable SQL. A person has one say on an answer and may change it; nobody can
rate an answer that is not in the log.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import sqlalchemy as sa

from bot.claims import Answer
from bot.errors import StateError
from bot.rendering.json_format import answer_from_json, answer_json
from bot.state.database import STATE_FILE, Database
from bot.state.ratings import Feedback, Rated, Reason, Verdict

__all__ = ["STATE_FILE", "FeedbackStore"]

_metadata = sa.MetaData()
_answers = sa.Table(
    "answers",
    _metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("given_at", sa.DateTime, nullable=False, index=True),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("as_of", sa.Date),
    sa.Column("answer", sa.JSON, nullable=False),
)
_feedback = sa.Table(
    "feedback",
    _metadata,
    sa.Column("answer_id", sa.ForeignKey("answers.id"), primary_key=True),
    sa.Column("person", sa.String, primary_key=True),
    sa.Column("verdict", sa.String, nullable=False),
    sa.Column("reason", sa.String),
    sa.Column("date", sa.Date, nullable=False),
)


class FeedbackStore:
    """The database file, made when first used, readable by its owner alone."""

    def __init__(self, path: Path) -> None:
        self._database = Database(path, _metadata)

    def log(self, answer: Answer) -> str:
        """Keeps an answer as it was given; returns its id. Raises StateError."""
        answer_id = uuid4().hex
        row = {
            "id": answer_id,
            "given_at": datetime.now(UTC).replace(tzinfo=None),
            "question": answer.question,
            "as_of": answer.as_of,
            "answer": answer_json(answer),
        }
        with self._database.writing() as connection:
            connection.execute(sa.insert(_answers), row)
        return answer_id

    def rate(self, feedback: Feedback) -> None:
        """Keeps what a person says, in place of what they said before. Raises StateError."""
        mine = (_feedback.c.answer_id == feedback.answer_id) & (
            _feedback.c.person == feedback.person
        )
        known = sa.select(_answers.c.id).where(_answers.c.id == feedback.answer_id)
        row = {c.name: getattr(feedback, c.name) for c in _feedback.columns}
        with self._database.writing() as connection:
            if connection.execute(known).scalar() is None:
                raise StateError(f"there is no answer {feedback.answer_id} to rate; ask again")
            connection.execute(sa.delete(_feedback).where(mine))
            connection.execute(sa.insert(_feedback), row)

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
        """Deletes the answers that quote one of these sources; returns how many that were."""
        with self._database.reading() as connection:
            if connection is None:
                return 0
            logged = connection.execute(sa.select(_answers.c.id, _answers.c.answer)).all()
            quoting = [r.id for r in logged if ids & _quoted_in(answer_from_json(r.answer))]
            connection.execute(sa.delete(_feedback).where(_feedback.c.answer_id.in_(quoting)))
            connection.execute(sa.delete(_answers).where(_answers.c.id.in_(quoting)))
        return len(quoting)

    def close(self) -> None:
        """Lets go of the file."""
        self._database.close()


def _read(row: sa.Row[tuple[str, str, str, str | None, date]]) -> Feedback:
    reason = Reason(row.reason) if row.reason else None
    return Feedback(row.answer_id, row.person, Verdict(row.verdict), reason, row.date)


def _quoted_in(answer: Answer) -> frozenset[str]:
    evidence = (row.source_id for claim in answer.claims for row in claim.evidence)
    return frozenset((*(c.source_id for c in answer.citations), *evidence))
