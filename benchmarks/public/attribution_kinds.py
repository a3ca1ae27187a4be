"""Whose words the set says they are, and whom we name: each marked attribution against ours.

The set marks the words of a source and no antecedent. So a name or a noun is right where its head
stands in our claimant's words, or our claimant's last name in those of the source; a pronoun where
our claimant is none and its last name stands in the text up to there. The latter is an upper
bound: it may be somebody else named before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from public.attribution_read import Text
from public.attribution_sets import Article, Marked, Place, Places

from bot.reading.claimant import UNNAMED, Claimant
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
        words = " ".join(article.text[s:e] for s, e in marked.source)
        right = any(
            _is_resolved(c, before) if kind == "pronoun" else _is_source(c, words, parse.word(head))
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
    """Whose statements fit a content best and hold 40 % of it; several where they speak as one.

    A claimant's statements fit as one: those that meet the content, whatever else he says there.
    """
    meeting: dict[Claimant, list[Place]] = {}
    for parse, said in zip(text.parses, text.said, strict=True):
        if _common([(parse.start, parse.end)], content):
            for one in said:
                spans = [span for span in one.spans if _common([span], content)]
                meeting.setdefault(one.claimant, []).extend(spans)
    size = sum(end - start for start, end in content)
    joined = {claimant: _joined(spans) for claimant, spans in meeting.items()}
    held = {claimant: _common(spans, content) for claimant, spans in joined.items()}
    fits = {
        claimant: 2 * count / (size + sum(e - s for s, e in joined[claimant]))
        for claimant, count in held.items()
        if count >= _MET * size
    }
    best = max(fits.values(), default=0.0)
    return tuple(claimant for claimant, fit in fits.items() if fit == best)


def _joined(spans: list[Place]) -> list[Place]:
    """Spans without overlaps, in order."""
    found: list[Place] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _common(spans: Sequence[Place], others: Sequence[Place]) -> int:
    return sum(max(0, min(e, d) - max(s, c)) for s, e in spans for c, d in others)


def _is_resolved(claimant: Claimant, before: str) -> bool:
    words = _words(claimant.name)
    if claimant == UNNAMED or not words or set(words) <= _PRONOUN_WORDS:
        return False
    return re.search(rf"\b{re.escape(words[-1])}\b", before, re.IGNORECASE) is not None


def _is_source(claimant: Claimant, words: str, head: str) -> bool:
    """True where the head of the marked words stands in our name, as a word or as its initials
    ("DNC"), or the last word of our name in the marked words ("the mayor, Ada Brook").
    """
    name, plain = _words(claimant.name), "".join(_WORD.findall(head.lower()))
    if claimant == UNNAMED or not name:
        return False
    known = {*name, "".join(name), "".join(w[0] for w in name)}
    return plain in known or name[-1] in _words(words)


def _words(name: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(name)]
