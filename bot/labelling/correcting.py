"""Corrections beside a claim: which of its statements are taken back, and what stands instead.

1. A statement that a correction takes back is marked with its day, and who takes it back is a row.
2. So is one of a page, outlet or voice that retracts the claim in so many words.
3. Statements of one origin with a marked one are its copies, and marked as well; but a page that is
   withdrawn as a whole does not speak for the named people whom it quotes.
4. What a correction puts in the place of the old value bears on a claim as the old sentence would
   with the new value in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property

from bot.claims import Stance
from bot.evidence.bearing import Proposition, bearing_of, telling, turned
from bot.evidence.independence import origins
from bot.evidence.policy import AFFIRMING
from bot.evidence.reader import Reread, StatementReader
from bot.evidence.statement import Statement
from bot.evidence.withdrawals import Correction, retracting
from bot.labelling.search import EvidenceSearch, Words
from bot.language.words import stem, stems_of
from bot.reading import reporting
from bot.reading.claimant import Claimant
from retrieval.documents import Hit, Sentence

_MARKS = (
    "earlier previous original contrary amended retracted withdrawn withdrew withdraw false wrong "
    "incorrect inaccurate untrue"
)
_LISTS = ("corrections", "revising", "misgiving", "mistaken")


class Corrections:
    """The corrections of a corpus, and what they do to the statements behind a claim."""

    def __init__(self, statements: StatementReader, words: Words, search: EvidenceSearch) -> None:
        self._statements = statements
        self._words = words
        self._search = search

    def counted_in(
        self, statements: Iterable[Statement], proposition: Proposition, hits: Iterable[Hit]
    ) -> tuple[Statement, ...]:
        """The statements behind a claim by the rules above; corrections are looked for on their
        pages, and on those of `hits`."""
        beside = [part for hit in hits for part in self._parts(hit.sentence)]
        found = list(dict.fromkeys(statements))
        days: dict[Statement, date] = {}
        quoting: set[Statement] = set()
        added: list[Statement] = []
        for correction in self._relevant((*found, *beside), proposition):
            concerned = _concerns(correction, proposition)
            back = retracting(self._withdrawing(correction.back))
            taken = [
                s for s in found if concerned and self._statements.is_taken_back(s, correction)
            ]
            days |= {s: back.dated for s in taken if s not in days}
            quoting |= {s for s in taken if correction.whole and s.claimant is not None}
            against = [s for s in taken if s.stance in AFFIRMING and not s.ends]
            if against or (concerned and self._takes_back(correction, proposition)):
                added.append(back)
            added += self._put_right(correction, proposition, beside)
        days |= _retracted(found)
        days |= self._copies(found, {s: d for s, d in days.items() if s not in quoting})
        marked = (replace(s, withdrawn=days[s]) if s in days else s for s in found)
        return tuple(dict.fromkeys((*marked, *added)))

    def is_withdrawn(self, statement: Statement, by: date | None) -> bool:
        """Whether its own page takes a statement back, by a day."""
        return any(
            c.back.dated <= (by or date.max) and self._statements.is_taken_back(statement, c)
            for c in self._statements.corrections(statement.source.id)
        )

    def replaced_by(self, key: Statement) -> tuple[Statement, Reread] | None:
        """What a key statement puts right, where it does: itself with who tells it, and the old
        sentence with the new value in it."""
        for correction in self._statements.corrections(key.source.id):
            if correction.instead is None or correction.instead.sentence != key.sentence:
                continue
            for old in self._statements.taken_back_on_page(correction):
                if reread := self._statements.put_right(old, correction):
                    return (key if old.claimant is None else self._signed(key)), reread
        return None

    def _relevant(
        self, found: Iterable[Statement], proposition: Proposition
    ) -> Iterator[Correction]:
        pages = {s.source.id for s in found} | {
            source_id for source_id, _ in self._search.places(_loose(proposition))
        }
        for source_id in sorted(pages & self._noted):
            yield from self._statements.corrections(source_id)

    @cached_property
    def _noted(self) -> frozenset[str]:
        """Sources with a word that corrections are made of."""
        marks = {w for name in _LISTS for w in reporting.words(name)} | set(_MARKS.split())
        held = self._words.holding(sorted({stem(w) for w in marks}), None)
        return frozenset(source_id for places in held.values() for source_id, _ in places)

    def _parts(self, sentence: Sentence) -> tuple[Statement, ...]:
        return self._statements.readings(sentence.source_id)[sentence.position].parts

    def _takes_back(self, correction: Correction, proposition: Proposition) -> bool:
        """Whether what a correction takes back on its page tells of the claim, names aside: a place
        may stand anywhere on the page, since a retraction never confirms."""
        loose = _loose(proposition)
        source = correction.back.source
        page = stems_of(f"{source.title} {source.publisher}") | stems_of(source.body)
        if not proposition.names <= page:
            return False
        for part in self._statements.taken_back_on_page(correction):
            reading = self._statements.readings(source.id)[part.sentence.position]
            if any(not opposed for _, opposed in self._search.told_in(reading, loose)):
                return True
        return False

    def _put_right(
        self, correction: Correction, proposition: Proposition, beside: Iterable[Statement]
    ) -> Iterator[Statement]:
        """What stands in the place of what a correction takes back, where it bears."""
        instead = correction.instead
        if instead is None or correction.new is None:
            return
        near = (s for s in beside if self._statements.is_taken_back(s, correction))
        for old in dict.fromkeys((*self._statements.taken_back_on_page(correction), *near)):
            reread = self._statements.put_right(old, correction)
            if reread is None:
                continue
            signed = instead if old.claimant is None else self._signed(instead)
            for part, opposed in _tells(reread, proposition):
                told = replace(signed, hedged=signed.hedged or part.hedged, ends=part.ends)
                yield turned(told, opposed)

    def _withdrawing(self, back: Statement) -> Statement:
        """A note is its page's, whomever it quotes."""
        return self._signed(replace(back, claimant=None) if back.corrects else back)

    def _signed(self, statement: Statement) -> Statement:
        """A statement in somebody's name, its publisher's where it has none."""
        if statement.claimant is not None:
            return statement
        publisher = statement.source.publisher
        mentions = self._statements.names.find(publisher)
        actor = mentions[0].actor if mentions else None
        return replace(statement, claimant=Claimant(actor.name if actor else publisher, actor))

    def _copies(
        self, found: Iterable[Statement], days: Mapping[Statement, date]
    ) -> dict[Statement, date]:
        if not days:
            return {}
        origin = origins(found, self._statements.names)
        last: dict[str, date] = {}
        for statement, day in days.items():
            last[origin[statement]] = max(day, last.get(origin[statement], day))
        return {
            s: last[o]
            for s, o in origin.items()
            if s not in days and o in last and s.stance in AFFIRMING and s.dated <= last[o]
        }


