"""Figures over time: the values that sources give for the same thing counted, newest first."""

from __future__ import annotations

from collections.abc import Iterator

from bot.claims import Answer
from bot.language.figures import figures_of
from bot.presenting.plan import FigureRow
from bot.presenting.voices import rows_told, voice_of, when_of

MOST_ROWS = 5


def figures_over_time(answer: Answer) -> tuple[FigureRow, ...]:
    """A row for each voice and value; none where all give the same value."""
    rows = {(row.who, _amount(row.value)): row for row in _rows(answer)}
    if len({amount for _, amount in rows}) < 2:
        return ()
    return tuple(sorted(rows.values(), key=lambda row: row.when.last, reverse=True)[:MOST_ROWS])


def _rows(answer: Answer) -> Iterator[FigureRow]:
    """The lead's row last, so that it stays where another says the same."""
    by_number = {c.n: c for c in answer.citations}
    for n, claim in reversed(list(enumerate(answer.claims))):
        if not claim.value or not claim.citations:
            continue
        rows = rows_told(answer, claim)
        when = when_of(answer, claim, rows)
        citation = by_number.get(claim.citations[0])
        who = voice_of(rows[0]) if rows else citation.publisher if citation else ""
        if when is not None and citation is not None:
            yield FigureRow(when, who, _figure(claim.value), claim.label.status, citation.n, n)


def _figure(value: str) -> str:
    """The figure with its bound; what is counted is the same in every row."""
    found = figures_of(value)
    return value[: found[0].end] if found and found[0].end else value


def _amount(value: str) -> tuple[float, ...]:
    return tuple(v for figure in figures_of(value) for v in figure.values)
