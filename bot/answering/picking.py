"""Which candidates answer, as the reader sees it.

Search and rank bring sentences on the topic; the reader says how surely each answers. Its log-odds
are added to the score that brought a sentence, so that two that answer equally well keep the order
that the question's dates, speakers and figures gave them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from bot.answering.question import Question
from bot.answering.selection import Candidate
from bot.evidence.statement import Statement
from bot.readers.reader import Context, Reader, UndecidedReader

Document = Callable[[str], tuple[Statement, ...]]
READ = 24  # candidates: what a warm question has the time to read
_WEIGHT = 0.4  # of the log-odds; chosen on seven sets of questions with training's reader-1
_SUREST = 0.999


class Picker:
    """Orders candidates by what a reader makes of them."""

    def __init__(self, reader: Reader, document: Document) -> None:
        """`document` gives the statements of a source by its id, in the order of the text."""
        self._reader = reader
        self._document = document

    def pick(self, question: Question, candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
        """The first candidates anew in order; the rest is left out. Raises ModelError."""
        if isinstance(self._reader, UndecidedReader) or not candidates:
            return tuple(candidates)
        read = candidates[:READ]
        shares = self._reader.scores(question.text, [self._context(c.statement) for c in read])
        scored = (
            Candidate(c.statement, c.score + _WEIGHT * _log_odds(share))
            for c, share in zip(read, shares, strict=True)
        )
        return tuple(sorted(scored, key=lambda c: -c.score))

    def _context(self, statement: Statement) -> Context:
        position = statement.sentence.position
        before = self._document(statement.source.id)[position - 1] if position else None
        return Context(
            statement.sentence.text,
            statement.source.title,
            before.sentence.text if before is not None else "",
        )


def _log_odds(share: float) -> float:
    sure = min(max(share, 1 - _SUREST), _SUREST)
    return math.log(sure / (1 - sure))
