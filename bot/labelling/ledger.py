"""The ledger: for each claim of an answer, the evidence rows behind its label.

Evidence is looked for in the whole corpus, by the words of the proposition, not only in what was
found for the question.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from bot.answering.composer import DraftClaim
from bot.answering.prompts import render
from bot.answering.question import Asked, Question
from bot.claims import Evidence, Label, StatusChange
from bot.evidence.bearing import Proposition, bearing_of, bears_on, echoes, shares_words, towards
from bot.evidence.history import history_of
from bot.evidence.independence import origins
from bot.evidence.policy import Case, Nature, label
from bot.evidence.reader import StatementReader
from bot.evidence.statement import Reading, Statement
from bot.labelling.natures import nature_of, own_nature
from bot.labelling.propositions import answered_by, asked_for
from bot.language.counted import same
from bot.language.words import stems_of
from retrieval.documents import Hit

_ABOUT_THE_ACT = frozenset({Asked.WHETHER, Asked.REASON})
Place = tuple[str, int]


class Words(Protocol):
    """Where words stand in the corpus."""

    def document_frequency(self, stems: Sequence[str]) -> Mapping[str, float]:
        """The share of sentences that hold each stem, context included."""
        ...

    def holding(self, stems: Sequence[str], as_of: date | None) -> Mapping[str, frozenset[Place]]:
        """By stem, (source id, position) of the sentences that hold it, titles included."""
        ...


@dataclass(frozen=True, slots=True)
class LabelledClaim:
    """What the ledger says of one drafted claim; `later` tells of a change after the as-of day."""

    label: Label
    rows: tuple[Evidence, ...]
    history: tuple[StatusChange, ...] = ()
    later: str | None = None


class Ledger:
    """Finds the rows that bear on a claim and has the policy label them."""

    def __init__(self, statements: StatementReader, words: Words) -> None:
        self._statements = statements
        self._words = words

    def claims(
        self, question: Question, drafted: Sequence[DraftClaim], hits: Sequence[Hit]
    ) -> tuple[LabelledClaim, ...]:
        """A label and its rows for each drafted claim, in order.

        The first claim stands for what was asked, so all that bears on it counts; a further claim
        has only its own words behind it. What came after the day asked for is told apart, in
        `LabelledClaim.later`.
        """
        runs = [self._own(claim) for claim in drafted]
        return (
            *(self._asked(question, run, hits) for run in runs[:1]),
            *(self._labelled(run) for run in runs[1:]),
        )

    def _asked(
        self, question: Question, run: Sequence[Reading], hits: Sequence[Hit]
    ) -> LabelledClaim:
        """The claim that answers the question."""
        about_act = question.act is not None and question.asked in _ABOUT_THE_ACT
        asked = asked_for(question, self._words.document_frequency, hits)
        key = _nearest(run[0], asked)
        if about_act or question.asked is Asked.WHETHER:
            proposition = asked
        else:
            proposition = answered_by(question, key, self._words.document_frequency, hits)
        own: Iterable[Statement] = ()
        if about_act and question.act:
            case = Case(Nature.ACT, (), question.act.stance)
        elif question.hypothetical:
            case = Case(Nature.OPINION, ())
        elif question.asked is Asked.WHETHER and not bears_on(key, asked):
            case = Case(Nature.CONTENT, ())
        else:
            leads = [reading.lead for reading in run[1:]]
            case = Case(nature_of(question, [key, *leads], proposition), ())
            own = self._said_by(key, run[0], proposition)
        bearing = [s for s in self._bearing(proposition) if not about_act or _is_of(s, question)]
        now = [s for s in (*own, *bearing) if question.as_of is None or s.dated <= question.as_of]
        case = replace(case, rows=self._rows(now))
        whole = replace(case, rows=self._rows((*own, *bearing))) if question.as_of else case
        return LabelledClaim(label(case), case.rows, history_of(case), _change_after(case, whole))

    def _said_by(
        self, key: Statement, reading: Reading, proposition: Proposition
    ) -> Iterator[Statement]:
        """The key statement and those that others make in its words."""
        mine = [p for p in reading.parts if (p.start, p.end) == (key.start, key.end)]
        return (towards(s, proposition) for s in mine or [key])

    def _bearing(self, proposition: Proposition) -> Iterator[Statement]:
        """The statements of the corpus that bear on a proposition, whatever their date."""
        for source_id, position in sorted(self._places(proposition)):
            reading = self._statements.readings(source_id)[position]
            sentence, source = reading.lead.sentence, reading.lead.source
            if shares_words(sentence.text, source.title, proposition):
                bearing = tuple(bearing_of(reading, proposition))
                yield from bearing
                if bearing:
                    yield from echoes(self._statements.readings(source_id)[position + 1 :])

    def _places(self, proposition: Proposition) -> set[Place]:
        """Sentences that can hold enough of the topic: one of its heavy words must stand there.

        Words are taken from the heaviest down until the rest weighs too little to do without
        (prefix filtering; Chaudhuri, Ganti and Kaushik 2006).
        """
        heavy: list[str] = []
        left = sum(proposition.topic.values())
        spare = proposition.share * left
        for term, weight in sorted(proposition.topic.items(), key=lambda item: (-item[1], item[0])):
            if left < spare:
                break
            heavy.append(term)
            left -= weight
        groups = [same(term) for term in (*heavy, *proposition.names)]
        found = self._words.holding(sorted(frozenset().union(*groups)), None)
        places = {place for term in heavy for stem in same(term) for place in found[stem]}
        for name in proposition.names:
            places &= found[name]
        return places

    def _own(self, drafted: DraftClaim) -> tuple[Reading, ...]:
        """The sentences of a drafted claim as they were read, the key first."""
        spans = {(s.source_id, s.start) for s in drafted.sentences}
        documents = (self._statements.readings(i) for i in dict.fromkeys(i for i, _ in spans))
        own = [
            reading
            for document in documents
            for reading in document
            if (reading.lead.source.id, reading.lead.sentence.start) in spans
        ]
        first = drafted.key.start
        return tuple(sorted(own, key=lambda r: r.lead.sentence.start != first))

    def _labelled(self, run: Sequence[Reading]) -> LabelledClaim:
        """A claim with only its own words behind it."""
        key = run[0].lead
        rows = self._rows(_speaking([reading.lead for reading in run]))
        return LabelledClaim(label(Case(own_nature(key), rows)), rows)

    def _rows(self, statements: Iterable[Statement]) -> tuple[Evidence, ...]:
        distinct = tuple(dict.fromkeys(statements))
        found = origins(distinct, self._statements.names)
        return tuple(_row(s, found[s]) for s in distinct)


def _nearest(reading: Reading, proposition: Proposition) -> Statement:
    """The clause of a sentence that holds most of what was asked; the lead where all do alike."""
    if len(reading.parts) < 2:
        return reading.lead

    def held(part: Statement) -> float:
        here = stems_of(part.text)
        return sum(w for t, w in proposition.topic.items() if same(t) & here)

    best = max(reading.parts, key=held)
    return best if held(best) > min(map(held, reading.parts)) else reading.lead


def _is_of(statement: Statement, question: Question) -> bool:
    """True for what the speaker of the act in question said by the day it names."""
    act = question.act
    if act is None or statement.claimant is None:
        return False
    side = act.actor.side or act.actor.name
    return statement.claimant.side == side and statement.dated <= (act.day or date.max)


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


def _speaking(run: Sequence[Statement]) -> Iterable[Statement]:
    """The key statement, and its neighbours where the same claimant goes on."""
    key = run[0]
    return (s for s in run if s is key or (s.claimant and s.claimant == key.claimant))


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
        finding=statement.finding,
    )
