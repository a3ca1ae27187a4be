"""An article as we read it: its statements, and the cues of its voices, by their characters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from common import parser
from public.attribution_sets import Place, Places
from public.retrieval_sets import UNDATED

from bot.answering.question import QuestionReader
from bot.evidence.statement import Reading
from bot.evidence.statements import readings_of
from bot.inspecting import content_span
from bot.reading.claimant import UNNAMED, Claimant
from bot.reading.coreference import Cast
from bot.reading.voices import Voices
from retrieval import chunking
from retrieval.documents import Source
from retrieval.naming import ActorNames
from retrieval.parsing import Parse


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says in one sentence: who, and the spans of all his statements there."""

    claimant: Claimant
    spans: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that reports, and whether somebody is named who speaks."""

    place: Place
    claimed: bool


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its sentences; what is said in each of them, and the cues in order."""

    parses: tuple[Parse, ...]
    said: tuple[tuple[Said, ...], ...]
    cues: tuple[Cue, ...]


def read_text(text: str) -> Text:
    """A text read without a list of actors, headings as `onrecord statements` takes them."""
    source = Source("text", "", "Public set", UNDATED, text)
    sentences, parses = chunking.parsed(source, parser(), headings=True)
    readings = readings_of(source, sentences, parses, _nobody())
    voices = Voices(source, parses, Cast(parses, _nobody()))
    return Text(parses, tuple(map(_said, readings)), tuple(_cues(voices, parses)))


def covered(text: str, spans: Iterable[Places]) -> bytearray:
    """For each character of a text whether it lies in one of the spans."""
    flags = bytearray(len(text))
    for start, end in (place for places in spans for place in places):
        flags[start:end] = b"\x01" * (end - start)
    return flags


def _said(reading: Reading) -> tuple[Said, ...]:
    by_claimant: dict[Claimant, list[Place]] = {}
    for part in reading.parts:
        if part.claimant is not None:
            by_claimant.setdefault(part.claimant, []).append(content_span(part))
    return tuple(Said(claimant, tuple(spans)) for claimant, spans in by_claimant.items())


def _cues(voices: Voices, parses: Sequence[Parse]) -> Iterator[Cue]:
    """Each cue once; it is claimed if one of its voices is."""
    for sentence, parse in enumerate(parses):
        found: dict[int, bool] = {}
        for voice in voices.of(sentence):
            if voice.cue is not None:
                claimed = any(c != UNNAMED for c in voice.claimants)
                found[voice.cue] = found.get(voice.cue, False) or claimed
        for token, claimed in sorted(found.items()):
            start, end = parse.start + parse.starts[token], parse.start + parse.ends[token]
            yield Cue((start, end), claimed)


@lru_cache(maxsize=1)
def _nobody() -> ActorNames:
    return ActorNames((), QuestionReader.common_words())
