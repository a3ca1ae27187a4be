"""What one item adds to each metric: a value, or counts from which a ratio is taken at the end.

The same rows are made from a scored outturn and from an item of an evaluation's JSON, so that a
comparison of two files computes what the evaluation itself computed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.claims import Outcome, Status
from bot.evaluation.record import Outturn
from bot.evaluation.scoring import ItemScore, got_qualifiers, got_status, qualifier_row
from bot.evaluation.statistics import (
    PairTest,
    Statistic,
    f_measure,
    macro_f1,
    mean,
    percentile,
    total,
)

Row = tuple[float, ...]
NO_ANSWER = "no answer"
LABELS = (Status.CONFIRMED.value, Status.UNCONFIRMED.value, NO_ANSWER)


class Kind(StrEnum):
    """How items make a metric; BINARY is a mean of 0 and 1, COUNT a number of items."""

    MEAN = "mean"
    BINARY = "binary"
    COUNT = "count"
    MACRO_F1 = "macro_f1"
    F_MEASURE = "f_measure"
    MEDIAN = "median"
    P95 = "p95"

    @property
    def statistic(self) -> Statistic:
        """From rows of items to the metric."""
        return _STATISTICS[self]

    @property
    def test(self) -> PairTest:
        """How two runs are compared by it."""
        return _TESTS.get(self, PairTest.SWAP)


_STATISTICS: dict[Kind, Statistic] = {
    Kind.MEAN: mean,
    Kind.BINARY: mean,
    Kind.COUNT: total,
    Kind.MACRO_F1: macro_f1,
    Kind.F_MEASURE: f_measure,
    Kind.MEDIAN: percentile(0.5),
    Kind.P95: percentile(0.95),
}
_TESTS = {
    Kind.BINARY: PairTest.MCNEMAR,
    Kind.COUNT: PairTest.MCNEMAR,
    Kind.MEDIAN: PairTest.NONE,
    Kind.P95: PairTest.NONE,
}


@dataclass(frozen=True, slots=True)
class Scored:
    """What the metrics need of one item: its values, and labels as gold and as given."""

    values: Mapping[str, float | None]
    gold_label: str
    got_label: str
    gold_qualifiers: frozenset[str]
    got_qualifiers: frozenset[str]


def scored(outturn: Outturn, score: ItemScore) -> Scored:
    """The view of an outturn and its score."""
    gold, answer = outturn.item.expect, outturn.answer
    return Scored(
        score.values,
        gold.status or NO_ANSWER,
        (got_status(answer) if answer else None) or NO_ANSWER,
        frozenset(gold.qualifiers),
        frozenset(got_qualifiers(answer) if answer else ()),
    )


def scored_json(item: Mapping[str, Any]) -> Scored:
    """The same view of an item of an evaluation's JSON."""
    gold, answer = item["gold"], item["answer"] or {}
    answered = answer.get("outcome") == Outcome.ANSWERED
    claims = answer.get("claims") if answered else ()
    return Scored(
        item["scores"],
        gold.get("status") or NO_ANSWER,
        (answer.get("status") if answered else None) or NO_ANSWER,
        frozenset(gold.get("qualifiers") or ()),
        frozenset(claims[0]["qualifiers"] if claims else ()),
    )


def row_of(name: str, kind: Kind, item: Scored) -> Row | None:
    """What an item adds to a metric; None when it is not scored there."""
    value = item.values.get(name)
    if value is None:
        return None
    if kind is Kind.MACRO_F1:
        return label_row(item.gold_label, item.got_label)
    if kind is Kind.F_MEASURE:
        return qualifier_row(item.gold_qualifiers, item.got_qualifiers)
    return (value,)


def label_row(gold: str, got: str) -> Row:
    """A one in the cell of gold and got: two rows of the confusion matrix, one after the other."""
    return tuple(float((row, column) == (gold, got)) for row in LABELS[:2] for column in LABELS)
