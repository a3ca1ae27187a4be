"""The ledger: for each claim of an answer, the evidence rows behind its label.

Evidence is looked for in the whole corpus, by the words of the proposition, not only in what was
found for the question.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from bot.answering.asked import Asked
from bot.answering.attributing import told
from bot.answering.composer import DraftClaim
from bot.answering.question import Question
from bot.claims import Evidence, Stance, Status
from bot.evidence.bearers import Told
from bot.evidence.bearing import Proposition, bears_on, opposes, turned
from bot.evidence.history import history_of
from bot.evidence.policy import AFFIRMING, Case, Nature, label
from bot.evidence.reader import StatementReader
from bot.evidence.statement import Reading, Statement
from bot.labelling.correcting import Corrections
from bot.labelling.keys import counting, heard, nearest
from bot.labelling.labelled import LabelledClaim, change_after, deciding_row, is_overtaken
from bot.labelling.natures import asks_what_it_settles, nature_of, own_nature
from bot.labelling.presuming import Premises
from bot.labelling.propositions import answered_by, asked_for
from bot.labelling.rows import Rows
from bot.labelling.search import EvidenceSearch, Words
from bot.labelling.settlers import Settlers
from bot.labelling.speakers import Speakers, is_theirs, topic_of
from bot.readers.checker import Checker
from retrieval.documents import Actor, Hit

_ABOUT_THE_ACT = frozenset({Asked.WHETHER, Asked.REASON, Asked.DATE})
_CORRECTED = frozenset({Nature.CONTENT, Nature.BACKGROUND, Nature.CONTRADICTED})


class Ledger:
    """Finds the rows that bear on a claim and has the policy label them."""

    def __init__(
        self, statements: StatementReader, words: Words, checker: Checker | None = None
    ) -> None:
        """`checker` finds a claim told in other words; without it fewer statements bear."""
        self._statements = statements
        self._frequencies = words.document_frequency
        self._search = EvidenceSearch(statements, words, checker)
        self._rows = Rows(statements).of
        self._premises = Premises(self._search, words.document_frequency, self._rows)
        self._settlers = Settlers(self._search, words.document_frequency, self._rows)
        self._speakers = Speakers(statements)
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
            *(self._first(question, runs, hits) for _ in runs[:1]),
            *self.further(drafted[1:]),
        )

    def further(self, drafted: Sequence[DraftClaim]) -> Iterator[LabelledClaim]:
        """Labels of claims that have only their own words behind them."""
        return (self._labelled(self._own(claim)) for claim in drafted)

    def told(self, row: Evidence) -> str:
        """The sentence of a row as an answer quotes it, with its speaker."""
        readings = self._statements.readings(row.source_id)
        reading = next(r for r in readings if r.lead.sentence.start == row.start)
        theirs = (s for s in reading.parts if s.claimant and s.claimant.name == row.claimant)
        return told(next(theirs, reading.lead), "", opens=True)

    def first_day(self, question: Question, actor: Actor, stance: Stance) -> date | None:
        """The first day on which somebody did this to what a question asks about, unhedged."""
        return self._settlers.first_day(question, actor, stance)

    def _first(
        self, question: Question, runs: Sequence[Sequence[Reading]], hits: Sequence[Hit]
    ) -> LabelledClaim:
        """The claim that answers the question, unless what the question presumes does not hold."""
        if failed := self._premises.failed(question):
            return failed
        if question.asked is Asked.SPEECH:
            return self._spoken(question, runs, hits)
        if question.asked is Asked.NUMBER and (counts := counting(question, runs)):
            return self._led(question, counts, runs, hits)
        if question.asked is Asked.PERSON and (settled := self._settlers.first(question)):
            return settled
        if question.act is None or not asks_what_it_settles(question):
            return self._asked(question, runs, hits)
        if question.claimed is None:  # of "the losses" nobody else tells whether they admitted them
            settled = self._asked(question, runs, hits)
            if settled.label.status is Status.CONFIRMED:
                return settled
        said = replace(question, act=replace(question.act, stance=Stance.ASSERTS))
        found = self._asked(said, runs, hits)
        if found.label.status is Status.UNCONFIRMED or question.claimed is None:
            return found
        return self._asked(replace(question, act=None), runs, hits)

    def _spoken(
        self, question: Question, runs: Sequence[Sequence[Reading]], hits: Sequence[Hit]
    ) -> LabelledClaim:
        """What somebody said, led by words of theirs; not on record where none are here."""
        if not self._speakers.are_known(question):
            return self._asked(question, runs, hits)
        theirs = self._speakers.words(question, runs, hits)
        if theirs is None:
            nobody = label(Case(Nature.CONTENT, ()))
            return LabelledClaim(nobody, (), lead="lead_speechless")
        return self._led(question, theirs, runs, hits)

    def _led(
        self,
        question: Question,
        reading: Reading,
        runs: Sequence[Sequence[Reading]],
        hits: Sequence[Hit],
    ) -> LabelledClaim:
        """The claim by a sentence that answers, wherever it stands: the answer is led by it."""
        found = self._asked(question, [(reading, *runs[0][1:]), *runs[1:]], hits)
        place = (reading.lead.source.id, reading.lead.sentence.start)
        row = next((r for r in found.rows if (r.source_id, r.start) == place), None)
        leads = any(r.lead.sentence == reading.lead.sentence for r in runs[0])
        return found if leads else replace(found, deciding=row)

    def _asked(
        self, question: Question, runs: Sequence[Sequence[Reading]], hits: Sequence[Hit]
    ) -> LabelledClaim:
        """The claim that answers the question, the first of an answer."""
        run = runs[0]
        asked = asked_for(question, self._frequencies, hits)
        key = nearest(heard(run[0], question), asked)
        about_act = question.act is not None and question.asked in _ABOUT_THE_ACT
        if about_act or question.asked is Asked.WHETHER:
            proposition = asked
        else:
            key, stated, sentence = self._stated(key, asked)
            proposition = answered_by(question, stated, sentence, self._frequencies, hits)
        said = self._said_by(question, key, run[0], proposition)
        key, opposed = said[0] if said else (key, False)
        contrary = opposed and not key.ends
        case, speaks = _case(question, [key, *(r.lead for r in run[1:])], bool(said), contrary)
        own = tuple(turned(s, against) for s, against in said) if speaks else ()
        found = [s for s in self._search.bearing(proposition) if _counts(s, case, question)]
        if question.asked is Asked.WHETHER and not said and case.nature is Nature.CONTENT:
            case = replace(case, nature=_nature_beside(question, found))
        if case.act is Stance.DENIES:
            found += self._speakers.denials(question, hits)
            if question.act is not None and question.act.now:
                holding = self._search.places_of(topic_of(question))
                found += self._speakers.left_open(question, holding)
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
        if case.nature is Nature.CONTRADICTED and not question.presumes and is_overtaken(now, key):
            now, whole = (replace(c, nature=Nature.CONTENT) for c in (now, whole))
        history = history_of(now)
        yes_or_no = question.asked is Asked.WHETHER or case.nature is Nature.ACT
        deciding = deciding_row(now) if yes_or_no else None
        later = change_after(now, whole)
        lead = _lead(question, now)
        return LabelledClaim(label(now), now.rows, history, later, deciding, lead, now.rivals)

    def _stated(self, key: Statement, asked: Proposition) -> tuple[Statement, Statement, Told]:
        """The key, the statement that its proposition is read from, and the sentence of that: where
        the key is a correction, what it corrects with the right value in it."""
        corrected = self._corrections.replaced_by(key)
        if corrected is None:
            return key, key, self._statements.told(key)
        signed, reread = corrected
        return signed, nearest(reread.reading, asked), reread.told

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


def _place(statement: Statement) -> tuple[str, int]:
    return statement.source.id, statement.sentence.start


def _case(
    question: Question, run: Sequence[Statement], bears: bool, opposed: bool
) -> tuple[Case, bool]:
    """What kind of claim it is, without its rows, and whether its key statement is one of them.

    `bears` tells whether the key statement says anything of it, `opposed` that it says otherwise.
    """
    if question.act is not None and question.asked in _ABOUT_THE_ACT:
        return Case(Nature.ACT, (), question.act.stance, once=not question.act.now), False
    if question.hypothetical:
        return Case(Nature.OPINION, ()), False
    if not bears:
        return Case(Nature.CONTENT, ()), False
    return Case(nature_of(question, run, opposed), ()), True


def _nature_beside(question: Question, found: Sequence[Statement]) -> Nature:
    """The nature of a claim of which the sentence in view says nothing, and others do."""
    plain = (s for s in found if s.claimant is None and s.stance in AFFIRMING)
    key = next((s for s in plain if own_nature(s) is Nature.BACKGROUND), None)
    return Nature.CONTENT if key is None else nature_of(question, [key], opposed=False)


def _lead(question: Question, case: Case) -> str:
    """The text that says first that no source says so; "" where one does."""
    if case.rows or (question.asked is not Asked.WHETHER and case.nature is not Nature.ACT):
        return ""
    return {Nature.CONTENT: "lead_unsaid", Nature.ACT: "lead_speechless"}.get(case.nature, "")


def _counts(statement: Statement, case: Case, question: Question) -> bool:
    """Anybody's word counts, but of what somebody said only their own, by the day it names."""
    if case.nature is Nature.SPEECH and question.asked is Asked.SPEECH:
        return is_theirs(question, statement)
    act = question.act
    if case.nature is not Nature.ACT or act is None:
        return True
    return is_theirs(question, statement) and statement.dated <= (act.day or date.max)


def _speaking(run: Sequence[Statement]) -> Iterable[Statement]:
    """The key statement, and its neighbours where the same claimant goes on."""
    key = run[0]
    return (s for s in run if s is key or (s.claimant and s.claimant == key.claimant))
