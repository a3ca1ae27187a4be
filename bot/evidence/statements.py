"""Statements: what each sentence of a source says, by whom, how firmly.

One sentence yields one statement: its first claimant's, with the most telling stance. A sentence
without a claimant is the source's own voice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import zip_longest

from bot.claims import Stance
from bot.evidence.attribution import (
    Claimant,
    Setting,
    according_to,
    claimant_of_cue,
    may_invert,
    person_named,
    proper_names,
)
from bot.evidence.cues import Cue, cues_of
from bot.language import lexicon
from retrieval.documents import Kind, Sentence, Source, Standing
from retrieval.naming import ActorNames, Mention

_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")
_HEARSAY = re.compile(
    r"\b(?:is|are|was|were|been)\s+(?:\w+ly\s+)?(?:reported|claimed|alleged)\b(?!\W+(?:\w+\W+){0,3}by\b)",
    re.IGNORECASE,
)
_BEING = re.compile(
    r"\b(?:(?:is|are|was|were|be|been)\s+(?:(?:an?|the|\w+ly|pure|all)\s+)*|there\s+(?:is|was)\s+)"
    r"(?:fake|disinformation|fabrication|untrue|not true|false|baseless|groundless|unfounded|hoax|"
    r"no \w+)(?:\s+\w+)?\Z",
    re.IGNORECASE,
)
_IS_BODY = re.compile(
    r",? (?:an?|the|which)\s(?:[\w-]+\s)?"
    r"(?:group|gang|firm|company|agency|office|paper|station|body)\b(?!['’])"
)
_POINTS_BACK = re.compile(
    r"[^.;:]{2,60}?\b(?:broadcast|reported|published|said|wrote|printed|carried|claimed)\s+"
    r"(?:this|so|as much|(?:that|it)(?=[.,;]| (?:on|at|in|to|by)\b))(?! (?:was|is|had|would)\b)"
)
_ABLE = re.compile(
    r"\bcould\b(?= (?:now |only |already )?(?:confirm|verify|establish|prove)\b)", re.I
)
_PRINTS = re.compile(r"\b(?:reports?|reported|publish\w*|print\w*|carried|relayed)\b", re.I)
_FACTIVE = frozenset({Stance.CONFIRMS, Stance.ADMITS})
_AGAINST = frozenset({Stance.DENIES, Stance.DECLINES, Stance.EVADES, Stance.RETRACTS})
_OWN_WORDS = frozenset({Kind.STATEMENT, Kind.REPORT})
Document = Callable[[str], tuple[Source, tuple[Sentence, ...]]]


@dataclass(frozen=True, slots=True)
class Statement:
    """What one sentence says; `claimant` None is the source's own voice."""

    source: Source
    sentence: Sentence
    claimant: Claimant | None
    stance: Stance
    hedged: bool
    opinion: bool
    mentions: tuple[Mention, ...]

    @property
    def dated(self) -> date:
        """The day that decides whether the statement counts as of a date."""
        return self.source.dated

    @property
    def standing(self) -> Standing:
        """The claimant's standing; a source's own voice stands as media."""
        return self.claimant.standing if self.claimant else Standing.MEDIA


class StatementReader:
    """Statements of the sources of one corpus, read once each."""

    def __init__(self, names: ActorNames, document: Document) -> None:
        self.names = names
        self._document = document
        self._read = lru_cache(maxsize=4096)(self._statements)

    def of(self, source_id: str) -> tuple[Statement, ...]:
        """One statement for each sentence of a source, in order."""
        return self._read(source_id)

    def _statements(self, source_id: str) -> tuple[Statement, ...]:
        source, sentences = self._document(source_id)
        return statements_of(source, sentences, self.names)


def statements_of(
    source: Source, sentences: Sequence[Sentence], names: ActorNames
) -> tuple[Statement, ...]:
    """One statement for each sentence, in order; claimants carry over to pronouns.

    A statement or report speaks for its publisher wherever nobody else is named.
    """
    publisher = _publisher(source, names) if source.kind in _OWN_WORDS else None
    proper = proper_names(source.body)
    person, body = None, publisher
    made = []
    for sentence in sentences:
        setting = Setting(names.find(sentence.text), person, body, proper, publisher)
        statement = _statement(source, sentence, setting)
        if statement.claimant is None and publisher is not None:
            statement = replace(statement, claimant=publisher)
        made.append(statement)
        spoken_of = _spoken_of(statement, proper)
        if spoken_of is not None and _is_one(spoken_of, sentence.text):
            person = spoken_of
        elif spoken_of is not None:
            body = spoken_of
    return _put_down(made)


def _put_down(made: Sequence[Statement]) -> tuple[Statement, ...]:
    """Gives a bare sentence to whom the next one puts it down ("The radio broadcast this ...")."""
    return tuple(
        replace(statement, claimant=following.claimant)
        if statement.claimant is None
        and following is not None
        and following.claimant is not None
        and _POINTS_BACK.match(following.sentence.text)
        else statement
        for statement, following in zip_longest(made, made[1:])
    )


def _publisher(source: Source, names: ActorNames) -> Claimant:
    mentions = names.find(source.publisher)
    actor = mentions[0].actor if mentions else None
    return Claimant(actor.name if actor else source.publisher, actor)


