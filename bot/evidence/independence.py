"""What counts once: the same claimant, the same wire copy, near-duplicate text.

Statements are compared as a set, so neither their order nor a copy among them matters. Rules:
1. a named claimant is one origin wherever printed and however spelled (bot.reading.people); who
   says it "citing X" speaks for X, a spokesman for his body; a bare surname that several bear is
   no voice more than theirs;
2. what a page says in its own voice, or a medium or somebody unnamed says in it, comes from the
   wire or paper that the page credits (bot.evidence.credits);
3. two such voices are one when a sentence of one is nearly that of the other, when their pages
   are nearly the same, or when they quote the same words;
4. such a voice that nearly repeats or quotes a named claimant's statement is that claimant's;
5. named claimants are one only where they are given the same words in quotation marks: one
   of them has been given what the other said.

Nearness is counted exactly over word triples. The rows of one proposition are few: comparing ten of
them takes a fifth of a millisecond, where importing a MinHash library alone takes a quarter of a
second of every cold start.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from bot.evidence.credits import cited_in, printer_of
from bot.evidence.statement import Statement
from bot.language.words import words_of
from bot.reading.people import bears, canonical, may_be_one, parted, speaks_for
from retrieval.documents import Standing
from retrieval.naming import ActorNames

_NEAR = 0.5
_HELD, _ENOUGH = 0.7, 8
_SHINGLE = 3
_SAME_WORDS = 8
_QUOTED = re.compile(r"[\"“]([^\"”]+)[\"”]")

Shingles = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Voice:
    """A statement with the origin it has by itself."""

    statement: Statement
    origin: str
    named: bool

    @property
    def place(self) -> tuple[object, ...]:
        s = self.statement
        return (s.dated, s.source.id, s.sentence.start)


class _Groups:
    """Origins that have turned out to be one."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def of(self, origin: str) -> str:
        """The one that stands for all of a group."""
        while (parent := self._parent.get(origin, origin)) != origin:
            origin = parent
        return origin

    def join(self, one: str, other: str) -> None:
        """Makes two groups one; the first in the alphabet stands for both."""
        first, second = sorted((self.of(one), self.of(other)))
        self._parent[second] = first


def origins(statements: Iterable[Statement], names: ActorNames) -> Mapping[Statement, str]:
    """A name for where each statement comes from; statements of one origin are one voice."""
    said = set(statements)
    people = _people(said, names)
    voices = sorted((_voice(s, names, people) for s in said), key=lambda v: v.place)
    named, unnamed = _grouped(voices)
    owners = _owners(voices, unnamed)
    first: dict[str, str] = {}
    for voice in voices:
        if voice.named:
            first.setdefault(named.of(voice.origin), voice.origin)
    heads: dict[str, str] = {}
    for voice in voices:
        group = unnamed.of(voice.origin)
        if not voice.named:
            owner = owners.get(group)
            heads.setdefault(group, first[named.of(owner)] if owner else voice.origin)
    return {
        v.statement: first[named.of(v.origin)] if v.named else heads[unnamed.of(v.origin)]
        for v in voices
    }


def _people(statements: Iterable[Statement], names: ActorNames) -> Mapping[str, str]:
    """One name for each named claimant; a bare surname of several is that of one who speaks here:
    it must not count as a voice of its own.
    """
    spoken = [name for s in statements if (name := _speaker(s))]
    listed = [a for a in names.actors if any(_may_mean(name, a) for name in set(spoken))]
    found = dict(canonical([*spoken, *listed]))
    heads = sorted({found[name] for name in spoken})
    for name in set(spoken):
        if here := [h for h in heads if bears(parted(found[name]), parted(h))]:
            found[name] = here[0]
    return found


def _speaker(statement: Statement) -> str | None:
    """Whose word a statement is, by name: the listed actor's, the body's of a spokesman."""
    claimant = statement.claimant
    if claimant is None:
        return None
    if claimant.actor and not claimant.anonymous:
        return claimant.actor.name
    return speaks_for(claimant.name) or (None if claimant.anonymous else claimant.name)


