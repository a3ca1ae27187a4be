"""Reporting cues of a sentence: which words report, what they do, whether the subject speaks.

A word of the lexicon is a cue when it is a verb: not a noun ("the report", "two counts of"), not
an adjective ("the disputed figure") and not part of a name ("United States"). In a headline with
every word in capitals, capitals tell nothing. Nobody speaks at "the man accused of it" or "found
dead": its subject is whom it tells of. What a cue does, in order, by the words before it in its
clause:
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
    "list lists release releases label put find finds see sees detail details broadcast "
    "points".split()
)
# Of these, what is seldom a noun; any other is a verb only before what it may tell.
_SELDOM = frozenset("find finds see sees put broadcast".split())
_TOLD = re.compile(
    r"\s+(?:that|this|these|those|such|how|why|what|who|whether|the|an?|its|his|her|their|our|my|it|"
    r"him|them|us|every\w*|all|each|both|no|none|some|several|many|two|more|about|only|"
    r"at (?:least|most)|up to)\b|"
    r"\s*[:“\"]|\s+[\dA-Z]"
)
_COUNTED = re.compile(
    r"(?:\b\d[\d,.]*|\b(?:two|three|four|five|six|seven|eight|nine|ten|several|many|few|most|all|"
    r"new|wanted|\w+ing)|['’]s)\s+\Z",
    re.IGNORECASE,
)
_ADJECTIVE = re.compile(
    r"\b(?:an?|the|its|his|her|their|our|this|these|those|any|some|every)\s+(?:\w+ly\s+)?\Z",
    re.IGNORECASE,
)
_TOLD_OF = re.compile(
    r"accused\s+(?:of|in)\b|found\s+(?:not\s+)?(?:dead|alive|guilty|hanged|unconscious|innocent)\b|"
    r"(?:said|reported|believed|expected|alleged|estimated|known)\s+to\s+(?:be|have)\b",
    re.IGNORECASE,
)
_CAPITAL = re.compile(r"\b[A-Z]\w{3,}")
_LONG_WORD = re.compile(r"\b[^\W\d_]\w{3,}")
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
            passive = _TOLD_OF.match(text, match.start()) or (
                _PARTICIPLE.fullmatch(match[0]) and _BEING.search(before)
            )
            wished = stance is not category and stance is Stance.ASSERTS
            yield Cue(stance, *match.span(), bool(passive), wished)


def _is_verb(match: re.Match[str], text: str) -> bool:
    word, before = match[0].lower(), text[: match.start()]
    if match[0][0].isupper() and _IN_NAME.search(before) and not _is_headline(text):
        return False
    if word in {"state", "states"}:
        return re.match(r"\s+that\b|:", text[match.end() :]) is not None
    if word.partition(" ")[0] in _NOUNS and _is_noun(before, text[match.end() :], word):
        return False
    return not (word.endswith("ed") and " " not in word and _ADJECTIVE.search(before))


def _is_noun(before: str, after: str, word: str) -> bool:
    if _BEFORE_NOUN.search(before) or _COUNTED.search(before):
        return True
    return " " not in word and word not in _SELDOM and _TOLD.match(after) is None


def _is_headline(text: str) -> bool:
    """True where nearly every longer word is written with a capital."""
    long_words = len(_LONG_WORD.findall(text))
    return long_words >= 4 and len(_CAPITAL.findall(text)) >= 0.8 * long_words


def _meant(stance: Stance, before: str) -> Stance | None:
    """What a cue does behind the words `before`; None when nothing is left of it."""
    if stance in _TURNED and _NEGATED.search(before):
        return _TURNED[stance]
    return Stance.ASSERTS if stance in _FACTIVE and _UNREAL.search(before) else stance
