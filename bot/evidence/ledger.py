"""The ledger: for each claim of an answer, the evidence rows behind its label."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.answering.composer import DraftClaim
from bot.answering.question import Asked, Question
from bot.answering.ranking import Frequencies, TermWeights
from bot.claims import Claim, Evidence, Stance
from bot.evidence.bearing import Proposition, bears_on
from bot.evidence.independence import origin_of
from bot.evidence.policy import Case, Nature, label
from bot.evidence.statements import Statement, StatementReader
from retrieval.documents import Hit

_AGAINST = frozenset({Stance.DENIES, Stance.DECLINES, Stance.EVADES, Stance.RETRACTS})
_SETTLING = frozenset({Stance.CONFIRMS, Stance.ADMITS})


class Ledger:
    """Finds the rows that bear on a claim and has the policy label them."""

    def __init__(self, statements: StatementReader, frequencies: Frequencies) -> None:
        self._statements = statements
        self._frequencies = frequencies

    def claim(
        self,
        question: Question,
        drafted: DraftClaim,
        citations: tuple[int, ...],
        hits: Sequence[Hit],
    ) -> Claim:
        """The labelled claim of a drafted one, from everything found that bears on it."""
        own = self._own(drafted)
        key = next(s for s in own if s.sentence.start == drafted.key.start)
        weights = TermWeights.of(question, self._frequencies)
        proposition = Proposition(weights, question.actors, question.figures)
        bearing = [s for s in self._found(hits) if s not in own and bears_on(s, proposition)]
        rows = tuple(dict.fromkeys(_row(s) for s in (*_speaking(own, key), *bearing)))
        return Claim(
            text=" ".join(s.text for s in drafted.sentences),
            label=label(Case(_nature(question, key), rows)),
            claimants=tuple(dict.fromkeys(r.claimant for r in rows if r.claimant)),
            citations=citations,
            evidence=rows,
        )

    def _own(self, drafted: DraftClaim) -> tuple[Statement, ...]:
        spans = {(s.source_id, s.start) for s in drafted.sentences}
        documents = (self._statements.of(i) for i in dict.fromkeys(s for s, _ in spans))
        return tuple(
            s for d in documents for s in d if (s.source.id, s.sentence.start) in spans
        )

    def _found(self, hits: Sequence[Hit]) -> Iterable[Statement]:
        return (self._statements.of(h.passage.source.id)[h.sentence.position] for h in hits)


def _speaking(own: Sequence[Statement], key: Statement) -> Iterable[Statement]:
    """The key statement, and its neighbours where the same claimant goes on."""
    return (s for s in own if s is key or (s.claimant and s.claimant == key.claimant))


def _nature(question: Question, key: Statement) -> Nature:
    """What kind of proposition the answer to this question is."""
    if question.asked in {Asked.SPEECH, Asked.CHANGE} and key.claimant is not None:
        return Nature.SPEECH
    if question.hypothetical or (key.opinion and key.claimant is None):
        return Nature.OPINION
    if question.presumes in _SETTLING and key.stance in _AGAINST:
        return Nature.CONTRADICTED
    own_voice = key.claimant is None and not key.hedged
    return Nature.BACKGROUND if own_voice and not question.figures else Nature.CONTENT


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
