"""An answer leads with what a correction puts in the place of what was wrong.

1. What a note adds on a later day than the one asked for is not known yet, and left out.
2. A sentence that is taken back gives way to what stands in its place and to the note that takes it
   back, in this order; so does a part of such a note by itself.
3. Where the question is not about the value that was wrong, the sentence stays, and the correction
   stands behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from bot.answering.asked import Asked
from bot.answering.question import Question
from bot.answering.selection import Run
from bot.evidence.independence import origins
from bot.evidence.reader import StatementReader
from bot.evidence.statement import Statement
from bot.evidence.withdrawals import Correction
from bot.language.words import stems_of
from retrieval.documents import Sentence

_KINDS = {
    "figure": frozenset({Asked.NUMBER}),
    "day": frozenset({Asked.DATE}),
    "name": frozenset({Asked.PLACE, Asked.PERSON, Asked.NAME}),
}


def known_by(statement: Statement, as_of: date | None) -> bool:
    """Whether a statement was there by a day."""
    return as_of is None or statement.dated <= as_of


class Correcting:
    """Puts the corrections of the pages that were found into the runs of an answer."""

    def __init__(
        self, question: Question, statements: StatementReader, source_ids: Iterable[str]
    ) -> None:
        self._question = question
        self._statements = statements
        pages = (statements.corrections(i) for i in dict.fromkeys(source_ids))
        found = (c for page in pages for c in page if known_by(c.back, question.as_of))
        self._taken = {c: tuple(statements.taken_back_on_page(c)) for c in found}

    def corrected(self, runs: Sequence[Run]) -> tuple[Run, ...]:
        """The runs with what is taken back in them replaced; each sentence stands once."""
        if not self._taken:
            return tuple(runs)
        made: list[Run] = []
        shown: set[Sentence] = set()
        for run in runs:
            fresh = tuple(s for s in self._ordered(run) if s.sentence not in shown)
            shown |= {s.sentence for s in fresh}
            if fresh:
                made.append(Run(fresh, run.key if run.key in fresh else fresh[0]))
        return tuple(made)

    def _ordered(self, run: Run) -> tuple[Statement, ...]:
        """The statements of a run with what is told in their place; where its key gives way, that
        comes first."""
        lead = tuple(self._told(run.key))
        rest = [t for s in run.statements for t in self._told(s)]
        first = () if lead[0] == run.key else lead
        return tuple(dict.fromkeys((*first, *rest)))

    def _told(self, statement: Statement) -> Iterator[Statement]:
        """A statement, or what is to be told in its place."""
        found = next((c for c in self._taken if self._is_touched(statement, c)), None)
        if found is None:
            yield statement
            return
        if not (_is_note(found, statement) or self._concerns(found)):
            yield statement
        for told in (found.instead, found.back):
            if told is not None:
                yield self._statements.of(told.source.id)[told.sentence.position]

    def _is_touched(self, statement: Statement, correction: Correction) -> bool:
        """Whether a sentence is part of a correction, taken back by it, or a copy of what is."""
        if _is_note(correction, statement):
            return True
        parts = self._statements.readings(statement.source.id)[statement.sentence.position].parts
        taken = self._taken[correction]
        return any(
            self._statements.is_taken_back(part, correction)
            or (self._statements.repeats(part, correction) and self._is_copy(part, taken))
            for part in parts
        )

    def _is_copy(self, statement: Statement, taken: Sequence[Statement]) -> bool:
        found = origins((statement, *taken), self._statements.names)
        return any(found[t] == found[statement] for t in taken if t != statement)

    def _concerns(self, correction: Correction) -> bool:
        question, value = self._question, correction.new or correction.old
        if value is not None and question.asked in _KINDS.get(value.kind, ()):
            return True
        amounts = [v for f in question.figures for v in f.values]
        return correction.concerns(stems_of(question.text), amounts)


def _is_note(correction: Correction, statement: Statement) -> bool:
    note = (correction.back, correction.instead)
    return any(s is not None and s.sentence == statement.sentence for s in note)
