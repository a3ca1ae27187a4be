"""What a page names once and then leaves out: "the Lenz inquiry" is "the inquiry" from there on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.language.words import stem
from retrieval.parsing import Parse

_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_BESIDE = ("compound", "poss", "nmod", "amod", "nummod")


class Page:
    """The names beside the nouns of a parsed document."""

    def __init__(self, parses: Sequence[Parse]) -> None:
        self._named: dict[str, list[frozenset[str]]] = {}
        for parse in parses:
            for noun in range(len(parse)):
                if is_common(parse, noun) and (names := names_beside(parse, noun)):
                    kept = self._named.setdefault(stem(parse.lemmas[noun]), [])
                    kept.append(frozenset(stem(parse.word(t).lower()) for t in names))

    def always_names(self, noun: str, name: str) -> bool:
        """Whether a noun stands on the page beside a name, and beside no other one."""
        found = self._named.get(noun, [])
        return bool(found) and all(name in names for names in found)


def names_beside(parse: Parse, noun: int) -> tuple[int, ...]:
    """The names that tell which one a noun means: "the Lenz inquiry", "the fire at Lenz"."""
    beside = list(parse.children(noun, *_BESIDE))
    for preposition in parse.children(noun, "prep"):
        beside += parse.children(preposition, "pobj")
    return tuple(t for b in beside for t in _name_at(parse, b))


def _name_at(parse: Parse, head: int) -> Iterator[int]:
    for token in (head, *parse.children(head, "compound")):
        if parse.tags[token].startswith("NNP"):
            yield token


def is_common(parse: Parse, token: int) -> bool:
    """Whether a token is a common noun."""
    return parse.tags[token] in {"NN", "NNS"}


def is_bare(parse: Parse, noun: int) -> bool:
    """Whether a noun has an article that points back and no name: "the inquiry"."""
    pointing = any(parse.lemmas[t].lower() in _DEFINITE for t in parse.children(noun, "det"))
    return pointing and not names_beside(parse, noun)


def noun_over(parse: Parse, name: int) -> int | None:
    """The common noun that a name tells apart."""
    found = (t for t in parse.ancestors(name) if is_common(parse, t))
    return next((t for t in found if name in names_beside(parse, t)), None)
