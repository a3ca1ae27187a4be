"""How well search ranked what the gold points at: recall@k, reciprocal rank, nDCG@10.

A retrieved passage is relevant when its span overlaps that of a gold passage. Overlapping
passages of one place are one find: each gold passage counts at the first rank that reaches it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from math import log2

from bot.evaluation.items import GoldPassage
from retrieval.chunking import sentences_of
from retrieval.documents import Source

DEPTH = 10
_BY_OFFSETS = re.compile(r"(?P<source>.+)@(?P<start>\d+)-(?P<end>\d+)\Z", re.DOTALL)
_BY_SENTENCES = re.compile(r"(?P<source>.+)#(?P<first>\d+)(?:-(?P<last>\d+))?\Z", re.DOTALL)


def gold_passage(source_id: str, quote: str, bodies: Mapping[str, str]) -> GoldPassage | None:
    """Where a quote stands in its source, blanks of any kind being alike; None when nowhere."""
    words = quote.split()
    pattern = r"\s+".join(map(re.escape, words))
    match = re.search(pattern, bodies.get(source_id, "")) if words else None
    return GoldPassage(source_id, match.start(), match.end()) if match else None


def passage_span(passage_id: str, bodies: Mapping[str, str]) -> GoldPassage | None:
    """The span a passage id names: by sentences as search does, or by offsets as citations do."""
    if match := _BY_OFFSETS.match(passage_id):
        return GoldPassage(match["source"], int(match["start"]), int(match["end"]))
    match = _BY_SENTENCES.match(passage_id)
    if match is None or match["source"] not in bodies:
        return None
    spans = _sentence_spans(bodies[match["source"]])
    first, last = int(match["first"]), int(match["last"] or match["first"])
    if not 1 <= first <= last <= len(spans):
        return None
    return GoldPassage(match["source"], spans[first - 1][0], spans[last - 1][1])


def ranking_scores(
    retrieved: Iterable[str], gold: Sequence[GoldPassage], bodies: Mapping[str, str]
) -> dict[str, float]:
    """The four measures of one ranking; `gold` holds at least one passage."""
    wanted = tuple(dict.fromkeys(gold))
    spans = [passage_span(passage_id, bodies) for passage_id in retrieved][:DEPTH]
    firsts = list(_first_found(spans, wanted).values())
    ranks = sorted(set(firsts))
    return {
        "recall_at_5": sum(rank <= 5 for rank in firsts) / len(wanted),
        "recall_at_10": len(firsts) / len(wanted),
        "mrr": 1 / ranks[0] if ranks else 0.0,
        "ndcg_at_10": _ndcg(ranks, len(ranks) + len(wanted) - len(firsts)),
    }


def _first_found(
    spans: Iterable[GoldPassage | None], gold: Sequence[GoldPassage]
) -> dict[GoldPassage, int]:
    """The first rank, from 1, at which each gold passage is reached."""
    found: dict[GoldPassage, int] = {}
    for rank, span in enumerate(spans, 1):
        for passage in gold:
            if span is not None and _overlap(span, passage):
                found.setdefault(passage, rank)
    return found


def _ndcg(ranks: Sequence[int], finds: int) -> float:
    """Binary gains; `finds` is how many there were: what one rank reaches together is one."""
    ideal = sum(1 / log2(rank + 1) for rank in range(1, min(DEPTH, finds) + 1))
    return sum(1 / log2(rank + 1) for rank in ranks) / ideal


def _overlap(one: GoldPassage, other: GoldPassage) -> bool:
    same = one.source_id == other.source_id
    return same and one.start < other.end and other.start < one.end


@lru_cache(maxsize=4096)
def _sentence_spans(body: str) -> tuple[tuple[int, int], ...]:
    sentences = sentences_of(Source("body", "", "", date.min, body))
    return tuple((s.start, s.end) for s in sentences)
