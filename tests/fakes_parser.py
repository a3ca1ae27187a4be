"""The packaged parser, loaded once for all tests that read a text with it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from retrieval import chunking
from retrieval.contents import Reading
from retrieval.documents import Sentence, Source
from retrieval.parsing import Parse, Parser
from retrieval.pipelines import pipeline_named
from retrieval.spacy_parser import SpacyParser


@lru_cache(maxsize=1)
def packaged() -> Parser:
    """The parser: a second or two at its first use."""
    return SpacyParser(pipeline_named(None))


def reading() -> Reading:
    """How an index of a test reads its texts, with nothing kept beside them."""
    return Reading(packaged())


def sentences_of(source: Source) -> tuple[Sentence, ...]:
    """The sentences of a source as the packaged parser reads it."""
    return chunking.sentences_of(source, packaged())


def parses_of(source: Source) -> tuple[Parse, ...]:
    """The parses of those sentences."""
    return chunking.parsed(source, packaged())[1]


class ParserByRule:
    """Parts texts by rule and parses nothing; remembers every text it was given."""

    def __init__(self, name: str = "by-rule") -> None:
        self.name = name
        self.texts: list[str] = []

    def knows(self, word: str) -> bool:
        """No word."""
        return False

    def parse(self, texts: Sequence[str]) -> list[tuple[Parse, ...]]:
        """Sentences without words."""
        self.texts += texts
        return [
            tuple(
                Parse.unread(start, text[start:end]) for start, end in chunking.sentence_spans(text)
            )
            for text in texts
        ]
