"""The statements of one corpus, source by source: as they were kept, or read afresh."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache, partial

from bot.evidence.bearers import Told
from bot.evidence.keeping import unkept
from bot.evidence.meant import Meanings, Meant, meanings_in
from bot.evidence.page import Page
from bot.evidence.statement import Reading, Statement
from bot.evidence.statements import readings_of
from bot.evidence.withdrawals import (
    Correction,
    corrections_in,
    is_copy,
    put_right,
    takes_back,
)
from bot.reading.coreference import Cast
from bot.reading.events import ToldEvent, told_in
from retrieval import chunking
from retrieval.documents import Sentence, Source
from retrieval.naming import ActorNames
from retrieval.parsing import Parse, Parser

Document = Callable[[str], tuple[Source, tuple[Sentence, ...]]]
Kept = Callable[[str], str | None]
Parses = Callable[[str], tuple[Parse, ...]]


@dataclass(frozen=True, slots=True)
class Reread:
    """A sentence that stands in no source as it is: one that a correction put right."""

    reading: Reading
    told: Told


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
        self._casts = lru_cache(maxsize=256)(self._cast)
        self._pages = lru_cache(maxsize=256)(self._page)
        self._leads = lru_cache(maxsize=4096)(self._leads_of)
        self._corrected = lru_cache(maxsize=4096)(self._corrections)
        self._put_right = lru_cache(maxsize=256)(self._rewritten)

    def of(self, source_id: str) -> tuple[Statement, ...]:
        """The lead of each sentence of a source, in order."""
        return self._leads(source_id)

    def readings(self, source_id: str) -> tuple[Reading, ...]:
        """Each sentence of a source with all its statements, in order."""
        return self._read(source_id)

    def told(self, statement: Statement) -> Told:
        """The sentence of a statement of these sources, to be compared with a claim."""
        source = statement.source
        return Told(
            self._parse(statement),
            statement.mentions,
            title=source.title,
            day=source.dated,
            meanings=self._meanings(source.id, statement.sentence.position),
            page=partial(self._pages, source.id),
        )

    def _meanings(self, source_id: str, position: int) -> Meanings:
        """Whom the noun phrases of a sentence mean; its document is read when one is asked for."""

        def meant_at(head: int) -> Meant | None:
            return meanings_in(self._casts(source_id), position)(head)

        return meant_at

    def corrections(self, source_id: str) -> tuple[Correction, ...]:
        """What a source takes back, and what it puts in its place."""
        return self._corrected(source_id)

    def is_taken_back(self, statement: Statement, correction: Correction) -> bool:
        """Whether a correction takes a statement of these sources back."""
        return takes_back(correction, statement, self._parse(statement))

    def taken_back_on_page(self, correction: Correction) -> Iterator[Statement]:
        """The statements of its own page that a correction takes back."""
        for reading in self.readings(correction.back.source.id):
            yield from (p for p in reading.parts if self.is_taken_back(p, correction))

    def repeats(self, statement: Statement, correction: Correction) -> bool:
        """Whether a statement says what a correction takes back, wherever it stands."""
        return is_copy(correction, statement, self._parse(statement))

    def put_right(self, statement: Statement, correction: Correction) -> Reread | None:
        """A withdrawn sentence read anew with the right value in it, where there is one."""
        text = put_right(correction, self._parse(statement))
        return self._put_right(statement.source, text) if text else None

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

    def _parse(self, statement: Statement) -> Parse:
        return self._parses(statement.source.id)[statement.sentence.position]

    def _page(self, source_id: str) -> Page:
        return Page(self._parses(source_id))

    def _cast(self, source_id: str) -> Cast:
        return Cast(self._parses(source_id), self.names)

    def _corrections(self, source_id: str) -> tuple[Correction, ...]:
        return corrections_in(self.readings(source_id), self._parses(source_id))

    def _rewritten(self, source: Source, text: str) -> Reread | None:
        page = replace(source, body=text)
        sentences, parses = chunking.parsed(page, self._parser)
        read = readings_of(page, sentences, parses, self.names)
        if len(read) != 1:
            return None
        told = Told(parses[0], read[0].lead.mentions, title=source.title, day=source.dated)
        return Reread(read[0], told)

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
