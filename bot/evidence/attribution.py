"""Who says it: the claimant of a sentence, by name, role, pronoun or "according to".

For every reporting cue the subject is looked for in this order:
1. passive: "was confirmed by the board"; inside the cue: "neither the board nor the court
   confirmed";
2. inverted: "..., said Ada Brook";
3. a name right before the cue ("..., the board said");
4. a pronoun or role word right before it ("he added", "the agency said"): the claimant before;
5. a name before the cue in the same clause: the last that is neither the object of a preposition
   nor the possessor of a noun, else a possessor ("the port's spokesman"), else any;
6. an unlisted capitalised name ("Ada Brook said") or an anonymous one ("officials said").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.language import lexicon
from retrieval.documents import Actor, Standing
from retrieval.naming import Mention

_REACH_BEFORE = 160
_REACH_AFTER = 45
_CLAUSE_BREAK = re.compile(
    r"[;:]\s|[\"”]\s|,\s(?:but|and|while|whereas|which|who|although|because)\s"
)
_NAME = re.compile(
    r"(?:[A-Z][\w'’.-]+|[A-Z]{2,})(?:\s+(?:of|for|de|van|von|al)?\s*[A-Z][\w'’.-]+)*"
)
_MONTHS_AND_DAYS = frozenset(
    "January February March April May June July August September October November December "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
)

_PREPOSITION = re.compile(
    r"\b(?:for|of|from|in|into|to|with|by|about|between|against|at|on|inside|under|near|over|via|"
    r"through|like|than|towards?|behind|after|before|and|or|nor)\s+(?:the\s+|an?\s+|both\s+)?"
    r"(?:[\w.]+['’]s\s+)?\Z",
    re.IGNORECASE,
)
_POSSESSOR = re.compile(
    r"['’]s?\s|\s(?!who\b|later\b|also\b|then\b)[a-z]{4,}(?<!ed)(?<!ly)\s+[a-z]"
)
_HELPERS = re.compile(
    r"(?:\s+|,\s+)(?:(?:has|had|have|was|could|can|would|will|also|later|then|further|\w+ly)\s+)*"
)
_INVERTIBLE = re.compile(
    r"said|says|wrote|writes|added|adds|reported|reports|announced|confirmed|warned|argued|"
    r"noted|told",
    re.IGNORECASE,
)
_HELPING = (
    r"\s+(?:(?:has|had|have|was|is|could|can|would|will|also|later|then|further|still|"
    r"only|did|does|\w+ly)\s+)*\Z"
)
_PERSON = re.compile(
    r"(?:\b(?:he|she)|\bthe\s+(?:[a-z]+\s+)?(?:minister|spokes\w+|president|official|general|"
    r"secretary|commander|leader|chief|head|ambassador|envoy|diplomat|advis[eo]r|lawyer|"
    r"prosecutor|mayor|director))" + _HELPING,
    re.IGNORECASE,
)
_BODY = re.compile(
    r"(?:\b(?:it|they)|\bthe\s+(?:[a-z]+\s+)?(?:agency|service|ministry|group|organi[sz]ation|"
    r"newspaper|outlet|broadcaster|company|firm|team|monitors?|institute|cent(?:re|er)|"
    r"researchers|report|study|regulator|board|operator|union|court|council|insurer|paper))"
    + _HELPING,
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Claimant:
    """Who says something: a listed actor, or only the words that name them."""

    name: str
    actor: Actor | None = None
    anonymous: bool = False

    @property
    def standing(self) -> Standing:
        """The actor's standing; OTHER for whoever is not listed."""
        return self.actor.standing if self.actor else Standing.OTHER

    @property
    def is_person(self) -> bool:
        """True for what reads like a person's name: two words or more, none of a body's."""
        collective = self.actor is not None and self.actor.name == self.actor.side
        body = lexicon.pattern("bodies").search(self.name)
        return not (collective or self.anonymous or body) and " " in self.name

    @property
    def side(self) -> str:
        """The state or body this claimant speaks for; their own name where none is known."""
        return (self.actor.side if self.actor else None) or self.name