def _may_mean(name: str, listed: str) -> bool:
    bare, full = parted(name), parted(listed)
    return may_be_one(bare, full) or bears(bare, full)


def _voice(statement: Statement, names: ActorNames, people: Mapping[str, str]) -> _Voice:
    """A statement's own origin, by rules 1 and 2."""
    claimant, text = statement.claimant, statement.sentence.text
    cited = cited_in(text, names)
    cited = people.get(cited, cited) if cited else None
    if claimant is None or claimant.standing is Standing.MEDIA:
        says = claimant.name if claimant else printer_of(statement.source, names)
        return _Voice(statement, f"printed by {cited or says}", False)
    if speaker := _speaker(statement):
        return _Voice(statement, cited or people[speaker], True)
    chain = cited or printer_of(statement.source, names)
    return _Voice(statement, f"{claimant.name} through {chain}", False)


def _grouped(voices: Sequence[_Voice]) -> tuple[_Groups, _Groups]:
    """Which named origins are one, and which others, by rules 5 and 3."""
    named, unnamed = _Groups(), _Groups()
    for one, other in combinations(voices, 2):
        if one.origin == other.origin or one.named != other.named:
            continue
        if one.named and _same_words(one.statement, other.statement):
            named.join(one.origin, other.origin)
        elif not one.named and (_repeats(one, other) or _same_page(one, other)):
            unnamed.join(one.origin, other.origin)
    return named, unnamed


def _owners(voices: Sequence[_Voice], unnamed: _Groups) -> dict[str, str]:
    """The first named claimant whose words a group of unnamed voices repeats, by rule 4."""
    owners: dict[str, str] = {}
    for owner in (v for v in voices if v.named):
        for voice in (v for v in voices if not v.named):
            group = unnamed.of(voice.origin)
            is_owner = voice.origin == f"printed by {owner.origin}" or _repeats(voice, owner)
            if group not in owners and is_owner:
                owners[group] = owner.origin
    return owners


def _repeats(one: _Voice, other: _Voice) -> bool:
    texts = (one.statement.sentence.text, other.statement.sentence.text)
    return near(*texts) or _same_words(one.statement, other.statement)


def _same_page(one: _Voice, other: _Voice) -> bool:
    """True for the same voice on two pages that are nearly the same."""
    a, b = one.statement, other.statement
    claimants = {s.claimant.name if s.claimant else None for s in (a, b)}
    return len(claimants) == 1 and a.source.id != b.source.id and near(a.source.body, b.source.body)


def near(one: str, other: str) -> bool:
    """True when two texts share half of all their word triples, or one holds most of the other."""
    a, b = _shingles(one), _shingles(other)
    shared, fewer = len(a & b), min(len(a), len(b))
    if fewer >= _ENOUGH and shared >= _HELD * fewer:
        return True
    return shared > 0 and shared >= _NEAR * (len(a) + len(b) - shared)


def _same_words(one: Statement, other: Statement) -> bool:
    a, b = _quoted(one.sentence.text), _quoted(other.sentence.text)
    return not a.isdisjoint(b)


@lru_cache(maxsize=2048)
def _shingles(text: str) -> Shingles:
    return frozenset(_runs(words_of(text.lower()), _SHINGLE))


@lru_cache(maxsize=2048)
def _quoted(text: str) -> Shingles:
    """Runs of eight words inside quotation marks."""
    quotations = (words_of(m[1].lower()) for m in _QUOTED.finditer(text))
    return frozenset(
        run
        for words in quotations
        if len(words) >= _SAME_WORDS
        for run in _runs(words, _SAME_WORDS)
    )


def _runs(words: Sequence[str], length: int) -> Iterator[tuple[str, ...]]:
    """Every run of so many words; all of them where there are fewer."""
    for start in range(max(1, len(words) - length + 1)):
        yield tuple(words[start : start + length])
