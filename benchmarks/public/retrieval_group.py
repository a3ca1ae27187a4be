"""Retrieval: our search beside its own full text alone, plain bm25, MiniLM and their fusion."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np

from public.bm25 import Bm25
from public.files import found
from public.measures import Ranks, means, ranking
from public.retrieval_sets import SETS, Asked, RetrievalSet
from public.searching import Searching
from public.tables import Cell, Table

from bot.evaluation.statistics import mean, paired

_CANDIDATES = 80  # what the assistant asks its search for
_RRF_K = 60
Rank = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True)
class Measured:
    """One way of ranking with its measures, question by question."""

    way: str
    ranks: tuple[Ranks, ...]
    milliseconds: float


def run(home: Path, limit: int | None) -> list[Table]:
    """A table for each set, and how sure the difference to the best baseline is."""
    tables, differences = [], []
    for name, known in SETS.items():
        path = found(known.file)
        if path is None:
            continue
        public = known.read(path)
        asked = _sampled([q for q in public.questions if q.gold], limit)
        with Searching(name, public.sources, home) as searching:
            measured = [_measured(w, r, asked) for w, r in _ways(public, searching).items()]
        rows: list[tuple[Cell, ...]] = [
            (m.way, *means(m.ranks), f"{m.milliseconds:.1f}") for m in measured
        ]
        rows += [(f"{p.way} (published)", *p.figures, None) for p in known.published]
        size = f"{len(asked)} questions, {len(public.sources)} passages"
        columns = ("way", "recall@5", "MRR@10", "nDCG@10", "ms a question")
        tables.append(Table(f"Retrieval: {name}, {size}", columns, tuple(rows)))
        differences += [(name, *row) for row in _differences(measured)]
    columns = ("set", "ours against", "nDCG@10", "95 % interval", "p")
    return [*tables, Table("Is the difference real?", columns, tuple(differences))]


def _sampled(asked: Sequence[Asked], limit: int | None) -> Sequence[Asked]:
    """Evenly spread questions, so that a small run sees the whole set."""
    if limit is None or limit >= len(asked):
        return asked
    return [asked[n * len(asked) // limit] for n in range(limit)]


def _ways(public: RetrievalSet, searching: Searching) -> dict[str, Rank]:
    """Rankings of source ids by way; both baselines read the passages as the set gives them."""
    ids = [source.id for source in public.sources]
    vectors = searching.embedder.embed(public.plain)
    words = Bm25(public.plain)

    def hybrid(question: str) -> list[str]:
        hits = searching.hits(searching.read(question), _CANDIDATES)
        return _distinct(hit.passage.source.id for hit in hits)

    def full_text(question: str) -> list[str]:
        phrases = searching.read(question).search_phrases
        found = searching.index.catalogue.search(phrases, _CANDIDATES, None)
        return _distinct(source_id for source_id, _, _ in found)

    def plain_bm25(question: str) -> list[str]:
        return [ids[n] for n in _order(words.scores(question))]

    def cosine(question: str) -> list[str]:
        return [ids[n] for n in _order(vectors @ searching.embedder.embed([question])[0])]

    def fusion(question: str) -> list[str]:
        return _fused(cosine(question), plain_bm25(question))

    return {
        "hybrid (ours)": hybrid,
        "our full text alone": full_text,
        "bm25 alone": plain_bm25,
        "MiniLM alone": cosine,
        "bm25 and MiniLM, RRF": fusion,
    }


def _measured(way: str, rank: Rank, asked: Sequence[Asked]) -> Measured:
    ranks, times = [], []
    for question in asked:
        started = perf_counter()
        ranked = rank(question.text)
        times.append((perf_counter() - started) * 1000)
        ranks.append(ranking(ranked, question.gold))
    return Measured(way, tuple(ranks), median(times))


def _differences(measured: Sequence[Measured]) -> list[tuple[Cell, ...]]:
    """nDCG of ours less that of each baseline, question by question."""
    ours = [(gain,) for _, _, gain in measured[0].ranks]
    rows: list[tuple[Cell, ...]] = []
    for other in measured[1:]:
        compared = paired([(gain,) for _, _, gain in other.ranks], ours, mean)
        if compared is not None and compared.interval is not None:
            low, high = compared.interval.low, compared.interval.high
            p = None if compared.p is None else float(compared.p)
            rows.append((other.way, f"{compared.delta:+.3f}", f"{low:+.3f} to {high:+.3f}", p))
    return rows


def _distinct(names: Iterable[str]) -> list[str]:
    """Each source at the rank of its best sentence."""
    return list(dict.fromkeys(names))


def _order(scores: np.ndarray) -> list[int]:
    """Places by falling score, equal ones in order."""
    return [int(n) for n in np.argsort(-scores, kind="stable")]


def _fused(*rankings: list[str]) -> list[str]:
    """Reciprocal rank fusion (Cormack, Clarke and Buettcher 2009)."""
    scores: dict[str, float] = {}
    for ranked in rankings:
        for rank, name in enumerate(ranked, 1):
            scores[name] = scores.get(name, 0.0) + 1 / (_RRF_K + rank)
    return sorted(scores, key=lambda name: (-scores[name], name))
