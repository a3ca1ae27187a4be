"""Whether two noun phrases of two sentences mean the same bearer of a role.

Where that cannot be told, as of a pronoun or "the minister" beside a name, nothing is said.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.evidence.deed_words import of_thing
from bot.evidence.meant import Meanings, Meant, heads_pointing_back, points_back
from bot.evidence.page import Page, is_bare, noun_over
from bot.language import counted
from bot.language.counted import same
from bot.language.words import stem, stems_of
from bot.reading.claimant import Claimant
from bot.reading.deeds import Argument, stems_at
from retrieval.documents import Actor
from retrieval.naming import Mention
from retrieval.parsing import Parse

_PRONOUNS = frozenset({"PRP", "DT", "WP", "WDT", "EX"})
_OWN = frozenset({"it", "we", "i", "its", "our", "us"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_COMMON = frozenset({"NN", "NNS"})
_NATIONAL = frozenset({"NORP", "GPE"})


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence to compare: its parse, the listed actors that it names, and who is speaking.

    Whoever speaks is meant by "it" and "we" in what they say; whoever stands in the `title` of the
    page may be meant by what names nobody. "Last Friday" counts from the page's `day`. `meanings`
    tells whom its pronouns and definite nouns mean, and `page` what is named before, where the
    document is at hand.
    """

    parse: Parse
    mentions: tuple[Mention, ...]
    speaker: Claimant | None = None
    title: str = ""
    day: date | None = None
    meanings: Meanings | None = field(default=None, compare=False)
    page: Callable[[], Page] | None = field(default=None, compare=False)

    def meant_at(self, head: int) -> Meant | None:
        """Whom a pronoun or "the firm" means; None where that cannot be told."""
        if self.meanings is None or not points_back(self.parse, head):
            return None
        return self.meanings(head)

    @property
    def meant(self) -> tuple[Meant, ...]:
        """All who are meant without being named."""
        if self.meanings is None:
            return ()
        found = (self.meant_at(t) for t in heads_pointing_back(self.parse))
        return tuple(m for m in found if m is not None and m.named)

    def names_before(self, claim: Parse, name: int) -> bool:
        """ "The Lenz inquiry" of a claim is "the inquiry" here, on a page that names no other."""
        noun = noun_over(claim, name)
        if noun is None or self.page is None:
            return False
        head, word = stem(claim.lemmas[noun]), stem(claim.word(name).lower())
        bare = (
            t
            for t in range(len(self.parse))
            if stem(self.parse.lemmas[t]) == head and is_bare(self.parse, t)
        )
        return any(self.page().always_names(head, word) for _ in bare)

    def is_named_or_meant(self, actor: Actor) -> bool:
        """Whether a listed actor, or another of that side, is named, meant or heard."""
        side = actor.side or actor.name
        return side in self.sides or any(
            m.actor and (m.actor.side or m.actor.name) == side for m in self.meant
        )

    def actor_at(self, token: int) -> Actor | None:
        """The listed actor whose name covers a token; nobody in particular is none."""
        at = self.parse.starts[token]
        found = (m.actor for m in self.mentions if m.start <= at < m.end)
        return next((a for a in found if not Claimant.of(a).anonymous), None)

    @property
    def sides(self) -> frozenset[str]:
        """Whom it names or hears, each by their side."""
        named = {m.actor.side or m.actor.name for m in self.mentions}
        return frozenset(named | ({self.speaker.side} if self.speaker else set()))


def speaks_of(told: Told, claimed: Told, bearers: Sequence[Argument]) -> bool:
    """Whether one of the claim's bearers stands in a sentence, its title, or speaks; true without
    any that a word can be looked for."""
    here = stems_of(f"{told.parse.text} {told.title}")
    known = [b for b in bearers if claimed.parse.tags[b.head] not in _PRONOUNS]
    for bearer in known:
        actor = claimed.actor_at(bearer.head)
        if actor is not None and told.is_named_or_meant(actor):
            return True
        words = family(claimed.parse, bearer.head)
        if words & here or any(words & m.stems for m in told.meant):
            return True
    return not known


def alike(claimed: Told, mine: Argument, told: Told, found: Argument) -> bool | None:
    """Whether two noun phrases mean the same; None where that cannot be told."""
    one, other = claimed.parse, told.parse
    pronoun = other.tags[found.head] in _PRONOUNS
    meant = told.meant_at(found.head) if pronoun or is_named(claimed, mine) else None
    if meant is not None:
        return _is_meant(claimed, mine, meant)
    if pronoun or one.tags[mine.head] in _PRONOUNS:
        return _speaks(claimed, mine, told, found)
    if found.part and not mine.part and _means_all(one, mine):
        return False
    if is_named(claimed, mine):
        return _named_alike(claimed, mine, told, found)
    if _is_whose(one, mine, other, found):
        return False
    if (naming := names(claimed, mine)) and not shares_names(claimed, mine, told, found):
        before = is_bare(other, found.head) and all(told.names_before(one, t) for t in naming)
        left_out = before or _is_somebodys(other, found)
        return None if left_out and _same_kind(one, mine, other, found) else False
    if _same_kind(one, mine, other, found):
        return True
    if other.tags[found.head].startswith("NNP"):
        return None
    return False


