"""Reporting cues of a sentence: which words report, what they do, whether the subject speaks.

A word of the lexicon is a cue when it is a verb: not a noun ("the report", "in a state") and not
part of a name ("United States"). What it does, in order, by the words before it in its clause:
1. a negation ("not", "never", "nobody", "yet to", "short of") turns confirming and admitting into
   declining, denying into evading, and takes a retraction away;
2. a wish, a duty or the future ("to confirm", "will confirm") leaves no more than an assertion;
3. anything else is meant as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.claims import Stance
from bot.language import lexicon

_NEGATED = re.compile(
    r"(?:\b(?:not(?! (?:only|until|just|merely)\b)|never|no|nor|neither|nobody|none|without|yet to|"
    r"short of|instead of|fail(?:s|ed)? to)|n['’]t)"
    r"(?:\s+(?!and\b|but\b|that\b|who\b|which\b)[\w'’-]+){0,6}\s+\Z",
    re.IGNORECASE,
)
_UNREAL = re.compile(
    r"\b(?:(?<!able )to|will|would|should|must|shall|may|might|if|whether)\s+"
    r"(?:(?:\w+ly|soon|also|then|later|now|still)\s+)?(?:be\s+)?\Z",
    re.IGNORECASE,
)
_TURNED = {
    Stance.CONFIRMS: Stance.DECLINES,
    Stance.ADMITS: Stance.DECLINES,
    Stance.DENIES: Stance.EVADES,
    Stance.RETRACTS: None,
}
_FACTIVE = frozenset({Stance.CONFIRMS, Stance.ADMITS})
_IN_NAME = re.compile(r"[\w,]\s\Z")
_BEFORE_NOUN = re.compile(
    r"\b(?:an?|the|this|its|his|her|their|our|no|any|each|one|of|in|on|by|for|from|with|at|as|under|"
    r"first|official|public)\s+\Z",
    re.IGNORECASE,
)
# Verbs that are as often nouns with nothing said in them; "report" and "claim" tell either way.
_NOUNS = frozenset(
    "state states name names record records call calls count counts document documents show shows "
    "list lists release releases label put find finds see sees detail details broadcast".split()
)
_PARTICIPLE = re.compile(r"\w+ed|told|found|shown|seen|known|said|written|put", re.IGNORECASE)
_BEING = re.compile(
    r"\b(?:is|are|was|were|be|been|being)\s+(?:(?:also|not|later|first|only|\w+ly)\s+)*\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue at [start, end); `passive` when its subject is not who speaks, `wished` when it only
    hopes for a confirmation.
    """

    stance: Stance
    start: int
    end: int
    passive: bool = False
    wished: bool = False


def cues_of(text: str) -> Iterator[Cue]:
    """The cues of a sentence whose quotations are blanked, the most telling first."""
    for category, pattern in lexicon.stance_patterns():
        for match in pattern.finditer(text):
            before = text[: match.start()]
            stance = _meant(category, before)
            if stance is None or not _is_verb(match, text):
                continue
            passive = _PARTICIPLE.fullmatch(match[0]) and _BEING.search(before)
            wished = stance is not category and stance is Stance.ASSERTS
            yield Cue(stance, *match.span(), bool(passive), wished)


def _is_verb(match: re.Match[str], text: str) -> bool:
    word, before = match[0], text[: match.start()]
    if word[0].isupper() and _IN_NAME.search(before):
        return False
    if word.lower() in {"state", "states"}:
        return re.match(r"\s+that\b|:", text[match.end() :]) is not None
    return word.lower() not in _NOUNS or not _BEFORE_NOUN.search(before)


def _meant(stance: Stance, before: str) -> Stance | None:
    """What a cue does behind the words `before`; None when nothing is left of it."""
    if stance in _TURNED and _NEGATED.search(before):
        return _TURNED[stance]
    return Stance.ASSERTS if stance in _FACTIVE and _UNREAL.search(before) else stance
