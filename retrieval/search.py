"""Hybrid search: vectors and full text, fused by rank, both respecting the as-of date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from retrieval import chunking
from retrieval.documents import Hit, Sentence, Source
from retrieval.embedding import Embedder
from retrieval.index import Index, parse_vector_id, vector_id

_RRF_K = 60  # the constant of Cormack, Clarke and Buettcher, SIGIR 2009
_DEPTH = 128


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for: `text` is embedded, any of `phrases` is looked up in the full text."""

    text: str
    phrases: tuple[str, ...]
    as_of: date | None = None


class HybridSearch:
    """Finds passages of one opened index."""

    def __init__(self, index: Index, embedder: Embedder) -> None:
        self._index = index
        self._embedder = embedder

    def search(self, query: Query, k: int = 10) -> tuple[Hit, ...]:
        """The k best passages, best first, one for each sentence found.

        Three rankings, deeper than k, are fused by reciprocal rank: vectors of sentences,
        vectors of passages, full text. Nothing dated after `query.as_of` comes back.
        """
        vector = self._embedder.embed([query.text])[0]
        index, depth = self._index, max(k, _DEPTH)
        sentences = dict(index.sentences.nearest(vector, depth, query.as_of))
        passages = dict(index.passages.nearest(vector, depth, query.as_of))
        bm25 = {
            vector_id(source_id, position): score
            for source_id, position, score in index.catalogue.search(
                query.phrases, depth, query.as_of
            )
        }
        fused = reciprocal_rank_fusion(sentences, passages, bm25)
        best = sorted(fused, key=lambda name: (-fused[name], name))[:k]
        sentences |= index.sentences.cosines(vector, [n for n in best if n not in sentences])
        passages |= index.passages.cosines(vector, [n for n in best if n not in passages])
        return tuple(
            self._hit(name, fused[name], sentences[name], passages[name], bm25.get(name, 0.0))
            for name in best
        )

    def document_frequency(self, stems: Sequence[str]) -> Mapping[str, float]:
        """The share of sentences, context included, that hold each Porter stem."""
        total = max(1, self._index.catalogue.count_sentences())
        counts = self._index.catalogue.document_frequency(stems)
        return {stem: count / total for stem, count in counts.items()}

    def source(self, source_id: str) -> tuple[Source, tuple[Sentence, ...]]:
        """A source with its sentences; the id must come from a hit."""
        return self._index.catalogue.document(source_id)

    def _hit(
        self, name: str, score: float, similarity: float, passage_similarity: float, bm25: float
    ) -> Hit:
        source_id, position = parse_vector_id(name)
        source, sentences = self.source(source_id)
        passage = chunking.passage_around(source, sentences, position)
        return Hit(passage, sentences[position], score, similarity, passage_similarity, bm25)


def reciprocal_rank_fusion(*rankings: Mapping[str, float]) -> dict[str, float]:
    """Fused scores of everything any ranking holds (score by name, higher is better)."""
    fused: dict[str, float] = {}
    for scores in rankings:
        ordered = sorted(scores, key=lambda name: (-scores[name], name))
        for rank, name in enumerate(ordered, 1):
            fused[name] = fused.get(name, 0.0) + 1.0 / (_RRF_K + rank)
    return fused
