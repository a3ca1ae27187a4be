"""What the notes of a page take back, what they put in its place, and what that does to others.

A correction is read from a note (bot.evidence.corrections) or from somebody's own retraction:
1. what it reports of an earlier version, with the value that the note has instead;
2. a value set against another ("14, not 40", "from 40 to 14"), in a note or where a figure is said
   to be corrected or revised;
3. what was misstated or misnamed, with what the sentence behind says instead;
4. what a note says is not so;
5. a whole report.
It takes back a statement of the same page, of the same outlet or of whoever takes it back, not of a
later day, that holds the wrong value, or without one nearly all of its words.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.claims import Stance
from bot.evidence.policy import AFFIRMING
from bot.evidence.replaced import (
    Replaced,
    Value,
    contrasted,
    exchanged,
    holds,
    place_of,
    revised,
    values_in,
)
from bot.evidence.statement import Reading, Statement
from bot.evidence.wholes import is_whole
from bot.language import lexicon
from bot.language.counted import same
from bot.language.words import function_words, stem, stems_of, words_of
from bot.reading import reporting
from bot.reading.deeds import deed_at
from bot.reading.events import events_of
from bot.reading.modality import modality_of
from retrieval.parsing import Parse

_PAGE = "article report story newspaper paper page post piece version edition earlier previous"
_WORDS = "contrary since late wire then instead rather"
_DAYS = " ".join((*calendar.day_name, *calendar.month_name[1:]))
_LABEL = re.compile(r"\A\W*[A-Za-z]+(?:['’]s)?(?: [a-z]+)?\b[^:.\n]{0,40}:")
_LISTS = ("corrections", "mistaken", "untrue", "revising", "misgiving", "regretting")
_HALF, _MOST = 0.5, 0.75
_ELSEWHERE = 2  # words that a statement on another page must share
_BACK = 3  # sentences in which a claimant's withdrawn figure stands before


@dataclass(frozen=True, slots=True)
class Correction:
    """What is taken back by the statement `back`, from its day on.

    `said` are stems of what was wrong, `old` its value, `new` the one in its place, told by
    `instead`. A `whole` report may be withdrawn.
    """

    back: Statement
    said: frozenset[str] = frozenset()
    old: Value | None = None
    new: Value | None = None
    instead: Statement | None = None
    whole: bool = False

    def concerns(self, stems: frozenset[str], amounts: Sequence[float]) -> bool:
        """Whether words with these figures are about one of the values, or there is none."""
        values = [v for v in (self.old, self.new) if v is not None]
        figures = {a for v in values for a in v.amount}
        return not values or any(
            bool(figures & set(amounts)) if v.amount else stems_of(v.text) <= stems for v in values
        )


def corrections_in(readings: Sequence[Reading], parses: Sequence[Parse]) -> tuple[Correction, ...]:
    """The corrections of a page, in the order of its text."""
    page = _Page(readings, parses)
    return tuple(c for n in range(len(readings)) for c in page.corrections_at(n))


@dataclass(frozen=True, slots=True)
class _Page:
    readings: Sequence[Reading]
    parses: Sequence[Parse]

    def corrections_at(self, n: int) -> Iterator[Correction]:
        """Those that a sentence makes, with what stands behind it."""
        parse = self.parses[n]
        if not len(parse):
            return
        retracting = self._retracting(n)
        noted = any(p.corrects for p in self.readings[n].parts)
        pair = contrasted(parse) if noted else None
        if pair is None and (noted or _has(parse, "revising")):
            pair = revised(parse)
        if is_whole(self.readings[n]):
            yield Correction(self.readings[n].lead, whole=True)
        elif pair is not None:
            yield self._paired(n, pair)
        elif retracting is not None:
            yield self._reported(n, retracting)
        elif noted and _misgives(parse):
            yield from self._misgiven(n)
        elif noted:
            told = self._told(n)
            yield from (Correction(told, said, instead=told) for said in _denied(parse))

    def _retracting(self, n: int) -> Statement | None:
        parts = (*self.readings[n].parts, self.readings[n].lead)
        return next((p for p in parts if p.stance is Stance.RETRACTS and not p.hedged), None)

    def _behind(self, n: int) -> Iterator[int]:
        """The sentences of a note behind one of them, up to the next one that takes back."""
        for m in range(n + 1, len(self.readings)):
            parts = self.readings[m].parts
            goes_on = any(p.corrects for p in parts) or m == n + 1
            if not goes_on or self._retracting(m) is not None or _misgives(self.parses[m]):
                return
            if not _has(self.parses[m], "regretting"):
                yield m

    def _reported(self, n: int, part: Statement) -> Correction:
        """What is retracted with what is said instead: the sentence with another value, or one
        with its words."""
        said, start = _content(part.text), part.start - part.sentence.start
        if not said and (meant := self._meant(n, part)) is not None:
            start, n_old = 0, meant
            said = _content(self.readings[meant].lead.sentence.text)
        else:
            n_old = n
        inner = self.parses[n_old]
        for m in self._behind(n):
            if pair := contrasted(self.parses[m]) or exchanged(inner, self.parses[m], start):
                return _valued(part, said, pair, self._told(m))
        old = next((v for v in values_in(inner) if v.start >= start and v.kind == "figure"), None)
        told = (self._told(m) for m in self._behind(n) if self._holds(m, said))
        return Correction(part, said, old, instead=next(told, None))

    def _holds(self, m: int, said: frozenset[str]) -> bool:
        return bool(said & stems_of(self.parses[m].text))

    def _meant(self, n: int, part: Statement) -> int | None:
        """The sentence before in which a claimant gave "the figure" that they withdraw."""
        for m in range(n - 1, max(-1, n - 1 - _BACK), -1):
            before = self.readings[m].parts
            theirs = any(_is_same_voice(part, p) for p in before)
            if theirs and any(v.kind == "figure" for v in values_in(self.parses[m])):
                return m
        return None

    def _paired(self, n: int, pair: Replaced) -> Correction:
        told = self._told(n)
        said = _content(self.parses[n].text)
        if n and _misgives(self.parses[n - 1]):
            said |= _content(self.parses[n - 1].text)
        return _valued(told, said, pair, told)

    def _misgiven(self, n: int) -> Iterator[Correction]:
        """ "An earlier version misnamed the victim as X. He is Y."."""
        back, said = self._told(n), _content(self.parses[n].text)
        for m in self._behind(n):
            if contrasted(self.parses[m]):
                return
            label = _LABEL.match(self.parses[n].text)
            start = label.end() if label else 0
            if pair := exchanged(self.parses[n], self.parses[m], start):
                yield _valued(back, said, pair, self._told(m))
                return
            if new := next(iter(values_in(self.parses[m])), None):
                yield Correction(back, said - stems_of(new.text), None, new, self._told(m))
                return

    def _told(self, n: int) -> Statement:
        reading = self.readings[n]
        return reading.parts[0] if len(reading.parts) == 1 else reading.lead


def takes_back(correction: Correction, statement: Statement, parse: Parse) -> bool:
    """Whether a correction takes a statement back."""
    back = correction.back
    if (
        not _is_firm(statement)
        or statement.dated > back.dated
        or statement.sentence == back.sentence
    ):
        return False
    if statement.source.id == back.source.id:
        return correction.whole or _is_meant(correction, statement, parse, 1)
    return (
        _may_take_back(back, statement)
        and not correction.whole
        and _is_meant(correction, statement, parse, _ELSEWHERE)
    )


def is_copy(correction: Correction, statement: Statement, parse: Parse) -> bool:
    """Whether a statement of the same origin says what a correction takes back."""
    return _is_firm(statement) and (correction.whole or _is_meant(correction, statement, parse, 1))


def put_right(correction: Correction, parse: Parse) -> str | None:
    """A withdrawn sentence with the new value in the place of the old."""
    if correction.old is None or correction.new is None:
        return None
    place = place_of(parse, correction.old)
    if place is None:
        return None
    return f"{parse.text[: place[0]]}{correction.new.text}{parse.text[place[1] :]}"


def _is_firm(statement: Statement) -> bool:
    """Whether it says that something is so; beside a claim that it ends, it speaks against that."""
    says = statement.stance in AFFIRMING or statement.ends
    return says and not statement.negated and not statement.corrects


def _is_meant(correction: Correction, statement: Statement, parse: Parse, least: int) -> bool:
    here = stems_of(f"{statement.source.title} {parse.text}")
    shared = sum(bool(same(s) & here) for s in correction.said)
    valued = correction.old is not None or correction.new is not None
    if correction.said and shared < max(
        min(least, len(correction.said)), (_HALF if valued else _MOST) * len(correction.said)
    ):
        return False
    if correction.old is not None:
        place = place_of(parse, correction.old)
        shift = statement.sentence.start
        return place is not None and statement.start - shift <= place[0] < statement.end - shift
    if correction.new is not None:
        counts = [v for v in values_in(parse) if v.kind == correction.new.kind != "name"]
        return bool(counts) and not holds(parse, correction.new)
    return bool(correction.said)


def _valued(back: Statement, said: frozenset[str], pair: Replaced, told: Statement) -> Correction:
    values = stems_of(f"{pair.old.text} {pair.new.text}")
    return Correction(back, said - values, pair.old, pair.new, told)


def _may_take_back(back: Statement, statement: Statement) -> bool:
    """Its outlet, its own voice, or a page that tells of whoever said it correcting themselves."""
    if statement.source.publisher == back.source.publisher or _is_same_voice(back, statement):
        return True
    claimant = statement.claimant
    if claimant is None or claimant.anonymous or back.claimant is not None:
        return False
    return stems_of(claimant.name) <= stems_of(back.sentence.text)


def _is_same_voice(one: Statement, other: Statement) -> bool:
    if one.claimant is None or other.claimant is None or one.claimant.anonymous:
        return False
    return one.claimant == other.claimant or one.claimant.side == other.claimant.side


def _misgives(parse: Parse) -> bool:
    """ "Misstated the cost", "gave the wrong age"."""
    wrong = reporting.words("untrue") | reporting.words("mistaken")
    return _has(parse, "misgiving") or any(
        parse.lemmas[t] in wrong and parse.deps[t] == "amod" for t in range(len(parse))
    )


def _denied(parse: Parse) -> Iterator[frozenset[str]]:
    """The words of each event that a sentence says is not so, and of who or what is in it."""
    for event in events_of(parse, range(len(parse))):
        if modality_of(parse, event).negated:
            deed = deed_at(parse, event)
            tokens = {event, *(t for a in deed.arguments for t in a.tokens)}
            if said := _content(" ".join(parse.word(t) for t in sorted(tokens))):
                yield said


def _has(parse: Parse, name: str) -> bool:
    return bool(stems_of(parse.text) & {stem(w) for w in reporting.words(name)})


def _content(text: str) -> frozenset[str]:
    """Stems of the words that tell what was wrong: no figures, and none that notes are made of."""
    text = lexicon.pattern("asserts").sub(" ", _LABEL.sub(" ", text))
    of_notes = {w for name in _LISTS for w in reporting.words(name)}
    of_notes |= set(f"{_PAGE} {_WORDS} {_DAYS}".split())
    left_out = {stem(w) for w in of_notes} | lexicon.stems("light")
    words = (w for w in words_of(text) if w.lower() not in function_words() and w[0].isalpha())
    return frozenset(map(stem, words)) - left_out


def retracting(back: Statement) -> Statement:
    """The statement that takes something back, as the retraction that it is."""
    return replace(back, stance=Stance.RETRACTS, hedged=False, negated=False)
