"""Puts together what reads a text that need not be in any index."""

from __future__ import annotations

from collections.abc import Collection

from bot.answering.question import QuestionReader
from bot.assembly import corpus_of, index_folder_of, parser_of
from bot.evidence.keeping import unkept
from bot.evidence.reader import StatementReader
from bot.settings import Settings
from retrieval import chunking
from retrieval.documents import Sentence, Source
from retrieval.naming import ActorNames


def statement_counts(settings: Settings, ids: Collection[str]) -> dict[str, int]:
    """How many statements the index keeps of each source that it holds."""
    actors = {actor.name: actor for actor in corpus_of(settings).actors()}
    kept = index_folder_of(settings).kept_beside(ids)
    return {
        source.id: sum(len(reading.parts) for reading in unkept(text, source, sentences, actors))
        for source, sentences, text in kept
    }


def statement_reader_of(settings: Settings) -> StatementReader:
    """A reader that knows the actors of the corpus, and builds no index. Raises BadSetting."""
    corpus, parser = corpus_of(settings), parser_of(settings)
    names = ActorNames(corpus.actors(), QuestionReader.common_words())

    def document(source_id: str) -> tuple[Source, tuple[Sentence, ...]]:
        source = next(s for s in corpus.sources() if s.id == source_id)
        return source, chunking.sentences_of(source, parser)

    return StatementReader(names, document, parser)
