"""Whether a sentence says that an event happened, leaves it open, or says that it did not.

Read from the words before the event in its clause, the outermost first, as implicatives, factives
and verbs of belief project (Karttunen 1971; Saurí and Pustejovsky 2009). Rules in order:
1. what presupposes its event ("regrets that", "did not know that") tells that it happened;
2. "managed to" keeps what holds for itself, "failed to" and "refused to" turn it;
3. a belief or a wish ("thinks that", "hopes to") leaves it open, "does not think that" denies it;
4. any other verb before "that" tells it when it is not negated itself, else leaves it open;
5. a negation right before the event turns it; a modal, a condition, a bare "to" or a question
   leaves it open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum
from functools import lru_cache

from bot.language import lexicon

_CLAUSE_BREAK = re.compile(
    r"[.;:?!]\s|[\"“”]|,\s(?:but|and|so|yet|while|whereas|which|who|although|because)\s|"
    r"\s(?:but|because|although|whereas|who|which)\s"
)
_NEGATION = (
    r"\bnot(?!\s+(?:only|just|merely|until)\b)|n['’]t\b|\b(?:never|nobody|none|neither|nor|"
    r"without|hardly|scarcely|no(?!\s+(?:doubt|later|less|more|sooner)\b))\b"
)
_OPEN = (
    r"\b(?:if|whether|unless|may|might|could|would|should|shall|must|can|cannot|will)\b|['’]ll\b"
)
_KINDS = ("presupposing", "managing", "failing", "believing", "wishing")
_THAT = r"\bthat\b"
_BARE_TO = re.compile(r"(?:\A|\s)to\s+(?:\w+ly\s+)?\Z")
_QUESTION = re.compile(r"\?[\"”'’)]*\s*\Z")
_NEAR = 25
_FAR = 40


class Told(IntEnum):
    """What a sentence tells of an event."""

    DENIED = -1
    OPEN = 0
    HAPPENED = 1


def told_as(text: str, start: int, since: int = 0) -> Told:
    """How the event at `start` is told; words before `since` (who reports it) are left aside."""
    if _QUESTION.search(text):
        return Told.OPEN
    before = text[since:start]
    clause = max((m.end() for m in _CLAUSE_BREAK.finditer(before)), default=0)
    return _projected(before[clause:])


def _projected(before: str) -> Told:
    state, negated, opened, reach = Told.HAPPENED, 0, False, -_NEAR
    for kind, place in _governors(before):
        if kind == "negation":
            negated = 0 if negated else place[1]
        elif kind == "open":
            opened = True
        elif kind != "that" or place[0] - reach > _NEAR:
            state = _inside(kind, _here(state, bool(negated), opened))
            negated, opened, reach = 0, False, place[1]
    if _BARE_TO.search(before) and len(before) - reach > _NEAR:
        opened = True
    far = bool(negated) and len(before) - negated > _FAR
    return _here(state, bool(negated), opened or far)


def _here(state: Told, negated: bool, opened: bool) -> Told:
    if opened:
        return Told.OPEN
    return Told(-state) if negated else state


def _inside(kind: str, outer: Told) -> Told:
    """What holds for the event inside, by what governs it and what holds for that."""
    if kind == "presupposing":
        return Told.HAPPENED
    if kind == "managing":
        return outer
    if kind == "failing":
        return Told(-outer)
    if kind == "believing":
        return min(outer, Told.OPEN)
    return Told.HAPPENED if kind == "that" and outer is Told.HAPPENED else Told.OPEN


def _governors(before: str) -> Iterator[tuple[str, tuple[int, int]]]:
    for match in _pattern().finditer(before):
        yield match.lastgroup or "", match.span()


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """One pattern for all that governs an event; its groups are named by what they do."""
    parts = {"negation": _NEGATION, "open": _OPEN}
    parts |= {kind: lexicon.pattern(kind).pattern for kind in _KINDS}
    parts |= {"that": _THAT}
    named = (f"(?P<{name}>{part})" for name, part in parts.items())
    return re.compile("|".join(named), re.IGNORECASE)
