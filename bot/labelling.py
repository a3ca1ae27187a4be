"""The ledger: for each claim of an answer, the evidence rows behind its label.

Here drafts meet evidence; bot.evidence itself knows neither questions nor drafts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.answering.composer import DraftClaim
from bot.answering.prompts import render
from bot.answering.question import Asked, Question
from bot.answering.ranking import Frequencies, TermWeights
from bot.claims import Evidence, Label, Stance, Status, StatusChange
from bot.evidence.bearing import Proposition, bears_on, shares_words
from bot.evidence.history import history_of
from bot.evidence.independence import origins
from bot.evidence.policy import AFFIRMING, Case, Nature, label
from bot.evidence.statements import Statement, StatementReader
from bot.language.words import stem, words_of
from retrieval.documents import Hit

_AGAINST = frozenset({Stance.DENIES, Stance.DECLINES, Stance.EVADES, Stance.RETRACTS})
# Declining never refutes: "has X confirmed it?" is answered, not contradicted, by "X cannot say".
_UNDECIDED = frozenset({Stance.DECLINES, Stance.EVADES})
_SETTLING = frozenset({Stance.CONFIRMS, Stance.ADMITS})
_ABOUT_THE_ACT = frozenset({Asked.WHETHER, Asked.REASON})

Run = tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class LabelledClaim:
    """What the ledger says of one drafted claim; `later` tells of a change after the as-of day."""

    label: Label
    rows: tuple[Evidence, ...]
    history: tuple[StatusChange, ...] = ()
    later: str | None = None


class Ledger:
    """Finds the rows that bear on a claim and has the policy label them."""

    def __init__(self, statements: StatementReader, frequencies: Frequencies) -> None:
        self._statements = statements
        self._frequencies = frequencies

    def claims(
        self,
        question: Question,
        drafted: Sequence[DraftClaim],
        hits: Sequence[Hit],
        later: Sequence[Hit] = (),
    ) -> tuple[LabelledClaim, ...]:
        """A label and its rows for each drafted claim, in order.

        The first claim stands for what was asked, so all that was found and bears on the question
        bears on it; a further claim has only its own words behind it. `later` are hits whatever
        their date: what they change is told apart, in `LabelledClaim.later`.
        """
        runs = [self._own(claim) for claim in drafted]
        return (
            *(self._asked(question, run, hits, later) for run in runs[:1]),
            *(self._labelled(run) for run in runs[1:]),
        )

    def _asked(
        self, question: Question, run: Run, hits: Sequence[Hit], later: Sequence[Hit]
    ) -> LabelledClaim:
        """The claim that answers the question."""
        proposition = self._proposition(question, hits)
        if question.act is not None and question.asked in _ABOUT_THE_ACT:
            case = Case(Nature.ACT, (), question.act.stance)
            own: tuple[Statement, ...] = ()
        else:
            off = not bears_on(run[0], proposition)
            nature = _nature(question, run[0])
            case = Case(Nature.CONTENT if off and nature is Nature.BACKGROUND else nature, ())
            own = () if off and question.asked is Asked.WHETHER else tuple(_speaking(run))
        bearing = self._bearing(question, hits, proposition)
        now = replace(case, rows=self._rows((*own, *bearing)))
        after = self._bearing(question, later, proposition)
        whole = replace(case, rows=self._rows((*own, *after)))
        return LabelledClaim(label(now), now.rows, history_of(now), _change_after(now, whole))

    def _proposition(self, question: Question, hits: Sequence[Hit]) -> Proposition:
        weights = TermWeights.of(question, self._frequencies).weights
        verb = question.act.verb if question.act else None
        topic = {term: weights[term] for term in question.topic if term != verb}
        speaker = question.act.actor if question.act else None
        actors = tuple(a for a in question.actors if a != speaker)
        return Proposition(topic, _names_among(topic, hits), actors, question.figures)

    def _bearing(
        self, question: Question, hits: Sequence[Hit], proposition: Proposition
    ) -> Iterable[Statement]:
        found = (s for s in self._found(hits, proposition) if bears_on(s, proposition))
        if question.act is None or question.asked not in _ABOUT_THE_ACT:
            return found
        side = question.act.actor.side or question.act.actor.name
        day = question.act.day or date.max
        return (s for s in found if s.claimant and s.claimant.side == side and s.dated <= day)

    def _own(self, drafted: DraftClaim) -> Run:
        """The statements of a drafted claim, the key first."""
        spans = {(s.source_id, s.start) for s in drafted.sentences}
        documents = (self._statements.of(i) for i in dict.fromkeys(i for i, _ in spans))
        own = [s for d in documents for s in d if (s.source.id, s.sentence.start) in spans]
        return tuple(sorted(own, key=lambda s: s.sentence.start != drafted.key.start))

    def _labelled(self, run: Run) -> LabelledClaim:
        """A claim with only its own words behind it."""
        rows = self._rows(_speaking(run))
        return LabelledClaim(label(Case(_own_nature(run[0]), rows)), rows)

    def _rows(self, statements: Iterable[Statement]) -> tuple[Evidence, ...]:
        distinct = tuple(dict.fromkeys(statements))
        found = origins(distinct, self._statements.names)
        return tuple(_row(s, found[s]) for s in distinct)

    def _found(self, hits: Sequence[Hit], proposition: Proposition) -> Iterable[Statement]:
        """Statements of the hits whose words fit; the others need not be read for statements."""
        return (
            self._statements.of(h.passage.source.id)[h.sentence.position]
            for h in hits
            if shares_words(h.sentence.text, h.passage.source.title, proposition)
        )


def _names_among(topic: Iterable[str], hits: Sequence[Hit]) -> frozenset[str]:
    """The topic words that the passages found write with a capital letter wherever they stand."""
    capital: set[str] = set()
    small: set[str] = set()
    for hit in hits:
        for word in words_of(hit.sentence.text)[1:]:
            (capital if word[:1].isupper() else small).add(stem(word))
    return frozenset(t for t in topic if t in capital and t not in small)


def _change_after(now: Case, whole: Case) -> str | None:
    """The first change to another status that later rows bring, in one dated sentence."""
    newest = max((row.date for row in now.rows), default=None)
    for change in history_of(whole):
        if newest and change.date > newest and change.status is not label(now).status:
            return render(
                "later",
                date=f"{change.date.day} {change.date:%B %Y}",
                status=change.status.value.upper(),
                reason=change.reason,
            )
    return None


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
        open_question = question.asked is Asked.WHETHER and key.stance in _UNDECIDED
        return Nature.CONTENT if open_question else Nature.CONTRADICTED
    return Nature.CONTENT if question.figures else _own_nature(key)


def _own_nature(key: Statement) -> Nature:
    """What kind of proposition a statement makes by itself."""
    if key.claimant is not None:
        return Nature.CONTENT
    if key.opinion:
        return Nature.OPINION
    return Nature.CONTENT if key.hedged else Nature.BACKGROUND


def _row(statement: Statement, origin: str) -> Evidence:
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
