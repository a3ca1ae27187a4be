"""Who says it: the claimant of a sentence, by name, role, pronoun or "according to".

For every reporting cue the subject is looked for in this order:
1. passive: "was confirmed by the board"; inside the cue: "neither the board nor the court
   confirmed";
   a subject that is told or named ("he was told") speaks at no cue of its own;
2. inverted: "..., said Ada Brook";
3. a name right before the cue ("..., the board said"), relative clauses set aside;
4. a pronoun or role word right before it ("he added", "the agency said"): the claimant before;
5. a name before the cue in the same clause: the last that is neither the object of a preposition
   nor the possessor of a noun, else a possessor ("the port's spokesman"), else any;
6. an unlisted capitalised name ("Ada Brook said") or an anonymous one ("officials said").
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.claims import Stance
from bot.evidence.cues import Cue
from bot.language import lexicon
from bot.language.words import function_words
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

_BEFORE_OBJECT = (
    r"for|of|from|in|into|to|with|by|about|between|against|at|on|inside|under|near|over|via|"
    r"through|like|than|towards?|behind|after|before"
)
_GOVERNED = re.compile(
    rf"(?<!\bspokesman)(?<!\bspokeswoman)(?<!\bspokesperson)\s(?:{_BEFORE_OBJECT})\s+\Z",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    rf"\b(?P<word>{_BEFORE_OBJECT}|and|or|nor)\s+(?:the\s+|an?\s+|both\s+)?(?:[\w.]+['’]s\s+)?\Z",
    re.IGNORECASE,
)
_OWN_FINDINGS = frozenset({Stance.CONFIRMS, Stance.DECLINES})
_OF_WHOM = frozenset({"for", "of", "at", "and", "or", "nor"})
_POSSESSOR = re.compile(
    r"['’]s?\s|\s(?!who\b|later\b|also\b|then\b)[a-z]{4,}(?<!ed)(?<!ly)\s+[a-z]"
)
_HELPERS = re.compile(
    r"(?:\s+|,\s+)(?:who\s+|which\s+)?(?:(?:has|had|have|was|could|can|would|will|also|later|then|further|\w+ly)\s+)*"
)
_ASIDE = re.compile(r",\s(?:who|which|whose|whom)\s[^,;:\"”]*,(?=\s)")
_ARTICLE = re.compile(r"\s*(?:the\s+|an?\s+|its\s+|his\s+|her\s+)?")
_BY = re.compile(r"(?:\W+[\w'’-]+){0,3}?\W+by(?=\W)")
_INVERTIBLE = re.compile(
    r"said|says|wrote|writes|added|adds|reported|reports|announced|confirmed|warned|argued|"
    r"noted",
    re.IGNORECASE,
)
_HELPING = (
    r"\s+(?:(?:has|had|have|was|is|could|can|would|will|also|later|then|further|still|"
    r"only|did|does|\w+ly)\s+)*\Z"
)
_FIRST = re.compile(r"\b(?:we|I)" + _HELPING, re.IGNORECASE)
_PERSON = re.compile(
    r"(?:\b(?:he|she)|\b(?:the|that)\s+(?-i:(?:[a-z]+\s+)?(?:minister|spokes\w+|president|official|"
    r"general|secretary|commander|leader|chief|head|ambassador|envoy|diplomat|advis[eo]r|lawyer|"
    r"prosecutor|mayor|director)))" + _HELPING,
    re.IGNORECASE,
)
_BODY = re.compile(
    r"(?:\b(?:it|they)|\bthe\s+(?-i:(?:[a-z]+\s+)?(?:agency|service|ministry|group|"
    r"organi[sz]ation|newspaper|outlet|broadcaster|company|firm|team|monitors?|institute|"
    r"cent(?:re|er)|department|command|office|researchers|report|study|regulator|board|operator|"
    r"union|court|council|insurer|paper)))" + _HELPING,
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Claimant:
    """Who says something: a listed actor, or only the words that name them."""

    name: str
    actor: Actor | None = None
    anonymous: bool = False

    @classmethod
    def of(cls, actor: Actor) -> Claimant:
        """A listed actor as a claimant."""
        return cls(actor.name, actor, actor.name.startswith("unnamed"))

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
    the document's proper names; `publisher` only where it speaks for itself.
    """

    mentions: tuple[Mention, ...]
    person: Claimant | None
    body: Claimant | None
    proper: frozenset[str]
    publisher: Claimant | None = None

    def after(self, claimant: Claimant) -> Setting:
        """The rest of the sentence, behind a claimant in it: "she" now means that one."""
        if claimant.is_person:
            return replace(self, person=claimant)
        return replace(self, body=self.body or (claimant if claimant.actor else None))

    def unlisted(self, name: str) -> Claimant:
        """Whoever has that name; "the Office" of an office's own report is its publisher."""
        own = self.publisher is not None and set(name.split()) <= set(self.publisher.name.split())
        return self.publisher if self.publisher and own else Claimant(name)

    def meant_by(self, words: str) -> Claimant | None:
        """Whom the pronoun or role word at the end of `words` means, if there is one."""
        if self.publisher is not None and _FIRST.search(words):
            return self.publisher
        person, body = _PERSON.search(words), _BODY.search(words)
        role = person or body
        if role is None:
            return None
        is_noun = role[0][:2].lower() == "th" and role[0][:4].lower() != "they"
        if is_noun and _GOVERNED.search(words[: role.start()]):
            return None
        if person:
            return self.person
        return self.body or (None if is_noun else self.person)