def _spoken_of(statement: Statement, proper: frozenset[str]) -> Claimant | None:
    """Whom "he" or "the agency" means in the next sentence; who only prints it is not meant."""
    if statement.claimant and not _only_prints(statement):
        return statement.claimant
    speakers = (
        Claimant.of(m.actor)
        for m in statement.mentions
        if m.actor.name != m.actor.side and m.actor.standing is not Standing.MEDIA
    )
    return next(speakers, None) or person_named(statement.sentence.text, proper)


def _only_prints(statement: Statement) -> bool:
    """True for a page that passes words on: a listed medium, or an unlisted body that "reports"."""
    claimant = statement.claimant
    if claimant is None or claimant.actor or claimant.is_person or claimant.anonymous:
        return statement.standing is Standing.MEDIA
    return _PRINTS.search(statement.sentence.text) is not None


def _is_one(claimant: Claimant, text: str) -> bool:
    """True for whom "he" or "she" may mean: a person, or a single unnamed official.

    "Pale Sail, the group that ..." is no person, whatever it sounds like.
    """
    if claimant.anonymous:
        return not claimant.name.endswith("s")
    after = text.partition(claimant.name)[2]
    return claimant.is_person and (claimant.actor is not None or not _IS_BODY.match(after))


def is_hedged(text: str) -> bool:
    """True when a hedge stands in the text, or hearsay.

    The month of May is none, nor is the "could" of "could confirm": it tells an ability.
    """
    plain = _ABLE.sub("", text)
    hedges = (m for m in lexicon.pattern("hedges").finditer(plain) if m[0] != "May")
    return next(hedges, None) is not None or _HEARSAY.search(text) is not None


def is_opinion(text: str) -> bool:
    """True when the text judges or forecasts."""
    return lexicon.pattern("opinion").search(text) is not None


def _statement(source: Source, sentence: Sentence, setting: Setting) -> Statement:
    text = sentence.text
    cue, claimant = _first_said(text, setting)
    stance = cue.stance if cue else Stance.ASSERTS
    if claimant is not None and stance is Stance.ASSERTS:
        stance = _reported_stance(text)
    own = claimant is not None and _speaks_of_own_side(claimant, setting.mentions)
    if own and claimant and claimant.standing is Standing.PARTY and stance is Stance.CONFIRMS:
        stance = Stance.ADMITS
    hedged = is_hedged(text) or (cue is not None and cue.wished)
    return Statement(source, sentence, claimant, stance, hedged, is_opinion(text), setting.mentions)


def _first_said(text: str, setting: Setting) -> tuple[Cue | None, Claimant | None]:
    """The most telling cue with its claimant; who speaks last ("..., X said") speaks for all of it.

    "The court confirmed it, said the firm's lawyer" is the lawyer's assertion, not the court's.
    """
    first: tuple[Cue, Claimant] | None = None
    for cue, claimant in _claimed(text, setting):
        if first is None:
            first = (cue, claimant)
        elif first[1].side != claimant.side and _closes(text, cue, first[0]) and _carries(claimant):
            return cue, claimant
    return first or (None, according_to(text, setting))


def _claimed(text: str, setting: Setting) -> list[tuple[Cue, Claimant]]:
    """Cues that have a claimant, the most telling first; "she" is who spoke last before her."""
    found = []
    ranked = list(enumerate(cues_of(_outside_quotes(text))))
    for rank, cue in sorted(ranked, key=lambda pair: pair[1].start):
        claimant = claimant_of_cue(text, cue, setting)
        if claimant is not None:
            found.append((rank, cue, claimant))
            setting = setting.after(claimant)
    return [(cue, claimant) for _, cue, claimant in sorted(found, key=lambda f: f[0])]


def _reported_stance(text: str) -> Stance:
    """What somebody's own words do, quoted or not.

    "There is no evidence", she said, declines to confirm; it is a fabrication, she said, denies.
    """
    quoted = " ".join(_QUOTED.findall(text))
    unspoken = _outside_quotes(text)
    for stance, pattern in lexicon.stance_patterns():
        if stance not in _AGAINST:
            continue
        said = (m for m in pattern.finditer(unspoken) if _BEING.search(unspoken[: m.end()]))
        if pattern.search(quoted) or next(said, None):
            return stance
    return Stance.ASSERTS


def _closes(text: str, cue: Cue, first: Cue) -> bool:
    """What the first cue tells is reported by another: "X said that Y had confirmed it", or
    "Y had confirmed it, X said" with nothing but a time or place behind it.
    """
    if cue.stance is not Stance.ASSERTS or cue.passive:
        return False
    if cue.end <= first.start and first.stance in _FACTIVE:
        return not re.search(r"[,;:]", text[cue.end : first.start])
    if cue.start < first.end:
        return False
    apart = "," in text[first.end : cue.start]
    closing = len(text) - cue.end < 40 and "," not in text[cue.end :].rstrip(".")
    return may_invert(text, cue) or (apart and closing)


def _carries(claimant: Claimant) -> bool:
    """Who prints it passes it on; anybody else makes it their own word."""
    return claimant.standing is not Standing.MEDIA and not claimant.anonymous


def _outside_quotes(text: str) -> str:
    """The text with quoted words blanked: cues inside a quotation are not the reporter's."""
    return _QUOTED.sub(lambda m: " " * len(m[0]), text)


def _speaks_of_own_side(claimant: Claimant, mentions: Sequence[Mention]) -> bool:
    return any(m.actor.side == claimant.side and m.actor.name != claimant.name for m in mentions)
