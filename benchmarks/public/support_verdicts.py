"""Support as a yes or no: our parts put together, beside the majority, bm25 and MiniLM alone.

Ours says yes when a sentence of the evidence bears on the claim, none that does denies it, and
the numbers gate finds every figure. The baselines' thresholds are the best on the set itself,
which flatters them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from public.bm25 import Bm25
from public.claims_read import Weighing, bearing, missing_figures
from public.measures import Rates, at_best_f1, f1_of, share
from public.support_sets import Pair
from public.tables import Cell

from bot.claims import Stance
from retrieval.embedding import Embedder

COLUMNS = ("set", "way", "precision", "recall", "F1", "accuracy")
SUPPORTED = frozenset({"supports", "supported", "completely-support"})
AGAINST = frozenset({Stance.DENIES, Stance.RETRACTS})


def verdicts(name: str, pairs: Sequence[Pair], embedder: Embedder) -> list[tuple[Cell, ...]]:
    """A row for each way to say that the evidence supports the claim."""
    gold = np.array([pair.gold in SUPPORTED for pair in pairs])
    ours = np.array(_ours(pairs))
    precision, recall = share(gold[ours]), share(ours[gold])
    said = (precision, recall, f1_of(precision, recall))
    most = share(gold) or 0.0
    rows: list[tuple[Cell, ...]] = [
        (name, "bearing, stance and figures (ours)", *said, share(ours == gold)),
        (name, "always yes", most, 1.0, f1_of(most, 1.0), most),
        (name, "always no", None, 0.0, None, 1 - most),
    ]
    for way, scores in _baselines(pairs, embedder).items():
        rates = at_best_f1(gold, scores)
        rows.append((name, f"{way}, at its best F1", *rates, _accuracy(rates, most)))
    return rows


def _ours(pairs: Sequence[Pair]) -> list[bool]:
    weighing = Weighing(pair.evidence for pair in pairs)
    return [_supports(weighing, pair) for pair in pairs]


def _supports(weighing: Weighing, pair: Pair) -> bool:
    found = bearing(weighing.proposition(pair.claim), pair.evidence)
    denied = any(statement.stance in AGAINST for statement in found)
    return bool(found) and not denied and not missing_figures(pair.claim, pair.evidence)


def _baselines(pairs: Sequence[Pair], embedder: Embedder) -> dict[str, np.ndarray]:
    claims = embedder.embed([pair.claim for pair in pairs])
    evidence = embedder.embed([pair.evidence for pair in pairs])
    return {
        "bm25": _bm25(pairs),
        "MiniLM cosine": np.einsum("ij,ij->i", claims, evidence),
    }


def _bm25(pairs: Sequence[Pair]) -> np.ndarray:
    """The score of each claim on its own evidence, out of the claim's best on any."""
    every = Bm25([pair.evidence for pair in pairs])
    scores = (every.scores(pair.claim) for pair in pairs)
    return np.array([own[n] / max(own.max(), 1e-9) for n, own in enumerate(scores)])


def _accuracy(rates: Rates, most: float) -> float:
    """Accuracy from precision, recall and the share of positives."""
    precision, recall, _ = rates
    hits = recall * most
    return hits + (1 - most) - (hits / precision - hits if precision else 0.0)
