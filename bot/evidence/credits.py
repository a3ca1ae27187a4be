"""Where a text comes from, as it says itself: the wire, the paper or the person it credits.

Rules in order; a name is the corpus's own name for that actor where it is listed:
1. in the sentence: "citing X", "relying on X", "first reported by X";
2. the source's `syndicated_from`;
3. its publisher line: "Gazette (Wire)";
4. its dateline: "PORT CITY, 5 March (Wire) - ...", "(Wire)" before the text starts;
5. its credit line: "the story was first published by X", "a version based on X";
6. its publisher.
"""

from __future__ import annotations

import re
from functools import lru_cache

from retrieval.documents import Actor, Source, Standing
from retrieval.naming import ActorNames

_NAME = r"(?P<name>(?:[A-Z][\w&.'’-]*)(?:\s+(?:of\s+|for\s+|de\s+)?[A-Z][\w&.'’-]*){0,4})"
_ROLE = (
    r"(?:(?:the|an?|its|their)\s+)?(?:(?!in\b|of\b|at\b|from\b|to\b|with\b)[a-z][\w-]*\s+){0,4}?"
)
_PRINTED = r"(?:first|originally|initially|earlier)\s+(?:reported|published|revealed|broadcast)"
_CITING = re.compile(
    rf"\b(?:citing|quoting|referring\s+to|relying\s+on|in\s+a\s+report\s+by|"
    rf"{_PRINTED}\s+(?:by|in|on))\s+",
    re.IGNORECASE,
)
_BEFORE_NAME = re.compile(_ROLE)
# "American officials" are somebody unnamed, "the Wire's report" is the Wire's.
_BEHIND_NAME = re.compile(
    r"['’]s?\b|\W*\Z|[^\w\s'’-]|\s(?:that|which|who|as|in|on|for|has|had|said)\b"
)
_IN_BRACKETS = re.compile(rf"\({_NAME}\)")
_DATELINE = re.compile(rf"\A[\s#*_]*(?:[A-Z][^().\n]{{0,60}})?\({_NAME}\)\s*(?:[-–—:]|\Z|\n)")
_CREDIT = re.compile(
    rf"\b(?:story|report|article|dispatch|version|text|account|news)\b[^.\n]{{0,60}}?\b"
    rf"(?:{_PRINTED}\s+(?:by|in|on)|based\s+on|taken\s+from|carried\s+from|copied\s+from|"
    rf"syndicated\s+from|with\s+material\s+from)\s+{_ROLE}{_NAME}"
)


def cited_in(sentence: str, names: ActorNames) -> str | None:
    """Whom a sentence says it has this from by name, or None."""
    for cue in _CITING.finditer(sentence):
        rest = sentence[cue.end() :]
        if cited := _named_at_start(rest, names):
            return cited
    return None


def _named_at_start(text: str, names: ActorNames) -> str | None:
    """The listed actor a text begins with, else the capitalised name near its start."""
    for mention in names.find(text)[:1]:
        if _BEFORE_NAME.fullmatch(text, 0, mention.start):
            is_whole = _BEHIND_NAME.match(text, mention.end)
            return mention.actor.name if is_whole and not _is_unnamed(mention.actor) else None
    if match := re.match(_ROLE + _NAME, text):
        return _listed(match["name"], names) if _BEHIND_NAME.match(text, match.end()) else None
    return None


@lru_cache(maxsize=4096)
def printer_of(source: Source, names: ActorNames) -> str:
    """The wire or paper whose text a source prints: its publisher's own unless it says other."""
    if source.syndicated_from:
        return _listed(source.syndicated_from, names)
    credit = (
        _IN_BRACKETS.search(source.publisher)
        or _DATELINE.search(source.body)
        or _CREDIT.search(source.body)
    )
    return _listed(credit["name"] if credit else source.publisher, names)


def _is_unnamed(actor: Actor) -> bool:
    return actor.name.startswith("unnamed")


def _listed(name: str, names: ActorNames) -> str:
    """The corpus's name of whoever a text names, or of the medium it begins to name."""
    plain = re.sub(r"['’]s?\Z", "", name).rstrip(".,")
    for mention in names.find(plain)[:1]:
        is_whole = mention.end == len(plain) or mention.actor.standing is Standing.MEDIA
        if mention.start <= len("the ") and is_whole:
            return mention.actor.name
    return plain
