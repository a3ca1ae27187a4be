"""Fits what turns logits into probabilities, on examples held back from training, into the card.

    python -m training.calibrate bot/readers/weights/checker

The checker gets a temperature; the reader slope and offset (Platt), fitted on every sentence of
the held-back lists. Prints the error of calibration before and after, in ten bins.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.readers.cross_encoder import LoadedModel
from training.examples import Example, is_held_back, read_examples

PAIRS = Path("training/pairs")
MOST = 1500

Floats = NDArray[np.float64]


def main() -> None:
    """Calibrates the model of a folder."""
    folder = Path(sys.argv[1])
    model = LoadedModel(folder)
    card: dict[str, Any] = dict(model.card)
    files = sorted(PAIRS.glob(f"{card['task']}*.jsonl"))
    held = [e for f in files for e in read_examples(f) if is_held_back(e) and not e.soft]
    kept = held[:: max(len(held) // MOST, 1)]
    logits = [model.logits(e.first, e.seconds).astype(np.float64) for e in kept[:MOST]]
    fitted = _fit_checker(logits, kept) if card["task"] == "checker" else _fit_reader(logits, kept)
    (folder / "card.json").write_text(json.dumps(card | fitted, indent=1) + "\n", encoding="utf-8")
    print(fitted)


def _fit_checker(logits: list[Floats], examples: Sequence[Example]) -> dict[str, Any]:
    rows = np.concatenate(logits)
    allowed = np.zeros(rows.shape, dtype=bool)
    for row, example in enumerate(examples[: len(rows)]):
        allowed[row, list(example.right)] = True
    grid = np.exp(np.linspace(np.log(0.3), np.log(5.0), 120))
    temperature = float(min(grid, key=lambda t: _loss(_shares(rows / t), allowed)))
    supported = allowed[:, 2]
    errors = [calibration_error(_shares(rows / t)[:, 2], supported) for t in (1.0, temperature)]
    return {"temperature": round(temperature, 4), "calibration": _before_after(errors)}


def _fit_reader(logits: list[Floats], examples: Sequence[Example]) -> dict[str, Any]:
    scores = np.concatenate([rows[:, 0] for rows in logits])
    answers = np.concatenate(
        [np.isin(np.arange(len(rows)), e.right) for rows, e in zip(logits, examples, strict=False)]
    )
    slope, offset = _platt(scores, answers)
    fitted = [1 / (1 + np.exp(-(a * scores + b))) for a, b in ((1.0, 0.0), (slope, offset))]
    errors = [calibration_error(shares, answers) for shares in fitted]
    rounded = {"slope": round(slope, 4), "offset": round(offset, 4)}
    return rounded | {"calibration": _before_after(errors)}


def _platt(scores: Floats, right: NDArray[np.bool_]) -> tuple[float, float]:
    """Newton's steps for a logistic regression on one score."""
    features = np.stack([scores, np.ones_like(scores)], axis=1)
    weights = np.array([1.0, 0.0])
    for _ in range(30):
        shares = 1 / (1 + np.exp(-features @ weights))
        gradient = features.T @ (shares - right)
        curvature = (features * (shares * (1 - shares))[:, None]).T @ features
        weights -= np.linalg.solve(curvature + 1e-6 * np.eye(2), gradient)
    return float(weights[0]), float(weights[1])


def _shares(logits: Floats) -> Floats:
    exponents = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares: Floats = exponents / exponents.sum(axis=1, keepdims=True)
    return shares


def _loss(shares: Floats, allowed: NDArray[np.bool_]) -> float:
    return float(-np.log((shares * allowed).sum(axis=1) + 1e-12).mean())


def calibration_error(shares: Floats, right: NDArray[np.bool_]) -> float:
    """The mean distance between what was promised and what came true, over ten bins."""
    bins = np.minimum((shares * 10).astype(int), 9)
    error = 0.0
    for n in range(10):
        inside = bins == n
        if inside.any():
            error += inside.mean() * abs(shares[inside].mean() - right[inside].mean())
    return float(error)


def _before_after(errors: Sequence[float]) -> dict[str, float]:
    return {"error_before": round(errors[0], 4), "error": round(errors[1], 4)}


if __name__ == "__main__":
    main()
