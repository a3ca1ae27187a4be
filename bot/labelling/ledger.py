"""The ledger: for each claim of an answer, the evidence rows behind its label.

Evidence is looked for in the whole corpus, by the words of the proposition, not only in what was
found for the question.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.answering.asked import Asked
from bot.answering.composer import DraftClaim
from bot.answering.prompts import render
from bot.answering.question import Question
from bot.claims import Evidence, Label, Stance, StatusChange
from bot.evidence.bearers import Told
from bot.evidence.bearing import Proposition, bears_on, held, opposes, turned
from bot.evidence.deciding import settling_row
from bot.evidence.history import history_of
from bot.evidence.independence import origins
from bot.evidence.policy import AFFIRMING, Case, Nature, label
from bot.evidence.reader import StatementReader
from bot.evidence.statement import Reading, Statement
from bot.labelling.correcting import Corrections
from bot.labelling.natures import is_asked_about, nature_of, own_nature
from bot.labelling.propositions import answered_by, asked_for
from bot.labelling.search import EvidenceSearch, Words
from bot.readers.checker import Checker
from retrieval.documents import Actor, Hit

_ABOUT_THE_ACT = frozenset({Asked.WHETHER, Asked.REASON})
_CORRECTED = frozenset({Nature.CONTENT, Nature.BACKGROUND, Nature.CONTRADICTED})
_DOING = {Stance.CONFIRMS: frozenset({Stance.CONFIRMS, Stance.ADMITS})}


@dataclass(frozen=True, slots=True)
class LabelledClaim:
    """What the ledger says of one drafted claim; `later` tells of a change after the as-of day.

    `deciding` is the row that settles a yes/no question in so many words.
    """

    label: Label
    rows: tuple[Evidence, ...]
    history: tuple[StatusChange, ...] = ()
    later: str | None = None
    deciding: Evidence | None = None


class Ledger:
    """Finds the rows that bear on a claim and has the policy label them."""

    def __init__(
        self, statements: StatementReader, words: Words, checker: Checker | None = None
    ) -> None:
        """`checker` finds a claim told in other words; without it fewer statements bear."""
        self._statements = statements
        self._frequencies = words.document_frequency
        self._search = EvidenceSearch(statements, words, checker)
        self._corrections = Corrections(statements, words, self._search)

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
            *(self._asked(question, runs, hits) for _ in runs[:1]),
            *self.further(drafted[1:]),
        )

    def further(self, drafted: Sequence[DraftClaim]) -> Iterator[LabelledClaim]:
        """Labels of claims that have only their own words behind them."""
        return (self._labelled(self._own(claim)) for claim in drafted)

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

    def _asked(
        self, question: Question, runs: Sequence[Sequence[Reading]], hits: Sequence[Hit]
    ) -> LabelledClaim:
        """The claim that answers the question, the first of an answer."""
        run = runs[0]
        asked = asked_for(question, self._frequencies, hits)
        key = _nearest(_heard(run[0], question), asked)
        about_act = question.act is not None and question.asked in _ABOUT_THE_ACT
        if about_act or question.asked is Asked.WHETHER:
            proposition = asked
        else:
            key, stated, told = self._stated(key, asked)
            proposition = answered_by(question, stated, told, self._frequencies, hits)
        said = self._said_by(question, key, run[0], proposition)
        key, opposed = said[0] if said else (key, False)
        contrary = opposed and not key.ends
        case, speaks = _case(question, [key, *(r.lead for r in run[1:])], bool(said), contrary)
        own = tuple(turned(s, against) for s, against in said) if speaks else ()
        found = [s for s in self._search.bearing(proposition) if _counts(s, case, question)]
        rivals: tuple[Statement, ...] = ()
        if question.asked is Asked.NUMBER:
            plain = replace(asked, figures=())
            beside = (part for other in runs for reading in other for part in reading.parts)
            rivals = tuple(
                s
                for s in self._search.rivals(question, plain, key, beside)
                if not self._corrections.is_withdrawn(s, question.as_of)
            )
        bearing = (*own, *found)
        if case.nature in _CORRECTED:
            bearing = self._corrections.counted_in(bearing, proposition, hits)
        whole = self._filled(case, bearing, rivals, None)
        now = self._filled(case, bearing, rivals, question.as_of)
        if case.nature is Nature.CONTRADICTED and not question.presumes and _is_overtaken(now, key):
            now, whole = (replace(c, nature=Nature.CONTENT) for c in (now, whole))
        history = history_of(now)
        deciding = settling_row(now) if question.asked is Asked.WHETHER else None
        return LabelledClaim(label(now), now.rows, history, _change_after(now, whole), deciding)

    def _stated(self, key: Statement, asked: Proposition) -> tuple[Statement, Statement, Told]:
        """The key, the statement that its proposition is read from, and the sentence of that: where
        the key is a correction, what it corrects with the right value in it."""
        corrected = self._corrections.replaced_by(key)
        if corrected is None:
            return key, key, self._statements.told(key)
        signed, reread = corrected
        return signed, _nearest(reread.reading, asked), reread.told

    def _said_by(
        self, question: Question, key: Statement, reading: Reading, proposition: Proposition
    ) -> tuple[tuple[Statement, bool], ...]:
        """What a sentence says of the proposition, and whether that speaks against it.

        These are the statements that tell of what is claimed; where nothing is, the key statement
        and those that others make in its words.
        """
        if question.asked is Asked.WHETHER:
            if proposition.claimed is not None:
                return self._telling(reading, proposition)
            if not bears_on(key, proposition):
                return ()
        mine = [p for p in reading.parts if (p.start, p.end) == (key.start, key.end)]
        return tuple((s, opposes(s, proposition)) for s in mine or [key])

    def _telling(
        self, reading: Reading, proposition: Proposition
    ) -> tuple[tuple[Statement, bool], ...]:
        told = self._search.telling(reading, proposition)
        return told or tuple((s, False) for s in self._search.entailed_in(reading, proposition))

    def _filled(
        self,
        case: Case,
        bearing: Sequence[Statement],
        rivals: Sequence[Statement],
        as_of: date | None,
    ) -> Case:
        """The case with the rows that were there by a day."""
        last = as_of or date.max
        rows = self._rows(s for s in bearing if s.dated <= last)
        return replace(case, rows=rows, rivals=self._rows(s for s in rivals if s.dated <= last))

    def _own(self, drafted: DraftClaim) -> tuple[Reading, ...]:
        """The sentences of a drafted claim as they were read, the key first."""
        spans = {(s.source_id, s.start) for s in drafted.sentences}
        documents = (self._statements.readings(i) for i in dict.fromkeys(i for i, _ in spans))
        own = [
            reading
            for document in documents
            for reading in document
            if _place(reading.lead) in spans
        ]
        first = (drafted.key.source_id, drafted.key.start)
        return tuple(sorted(own, key=lambda r: _place(r.lead) != first))

    def _labelled(self, run: Sequence[Reading]) -> LabelledClaim:
        """A claim with only its own words behind it."""
        key = run[0].lead
        rows = self._rows(_speaking([reading.lead for reading in run]))
        return LabelledClaim(label(Case(own_nature(key), rows)), rows)

    def _rows(self, statements: Iterable[Statement]) -> tuple[Evidence, ...]:
        distinct = tuple({_voice(s): s for s in statements}.values())
        found = origins(distinct, self._statements.names)
        return tuple(_row(s, found[s]) for s in distinct)


def _place(statement: Statement) -> tuple[str, int]:
    return statement.source.id, statement.sentence.start


def _voice(statement: Statement) -> tuple[object, ...]:
    """What makes a row: somebody's word in one sentence, however much of it was read."""
    s = statement
    return s.source.id, s.sentence.start, s.claimant, s.stance, s.hedged


