"""Words for the same deed or thing, from WordNet.

wordnet.txt is made by benchmarks/wordnet_table.py. Two words are one where they share a sense that
both have often among their senses. Steps of law, office and war that WordNet takes for one, or that
people do, are kept apart: who is accused is not charged, who is nominated not appointed (`steps` of
signatures.yaml). Deeds of law and office that have a name of their own (`named` there) have no
other words than those listed beside them (`like`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from bot.language import signatures

_VERBS, _NOUNS = 6, 4  # bits that two words are from a sense that they share, added
_NEAR = 3  # bits that a verb is from the deed that its nouns tell of
_ROOT = 4  # letters that a noun shares with the verb of its deed
_DOERS = ("er", "or", "ee", "ist")


@dataclass(frozen=True, slots=True)
class _Sense:
    """Words with the bits that they are from this sense; for a deed the nouns that tell of it."""

    bits: dict[str, int]
    told: frozenset[str]


@lru_cache(maxsize=4096)
def verbs_like(lemma: str) -> frozenset[str]:
    """The verbs that tell of the same deed; particles are joined, as in "set_up"."""
    listed = frozenset[str]().union(*(g for g in signatures.groups("like") if lemma in g))
    if _is_named(lemma):
        return listed - {lemma}
    found = frozenset(v for v in _like(lemma, "verbs", _VERBS) if not _is_named(v))
    return (found | listed) - {lemma}


@lru_cache(maxsize=4096)
def nouns_like(lemma: str) -> frozenset[str]:
    """The nouns for the same thing."""
    return _like(lemma, "nouns", _NOUNS)


@lru_cache(maxsize=4096)
def nouns_of(verb: str) -> frozenset[str]:
    """The nouns by which a verb's deed is told: "the arrest", "the payment"."""
    if _is_named(verb):
        return frozenset(w for w in signatures.told_of(verb) if w.startswith(verb[:_ROOT]))
    near = (s for s in _table()["verbs"].get(verb, ()) if s.bits[verb] <= _NEAR)
    told = frozenset[str]().union(*(sense.told for sense in near))
    return frozenset(n for n in told if n.startswith(verb[:_ROOT]) and not n.endswith(_DOERS))


def are_steps(one: str, other: str) -> bool:
    """Whether two words are different steps of the same thing."""
    return any(one in group and other in group for group in signatures.groups("steps"))


def _is_named(verb: str) -> bool:
    return bool(signatures.told_of(verb))


def _like(lemma: str, kind: str, together: int) -> frozenset[str]:
    return frozenset(
        word
        for sense in _table()[kind].get(lemma, ())
        for word, bits in sense.bits.items()
        if word != lemma and bits + sense.bits[lemma] <= together and not are_steps(lemma, word)
    )


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, list[_Sense]]]:
    text = files("bot.language").joinpath("wordnet.txt").read_text(encoding="utf-8")
    table: dict[str, dict[str, list[_Sense]]] = {"verbs": {}, "nouns": {}}
    kind = "verbs"
    for line in text.splitlines():
        if line.endswith(":"):
            kind = line[:-1]
        elif not line.startswith("#"):
            sense = _sense(line)
            for word in sense.bits:
                table[kind].setdefault(word, []).append(sense)
    return table


def _sense(line: str) -> _Sense:
    words, _, told = line.partition(" | ")
    return _Sense({w[:-1]: int(w[-1]) for w in words.split()}, frozenset(told.split()))
