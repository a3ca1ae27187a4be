"""Puts together what reads a text that need not be in any index."""

from __future__ import annotations

from bot.answering.question import QuestionReader
from bot.assembly import corpus_of, parser_of
from bot.evidence.reader import StatementReader
from bot.settings import Settings
from retrieval import chunking
from retrieval.documents import Sentence, Source
from retrieval.naming import ActorNames


def statement_reader_of(settings: Settings) -> StatementReader:
    """A reader that knows the actors of the corpus, and builds no index. Raises BadSetting."""
    corpus, parser = corpus_of(settings), parser_of(settings)
    names = ActorNames(corpus.actors(), QuestionReader.common_words())

    def document(source_id: str) -> tuple[Source, tuple[Sentence, ...]]:
        source = next(s for s in corpus.sources() if s.id == source_id)
        return source, chunking.sentences_of(source, parser)

    return StatementReader(names, document, parser)
