"""The statements of one corpus, source by source: as they were kept, or read afresh."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache

from bot.evidence.bearers import Told
from bot.evidence.keeping import unkept
from bot.evidence.statement import Reading, Statement
from bot.evidence.statements import readings_of
from bot.reading.events import ToldEvent, told_in
from retrieval import chunking
from retrieval.documents import Sentence, Source
from retrieval.naming import ActorNames
from retrieval.parsing import Parse, Parser

Document = Callable[[str], tuple[Source, tuple[Sentence, ...]]]
Kept = Callable[[str], str | None]
Parses = Callable[[str], tuple[Parse, ...]]


class StatementReader:
    """Statements of the sources of one corpus, read once each.

    `kept` gives what an index keeps for a source (bot.evidence.keeping), `parses` the parses of its
    sentences; without them, or where they have nothing, the source is parsed and read on the spot.
    """

    def __init__(
        self,
        names: ActorNames,
        document: Document,
        parser: Parser,
        kept: Kept | None = None,
        parses: Parses | None = None,
    ) -> None:
        self.names = names
        self._document = document
        self._parser = parser
        self._kept = kept
        self._parses = parses or lru_cache(maxsize=256)(self._parsed)
        self._read = lru_cache(maxsize=4096)(self._readings)
        self._leads = lru_cache(maxsize=4096)(self._leads_of)

    def of(self, source_id: str) -> tuple[Statement, ...]:
        """The lead of each sentence of a source, in order."""
        return self._leads(source_id)

    def readings(self, source_id: str) -> tuple[Reading, ...]:
        """Each sentence of a source with all its statements, in order."""
        return self._read(source_id)

    def told(self, statement: Statement) -> Told:
        """The sentence of a statement of these sources, to be compared with a claim."""
        parse = self._parses(statement.source.id)[statement.sentence.position]
        source = statement.source
        return Told(parse, statement.mentions, title=source.title, day=source.dated)

    def of_text(self, text: str) -> tuple[Reading, ...]:
        """Each sentence of a text that belongs to no source, such as a draft."""
        return self.of_source(_unplaced(text))

    def told_in(self, text: str) -> tuple[ToldEvent, ...]:
        """The events of a text, with how each is told."""
        _, parses = chunking.parsed(_unplaced(text), self._parser)
        return tuple(told for parse in parses for told in told_in(parse))

    def of_source(self, source: Source, *, headings: bool = False) -> tuple[Reading, ...]:
        """Each sentence of a source, read afresh; its headings as well, if they are asked for."""
        sentences, parses = chunking.parsed(source, self._parser, headings=headings)
        return readings_of(source, sentences, parses, self.names)

    def _leads_of(self, source_id: str) -> tuple[Statement, ...]:
        return tuple(reading.lead for reading in self._read(source_id))

    def _parsed(self, source_id: str) -> tuple[Parse, ...]:
        return chunking.parsed(self._document(source_id)[0], self._parser)[1]

    def _readings(self, source_id: str) -> tuple[Reading, ...]:
        source, sentences = self._document(source_id)
        text = self._kept(source_id) if self._kept else None
        if text is None:
            return self.of_source(source)
        return unkept(text, source, sentences, self.names.actors)


def _unplaced(text: str) -> Source:
    """A text that belongs to no source."""
    return Source("text", "", "", date.min, text)
