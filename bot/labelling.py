"""The ledger: for each claim of an answer, the evidence rows behind its label.

Here drafts meet evidence; bot.evidence itself knows neither questions nor drafts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.answering.composer import DraftClaim
from bot.answering.prompts import render
from bot.answering.question import Asked, Question
from bot.answering.ranking import Frequencies, TermWeights
from bot.claims import Evidence, Label, Stance, Status
from bot.evidence.bearing import Proposition, bears_on
from bot.evidence.independence import origin_of
from bot.evidence.policy import AFFIRMING, Case, Nature, label
from bot.evidence.statements import Statement, StatementReader
from retrieval.documents import Hit

_AGAINST = frozenset({Stance.DENIES, Stance.DECLINES, Stance.EVADES, Stance.RETRACTS})
_SETTLING = frozenset({Stance.CONFIRMS, Stance.ADMITS})

Run = tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class LabelledClaim:
    """What the ledger says of one drafted claim."""

    label: Label
    rows: tuple[Evidence, ...]


class Ledger:
    """Finds the rows that bear on a claim and has the policy label them."""

    def __init__(self, statements: StatementReader, frequencies: Frequencies) -> None:
        self._statements = statements
        self._frequencies = frequencies

    def claims(
        self, question: Question, drafted: Sequence[DraftClaim], hits: Sequence[Hit]
    ) -> tuple[LabelledClaim, ...]:
        """A label and its rows for each drafted claim, in order.

        The first claim stands for what was asked, so all that was found and bears on the question
        bears on it; a further claim has only its own words behind it.
        """
        weights = TermWeights.of(question, self._frequencies).weights
        topic = {term: weights[term] for term in question.topic}
        proposition = Proposition(topic, question.actors, question.figures)
        bearing = [s for s in self._found(hits) if bears_on(s, proposition)]
        runs = [self._own(claim) for claim in drafted]
        first = [self._asked(question, proposition, run, bearing) for run in runs[:1]]
        return (*first, *(_labelled(_own_nature(run[0]), _speaking(run)) for run in runs[1:]))

    def _asked(
        self,
        question: Question,
        proposition: Proposition,
        run: Run,
        bearing: Sequence[Statement],
    ) -> LabelledClaim:
        """The claim that answers the question."""
        others = [s for s in bearing if s not in run]
        nature = _nature(question, run[0])
        if nature is Nature.BACKGROUND and not bears_on(run[0], proposition):
            nature = Nature.CONTENT
        return _labelled(nature, (*_speaking(run), *others))

    def _own(self, drafted: DraftClaim) -> Run:
        """The statements of a drafted claim, the key first."""
        spans = {(s.source_id, s.start) for s in drafted.sentences}
        documents = (self._statements.of(i) for i in dict.fromkeys(i for i, _ in spans))
        own = [s for d in documents for s in d if (s.source.id, s.sentence.start) in spans]
        return tuple(sorted(own, key=lambda s: s.sentence.start != drafted.key.start))

    def _found(self, hits: Sequence[Hit]) -> Iterable[Statement]:
        return (self._statements.of(h.passage.source.id)[h.sentence.position] for h in hits)


def _labelled(nature: Nature, statements: Iterable[Statement]) -> LabelledClaim:
    rows = tuple(dict.fromkeys(_row(s) for s in statements))
    return LabelledClaim(label(Case(nature, rows)), rows)


def _speaking(run: Run) -> Iterable[Statement]:
    """The key statement, and its neighbours where the same claimant goes on."""
    key = run[0]
    return (s for s in run if s is key or (s.claimant and s.claimant == key.claimant))


def _nature(question: Question, key: Statement) -> Nature:
    """What kind of proposition the answer to this question is."""
    if question.asked in {Asked.SPEECH, Asked.CHANGE} and key.claimant is not None:
        return Nature.SPEECH
    if question.hypothetical or (key.opinion and key.claimant is None):
        return Nature.OPINION
    if question.presumes in _SETTLING and key.stance in _AGAINST:
        return Nature.CONTRADICTED
    return Nature.CONTENT if question.figures else _own_nature(key)


def _own_nature(key: Statement) -> Nature:
    """What kind of proposition a statement makes by itself."""
    if key.claimant is not None:
        return Nature.CONTENT
    if key.opinion:
        return Nature.OPINION
    return Nature.CONTENT if key.hedged else Nature.BACKGROUND


def _row(statement: Statement) -> Evidence:
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
        origin=origin_of(statement),
    )


def remark(question: Question, claim: LabelledClaim) -> str | None:
    """What a person who asks whether it is so should know of its origin, or None."""
    affirming = [r for r in claim.rows if r.stance in AFFIRMING]
    origins = {r.origin for r in affirming}
    wants_to_know = question.asked is Asked.WHETHER or question.presumes is not None
    if not wants_to_know or claim.label.status is Status.CONFIRMED or len(origins) != 1:
        return None
    sources = {r.source_id for r in affirming}
    if len(sources) == 1:
        return render("single_source")
    return render("single_origin", count=str(len(sources)), origin=next(iter(origins)))
