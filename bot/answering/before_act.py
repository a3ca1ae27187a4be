"""A question that limits what was known by what somebody did: "before the board confirmed it".

The day before the first time they did it, on what the rest of the question is about, becomes the
as-of day. It is one only where "before" is followed by a listed actor, a reporting verb of theirs,
and nothing but a word for what the question is about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.claims import Stance
from bot.language import lexicon
from retrieval.documents import Actor
from retrieval.naming import Mention

_BEFORE = re.compile(
    r"[,\s]*\b(?:before|until|prior to when)\s+(?:the\s+)?\Z|\A(?:before|until)\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
_HELPING = re.compile(
    r"\s+(?:(?:has|had|have|did|finally|first|also|then|officially|\w+ly)\s+)*", re.I
)
_OBJECT = re.compile(
    r"\s*(?:(?:it|this|that|so|anything|them|the (?:report|claim|news|story|figure|number)s?)\b)?"
    r"(?:\s+(?:in public|publicly|officially|itself|first))?\s*(?P<end>[,?.!;]|\Z)",
    re.IGNORECASE,
)
ACTS = frozenset({Stance.CONFIRMS, Stance.ADMITS, Stance.DENIES, Stance.ASSERTS})


@dataclass(frozen=True, slots=True)
class BeforeAct:
    """Whose act limits what may be known, what they did, and the rest of the question."""

    actor: Actor
    stance: Stance
    rest: str


def before_act_in(text: str, mentions: Sequence[Mention]) -> BeforeAct | None:
    """The limit in a question whose actors are `mentions`, or None."""
    for mention in mentions:
        opening = _BEFORE.search(text[: mention.start])
        helping = _HELPING.match(text, mention.end)
        if opening is None or helping is None:
            continue
        for stance, pattern in lexicon.stance_patterns():
            verb = pattern.match(text, helping.end())
            end = _OBJECT.match(text, verb.end()) if verb and stance in ACTS else None
            if end is not None:
                return BeforeAct(mention.actor, stance, _without(text, opening.start(), end))
    return None


def _without(text: str, start: int, end: re.Match[str]) -> str:
    """The question without its limit; what opened with it begins behind the comma."""
    if start == 0:
        return text[end.end() :].strip()
    return f"{text[:start].rstrip()}{end['end']}{text[end.end() :]}".strip()
