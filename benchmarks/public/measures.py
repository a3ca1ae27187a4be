"""The measures of the public sets: rankings, separation, classes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import log2
from statistics import fmean

Ranks = tuple[float, float, float]


def ranking(ranked: Sequence[str], gold: frozenset[str]) -> Ranks:
    """recall@5, MRR@10 and nDCG@10 of one ranking of distinct names, binary gains."""
    first = next((1 / n for n, name in enumerate(ranked[:10], 1) if name in gold), 0.0)
    gain = sum(1 / log2(n + 1) for n, name in enumerate(ranked[:10], 1) if name in gold)
    ideal = sum(1 / log2(n + 1) for n in range(1, min(10, len(gold)) + 1))
    return len(gold.intersection(ranked[:5])) / len(gold), first, gain / ideal


def means(rows: Sequence[Ranks]) -> Ranks:
    """The mean of each measure."""
    recall, reciprocal, gain = (fmean(column) for column in zip(*rows, strict=True))
    return recall, reciprocal, gain


def auc(positive: Sequence[float], negative: Sequence[float]) -> float | None:
    """How often a positive scores above a negative, ties half; None when a side is empty."""
    if not positive or not negative:
        return None
    wins = sum((p > n) + 0.5 * (p == n) for p in positive for n in negative)
    return wins / (len(positive) * len(negative))


def share(values: Iterable[bool]) -> float | None:
    """The share of what is true; None of nothing."""
    kept = list(values)
    return fmean(kept) if kept else None


def macro_f1(pairs: Sequence[tuple[str, str]], labels: Sequence[str]) -> float:
    """The mean F1 of the labels over (gold, got) pairs; a label nobody has or gives counts 0."""
    return fmean(f1(pairs, label) for label in labels)


def f1(pairs: Sequence[tuple[str, str]], label: str) -> float:
    """F1 of one label over (gold, got) pairs."""
    both = sum(gold == got == label for gold, got in pairs)
    either = sum((gold == label) + (got == label) for gold, got in pairs)
    return 2 * both / either if either else 0.0
