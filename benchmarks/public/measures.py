"""The measures of the public sets: rankings, separation, classes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import log2
from statistics import fmean

import numpy as np

Ranks = tuple[float, float, float]
Rates = tuple[float, float, float]


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


def f1_of(precision: float | None, recall: float | None) -> float | None:
    """Their harmonic mean; None where one of them is not measured."""
    if precision is None or recall is None:
        return None
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def at_recall(gold: np.ndarray, scores: np.ndarray, recall: float) -> Rates:
    """Precision, recall and F1 of the highest threshold that reaches a recall."""
    rates = _rates(gold, scores)
    return next((rate for rate in rates if rate[1] >= recall), rates[-1])


def at_best_f1(gold: np.ndarray, scores: np.ndarray) -> Rates:
    """The same of the threshold whose F1 is highest; the set itself chooses it."""
    return max(_rates(gold, scores), key=lambda rate: rate[2])


def _rates(gold: np.ndarray, scores: np.ndarray) -> list[Rates]:
    """Precision, recall and F1 at every score that occurs, the highest first."""
    order = np.argsort(-scores, kind="stable")
    last = np.flatnonzero(np.append(np.diff(scores[order]) != 0, True))
    hits = np.cumsum(gold[order])[last]
    precision, recall = hits / (last + 1), hits / max(1, int(gold.sum()))
    both = np.maximum(precision + recall, 1e-12)
    columns = (precision, recall, 2 * precision * recall / both)
    return list(zip(*(column.tolist() for column in columns), strict=True))


def pearson(first: Sequence[float], second: Sequence[float]) -> float | None:
    """The correlation of two columns; None where one of them does not vary."""
    if len(set(first)) < 2 or len(set(second)) < 2:
        return None
    return float(np.corrcoef(first, second)[0, 1])
