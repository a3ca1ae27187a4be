"""Would a small trained classifier read factuality better than our rules? An ablation.

Logistic regression over MiniLM vectors and what our rules say, trained on the train splits of
MV2, RP and UDS-IH2 together and tested on each dev split. Nothing of it is used by the assistant.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from common import console
from public.factuality_group import LABEL_COLUMNS, LABELS, label_scores, reading
from public.factuality_read import label_of, modalities_of
from public.factuality_sets import Event, complements
from public.factuality_sets import events as targets
from public.files import found
from public.tables import Cell, Table

from bot.assembly import embedder_of
from bot.reading.wording import is_hedged
from bot.settings import load_settings
from retrieval.embedding import Embedder

SETS = {
    "MV2": ("MV2/train.jsonl", complements),
    "RP": ("RP/train.jsonl", complements),
    "UDS-IH2": ("UDS_IH2/train.jsonl.gz", targets),
}
PARTS = {
    "rules as features": ("rules",),
    "sentence vector": ("sentence",),
    "vector up to the event": ("before",),
    "sentence vector and rules": ("sentence", "rules"),
    "vector up to the event and rules": ("before", "rules"),
}
_STEPS, _RATE, _DECAY = 600, 0.02, 1e-3


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights over standardised features; the last row is the bias."""

    weights: np.ndarray
    mean: np.ndarray
    spread: np.ndarray

    def labels(self, features: np.ndarray) -> list[str]:
        """The most likely label of each row."""
        return [LABELS[best] for best in (self._padded(features) @ self.weights).argmax(axis=1)]

    def _padded(self, features: np.ndarray) -> np.ndarray:
        scaled = (features - self.mean) / self.spread
        return np.hstack([scaled, np.ones((len(scaled), 1))])


def fit(features: np.ndarray, gold: Sequence[str]) -> Fitted:
    """Softmax regression with a quadratic penalty, by Adam over all rows at once."""
    wanted = np.array([[label == name for name in LABELS] for label in gold], dtype=float)
    fitted = Fitted(
        np.zeros((features.shape[1] + 1, len(LABELS))), features.mean(0), features.std(0) + 1e-6
    )
    rows, weights = fitted._padded(features), fitted.weights
    slope, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, _STEPS + 1):
        raised = np.exp((scores := rows @ weights) - scores.max(axis=1, keepdims=True))
        error = raised / raised.sum(axis=1, keepdims=True) - wanted
        gradient = rows.T @ error / len(rows) + _DECAY * weights
        slope = 0.9 * slope + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient**2
        unbiased = slope / (1 - 0.9**step), square / (1 - 0.999**step)
        weights -= _RATE * unbiased[0] / (np.sqrt(unbiased[1]) + 1e-8)
    return fitted


def features_of(events: Sequence[Event], embedder: Embedder) -> dict[str, np.ndarray]:
    """What PARTS are made of, one row an event."""
    whole = [event.text for event in events]
    before = [event.text[: event.start] + _word_at(event) for event in events]
    said = [
        [label_of(told) == label for label in LABELS]
        + [reading(e.text) == label for label in LABELS]
        + [is_hedged(e.text), e.text.rstrip().endswith("?")]
        for e, told in zip(events, modalities_of(events), strict=True)
    ]
    return {
        "sentence": _vectors(whole, embedder),
        "before": _vectors(before, embedder),
        "rules": np.array(said, dtype=float),
    }


def _word_at(event: Event) -> str:
    return event.text[event.start :].split(" ")[0]


def _vectors(texts: Sequence[str], embedder: Embedder) -> np.ndarray:
    distinct = list(dict.fromkeys(texts))
    row = {text: number for number, text in enumerate(distinct)}
    return embedder.embed(distinct)[[row[text] for text in texts]].astype(float)


def ablation(events: dict[str, tuple[list[Event], list[Event]]], embedder: Embedder) -> Table:
    """Macro-F1 of each way on each dev split, beside our rules and the majority class."""
    train = [event for part, _ in events.values() for event in part]
    learnt = features_of(train, embedder)
    gold = [event.gold for event in train]
    models = {way: fit(_columns(learnt, parts), gold) for way, parts in PARTS.items()}
    rows: list[tuple[Cell, ...]] = []
    for name, (own, dev) in events.items():
        commonest = Counter(event.gold for event in own).most_common(1)[0][0]
        rows.append((name, "majority of train", *label_scores(dev, lambda e, c=commonest: c)))  # type: ignore[misc]
        told = dict(zip(map(id, dev), map(label_of, modalities_of(dev)), strict=True))
        rows.append((name, "the parse", *label_scores(dev, lambda e, told=told: told[id(e)])))  # type: ignore[misc]
        seen = features_of(dev, embedder)
        for way, parts in PARTS.items():
            got = dict(zip(map(id, dev), models[way].labels(_columns(seen, parts)), strict=True))
            rows.append((name, way, *label_scores(dev, lambda e, got=got: got[id(e)])))  # type: ignore[misc]
    title = f"A classifier trained on {len(train)} events"
    return Table(title, ("set", "way", "n", *LABEL_COLUMNS), tuple(rows))


def _columns(features: dict[str, np.ndarray], parts: Sequence[str]) -> np.ndarray:
    return np.hstack([features[part] for part in parts])


def main() -> None:
    """Trains, tests and prints; sets that are not there are left out."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--events", type=int, default=2500, help="at most so many of a train split")
    parser.add_argument("--home", type=Path, help="where the exported embedding model lies")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the table there")
    chosen = parser.parse_args()
    flags = {"home": chosen.home} if chosen.home else {}
    events = {}
    for name, (train, read) in SETS.items():
        path = found(f"factuality/{train}")
        if path is not None:
            dev = list(read(path.parent / "dev.jsonl"))
            every = list(read(path))
            events[name] = (every[:: max(1, len(every) // chosen.events)], dev)
    if not events:
        return console.print("nothing to train on")
    table = ablation(events, embedder_of(load_settings(**flags)))
    table.show()
    if chosen.markdown:
        chosen.markdown.write_text(table.markdown() + "\n", encoding="utf-8")
    return None


if __name__ == "__main__":
    main()
