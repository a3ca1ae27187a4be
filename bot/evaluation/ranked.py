"""How well search ranked what the gold points at: recall@k, reciprocal rank, nDCG@10.

A retrieved passage is relevant when its span overlaps that of a gold passage. Overlapping
passages of one place are one find: each gold passage counts at the first rank that reaches it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from math import log2

from bot.evaluation.items import GoldPassage

DEPTH = 10
_BY_OFFSETS = re.compile(r"(?P<source>.+)@(?P<start>\d+)-(?P<end>\d+)\Z", re.DOTALL)


def gold_passage(source_id: str, quote: str, bodies: Mapping[str, str]) -> GoldPassage | None:
    """Where a quote stands in its source, blanks of any kind being alike; None when nowhere."""
    words = quote.split()
    pattern = r"\s+".join(map(re.escape, words))
    match = re.search(pattern, bodies.get(source_id, "")) if words else None
    return GoldPassage(source_id, match.start(), match.end()) if match else None


def passage_span(passage_id: str) -> GoldPassage | None:
    """The span that a passage id names, by its offsets."""
    match = _BY_OFFSETS.match(passage_id)
    if match is None:
        return None
    return GoldPassage(match["source"], int(match["start"]), int(match["end"]))


def ranking_scores(retrieved: Iterable[str], gold: Sequence[GoldPassage]) -> dict[str, float]:
    """The four measures of one ranking; `gold` holds at least one passage."""
    wanted = tuple(dict.fromkeys(gold))
    spans = [passage_span(passage_id) for passage_id in retrieved][:DEPTH]
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
