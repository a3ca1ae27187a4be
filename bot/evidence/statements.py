"""Statements: what each sentence of a source says, by whom, how firmly.

A sentence is read twice: as a whole, for its first claimant with the most telling stance (its
lead), and clause by clause (bot.evidence.parts). A sentence without a claimant is the source's
own voice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from bot.claims import Stance
from bot.evidence.attribution import Claimant, Setting, person_named, proper_names
from bot.evidence.frames import framed
from bot.evidence.modality import (
    is_act,
    is_finding,
    is_hedged,
    is_opinion,
    reported_stance,
)
from bot.evidence.parts import parts_of
from bot.evidence.speaking import Spoken, leading, spoken_in
from bot.evidence.statement import OWN_WORDS, Reading, Statement
from retrieval.documents import Sentence, Source, Standing
from retrieval.naming import ActorNames, Mention

_IS_BODY = re.compile(
    r",? (?:an?|the|which)\s(?:[\w-]+\s)?"
    r"(?:group|gang|firm|company|agency|office|paper|station|body)\b(?!['’])"
)
_POINTS_BACK = re.compile(
    r"[^.;:]{2,60}?\b(?:broadcast|reported|published|said|wrote|printed|carried|claimed)\s+"
    r"(?:this|so|as much|(?:that|it)(?=[.,;]| (?:on|at|in|to|by)\b))(?! (?:was|is|had|would)\b)"
)
_PRINTS = re.compile(r"\b(?:reports?|reported|publish\w*|print\w*|carried|relayed)\b", re.I)


def statements_of(
    source: Source, sentences: Sequence[Sentence], names: ActorNames
) -> tuple[Statement, ...]:
    """The lead of each sentence, in order."""
    return tuple(reading.lead for reading in readings_of(source, sentences, names))


def readings_of(
    source: Source, sentences: Sequence[Sentence], names: ActorNames
) -> tuple[Reading, ...]:
    """Each sentence read, in order; claimants carry over to pronouns.

    A statement or report speaks for its publisher wherever nobody else is named.
    """
    publisher = _publisher(source, names) if source.kind in OWN_WORDS else None
    proper = proper_names(source.body)
    person, body = None, publisher
    leads, settings = [], []
    for sentence in sentences:
        setting = Setting(names.find(sentence.text), person, body, proper, publisher)
        lead, spoken = _lead(source, sentence, setting)
        leads.append(lead)
        settings.append((setting, spoken))
        spoken_of = _spoken_of(lead, proper)
        if spoken_of is not None and _is_one(spoken_of, sentence.text):
            person = spoken_of
        elif spoken_of is not None:
            body = spoken_of
    read = [
        Reading(lead, parts_of(lead, spoken, setting))
        for lead, (setting, spoken) in zip(_put_down(leads), settings, strict=True)
    ]
    return framed(source, publisher, read)


def _put_down(made: Sequence[Statement]) -> list[Statement]:
    """Gives a bare sentence to whom the next one puts it down ("The radio broadcast this ...")."""
    return [
        replace(statement, claimant=following.claimant)
        if statement.claimant is None
        and following is not None
        and following.claimant is not None
        and _POINTS_BACK.match(following.sentence.text)
        else statement
        for statement, following in zip_longest(made, made[1:])
    ]


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


def _lead(
    source: Source, sentence: Sentence, setting: Setting
) -> tuple[Statement, tuple[Spoken, ...]]:
    """The sentence as a whole, and the cues with claimants that stand in it."""
    text = sentence.text
    spoken = spoken_in(text, setting)
    first = leading(text, spoken, setting)
    cue, claimant = (first.cue, first.claimant) if first else (None, None)
    stance = cue.stance if cue else Stance.ASSERTS
    if claimant is not None and stance is Stance.ASSERTS:
        stance = reported_stance(text)
    if claimant is not None and _owns_up(claimant, stance, setting.mentions):
        stance = Stance.ADMITS
    hoped = cue is not None and cue.wished
    by_itself = claimant is None and setting.publisher is not None
    made = Statement(
        source,
        sentence,
        setting.publisher if by_itself else claimant,
        stance,
        is_hedged(text) or hoped,
        is_opinion(text),
        setting.mentions,
        sentence.start,
        sentence.end,
        finding=is_finding(text),
        act=by_itself and is_act(text),
    )
    return made, (first, *(s for s in spoken if s is not first)) if first else spoken


def _owns_up(claimant: Claimant, stance: Stance, mentions: Sequence[Mention]) -> bool:
    """A party that confirms what concerns its own side admits it."""
    if claimant.standing is not Standing.PARTY or stance is not Stance.CONFIRMS:
        return False
    return any(m.actor.side == claimant.side and m.actor.name != claimant.name for m in mentions)
