"""Which statements bear on a proposition. Silence is the default: bearing must be earned.

A statement bears on a proposition when all of these hold:
1. the sentence itself holds two thirds of the proposition's topic words (its terms that are no
   actor's names), a word for the same thing standing in for another; nothing bears on a
   proposition without any;
2. every other name of the proposition (a place, a weapon) stands in the sentence or its title:
   being in one region and being in another are two propositions;
3. it names all of the proposition's actors, or the side of a body, in the sentence or as the
   claimant, or in its title where the sentence points back to somebody ("they", "the crew") and
   names nobody; the soldiers of a country are not its leader;
4. its figures are compatible: a proposition with a figure is only touched by statements with
   that figure, or by ones that deny or decline.
A short denial or retraction of "it" right behind such a sentence bears as well.
Of a sentence that makes several statements, those bear whose clause holds what the sentence holds.

What a statement does to the proposition is its stance, but where one of the two is negated and the
other is not, to assert is to deny: "they had not been seen in combat" denies that they had.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.claims import Stance
from bot.evidence.bearers import Told
from bot.evidence.claimed import Claimed, claimed_in
from bot.evidence.fitting import fit, is_vetoed
from bot.evidence.statement import Reading, Statement
from bot.language.counted import same
from bot.language.figures import Figure, figures_of, supports
from bot.language.words import stems_of
from bot.reading.claimant import Claimant
from bot.reading.wording import negated_stems
from retrieval.documents import Actor, Standing

MOST = 0.66  # measured on ECB+, see docs/evidence.md
_SILENT_ON_FIGURES = frozenset({Stance.DENIES, Stance.DECLINES, Stance.EVADES, Stance.RETRACTS})
_AFFIRMING = frozenset({Stance.ASSERTS, Stance.CONFIRMS, Stance.ADMITS})
_SMALL, _COUNTED = 12.0, 1.0  # "one of the ships"; up to a dozen, a figure must count something
_NEGATED = 0.3
_POINTS_BACK = re.compile(
    r"\b(?:they|them|their|it|its|he|she|him|his|her|these|those|this|such|"
    r"the (?-i:(?:[a-z]+ )?[a-z]*(?:s|men|people|crew|staff|force|contingent|group|firm|company|"
    r"country)))\b",
    re.IGNORECASE,
)
_ECHO = re.compile(
    r"\b(?:it|this|that|them|so|(?:the|this|that|these|those|such|our) (?:report|claim|story|"
    r"account|accusation|allegation|figure|suggestion|statement|rumou?r|number)s?|"
    r"what (?:was|has been|had been) (?:printed|said|reported|claimed|published))\b",
    re.IGNORECASE,
)
_ECHO_WORDS = 14
_ECHO_REACH = 2


@dataclass(frozen=True, slots=True)
class Proposition:
    """What is asked about: its weighted topic words, the names among them, actors, figures.

    `negated` when it says that something is not so. A statement must hold `share` of the topic, and
    tell of what is `claimed`, where that is known. `claim` is its wording, where somebody put it
    into words themselves, `alike` the words that may stand in a statement for a topic word.
    """

    topic: Mapping[str, float]
    names: frozenset[str]
    actors: tuple[Actor, ...]
    figures: tuple[Figure, ...]
    negated: bool = False
    share: float = MOST
    claimed: Claimed | None = None
    claim: str = ""
    alike: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def words_for(self, term: str) -> frozenset[str]:
        """The stems that stand for a topic word."""
        return self.alike.get(term) or same(term)


def bearing_of(reading: Reading, proposition: Proposition) -> Iterator[Statement]:
    """The statements of a sentence that bear, each with its stance to the proposition."""
    if not bears_on(reading.lead, proposition):
        return
    whole = held(reading.lead.sentence.text, proposition)
    parts = [p for p in reading.parts if held(p.text, proposition) >= MOST * whole]
    lead = [reading.lead] if reading.parts else []
    for part in parts or lead:
        if _figures_fit(part, proposition.figures):
            yield towards(part, proposition)


def telling(
    reading: Reading, proposition: Proposition, told: Told
) -> Iterator[tuple[Statement, bool]]:
    """The statements of a sentence that tell of the claimed deed, and which speak against it.

    Of those that hold one another the innermost tells of it. A denial, or a refusal to confirm,
    need not repeat what it is about.
    """
    claimed = proposition.claimed
    if claimed is None or not _may_bear(reading.lead, proposition, told):
        return
    found = [
        (part, fitted)
        for part in reading.parts
        if (fitted := fit(claimed, _by(told, part), _tokens(told, part))) is not None
        and _figures_fit(part, proposition.figures)
    ]
    for part, fitted in found:
        inner = any(_lies_in(other, part) for other, _ in found)
        if not inner or part.stance not in _AFFIRMING:
            negated, hedged = fitted.modality.negated, fitted.modality.hedged
            opposed = fitted.ends or negated is not claimed.modality.negated
            doubted = part.hedged or hedged or _is_passed_on(part, reading.parts)
            yield replace(part, hedged=doubted, ends=fitted.ends), opposed
    if not found:
        for part in reading.parts:
            if part.stance in _SILENT_ON_FIGURES and shares_words(
                part.text, part.source.title, proposition
            ):
                yield part, False


def _may_bear(lead: Statement, proposition: Proposition, told: Told) -> bool:
    """Rules 1 to 4, where whoever is meant by a pronoun counts as named."""
    plain = replace(proposition, actors=())
    return bears_on(lead, plain) and all(_is_told_of(a, lead, told) for a in proposition.actors)


def _is_told_of(actor: Actor, lead: Statement, told: Told) -> bool:
    if _names_actors(lead, (actor,)):
        return True
    meant = (m.actor for m in told.meant)
    return actor in meant or (not Claimant.of(actor).is_person and told.is_named_or_meant(actor))


def _is_passed_on(part: Statement, parts: Sequence[Statement]) -> bool:
    """Whether somebody who is no authority tells what another is said to have stated."""
    return any(
        other.claimant is not None
        and other.claimant != part.claimant
        and other.standing is not Standing.AUTHORITY
        and _lies_in(part, other)
        for other in parts
    )


def said_in(told: Told, part: Statement) -> Claimed | None:
    """What a statement itself claims."""
    return claimed_in(_by(told, part), _tokens(told, part))


def _by(told: Told, part: Statement) -> Told:
    return replace(told, speaker=part.claimant)


def may_tell(reading: Reading, proposition: Proposition, told: Told) -> Iterator[Statement]:
    """The statements of a sentence in which a reader may find the claim in other words.

    It names whoever and wherever the claim names, tells of no deed of that name, and nothing exact
    speaks against it: no figure, day, quantifier, hedge or plan.
    """
    claimed, lead = proposition.claimed, reading.lead
    titled = stems_of(lead.sentence.text) | stems_of(lead.source.title)
    if claimed is None or not proposition.names <= titled:
        return
    if not _names_actors(lead, proposition.actors):
        return
    for part in reading.parts:
        firm = part.stance in _AFFIRMING and not (part.hedged or part.planned or part.opinion)
        fits = firm and not part.negated and _figures_fit(part, proposition.figures)
        if fits and not is_vetoed(claimed, _by(told, part), _tokens(told, part)):
            yield part


def _tokens(told: Told, part: Statement) -> tuple[int, ...]:
    """The tokens of a sentence that a statement is made of."""
    shift = part.sentence.start
    parse = told.parse
    return tuple(
        t
        for t in range(len(parse))
        if part.start <= shift + parse.starts[t] and shift + parse.ends[t] <= part.end
    )


def _lies_in(inner: Statement, outer: Statement) -> bool:
    """Whether one statement is a smaller part of the words of another."""
    within = outer.start <= inner.start and inner.end <= outer.end
    return within and inner.end - inner.start < outer.end - outer.start


def turned(statement: Statement, opposed: bool) -> Statement:
    """To say that it is not so is to deny it."""
    if opposed and statement.stance in _AFFIRMING:
        stance = Stance.RETRACTS if statement.corrects else Stance.DENIES
        return replace(statement, stance=stance)
    return statement


def echoes(following: Sequence[Reading]) -> Iterator[Statement]:
    """Short sentences right behind one that bears which take its words back or up against it.

    "The firm's lawyer denied it." "We withdraw that report." They hold no word of the topic.
    """
    for reading in following[:_ECHO_REACH]:
        for part in reading.parts:
            short = len(part.sentence.text.split()) <= _ECHO_WORDS
            if short and part.stance in _SILENT_ON_FIGURES and _ECHO.search(part.text):
                yield part


def bears_on(statement: Statement, proposition: Proposition) -> bool:
    """True when the statement earns its bearing by the rules above."""
    return (
        shares_words(statement.sentence.text, statement.source.title, proposition)
        and _names_actors(statement, proposition.actors)
        and _figures_fit(statement, proposition.figures)
    )


def towards(statement: Statement, proposition: Proposition) -> Statement:
    """The statement with its stance to the proposition, which negation turns."""
    return turned(statement, opposes(statement, proposition))


def opposes(statement: Statement, proposition: Proposition) -> bool:
    """True when one of the two says that something is not so, and the other that it is."""
    return _is_denied(statement, proposition.topic) is not proposition.negated


def _is_denied(statement: Statement, topic: Mapping[str, float]) -> bool:
    """True when the negation of a clause takes in a good part of the topic words it holds."""
    if not statement.negated:
        return False
    inside = stems_of(statement.source.body[statement.event : statement.end])
    standing = {t: w for t, w in topic.items() if same(t) & stems_of(statement.text)}
    denied = sum(w for t, w in standing.items() if same(t) & inside)
    return bool(standing) and denied >= _NEGATED * sum(standing.values())


def is_negated(text: str, topic: Mapping[str, float], least: float = _NEGATED) -> bool:
    """True when a negation takes in a good part of the topic words that a text holds.

    The subject stands before it and is left out: "the ferry did not cross".
    """
    here, negated = stems_of(text), negated_stems(text)
    standing = {t: w for t, w in topic.items() if same(t) & here}
    inside = sum(w for t, w in standing.items() if same(t) & negated)
    return bool(standing) and inside >= least * sum(standing.values())


def shares_words(sentence: str, title: str, proposition: Proposition) -> bool:
    """Rules 1 and 2, which need no statement: a cheap look before one is read."""
    titled = stems_of(sentence) | stems_of(title)
    if not proposition.topic or not proposition.names <= titled:
        return False
    return held(sentence, proposition) >= proposition.share * sum(proposition.topic.values())


def held(text: str, proposition: Proposition) -> float:
    """The weight of the topic words of a proposition that a text holds."""
    here = stems_of(text)
    return sum(w for t, w in proposition.topic.items() if proposition.words_for(t) & here)


def _names_actors(statement: Statement, actors: tuple[Actor, ...]) -> bool:
    here = {m.actor.name for m in statement.mentions}
    here |= {m.actor.side for m in statement.mentions if m.actor.side}
    if statement.claimant:
        here |= {statement.claimant.name, statement.claimant.side}
    title = stems_of(statement.source.title) if _points_back(statement) else frozenset[str]()
    return all(
        a.name in here
        or (not Claimant.of(a).is_person and (a.side or a.name) in here)
        or any(stems_of(name) <= title for name in a.names)
        for a in actors
    )


def _points_back(statement: Statement) -> bool:
    """True where a sentence says "they" or "the crew" and names nobody else who could be meant."""
    speaker = statement.claimant.side if statement.claimant else None
    others = {m.actor.side or m.actor.name for m in statement.mentions} - {speaker}
    return not others and _POINTS_BACK.search(statement.sentence.text) is not None


def _figures_fit(statement: Statement, figures: tuple[Figure, ...]) -> bool:
    asked = [f for f in figures if max(f.values) > (_COUNTED if f.unit else _SMALL)]
    if not asked or statement.stance in _SILENT_ON_FIGURES:
        return True
    said = figures_of(statement.text)
    return all(any(supports(s, f) for s in said) for f in asked)
