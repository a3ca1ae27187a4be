"""Our own index and search over the sources of a public set, kept in a home folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Self

from common import console, parser

from bot.answering.question import Question, QuestionReader
from bot.assembly import embedder_of, index_folder_of
from bot.settings import load_settings
from retrieval.contents import Index
from retrieval.documents import Hit, Source, combined_hash
from retrieval.embedding import Embedder
from retrieval.loaders.markdown import write_source
from retrieval.naming import ActorNames
from retrieval.search import HybridSearch, Query


class Searching:
    """The sources of one set, indexed as a corpus of the assistant is; it knows no actors."""

    def __init__(self, name: str, sources: Sequence[Source], home: Path) -> None:
        corpus = home / f"{name}-{combined_hash(s.content_hash for s in sources)[:8]}"
        _write(sources, corpus)
        settings = load_settings(home=home, corpus=corpus)
        self.embedder: Embedder = embedder_of(settings)
        folder = index_folder_of(settings)
        if not folder.is_current():
            console.print(f"indexing {len(sources)} passages of {name} ...")
        folder.update(self.embedder)
        self.index: Index = folder.open(self.embedder)
        self.names = ActorNames(())
        self.search = HybridSearch(self.index, self.embedder)
        self._reader = QuestionReader(self.names, parser())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.index.close()

    def read(self, text: str) -> Question:
        """The question as the assistant reads it."""
        return self._reader.read(text, None)

    def hits(self, question: Question, k: int) -> tuple[Hit, ...]:
        """What the assistant's search finds."""
        return self.search.search(Query(question.search_text, question.search_phrases), k)

    def hits_within(self, question: Question, sources: frozenset[str], k: int) -> tuple[Hit, ...]:
        """The k best hits of some sources: a deep search of everything, the others left out."""
        if not sources:
            return ()
        deep = min(_DEEP, self.index.catalogue.count_sentences())
        own = (h for h in self.hits(question, deep) if h.passage.source.id in sources)
        return tuple(hit for hit, _ in zip(own, range(k), strict=False))


_DEEP = 2000


def _write(sources: Sequence[Source], corpus: Path) -> None:
    """The set as a corpus folder; written to the end before it gets its name."""
    if corpus.exists():
        return
    partial = corpus.with_name(f"{corpus.name}.part")
    (partial / "sources").mkdir(parents=True, exist_ok=True)
    for source in sources:
        path = partial / "sources" / f"{source.id}.md"
        path.write_text(write_source(source), encoding="utf-8")
    partial.rename(corpus)
