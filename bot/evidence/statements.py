"""Statements: what each sentence of a source says, by whom, how firmly.

One sentence yields one statement: its first claimant's, with the most telling stance. A sentence
without a claimant is the source's own voice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from bot.claims import Stance
from bot.evidence.attribution import (
    Claimant,
    Setting,
    according_to,
    claimant_of_cue,
    proper_names,
)
from bot.language import lexicon
from retrieval.documents import Kind, Sentence, Source, Standing
from retrieval.naming import ActorNames, Mention

_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")
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
        setting = Setting(names.find(sentence.text), person, body, proper)
        statement = _statement(source, sentence, setting)
        if statement.claimant is None and publisher is not None:
            statement = replace(statement, claimant=publisher)
        made.append(statement)
        spoken_of = _spoken_of(statement)
        if spoken_of is not None and spoken_of.is_person:
            person = spoken_of
        elif spoken_of is not None:
            body = spoken_of
    return tuple(made)


def _publisher(source: Source, names: ActorNames) -> Claimant:
    mentions = names.find(source.publisher)
    actor = mentions[0].actor if mentions else None
    return Claimant(actor.name if actor else source.publisher, actor)


def _spoken_of(statement: Statement) -> Claimant | None:
    """Whom "he" or "the agency" means in the next sentence; who only prints it is not meant."""
    if statement.claimant and statement.standing is not Standing.MEDIA:
        return statement.claimant
    speakers = (
        m.actor
        for m in statement.mentions
        if m.actor.name != m.actor.side and m.actor.standing is not Standing.MEDIA
    )
    first = next(speakers, None)
    return Claimant(first.name, first) if first and not statement.claimant else None


def is_hedged(text: str) -> bool:
    """True when a hedge stands in the text; the month of May is none."""
    return any(m[0] != "May" for m in lexicon.pattern("hedges").finditer(text))


def is_opinion(text: str) -> bool:
    """True when the text judges or forecasts."""
    return lexicon.pattern("opinion").search(text) is not None


def _statement(source: Source, sentence: Sentence, setting: Setting) -> Statement:
    text = sentence.text
    stance, claimant = _first_claimant(text, setting)
    if claimant is not None and stance is Stance.ASSERTS:
        stance = _quoted_stance(text)
    own = claimant is not None and _speaks_of_own_side(claimant, setting.mentions)
    if own and claimant and claimant.standing is Standing.PARTY and stance is Stance.CONFIRMS:
        stance = Stance.ADMITS
    return Statement(
        source, sentence, claimant, stance, is_hedged(text), is_opinion(text), setting.mentions
    )


def _first_claimant(text: str, setting: Setting) -> tuple[Stance, Claimant | None]:
    """The most telling cue with a claimant; who speaks last ("..., X said") speaks for all of it.

    "The court confirmed it, said the firm's lawyer" is the lawyer's assertion, not the court's.
    """
    first: tuple[Stance, Claimant] | None = None
    for stance, end, claimant in _claimed(text, setting):
        if first is None:
            first = (stance, claimant)
        elif (
            stance is Stance.ASSERTS
            and _closes(text, end)
            and first[1].side != claimant.side
            and _carries(claimant)
        ):
            return stance, claimant
    return first or (Stance.ASSERTS, according_to(text, setting))


def _claimed(text: str, setting: Setting) -> Iterator[tuple[Stance, int, Claimant]]:
    """Cues that have a claimant, the most telling first: stance, end of the cue, claimant."""
    unspoken = _outside_quotes(text)
    for stance, pattern in lexicon.stance_patterns():
        for cue in pattern.finditer(unspoken):
            claimant = claimant_of_cue(text, cue.span(), setting)
            if claimant is not None:
                yield stance, cue.end(), claimant


def _quoted_stance(text: str) -> Stance:
    """What somebody's own quoted words do: "no evidence", she said, declines to confirm."""
    quoted = " ".join(_QUOTED.findall(text))
    against = (
        s for s, pattern in lexicon.stance_patterns() if s in _AGAINST and pattern.search(quoted)
    )
    return next(against, Stance.ASSERTS)


def _closes(text: str, cue_end: int) -> bool:
    """Nothing but a time or place follows the cue."""
    return len(text) - cue_end < 40 and "," not in text[cue_end:].rstrip(".")


def _carries(claimant: Claimant) -> bool:
    """Who prints it passes it on; anybody else makes it their own word."""
    return claimant.standing is not Standing.MEDIA and not claimant.anonymous


def _outside_quotes(text: str) -> str:
    """The text with quoted words blanked: cues inside a quotation are not the reporter's."""
    return _QUOTED.sub(lambda m: " " * len(m[0]), text)


def _speaks_of_own_side(claimant: Claimant, mentions: Sequence[Mention]) -> bool:
    return any(m.actor.side == claimant.side and m.actor.name != claimant.name for m in mentions)
