"""Hybrid search: vectors and full text, weighed together, all respecting the as-of date."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from retrieval import chunking
from retrieval.contents import Index, parse_vector_id, vector_id
from retrieval.documents import Hit, Sentence, Source
from retrieval.embedding import Embedder, Vectors
from retrieval.parsing import Parse
from retrieval.store import Among

_DEPTH = 128
# Measured on public sets and three stories, see docs/public-sets.md: sums of scores find more than
# sums of reciprocal ranks, since a rank forgets by how much the first is better than the second.
_SENTENCE = 0.55
_PASSAGE = 0.45
_WORDS = 0.18
_UNSEEN = 0.8
_DAYS = 16  # as-of days whose sentences are remembered


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for: `text` is embedded, any of `phrases` is looked up in the full text."""

    text: str
    phrases: tuple[str, ...]
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Ranking:
    """The scores one way of looking gave, by name; what it did not return gets `unseen`."""

    scores: dict[str, float]
    weight: float
    unseen: float

    @classmethod
    def of(cls, scores: dict[str, float], weight: float, depth: int) -> Ranking:
        """A ranking asked for `depth` names: what it left out is a little worse than its last.

        One that returned fewer left nothing out.
        """
        last = min(scores.values()) if scores and len(scores) >= depth else 0.0
        return cls(scores, weight, _UNSEEN * last)


class HybridSearch:
    """Finds passages of one opened index."""

    def __init__(self, index: Index, embedder: Embedder) -> None:
        self._index = index
        self._embedder = embedder
        self._total = max(1, index.catalogue.count_sentences())
        self._dated_by = lru_cache(maxsize=_DAYS)(self._sentences_by)

    def close(self) -> None:
        """Lets go of the index's files."""
        self._index.close()

    def search(self, query: Query, k: int = 10) -> tuple[Hit, ...]:
        """The k best passages, best first, one for each sentence found.

        Three rankings, deeper than k, are weighed together: cosines of sentences, cosines of
        passages, bm25 of the full text. Nothing dated after `query.as_of` comes back.
        """
        vector = self._embedder.embed([query.text])[0]
        rankings = self._rankings(query, vector, max(k, _DEPTH))
        found = frozenset[str]().union(*(ranking.scores for ranking in rankings))
        best = _best(weighted_sum(rankings, found))[:k]
        sentences, passages, words = (ranking.scores for ranking in rankings)
        index = self._index
        sentences |= index.sentences.cosines(vector, [n for n in best if n not in sentences])
        passages |= index.passages.cosines(vector, [n for n in best if n not in passages])
        score = weighted_sum(rankings, best)
        return tuple(
            self._hit(name, score[name], sentences[name], passages[name], words.get(name, 0.0))
            for name in _best(score)
        )

    def _rankings(self, query: Query, vector: Vectors, depth: int) -> tuple[Ranking, ...]:
        """By sentence, by passage, by words.

        A rare word adds to bm25 about the logarithm of the number of sentences: divided by it,
        the score of the full text means the same in a small and in a large corpus.
        """
        index = self._index
        among = None if query.as_of is None else self._dated_by(query.as_of)
        sentences = dict(index.sentences.nearest(vector, depth, among))
        passages = dict(index.passages.nearest(vector, depth, among))
        words = {
            vector_id(source_id, position): score
            for source_id, position, score in index.catalogue.search(
                query.phrases, depth, query.as_of
            )
        }
        return (
            Ranking.of(sentences, _SENTENCE, depth),
            Ranking.of(passages, _PASSAGE, depth),
            Ranking.of(words, _WORDS / math.log(1 + self._total), depth),
        )

    def _sentences_by(self, day: date) -> Among:
        """The sentences of sources dated on or before a day."""
        places = self._index.catalogue.places_by(day)
        return Among(tuple(vector_id(*place) for place in places), self._total)

    def nearest(self, text: str, k: int) -> tuple[tuple[str, int], ...]:
        """The (source id, position) of the k sentences nearest by vector, whatever their date."""
        vector = self._embedder.embed([text])[0]
        return tuple(parse_vector_id(n) for n, _ in self._index.sentences.nearest(vector, k, None))

    def document_frequency(self, stems: Sequence[str]) -> Mapping[str, float]:
        """The share of sentences, context included, that hold each Porter stem."""
        counts = self._index.catalogue.document_frequency(stems)
        return {stem: count / self._total for stem, count in counts.items()}

    def stems(self, shortest: int, longest: int) -> Sequence[str]:
        """The Porter stems of so many letters that occur in the corpus."""
        return self._index.catalogue.stems(shortest, longest)

    def holding(
        self, stems: Sequence[str], as_of: date | None
    ) -> Mapping[str, frozenset[tuple[str, int]]]:
        """By Porter stem, the (source id, position) of the sentences that hold it by then."""
        return self._index.catalogue.holding(stems, as_of)

    def source(self, source_id: str) -> tuple[Source, tuple[Sentence, ...]]:
        """A source with its sentences; the id must come from a hit."""
        return self._index.catalogue.document(source_id)

    def parses(self, source_id: str) -> tuple[Parse, ...]:
        """The parses of a source's sentences, in order, as they were when it was indexed."""
        return self._index.catalogue.parses(source_id)

    def annotation(self, source_id: str) -> str | None:
        """What was kept beside a source when it was indexed, if anything."""
        return self._index.catalogue.annotation(source_id)

    def _hit(
        self, name: str, score: float, similarity: float, passage_similarity: float, bm25: float
    ) -> Hit:
        source_id, position = parse_vector_id(name)
        source, sentences = self.source(source_id)
        passage = chunking.passage_around(source, sentences, position)
        return Hit(passage, sentences[position], score, similarity, passage_similarity, bm25)


def weighted_sum(rankings: Sequence[Ranking], names: Iterable[str]) -> dict[str, float]:
    """The score of each name over all rankings; higher is better."""
    return {name: sum(r.weight * r.scores.get(name, r.unseen) for r in rankings) for name in names}


def _best(scores: Mapping[str, float]) -> list[str]:
    """Names by falling score; equal scores by name, so that an answer never varies."""
    return sorted(scores, key=lambda name: (-scores[name], name))
