"""Whose words the set says they are, and whom we name: each marked attribution against ours.

The set marks the words of a source and no antecedent. So a name or a noun is right where its head
stands in our claimant's words; a pronoun where our claimant is none and its last name stands in
the text up to there. The latter is an upper bound: it may be somebody else named before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from public.attribution_read import Text
from public.attribution_sets import Article, Marked, Places

from bot.evidence.claimant import UNNAMED, Claimant
from retrieval.parsing import Parse

KINDS = ("name", "pronoun", "plain noun")
_MET = 0.4
_WORD = re.compile(r"\w+")
_NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP", "FAC", "LOC", "PRODUCT", "WORK_OF_ART"})
_PRONOUNS = ("PRP", "WP", "WDT", "DT", "EX")
_PRONOUN_WORDS = frozenset(
    "i me we us you he him she her it they them who which that this these those one".split()
)


@dataclass(frozen=True, slots=True)
class Found:
    """A marked attribution with a source, and who says most of its content for us, if anybody."""

    marked: Marked
    kind: str
    claimants: tuple[Claimant, ...]
    right: bool

    @property
    def met(self) -> bool:
        """Whether we have somebody say its content."""
        return bool(self.claimants)

    @property
    def unnamed(self) -> bool:
        """Whether that is somebody whom we cannot name."""
        return self.claimants == (UNNAMED,)


def found_in(article: Article, text: Text) -> Iterator[Found]:
    """The marked attributions of an article that have a source and a content."""
    for marked in article.marked:
        located = _head(marked.source, text) if marked.source and marked.content else None
        if located is None:
            continue
        parse, head = located
        claimants = _claimants(marked.content, text)
        kind = _kind(parse, head)
        before = article.text[: parse.end]
        word = parse.word(head).lower()
        right = any(
            _is_resolved(c, before) if kind == "pronoun" else word in _words(c.name)
            for c in claimants
        )
        yield Found(marked, kind, claimants, right)


def _head(source: Places, text: Text) -> tuple[Parse, int] | None:
    """The head of the words of a source: the first token that is governed from outside."""
    for parse in text.parses:
        inside = {
            t
            for t in range(len(parse))
            if any(
                s <= parse.start + parse.starts[t] and parse.start + parse.ends[t] <= e
                for s, e in source
            )
        }
        if inside:
            tops = [
                t for t in sorted(inside) if t == parse.heads[t] or parse.heads[t] not in inside
            ]
            return parse, next((t for t in tops if parse.word(t)[:1].isalnum()), tops[0])
    return None


def _kind(parse: Parse, head: int) -> str:
    if parse.tags[head].startswith(_PRONOUNS):
        return "pronoun"
    named = parse.tags[head].startswith("NNP") or parse.entities[head][2:] in _NAMED
    return "name" if named else "plain noun"


def _claimants(content: Places, text: Text) -> tuple[Claimant, ...]:
    """Whose statements fit a content best and hold 40 % of it; several where they speak as one."""
    held, own = Counter[Claimant](), Counter[Claimant]()
    for parse, said in zip(text.parses, text.said, strict=True):
        if any(s < parse.end and parse.start < e for s, e in content):
            for one in said:
                held[one.claimant] += _common(one.spans, content)
                own[one.claimant] += sum(e - s for s, e in one.spans)
    size = sum(e - s for s, e in content)
    fits = {c: 2 * n / (size + own[c]) for c, n in held.items() if n >= _MET * size}
    best = max(fits.values(), default=0.0)
    return tuple(c for c, fit in fits.items() if fit == best)


def _common(spans: Places, others: Places) -> int:
    return sum(max(0, min(e, d) - max(s, c)) for s, e in spans for c, d in others)


def _is_resolved(claimant: Claimant, before: str) -> bool:
    words = _words(claimant.name)
    if claimant == UNNAMED or not words or set(words) <= _PRONOUN_WORDS:
        return False
    return re.search(rf"\b{re.escape(words[-1])}\b", before, re.IGNORECASE) is not None


def _words(name: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(name)]