@dataclass(frozen=True, slots=True)
class Setting:
    """What a sentence is read in: its actors, the person and the body that spoke before it, and
    the document's proper names.
    """

    mentions: tuple[Mention, ...]
    person: Claimant | None
    body: Claimant | None
    proper: frozenset[str]

    def meant_by(self, words: str) -> Claimant | None:
        """Whom the pronoun or role word at the end of `words` means, if there is one."""
        if _PERSON.search(words):
            return self.person
        return self.body or self.person if _BODY.search(words) else None


def claimant_of_cue(text: str, cue: tuple[int, int], setting: Setting) -> Claimant | None:
    """The subject of the reporting cue at `cue`, by the rules above, or None."""
    start, end = cue
    mentions = setting.mentions
    following = text[end : end + _REACH_AFTER]
    passive = re.match(r"(?:\W+[\w'’-]+){0,3}?\W+by\W+(?:the\W+)?", following)
    if passive and (found := _mention_at(mentions, end + passive.end())):
        return found
    if within := [m for m in mentions if start <= m.start < end]:
        return _as_claimant(within[0])
    inverted = re.match(r"\s+(?:the\s+|an?\s+)?", following)
    if inverted and _INVERTIBLE.fullmatch(text, start, end):
        found = _mention_at(mentions, end + inverted.end())
        if found and re.search(r"[,\"”]\s*\Z", text[:start]):
            return found
    if adjacent := [m for m in mentions if _HELPERS.fullmatch(text[m.end : start])]:
        return _as_claimant(adjacent[-1])
    if meant := setting.meant_by(text[:start]):
        return meant
    clause = _clause_before(text, start)
    named = [m for m in mentions if clause <= m.start and m.end <= start]
    if named:
        return _as_claimant(min(named, key=lambda m: (_rank(text, m), -m.start)))
    return _unlisted(text[clause:start], setting)


def according_to(text: str, setting: Setting) -> Claimant | None:
    """The claimant of an "according to ..." phrase, or None."""
    for match in lexicon.pattern("according").finditer(text):
        article = re.match(r"\s+(?:the\s+|an?\s+|its\s+|his\s+|her\s+)?", text[match.end() :])
        at = match.end() + (article.end() if article else 0)
        inside = [m for m in setting.mentions if at <= m.start <= at + 40]
        if inside:
            return _as_claimant(inside[0])
        if unlisted := _unlisted(text[match.end() : match.end() + 40], setting):
            return unlisted
    return None


def _mention_at(mentions: Sequence[Mention], at: int) -> Claimant | None:
    return next((_as_claimant(m) for m in mentions if m.start == at), None)


def _as_claimant(mention: Mention) -> Claimant:
    actor = mention.actor
    return Claimant(actor.name, actor, actor.name.startswith("unnamed"))


def _clause_before(text: str, cue: int) -> int:
    """Where the clause that ends at the cue begins."""
    floor = max(0, cue - _REACH_BEFORE)
    breaks = [m.end() for m in _CLAUSE_BREAK.finditer(text, floor, cue)]
    return breaks[-1] if breaks else floor


def _rank(text: str, mention: Mention) -> int:
    """0 for a subject, 1 for a possessor or adjective, 2 for the object of a preposition."""
    if _PREPOSITION.search(text[: mention.start]):
        return 2
    return 1 if _POSSESSOR.match(text[mention.end :]) else 0


def _unlisted(clause: str, setting: Setting) -> Claimant | None:
    names = [n for n in names_of(clause) if n.split()[0] in setting.proper]
    if names:
        return Claimant(names[-1])
    if match := lexicon.pattern("anonymous").search(clause):
        return Claimant(f"unnamed {match[0].lower()}", anonymous=True)
    return None


def proper_names(body: str) -> frozenset[str]:
    """Words of a text that are capitalised in the middle of a sentence: names, not first words."""
    return frozenset(re.findall(r"(?<=[a-z,;] )[A-Z][\w'’-]+", body)) - _MONTHS_AND_DAYS


def names_of(text: str) -> Iterator[str]:
    """Runs of capitalised words, without possessive endings."""
    for match in _NAME.finditer(text):
        yield re.sub(r"['’]s?\Z", "", match[0])
