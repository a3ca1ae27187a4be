"""Whom a pronoun or "the company" means in its document: somebody whom a claim may be about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.language.words import stem
from bot.reading.coreference import Cast
from retrieval.documents import Actor
from retrieval.parsing import Parse

_OWN = frozenset({"PRP", "PRP$"})
_POINTING = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her"})
_FIRST = frozenset({"i", "we", "us", "me", "our", "my", "you", "your"})


@dataclass(frozen=True, slots=True)
class Meant:
    """Somebody named before: the listed actor, the stems of names and roles; else of the noun."""

    stems: frozenset[str]
    actor: Actor | None = None
    named: bool = True


Meanings = Callable[[int], Meant | None]


def meanings_in(cast: Cast, sentence: int) -> Meanings:
    """Whom the head of a noun phrase of a sentence means, where somebody before is meant."""

    def meant_at(head: int) -> Meant | None:
        somebody = cast.somebody_at(sentence, head)
        if somebody is None:
            return None
        if somebody.actor or somebody.name.words:
            names = [*somebody.name.words, *(somebody.actor.names if somebody.actor else ())]
            words = [w for name in names for w in name.split()]
            words += [role for role, _ in somebody.roles()]
            return Meant(frozenset(stem(w.lower()) for w in words), somebody.actor)
        nouns = (p.lemma for p in somebody.phrases if p.entity != "PRP" and p.lemma.isalpha())
        return Meant(frozenset(map(stem, nouns)), named=False)

    return meant_at


def points_back(parse: Parse, head: int) -> bool:
    """Whether a noun phrase can mean somebody named before: "it", "the firm", "these troops"."""
    if parse.tags[head] in _OWN:
        return parse.lemmas[head].lower() not in _FIRST
    beside = parse.children(head, "det", "poss")
    return parse.tags[head] in {"NN", "NNS"} and any(
        parse.word(t).lower() in _POINTING for t in beside
    )


def heads_pointing_back(parse: Parse) -> Sequence[int]:
    """The heads of the noun phrases of a sentence that can mean somebody named before."""
    return [t for t in range(len(parse)) if points_back(parse, t)]
