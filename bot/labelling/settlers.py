"""Who confirmed, admitted or denied something, and who did so first.

The first is the earliest by the day of speaking who did it without a hedge and under a name; an
authority or researcher that states it confirms it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from bot.answering.question import Question
from bot.answering.ranking import Frequencies
from bot.answering.reading.speech_acts import SETTLING as SETTLING_VERBS
from bot.claims import Evidence, Stance
from bot.evidence.history import history_of
from bot.evidence.policy import AFFIRMING, FINDERS, SETTLING, Case, Nature, label
from bot.evidence.statement import Statement
from bot.labelling.labelled import LabelledClaim
from bot.labelling.propositions import asked_for, of_claim
from bot.labelling.search import EvidenceSearch
from bot.language.words import stem
from retrieval.documents import Actor

Rows = Callable[[Iterable[Statement]], tuple[Evidence, ...]]


class Settlers:
    """Finds who settled a claim that a question says was settled."""

    def __init__(self, search: EvidenceSearch, frequencies: Frequencies, rows: Rows) -> None:
        self._search = search
        self._frequencies = frequencies
        self._rows = rows

    def first(self, question: Question) -> LabelledClaim | None:
        """That they did, led by the first; None where the question says nothing of the kind, or
        nobody is found."""
        stance, last = question.presumes, question.as_of or date.max
        if stance is None:
            return None
        found = self._of_clause(question, stance) or self._of_thing(question, stance)
        rows = self._rows(s for s in found if s.dated <= last)
        if not rows:
            return None
        case = Case(Nature.SPEECH, rows)
        earliest = min(rows, key=lambda r: (r.said, r.source_id, r.start))
        return LabelledClaim(label(case), rows, history_of(case), deciding=earliest)

    def first_day(self, question: Question, actor: Actor, stance: Stance) -> date | None:
        """The first day on which somebody did this to what a question asks about, unhedged."""
        asked = asked_for(question, self._frequencies, ())
        side = actor.side or actor.name
        did = AFFIRMING if stance is Stance.ASSERTS else _DOING.get(stance, frozenset({stance}))
        days = (
            s.dated
            for s in self._search.bearing(replace(asked, actors=()))
            if s.claimant and s.claimant.side == side and s.stance in did and not s.hedged
        )
        return min(days, default=None)

    def _of_clause(self, question: Question, stance: Stance) -> list[Statement]:
        """Of what a clause says was settled: "who confirmed that the bridge had fallen"."""
        if question.claimed is None:
            return []
        claim = of_claim(question.claimed, self._frequencies)
        return [s for s in self._search.bearing(claim) if _did(s, stance)]

    def _of_thing(self, question: Question, stance: Stance) -> list[Statement]:
        """Of what its words alone name: "who confirmed the collapse". So loose a likeness wants the
        settling said in so many words."""
        asked = asked_for(question, self._frequencies, ())
        topic = {t: weight for t, weight in asked.topic.items() if t not in _SETTLING_STEMS}
        if question.claimed is not None or not (topic or asked.actors):
            return []
        bearing = self._search.bearing(replace(asked, topic=topic))
        return [s for s in bearing if s.stance is not Stance.ASSERTS and _did(s, stance)]


_DOING = {Stance.CONFIRMS: SETTLING}
_SETTLING_STEMS = frozenset(map(stem, SETTLING_VERBS))


def _did(statement: Statement, stance: Stance) -> bool:
    if statement.hedged or statement.claimant is None or statement.claimant.anonymous:
        return False
    if stance is Stance.CONFIRMS:
        finds = statement.stance is Stance.ASSERTS and statement.standing in FINDERS
        return finds or statement.stance in SETTLING
    return statement.stance is stance
