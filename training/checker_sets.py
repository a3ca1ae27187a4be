"""What the checker is measured on: the held-back parts of the pool, and sets kept apart from it.

A task has a claim, the sentences it is held against (its support is the best of theirs), and the
label. Sets with two labels only say "not supported" for the other: the README of the data tells.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from training.checker_pairs import pair_of
from training.examples import NOT_SUPPORTED, Example, is_held_back, read_examples, read_rows

OWN_CLAIMS = Path("benchmarks/claims")
_OF_ARTICLE = 25  # sentences; what a summary tells stands in the first ones


@dataclass(frozen=True, slots=True)
class Task:
    """A claim, or the claims of a short text, with what it is held against and what is right."""

    claims: tuple[str, ...]
    statements: tuple[str, ...]
    right: tuple[int, ...]
    pair: str = ""  # two tasks of one name are a right one and its twin


def checker_sets(data: Path, pairs: Path, most: int) -> dict[str, list[Task]]:
    """The tasks of each set, at most so many of a set; always the same ones."""
    sets: dict[str, list[Task]] = defaultdict(list)
    for example in _pool(data / "training" / "eval"):
        sets[example.source].append(_task(example))
    for example in read_examples(pairs / "checker-rules.jsonl"):
        if is_held_back(example):
            sets[example.source].append(_task(example))
    chosen = {name: _some(tasks, most) for name, tasks in sets.items()}
    chosen["fever_symmetric"] = _some(list(_symmetric(data / "support")), most)
    chosen["fool_me_twice_dev"] = _some(list(_fool_me_twice(data / "support")), most)
    chosen["bump"] = list(_bump(data / "support"))[: max(most // 2, 2)]
    chosen["own_claims"] = list(own_claims(OWN_CLAIMS))
    return chosen


def own_claims(folder: Path) -> Iterator[Task]:
    """The claims of our own benchmark, each with the sentence that it tells or twists."""
    for path in sorted(folder.glob("*.yaml")):
        for row in yaml.safe_load(path.read_text(encoding="utf-8")):
            right = (2,) if row["expect"] == "confirmed" else NOT_SUPPORTED
            yield Task((row["claim"],), (row["sentence"],), right)


def _pool(folder: Path) -> Iterator[Example]:
    yield from map(pair_of, read_rows(folder / "bearing.jsonl.gz"))
    apart = map(pair_of, read_rows(folder / "bearing_measuring_only.jsonl.gz"))
    yield from (e for e in apart if e.source in {"sick", "emergent", "rte_two_way"})


def _task(example: Example) -> Task:
    return Task((example.first,), example.seconds, example.right)


def _some(tasks: list[Task], most: int) -> list[Task]:
    return random.Random(5).sample(tasks, min(most, len(tasks)))


def _symmetric(folder: Path) -> Iterator[Task]:
    for row in read_rows(folder / "fever_symmetric_dev.jsonl"):
        right = (2,) if row["label"] == "SUPPORTS" else (0,)
        yield Task((str(row["claim"]),), (str(row["evidence"]),), right)


def _fool_me_twice(folder: Path) -> Iterator[Task]:
    with gzip.open(folder / "fool_me_twice_dev.jsonl.gz", "rt") as lines:
        for row in map(json.loads, lines):
            said = " ".join(evidence["text"] for evidence in row["gold_evidence"])
            yield Task((row["text"],), (said,), (2,) if row["label"] == "SUPPORTS" else (0,))


def _bump(folder: Path) -> Iterator[Task]:
    """A summary of an article, and the same with one thing wrong."""
    for row in json.loads((folder / "bump_task2.json").read_text(encoding="utf-8")):
        article = tuple(_sentences([row["article"]]))[:_OF_ARTICLE]
        for name, right in (("reference_summary", (2,)), ("edited_summary", NOT_SUPPORTED)):
            claims = tuple(_sentences([row[name]]))
            yield Task(claims, article, right, str(row["id"]))


def _sentences(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from (s for s in re.split(r"(?<=[.!?]) +", text) if len(s.split()) > 2)