def claimant_of_cue(text: str, cue: Cue, setting: Setting) -> Claimant | None:
    """Who speaks at a cue, by the rules above, or None."""
    after = _by_or_inverted(text, cue, setting)
    before = _ASIDE.sub(lambda m: " " * len(m[0]), text[: cue.start])
    if after or cue.passive or _is_participle(before, text[cue.start : cue.end]):
        return after or (setting.publisher if cue.stance in _OWN_FINDINGS else None)
    mentions = setting.mentions
    if within := [m for m in mentions if cue.start <= m.start < cue.end]:
        return Claimant.of(within[0].actor)
    told = [m for m in mentions if m.end <= cue.start and not before[m.start].isspace()]
    if adjacent := [m for m in told if _HELPERS.fullmatch(before[m.end :])]:
        return Claimant.of(adjacent[-1].actor)
    if meant := setting.meant_by(before):
        return meant
    clause = _clause_before(before)
    if named := [m for m in told if clause <= m.start]:
        return Claimant.of(min(named, key=lambda m: (_rank(text, m), -m.start)).actor)
    return _unlisted(before, clause, setting)


def _by_or_inverted(text: str, cue: Cue, setting: Setting) -> Claimant | None:
    """Whoever stands behind the cue: "confirmed by the board", "..., said Ada Brook"."""
    by = _BY.match(text, cue.end, cue.end + _REACH_AFTER)
    if by and (found := _named_at(text, by.end(), setting)):
        printed = lexicon.pattern("printing").match(text, cue.start)
        if found.actor or (cue.passive and not printed):
            return found
    return _named_at(text, cue.end, setting) if may_invert(text, cue) else None


def may_invert(text: str, cue: Cue) -> bool:
    """True for a finite verb right behind a comma or a closing quote: "..., said"."""
    behind = re.search(r"[,\"”]\s*\Z", text[: cue.start]) is not None
    return behind and _INVERTIBLE.fullmatch(text, cue.start, cue.end) is not None


def _is_participle(before: str, cue: str) -> bool:
    """True in "the harbour, named in most accounts": nobody speaks there."""
    behind = before.endswith(", ") and before[_clause_before(before) :].count(",") == 1
    return behind and cue.endswith("ed") and not _INVERTIBLE.fullmatch(cue)


