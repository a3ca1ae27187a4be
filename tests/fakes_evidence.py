"""An invented cast, and statements read from sentences about a ferry of theirs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from bot.answering.question import Question, QuestionReader
from bot.evidence.reader import StatementReader
from bot.evidence.statement import Reading, Statement
from bot.evidence.statements import readings_of
from bot.language.words import stem, stems_of
from retrieval import chunking
from retrieval.documents import Actor, Hit, Sentence, Source, Standing
from retrieval.naming import ActorNames
from tests.fakes import a_source
from tests.fakes_parser import packaged, sentences_of

PARTY, AUTHORITY, MEDIA = Standing.PARTY, Standing.AUTHORITY, Standing.MEDIA
FERRIES = Actor("Dunmere Ferries", ("the ferry company", "DF"), PARTY, "Dunmere Ferries")
BROOK = Actor("Ada Brook", ("Brook", "head of Dunmere Ferries"), PARTY, "Dunmere Ferries")
BOARD = Actor("Sea Safety Board", ("Sea Board", "the board", "SSB"), AUTHORITY, "Sea Safety Board")
LYLE = Actor("Owen Lyle", ("Lyle", "the board's chair"), AUTHORITY, "Sea Safety Board")
CALDER = Actor("City of Calder", ("Calder",), Standing.ADVERSARY, "City of Calder")
HOLT = Actor("Ines Holt", ("Holt", "Calder's mayor"), Standing.ADVERSARY, "City of Calder")
TIDES = Actor("Tidal Institute", ("the institute",), Standing.RESEARCH)
WIRE = Actor("Coast Wire", ("the Wire",), MEDIA)
COURIER = Actor("Dunmere Courier", ("the Courier",), MEDIA)
CREW = Actor("unnamed sailors", ("sailors", "a sailor"))
CAST = (FERRIES, BROOK, BOARD, LYLE, CALDER, HOLT, TIDES, WIRE, COURIER, CREW)
NAMES = ActorNames(CAST, QuestionReader.common_words())
READER = QuestionReader(NAMES, packaged())
NOBODY = ActorNames(())


def statements(body: str, names: ActorNames = NAMES, **keys: Any) -> tuple[Statement, ...]:
    """One statement for each sentence of a source with that body."""
    return tuple(reading.lead for reading in readings(body, names, **keys))


def readings(body: str, names: ActorNames = NAMES, **keys: Any) -> tuple[Reading, ...]:
    """Each sentence of a source with that body, with all its statements."""
    return read(a_source(body=body, **keys), names)


def read(source: Source, names: ActorNames = NAMES) -> tuple[Reading, ...]:
    """Each sentence of a source as it is read."""
    return readings_of(source, *chunking.parsed(source, packaged()), names)


def a_reader(*sources: Source, names: ActorNames = NAMES) -> StatementReader:
    """A reader of these sources, and of any text."""
    by_id = {source.id: source for source in sources}

    def document(source_id: str) -> tuple[Source, tuple[Sentence, ...]]:
        return by_id[source_id], sentences_of(by_id[source_id])

    return StatementReader(names, document, packaged())


def a_statement(text: str, names: ActorNames = NAMES, **keys: Any) -> Statement:
    """The statement of a single sentence."""
    (found,) = statements(text, names, **keys)
    return found


def claimant(body: str, names: ActorNames = NAMES, **keys: Any) -> str | None:
    """Who says the last sentence of a body."""
    last = statements(body, names, **keys)[-1].claimant
    return last.name if last else None


def asked(text: str, as_of: date | None = None) -> Question:
    """A question about the ferry, as it is read."""
    return READER.read(text, as_of)


def a_hit(
    source: Source, position: int = 0, score: float = 0.5, similarity: float = 0.5
) -> tuple[Hit, Statement]:
    """A sentence as the search finds it, and as it is read."""
    sentences = sentences_of(source)
    passage = chunking.passage_around(source, sentences, position)
    hit = Hit(passage, sentences[position], score, similarity, similarity)
    return hit, read(source)[position].lead


class Occurrences:
    """How often stems occur in a corpus: in one of twenty sentences, unless told."""

    def __init__(self, **shares: float) -> None:
        self._shares = {stem(word): share for word, share in shares.items()}

    def __call__(self, stems: Sequence[str]) -> Mapping[str, float]:
        """The share of sentences that hold each stem."""
        return {s: self._shares.get(s, 0.05) for s in stems}


class Shelf:
    """The words of a few sources, as a ledger looks them up; all stems are equally rare."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self._sentences = [
            (source, sentence) for source in sources for sentence in sentences_of(source)
        ]

    def nearest(self, text: str, k: int) -> tuple[tuple[str, int], ...]:
        """The first k sentences: to a few sources everything is near."""
        return tuple((source.id, s.position) for source, s in self._sentences[:k])

    def document_frequency(self, stems: Sequence[str]) -> Mapping[str, float]:
        """The same share for every stem."""
        return dict.fromkeys(stems, 0.05)

    def holding(
        self, stems: Sequence[str], as_of: date | None
    ) -> Mapping[str, frozenset[tuple[str, int]]]:
        """Where each stem stands in a sentence or the title over it."""
        return {
            stem: frozenset(
                (source.id, sentence.position)
                for source, sentence in self._sentences
                if stem in stems_of(f"{source.title} {sentence.text}")
                and (as_of is None or source.dated <= as_of)
            )
            for stem in stems
        }
