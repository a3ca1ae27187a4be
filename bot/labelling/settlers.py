"""Who confirmed, admitted or denied something, and who did so first.

The first is the earliest by the day of speaking who did it without a hedge and under a name; an
authority or researcher that states it confirms it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from bot.answering.question import Question
from bot.answering.ranking import Frequencies
from bot.claims import Evidence, Stance
from bot.evidence.history import history_of
from bot.evidence.policy import FINDERS, SETTLING, Case, Nature, label
from bot.evidence.statement import Statement
from bot.labelling.labelled import LabelledClaim
from bot.labelling.propositions import of_claim
from bot.labelling.search import EvidenceSearch

Rows = Callable[[Iterable[Statement]], tuple[Evidence, ...]]


class Settlers:
    """Finds who settled a claim that a question says was settled."""

    def __init__(self, search: EvidenceSearch, frequencies: Frequencies, rows: Rows) -> None:
        self._search = search
        self._frequencies = frequencies
        self._rows = rows

    def first(self, question: Question) -> LabelledClaim | None:
        """That they did, led by the first; None where the question names no claim, or nobody is
        found."""
        if question.claimed is None or question.presumes is None:
            return None
        last = question.as_of or date.max
        bearing = self._search.bearing(of_claim(question.claimed, self._frequencies))
        rows = self._rows(s for s in bearing if s.dated <= last and _did(s, question.presumes))
        if not rows:
            return None
        case = Case(Nature.SPEECH, rows)
        earliest = min(rows, key=lambda r: (r.said, r.source_id, r.start))
        return LabelledClaim(label(case), rows, history_of(case), deciding=earliest)


def _did(statement: Statement, stance: Stance) -> bool:
    if statement.hedged or statement.claimant is None or statement.claimant.anonymous:
        return False
    if stance is Stance.CONFIRMS:
        finds = statement.stance is Stance.ASSERTS and statement.standing in FINDERS
        return finds or statement.stance in SETTLING
    return statement.stance is stance
