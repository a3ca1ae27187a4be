"""Whether what a question takes for granted holds, before anything else is labelled.

Rules in order, for each premise and the statements that bear on it by the day asked for:
1. somebody takes it back, denies it, or tells of the contrary or of its end, and the policy does
   not confirm it: it fails;
2. nobody tells of it, and it is a deed that news calls by its name (a conviction, a resignation):
   it fails for want of a source;
3. else it stands, as far as can be told: what is told in other words is not found here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from bot.answering.asked import Asked
from bot.answering.question import Question
from bot.answering.ranking import Frequencies
from bot.claims import Evidence, Qualifier, Stance, Status
from bot.evidence.bearers import Told, family
from bot.evidence.claimed import Claimed
from bot.evidence.history import history_of
from bot.evidence.policy import AGAINST, Case, Nature, label
from bot.evidence.statement import Statement
from bot.labelling.labelled import LabelledClaim
from bot.labelling.natures import SETTLERS
from bot.labelling.propositions import of_claim
from bot.labelling.search import EvidenceSearch
from bot.language import signatures
from bot.language.words import stem, stems_of
from bot.reading.deeds import Argument

Rows = Callable[[Iterable[Statement]], tuple[Evidence, ...]]


class Premises:
    """Looks up what questions take for granted."""

    def __init__(self, search: EvidenceSearch, frequencies: Frequencies, rows: Rows) -> None:
        self._search = search
        self._frequencies = frequencies
        self._rows = rows

    def failed(self, question: Question) -> LabelledClaim | None:
        """The first premise of a question that does not hold, with its label."""
        found = (self._judged(question, premise) for premise in question.premises)
        return next((f for f in found if f is not None), None)

    def _judged(self, question: Question, premise: Claimed) -> LabelledClaim | None:
        last = question.as_of or date.max
        bearing = self._search.bearing(of_claim(premise, self._frequencies))
        lasts = question.asked is not Asked.PERSON  # whoever did it may have left, and did it
        rows = self._rows(s for s in bearing if s.dated <= last and (lasts or not s.ends))
        against = [r for r in rows if r.ends or r.stance in AGAINST]
        if against:
            return _contradicted(rows, against)
        if rows or not self._is_untold(premise, last):
            return None
        return LabelledClaim(label(Case(Nature.CONTENT, ())), (), lead="lead_untold")

    def _is_untold(self, premise: Claimed, last: date) -> bool:
        """Whether no sentence has a word for a deed that has a name of its own, and its bearers."""
        names = frozenset(map(stem, signatures.told_of(premise.deed.predicate)))
        own = stem(premise.deed.predicate)
        bearers = (*premise.deed.agents, *premise.deed.patients)
        return bool(names) and not any(
            statement.dated <= last and _tells(told, premise.told, bearers, names, own)
            for statement, told in self._search.holding(names)
        )


def _tells(
    told: Told, premise: Told, bearers: Sequence[Argument], names: frozenset[str], own: str
) -> bool:
    """Whether a sentence has one of the deed's names, and its bearers; beside the deed's own name
    they may stand over the page."""
    here = stems_of(told.parse.text)
    over = stems_of(told.title) if own in here else frozenset[str]()
    return bool(names & here) and all(_names(told, premise, b, here | over) for b in bearers)


def _names(told: Told, premise: Told, bearer: Argument, here: frozenset[str]) -> bool:
    """Whether a bearer stands there; of a person only they themselves."""
    actor = premise.actor_at(bearer.head)
    if actor is not None and any(m.actor == actor for m in told.mentions):
        return True
    return not family(premise.parse, bearer.head).isdisjoint(here)


def _contradicted(rows: Sequence[Evidence], against: Sequence[Evidence]) -> LabelledClaim | None:
    """Rule 1."""
    case = Case(Nature.CONTENT, tuple(rows))
    if label(case).status is Status.CONFIRMED:
        return None
    over = [r for r in against if r.ends or r.stance is Stance.RETRACTS]
    settled = [r for r in against if r.standing in SETTLERS and not r.hedged]
    if settled and not over:
        case = replace(case, nature=Nature.CONTRADICTED)
    deciding = max(over or settled or against, key=lambda r: (r.date, r.source_id, r.start))
    found = label(case)
    lead = "lead_refuted" if Qualifier.REFUTED in found.qualifiers else "lead_denied"
    return LabelledClaim(found, case.rows, history_of(case), deciding=deciding, lead=lead)
