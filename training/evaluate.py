"""Measures exported weights on sets that they never saw.

    python -m training.evaluate bot/readers/weights/checker 400     (tasks of a set, at most)

Prints a table, and writes figures.json beside the card. For the checker: macro F1 over the labels
of a set, how often support was found, where it was due and where it was not, and for twins how
often the right one is better supported. For the reader see training/reader_sets.py.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from bot.readers.checker import Bearing, Checker
from bot.readers.cross_encoder import CrossEncoderChecker, CrossEncoderReader
from training.checker_sets import Task, checker_sets
from training.reader_sets import area_under_curve, reader_figures

DATA = Path("../shared/data")
PAIRS = Path("training/pairs")
MOST = 400  # tasks of a set
SUPPORTED = 0.5  # the probability from which a claim counts as supported


def main() -> None:
    """Measures the folder's model."""
    folder, most = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else MOST
    task = json.loads((folder / "card.json").read_text(encoding="utf-8"))["task"]
    if task == "checker":
        figures = checker_figures(CrossEncoderChecker(folder), most)
    else:
        figures = reader_figures(CrossEncoderReader(folder), DATA, most)
    (folder / "figures.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def checker_figures(checker: Checker, most: int) -> dict[str, dict[str, float]]:
    """The figures of each set, printed as they come."""
    print("| set | n | macro F1 | AUC of support | supported, due | not due | right twin first |")
    print("|---|---|---|---|---|---|---|")
    figures = {}
    for name, tasks in sorted(checker_sets(DATA, PAIRS, most).items()):
        bearings = [bearing_of(checker, task) for task in tasks]
        found = figures[name] = _measured(tasks, bearings)
        keys = ("macro_f1", "auc", "due", "not_due", "twins")
        cells = (f"{found[key]:.3f}" if key in found else "" for key in keys)
        print(f"| {name} | {len(tasks)} | {' | '.join(cells)} |", flush=True)
    return figures


def bearing_of(checker: Checker, task: Task) -> Bearing:
    """The least supported claim's best support; contradiction likewise where it is strongest."""
    best = []
    for claim in task.claims:
        bearings = checker.scores(claim, task.statements)
        contradicts = max(b.contradicts for b in bearings)
        best.append(Bearing(max(b.supports for b in bearings), contradicts))
    return Bearing(min(b.supports for b in best), max(b.contradicts for b in best))


def label_of(bearing: Bearing, allowed: Sequence[int]) -> int:
    """The likeliest label among those that the set has."""
    shares = (bearing.contradicts, bearing.silent, bearing.supports)
    return max(allowed, key=lambda label: shares[label])


def _measured(tasks: Sequence[Task], bearings: Sequence[Bearing]) -> dict[str, float]:
    found: dict[str, float] = {"n": len(tasks)}
    single = [(t.right[0], b) for t, b in zip(tasks, bearings, strict=True) if len(t.right) == 1]
    labels = sorted({right for right, _ in single})
    if len(labels) > 1 and len(single) == len(tasks):
        found["macro_f1"] = macro_f1([(r, label_of(b, labels)) for r, b in single], labels)
    both = [(t.right == (2,), b.supports) for t, b in zip(tasks, bearings, strict=True)]
    due, not_due = ([share for is_due, share in both if is_due == kind] for kind in (True, False))
    for key, shares in (("due", due), ("not_due", not_due)):
        if shares:
            found[key] = sum(share >= SUPPORTED for share in shares) / len(shares)
    if due and not_due:
        found["auc"] = area_under_curve(due, not_due)
    pairs: dict[str, list[tuple[bool, float]]] = defaultdict(list)
    for task, bearing in zip(tasks, bearings, strict=True):
        if task.pair:
            pairs[task.pair].append((task.right == (2,), bearing.supports))
    whole = [pair for pair in pairs.values() if len({is_due for is_due, _ in pair}) > 1]
    if whole:
        found["twins"] = sum(map(_right_one_first, whole)) / len(whole)
    return found


def _right_one_first(pair: Sequence[tuple[bool, float]]) -> bool:
    right, wrong = (
        max(share for is_due, share in pair if is_due == kind) for kind in (True, False)
    )
    return right > wrong


def macro_f1(pairs: Sequence[tuple[int, int]], labels: Sequence[int]) -> float:
    """The mean over the labels of F1, for pairs of the right label and the one found."""
    total = 0.0
    for label in labels:
        hits = sum(right == found == label for right, found in pairs)
        named = sum(right == label for right, _ in pairs) + sum(f == label for _, f in pairs)
        total += 2 * hits / named if named else 0.0
    return total / len(labels)


if __name__ == "__main__":
    main()