def _is_meant(claimed: Told, mine: Argument, meant: Meant) -> bool | None:
    """Whether somebody of the claim is whom a pronoun or a definite noun means."""
    actor = claimed.actor_at(mine.head)
    if actor is not None and meant.actor is not None:
        if Claimant.of(actor).is_person or Claimant.of(meant.actor).is_person:
            return actor == meant.actor
        return (actor.side or actor.name) == (meant.actor.side or meant.actor.name)
    if is_named(claimed, mine):
        if not meant.named:
            return None
        return stem(claimed.parse.word(mine.head).lower()) in meant.stems
    return bool(family(claimed.parse, mine.head) & meant.stems)


def _is_whose(one: Parse, mine: Argument, other: Parse, found: Argument) -> bool:
    """Whether one is only named as the other's: a firm's lawyer is not the firm."""
    owners = one.children(mine.head, "poss", "compound")
    last = {stem(one.word(t).lower()) for t in owners if one.tags[t].startswith("NNP")}
    return stem(other.word(found.head).lower()) in last


def _same_kind(one: Parse, mine: Argument, other: Parse, found: Argument) -> bool:
    """By the head, or a word under which the same people or things are counted."""
    own = family(one, mine.head)
    own |= frozenset().union(*(counted.alike(s) for s in own))
    return bool(own & family(other, found.head))


def _is_somebodys(parse: Parse, found: Argument) -> bool:
    """ "Her crew": whose, stands elsewhere."""
    return any(parse.tags[t] == "PRP$" for t in found.tokens)


def _speaks(claimed: Told, mine: Argument, told: Told, found: Argument) -> bool | None:
    """Whether somebody of the claim is the speaker, who says "it", "we" or "I" of themselves."""
    speaker, actor = told.speaker, claimed.actor_at(mine.head)
    if told.parse.lemmas[found.head] not in _OWN or speaker is None or speaker.anonymous:
        return None
    if actor is not None:
        return Claimant.of(actor).side == speaker.side
    return None


def _named_alike(claimed: Told, mine: Argument, told: Told, found: Argument) -> bool | None:
    """A person only where they are named themselves; a state or body where its people are meant."""
    one, other = claimed.parse, told.parse
    known, met = claimed.actor_at(mine.head), told.actor_at(found.head)
    person = _is_person(claimed, mine)
    if known and met:
        return known == met or (not person and (known.side or known.name) == (met.side or met.name))
    last = stem(one.word(mine.head).lower())
    if last == stem(other.word(found.head).lower()):
        return True
    if not person and shares_names(claimed, mine, told, found):
        return True
    definite = any(other.lemmas[t] in _DEFINITE for t in other.children(found.head, "det", "poss"))
    if other.tags[found.head] == "NN" and definite:
        return None
    return False


def is_named(told: Told, argument: Argument) -> bool:
    """Whether a noun phrase is somebody's name."""
    return told.parse.tags[argument.head].startswith("NNP") or bool(told.actor_at(argument.head))


def _is_person(told: Told, argument: Argument) -> bool:
    actor = told.actor_at(argument.head)
    if actor is not None:
        return Claimant.of(actor).is_person
    return told.parse.entities[argument.head][2:] == "PERSON"


def names(told: Told, argument: Argument, *, whole: bool = False) -> tuple[int, ...]:
    """The tokens of a noun phrase that name somebody or some place, its head left out or not."""
    parse = told.parse
    return tuple(
        t
        for t in argument.tokens
        if (whole or t != argument.head)
        and (parse.tags[t].startswith("NNP") or parse.entities[t][2:] in _NATIONAL)
    )


def shares_names(claimed: Told, mine: Argument, told: Told, found: Argument) -> bool:
    """Whether what names one stands in the other, by its words or as the same side."""
    naming = names(claimed, mine) or (mine.head,)
    here = stems_at(told.parse, found.tokens)
    sides = {a.side or a.name for t in found.tokens if (a := told.actor_at(t))}
    for token in naming:
        actor = claimed.actor_at(token)
        by_side = actor is not None and (actor.side or actor.name) in sides
        if not by_side and not stems_at(claimed.parse, (token,)) & here:
            return False
    return True


def _means_all(parse: Parse, argument: Argument) -> bool:
    """True for "the hostages", "all hostages"; "three hostages" may be some of nine."""
    beside = parse.children(argument.head, "det", "predet", "poss")
    counted = parse.children(argument.head, "nummod")
    return bool(beside) and not (counted and not beside)


def family(parse: Parse, token: int) -> frozenset[str]:
    """Stems of a word and of those for the same thing."""
    stems = {stem(parse.lemmas[token]), stem(parse.word(token).lower())}
    things = of_thing(parse.lemmas[token]) if parse.tags[token] in _COMMON else frozenset[str]()
    return things.union(*(same(s) for s in stems))
