"""What a whole text makes of its statements.

1. An opinion piece only has opinions of its own.
2. A party that owns up in its own text admits what it tells there of itself.
3. A bare sentence right behind an attributed one goes on with that account.
4. An authority settles what it has found by itself, and what it asserts in a report of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.claims import Stance
from bot.evidence.statement import Reading, Statement
from bot.language import lexicon
from bot.reading.claimant import Claimant
from bot.reading.wording import is_opinion_piece, negated_before
from retrieval.documents import Kind, Source, Standing

_FIRST_PERSON = re.compile(r"\b(?:we|our|ours|us|I|my)\b", re.IGNORECASE)
Change = Callable[[Statement], Statement]


def framed(
    source: Source, publisher: Claimant | None, readings: Sequence[Reading]
) -> tuple[Reading, ...]:
    """The readings of a text by the rules above, applied to leads and parts alike."""
    if publisher is None and is_opinion_piece(source.body):
        return tuple(_changed(r, _opined) for r in readings)
    owns_up = publisher is not None and any(
        r.lead.claimant == publisher and lexicon.pattern("owning").search(r.lead.sentence.text)
        for r in readings
    )
    made: list[Reading] = []
    for reading in readings:
        new = _changed(reading, _settled)
        if owns_up and publisher is not None:
            new = _changed(new, lambda s: _admitted(s, publisher))
        elif made and _goes_on(made[-1].lead, reading.lead):
            new = _changed(new, _leaning)
        made.append(new)
    return tuple(made)


def _changed(reading: Reading, change: Change) -> Reading:
    return Reading(change(reading.lead), tuple(map(change, reading.parts)))


def _opined(statement: Statement) -> Statement:
    return replace(statement, opinion=True) if statement.claimant is None else statement


def _leaning(statement: Statement) -> Statement:
    return replace(statement, leaning=True) if statement.claimant is None else statement


def _admitted(statement: Statement, publisher: Claimant) -> Statement:
    """What a party states of itself; of others it only asserts."""
    own = statement.claimant == publisher and statement.standing is Standing.PARTY
    if not own or statement.stance is not Stance.ASSERTS:
        return statement
    others = [m for m in statement.mentions if m.actor.side != publisher.side]
    of_itself = not others or _FIRST_PERSON.search(statement.text)
    return replace(statement, stance=Stance.ADMITS) if of_itself else statement


def _settled(statement: Statement) -> Statement:
    claimant = statement.claimant
    if claimant is None or claimant.standing is not Standing.AUTHORITY or claimant.anonymous:
        return statement
    if statement.stance is not Stance.ASSERTS or statement.hedged:
        return statement
    own_report = statement.source.kind is Kind.REPORT
    settles = own_report or _has_found(statement, claimant)
    return replace(statement, stance=Stance.CONFIRMS) if settles else statement


def _has_found(statement: Statement, claimant: Claimant) -> bool:
    """True where the claimant is who found it, not somebody named in between, and it was found."""
    text, shift = statement.text, statement.start - statement.sentence.start
    for match in lexicon.pattern("settles").finditer(text):
        before = [m for m in statement.mentions if m.end - shift <= match.start()]
        by_itself = not before or before[-1].actor.side == claimant.side
        if by_itself and not negated_before(text, match.start()):
            return True
    return False


def _goes_on(before: Statement, bare: Statement) -> bool:
    """True where nothing but a blank parts a bare sentence from an account."""
    if bare.claimant is not None:
        return False
    accounted = before.claimant is not None or before.leaning
    between = bare.source.body[before.sentence.end : bare.sentence.start]
    return accounted and "\n" not in between
