"""Statements kept with the index: read once when a source is added, not at every question.

What is kept is JSON: for each sentence its mentions, its lead and its parts. Everything that the
source itself tells (its words, its date) is not kept twice.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from bot.claims import Stance
from bot.evidence.statement import Reading, Statement
from bot.evidence.statements import readings_of
from bot.language.words import function_words
from bot.reading.claimant import Claimant
from retrieval.documents import Actor, Sentence, Source
from retrieval.naming import ActorNames, Mention
from retrieval.parsing import Parse

_ROOMS = ("bot.evidence", "bot.reading", "bot.language")
_FLAGS = ("hedged", "opinion", "finding", "act", "leaning", "negated", "planned", "corrects")


class StatementAnnotator:
    """Reads the statements of a source for the index."""

    @property
    def version(self) -> str:
        """A hash of the rules and word lists: a changed rule reads all sources again."""
        return _rules()

    def annotate(
        self,
        source: Source,
        sentences: Sequence[Sentence],
        parses: Sequence[Parse],
        actors: Sequence[Actor],
    ) -> str:
        """The readings of a source as JSON."""
        return kept(readings_of(source, sentences, parses, _names(tuple(actors))))


def kept(readings: Sequence[Reading]) -> str:
    """Readings as JSON."""
    rows = [
        [
            [[m.actor.name, m.start, m.end] for m in r.lead.mentions],
            *(_packed(s) for s in (r.lead, *r.parts)),
        ]
        for r in readings
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def unkept(
    text: str, source: Source, sentences: Sequence[Sentence], actors: Mapping[str, Actor]
) -> tuple[Reading, ...]:
    """The readings that `kept` wrote, for the same source and the same actors by name."""
    return tuple(
        _reading(row, source, sentence, actors)
        for row, sentence in zip(json.loads(text), sentences, strict=True)
    )


def _reading(
    row: list[Any], source: Source, sentence: Sentence, actors: Mapping[str, Actor]
) -> Reading:
    mentions = tuple(Mention(actors[name], start, end) for name, start, end in row[0])
    lead, *parts = (_unpacked(packed, source, sentence, mentions, actors) for packed in row[1:])
    return Reading(lead, tuple(parts))


def _packed(statement: Statement) -> list[Any]:
    claimant = statement.claimant
    speaker = None
    if claimant is not None:
        listed = claimant.actor.name if claimant.actor else None
        speaker = [claimant.name, listed, claimant.anonymous]
    flags = sum(1 << n for n, flag in enumerate(_FLAGS) if getattr(statement, flag))
    day = statement.day.isoformat() if statement.day else None
    place = [statement.start, statement.end, statement.event, day]
    return [speaker, statement.stance.value, flags, *place]


def _unpacked(
    packed: list[Any],
    source: Source,
    sentence: Sentence,
    mentions: tuple[Mention, ...],
    actors: Mapping[str, Actor],
) -> Statement:
    speaker, stance, flags, start, end, event, day = packed
    claimant = None
    if speaker is not None:
        name, listed, anonymous = speaker
        claimant = Claimant(name, actors[listed] if listed else None, anonymous)
    return Statement(
        source,
        sentence,
        claimant,
        Stance(stance),
        mentions=mentions,
        start=start,
        end=end,
        event=event,
        day=date.fromisoformat(day) if day else None,
        **_flags(flags),
    )


def _flags(flags: int) -> dict[str, Any]:
    return {flag: bool(flags & 1 << n) for n, flag in enumerate(_FLAGS)}


@lru_cache(maxsize=4)
def _names(actors: tuple[Actor, ...]) -> ActorNames:
    return ActorNames(actors, function_words())


@lru_cache(maxsize=1)
def _rules() -> str:
    digest = sha256()
    for room in _ROOMS:
        for file in sorted(_files_of(room), key=lambda f: f.name):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _files_of(room: str) -> Iterator[Traversable]:
    return (f for f in files(room).iterdir() if f.name.endswith((".py", ".yaml", ".txt")))
