"""Corroboration on ECB+: attribution, and whether two reports bear on one event.

A pair is a claim (a sentence of one article) and a sentence of another article of the topic. Gold
says which events they share. Our proposition is built from the claim alone, as in the other
groups; the baselines' thresholds are chosen on the set itself, which flatters them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

import numpy as np

from public.claims_read import Weighing, bearing
from public.ecb import Told, read_ecb
from public.files import found
from public.measures import at_best_f1, at_recall, f1_of, share
from public.reporting import reporting_tables
from public.tables import Cell, Table

from bot.assembly import embedder_of
from bot.language.words import function_words, stems_of, words_of
from bot.settings import load_settings

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Judged:
    """All pairs of a set with what we and the baselines make of them."""

    bears: np.ndarray
    scores: dict[str, np.ndarray]


def run(home: Path, limit: int | None) -> list[Table]:
    """Attribution over all sentences; pairs over all topics, or the first that hold `limit`."""
    folder = found("corroboration")
    if folder is None:
        return []
    sentences = read_ecb(folder)
    tables = reporting_tables(sentences)
    told = [sentence for sentence in sentences if sentence.events]
    pairs = _pairs(told)
    if limit:
        pairs = pairs[:: max(1, len(pairs) // (limit * 100))]
    judged = Judged(_bears(told, pairs), _baselines(told, pairs, home))
    for title, gold in (
        ("sharing an event", lambda a, b: bool(a.events & b.events)),
        ("holding every event of the claim", lambda a, b: a.events <= b.events),
    ):
        tables.append(_precision(title, _gold(told, pairs, gold), judged))
    return [*tables, _where(told, pairs, judged.bears)]


def _pairs(told: Sequence[Told]) -> list[Pair]:
    """Ordered pairs of sentences of one topic and two articles: which is the claim matters."""
    topics: dict[str, list[int]] = {}
    for number, sentence in enumerate(told):
        topics.setdefault(sentence.topic, []).append(number)
    return [
        (a, b)
        for members in topics.values()
        for a, b in permutations(members, 2)
        if told[a].article != told[b].article
    ]


def _gold(
    told: Sequence[Told], pairs: Sequence[Pair], same: Callable[[Told, Told], bool]
) -> np.ndarray:
    return np.array([same(told[a], told[b]) for a, b in pairs])


def _bears(told: Sequence[Told], pairs: Sequence[Pair]) -> np.ndarray:
    weighing = Weighing(sentence.text for sentence in told)
    claims = [weighing.proposition(sentence.text) for sentence in told]
    return np.array([bool(bearing(claims[a], told[b].text)) for a, b in pairs])


def _baselines(told: Sequence[Told], pairs: Sequence[Pair], home: Path) -> dict[str, np.ndarray]:
    """Cosine of MiniLM vectors; stems in common out of those of both (Jaccard), of the claim."""
    vectors = embedder_of(load_settings(home=home)).embed([sentence.text for sentence in told])
    first, second = np.array(pairs).T
    stems = [_content(sentence.text) for sentence in told]
    common = [len(stems[a] & stems[b]) / max(1, len(stems[a] | stems[b])) for a, b in pairs]
    held = [len(stems[a] & stems[b]) / max(1, len(stems[a])) for a, b in pairs]
    cosine = np.einsum("ij,ij->i", vectors[first], vectors[second])
    return {
        "MiniLM cosine": cosine,
        "word overlap": np.array(common),
        "the claim's words found": np.array(held),
    }


def _content(text: str) -> frozenset[str]:
    plain = (word for word in words_of(text) if word.lower() not in function_words())
    return stems_of(" ".join(plain))


def _precision(title: str, gold: np.ndarray, judged: Judged) -> Table:
    precision, recall = share(gold[judged.bears]), share(judged.bears[gold])
    rows: list[tuple[Cell, ...]] = [
        ("bears on (ours)", precision, recall, f1_of(precision, recall)),
        ("every pair", share(gold), 1.0, f1_of(share(gold), 1.0)),
    ]
    for name, scores in judged.scores.items():
        rows.append((f"{name}, at our recall", *at_recall(gold, scores, recall or 0.0)))
        rows.append((f"{name}, at its best F1", *at_best_f1(gold, scores)))
    heading = f"ECB+: {len(gold)} pairs, {title} ({int(gold.sum())})"
    return Table(heading, ("way", "precision", "recall", "F1"), tuple(rows))


def _where(told: Sequence[Told], pairs: Sequence[Pair], bears: np.ndarray) -> Table:
    """Bearing by how near the two stand: the last kind is the one that must stay silent."""
    kinds = [_kind(told[a], told[b]) for a, b in pairs]
    rows: list[tuple[Cell, ...]] = []
    for kind in ("every event", "some event", "no event, same story", "other story, same topic"):
        mine = [bool(yes) for yes, other in zip(bears, kinds, strict=True) if other == kind]
        rows.append((kind, len(mine), sum(mine), share(mine)))
    return Table(
        "ECB+: where we say that it bears", ("shared", "pairs", "bear", "share"), tuple(rows)
    )


def _kind(claim: Told, other: Told) -> str:
    if claim.events <= other.events:
        return "every event"
    if claim.events & other.events:
        return "some event"
    same = claim.story == other.story
    return "no event, same story" if same else "other story, same topic"