def _heard(reading: Reading, question: Question) -> Reading:
    """Where it is asked what somebody said: the sentence with their own statements alone."""
    theirs = [p for p in reading.parts if is_asked_about(question, p)]
    return (
        replace(reading, parts=tuple(theirs))
        if question.asked is Asked.SPEECH and theirs
        else reading
    )


def _nearest(reading: Reading, proposition: Proposition) -> Statement:
    """The clause of a sentence that holds most of what was asked; the lead where all do alike."""
    if len(reading.parts) < 2:
        return reading.parts[0] if reading.parts else reading.lead
    found = [held(part.text, proposition) for part in reading.parts]
    return reading.parts[found.index(max(found))] if max(found) > min(found) else reading.lead


def _case(
    question: Question, run: Sequence[Statement], bears: bool, opposed: bool
) -> tuple[Case, bool]:
    """What kind of claim it is, without its rows, and whether its key statement is one of them.

    `bears` tells whether the key statement says anything of it, `opposed` that it says otherwise.
    """
    if question.act is not None and question.asked in _ABOUT_THE_ACT:
        return Case(Nature.ACT, (), question.act.stance), False
    if question.hypothetical:
        return Case(Nature.OPINION, ()), False
    if not bears:
        return Case(Nature.CONTENT, ()), False
    return Case(nature_of(question, run, opposed), ()), True


def _counts(statement: Statement, case: Case, question: Question) -> bool:
    """Anybody's word counts, but for an act only its speaker's by the day it names."""
    act = question.act
    if case.nature is not Nature.ACT or act is None:
        return True
    if statement.claimant is None:
        return False
    side = act.actor.side or act.actor.name
    return statement.claimant.side == side and statement.dated <= (act.day or date.max)


def _is_overtaken(case: Case, key: Statement) -> bool:
    """True where somebody said so, without a hedge, after the statement that contradicts it."""
    return any(r.date > key.dated and r.stance in AFFIRMING and not r.hedged for r in case.rows)


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
        ends=statement.ends,
        withdrawn=statement.withdrawn,
    )