def _tells(reread: Reread, proposition: Proposition) -> Iterator[tuple[Statement, bool]]:
    if proposition.claimed is not None:
        return telling(reread.reading, proposition, reread.told)
    return ((s, False) for s in bearing_of(reread.reading, proposition))


def _retracted(found: Iterable[Statement]) -> dict[Statement, date]:
    """What its page, its outlet or its own voice retracts in so many words, by the day."""
    back = [s for s in found if s.stance is Stance.RETRACTS and not s.hedged]
    return {
        s: r.dated
        for r in back
        for s in found
        if s.stance in AFFIRMING and s.dated <= r.dated and _may_retract(r, s)
    }


def _may_retract(back: Statement, statement: Statement) -> bool:
    claimant = back.claimant
    if claimant is None:
        return back.source.publisher == statement.source.publisher
    if statement.claimant is not None and statement.claimant.side == claimant.side:
        return True
    own = stems_of(claimant.name) <= stems_of(back.source.publisher)
    return own and back.source.publisher == statement.source.publisher


def _concerns(correction: Correction, proposition: Proposition) -> bool:
    amounts = [v for f in proposition.figures for v in f.values]
    words = stems_of(proposition.claim) | frozenset(proposition.topic) | proposition.names
    return correction.concerns(words, amounts)


def _loose(proposition: Proposition) -> Proposition:
    """A proposition without the names of places and people that it holds."""
    topic = {t: w for t, w in proposition.topic.items() if t not in proposition.names}
    return replace(proposition, topic=topic, names=frozenset())
