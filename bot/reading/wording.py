"""How firmly words are meant: hedges, judgements, own findings, own acts, negation."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.language import lexicon
from bot.language.words import stems_of

QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")
_HEARSAY = re.compile(
    r"\b(?:is|are|was|were|been)\s+(?:\w+ly\s+)?(?:reported|claimed|alleged)\b(?!\W+(?:\w+\W+){0,3}by\b)",
    re.IGNORECASE,
)
_CONDITIONAL = re.compile(
    r"\A(?:If|Should|Were|Unless|Once|In case|Provided|Whether)\b|\b(?:if|unless|in case)\b"
    r"|\?[\"”]?\s*\Z"
)
_TO = re.compile(r"(?:\s+[\w'’-]+){0,4}?\s+to\s+[a-z]")
_UNDONE = re.compile(
    r"(?:\b(?:not|never|nobody|none|no one|nothing|neither|nor|without|will|would|may|might|should|"
    r"could|shall|must)|n['’]t)\s+(?:\w+\s+){0,2}\Z|\b(?:an?|the|his|her|its|their|our)\s+\Z",
    re.IGNORECASE,
)
_NEVER = re.compile(r"\b(?:not|never|will)\b(?! not appeal)", re.IGNORECASE)
_ABLE = re.compile(
    r"\bcould\b(?= (?:now |only |already )?(?:confirm|verify|establish|prove)\b)", re.I
)
_SCOPE_ENDS = re.compile(r"[,;:](?=\s)|\b(?:but|except|until|unless|because|only)\b", re.IGNORECASE)
_OWN_VIEW = re.compile(
    r"\b(?:[Ii]n my (?:view|opinion|judge?ment)|[Mm]y own view|[Mm]y (?:guess|bet|prediction)|"
    r"I (?:think|believe|suspect|doubt|predict|bet|fear|hope|would argue|"
    r"will make a (?:prediction|guess)))\b"
)


def is_hedged(text: str) -> bool:
    """True for a hedge, hearsay, a condition, a question, or what is only wished, asked or planned.

    The month of May is none, nor is the "could" of "could confirm": it tells an ability.
    """
    plain = _ABLE.sub("", text)
    hedges = (m for m in lexicon.pattern("hedges").finditer(plain) if m[0] != "May")
    found = next(hedges, None) is not None or _HEARSAY.search(text) is not None
    return found or _CONDITIONAL.search(text) is not None or _is_wished(text)


def _is_wished(text: str) -> bool:
    """True for "wanted to cross", "asked it to cross": nothing is said to have happened."""
    wishes = lexicon.pattern("wishing").finditer(text)
    return any(_TO.match(text, m.end()) or m[0].endswith(" to") for m in wishes)


def is_opinion(text: str) -> bool:
    """True when the text judges or forecasts."""
    return lexicon.pattern("opinion").search(text) is not None


def is_opinion_piece(body: str) -> bool:
    """True for a text whose author says "I think" and the like outside quotations."""
    return _OWN_VIEW.search(outside_quotes(body)) is not None


def is_finding(text: str) -> bool:
    """True when the words tell that somebody found it out: "measured", "we established"."""
    return _tells(text, "findings")


def is_act(text: str) -> bool:
    """True when the words tell of an act in force: "has imposed", "resigned", "accepts"."""
    return _tells(text, "acts")


def negated_before(text: str, place: int) -> bool:
    """True where what is told at a place is negated, still to come, or a noun."""
    return _UNDONE.search(text[:place]) is not None


def _tells(text: str, category: str) -> bool:
    plain = outside_quotes(text)
    found = lexicon.pattern(category).finditer(plain)
    return any(not (_UNDONE.search(plain[: m.start()]) or _NEVER.search(m[0])) for m in found)


@lru_cache(maxsize=16384)
def negated_stems(text: str) -> frozenset[str]:
    """Stems of the words that a negation takes in: from it to the end of its clause."""
    found: frozenset[str] = frozenset()
    for negation in lexicon.pattern("negations").finditer(text):
        end = _SCOPE_ENDS.search(text, negation.end())
        found |= stems_of(text[negation.end() : end.start() if end else len(text)])
    return found


def outside_quotes(text: str) -> str:
    """The text with quoted words blanked: cues inside a quotation are not the reporter's."""
    return QUOTED.sub(lambda m: " " * len(m[0]), text)
