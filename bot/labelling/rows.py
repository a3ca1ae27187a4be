"""Statements that bear on a claim as rows of evidence, each voice with its origin."""

from __future__ import annotations

from collections.abc import Iterable

from bot.claims import Evidence
from bot.evidence.independence import origins
from bot.evidence.reader import StatementReader
from bot.evidence.speaking_day import spoken_on
from bot.evidence.statement import Statement


class Rows:
    """Makes rows of statements."""

    def __init__(self, statements: StatementReader) -> None:
        self._statements = statements

    def of(self, statements: Iterable[Statement]) -> tuple[Evidence, ...]:
        """A row for each word of somebody in a sentence, in order."""
        distinct = tuple({_voice(s): s for s in statements}.values())
        found = origins(distinct, self._statements.names)
        return tuple(self._row(s, found[s]) for s in distinct)

    def _row(self, statement: Statement, origin: str) -> Evidence:
        return Evidence(
            source_id=statement.source.id,
            claimant=statement.claimant.name if statement.claimant else None,
            standing=statement.standing,
            stance=statement.stance,
            hedged=statement.hedged,
            date=statement.dated,
            quote=statement.sentence.text,
            start=statement.sentence.start,
            end=statement.sentence.end,
            origin=origin,
            finding=statement.finding,
            ends=statement.ends,
            spoken=spoken_on(statement, self._statements.told(statement)),
            withdrawn=statement.withdrawn,
            told=(statement.start, statement.end),
        )


def _voice(statement: Statement) -> tuple[object, ...]:
    """What makes a row: somebody's word in one sentence, however much of it was read."""
    s = statement
    return s.source.id, s.sentence.start, s.claimant, s.stance, s.hedged