def according_to(text: str, setting: Setting) -> Claimant | None:
    """The claimant of an "according to ..." phrase, or None."""
    for match in lexicon.pattern("according").finditer(text):
        article = _ARTICLE.match(text, match.end())
        at = article.end() if article else match.end()
        inside = [m for m in setting.mentions if match.end() <= m.start <= at + 40]
        if inside:
            return Claimant.of(inside[0].actor)
        if unlisted := _unlisted(text[match.end() : match.end() + 40], 0, setting):
            return unlisted
    return None


def _named_at(text: str, at: int, setting: Setting) -> Claimant | None:
    """Whoever is named right there, with or without an article."""
    article = _ARTICLE.match(text, at)
    begins = {at, article.end()} if article else {at}
    if listed := [m for m in setting.mentions if m.start in begins or m.start == at + 1]:
        return Claimant.of(listed[0].actor)
    unlisted = _NAME.match(text, max(begins))
    name = _as_name(unlisted[0], setting.proper) if unlisted else None
    if unlisted is None or name is None or not _ends_name(text[unlisted.end() :]):
        return None
    return setting.unlisted(name)


def _ends_name(after: str) -> bool:
    """False before a plain word, as in "the Northern agency": that was no name of its own."""
    following = re.match(r"\s+([a-z]\w*)", after)
    return following is None or following[1] in function_words()


def _clause_before(text: str) -> int:
    """Where the clause at the end of the text begins."""
    floor = max(0, len(text) - _REACH_BEFORE)
    breaks = [m.end() for m in _CLAUSE_BREAK.finditer(text, floor)]
    return breaks[-1] if breaks else floor


def _rank(text: str, mention: Mention) -> int:
    """0 for a subject, 1 for a possessor or adjective, 2 for the object of a preposition."""
    if text[: mention.start].endswith("(") or _PREPOSITION.search(text[: mention.start]):
        return 2
    return 1 if _POSSESSOR.match(text[mention.end :]) else 0


def _unlisted(text: str, clause: int, setting: Setting) -> Claimant | None:
    """The last capitalised name of a clause that no preposition governs, else an anonymous one."""
    found = []
    for match in _NAME.finditer(text, clause):
        if name := _as_name(match[0], setting.proper):
            governed = _PREPOSITION.search(text[: match.start()])
            if governed is None or governed["word"].lower() in _OF_WHOM:
                found.append((governed is not None, -match.start(), name))
    if found:
        return setting.unlisted(min(found)[2])
    if anonymous := lexicon.pattern("anonymous").search(text, clause):
        return Claimant(_unnamed(anonymous[0].lower()), anonymous=True)
    return None


def _unnamed(words: str) -> str:
    """ "an official" is an unnamed official; "on condition of anonymity" an unnamed source."""
    if "anonym" in words or "unnamed" in words:
        return "unnamed source"
    return f"unnamed {re.sub(r'^an? ', '', words)}"


def _as_name(words: str, proper: frozenset[str]) -> str | None:
    """Capitalised words without a sentence's first word and possessive endings, if a name."""
    parts = re.sub(r"(?:['’]s?|(?<=\w\w)\.)\Z", "", words).split()
    while parts and (_is_opener(parts[0]) or not proper & set(parts[:2])):
        parts = parts[1:]
    return " ".join(parts) or None


def _is_opener(word: str) -> bool:
    """True for a word that is capitalised only because it opens a sentence."""
    return word in _MONTHS_AND_DAYS or word.lower() in function_words() or word.endswith("ly")


def person_named(text: str, proper: frozenset[str]) -> Claimant | None:
    """The first unlisted person of a sentence, named in full."""
    names = (_as_name(m[0], proper) for m in _NAME.finditer(text))
    full = (Claimant(name) for name in names if name)
    return next((c for c in full if c.is_person), None)


def proper_names(body: str) -> frozenset[str]:
    """Words of a text that are capitalised in the middle of a sentence: names, not first words."""
    return frozenset(re.findall(r"(?<=[a-z,;] )[A-Z][\w'’-]+", body)) - _MONTHS_AND_DAYS
