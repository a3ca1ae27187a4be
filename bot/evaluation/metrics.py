"""The metrics of an evaluation and their values over a set; docs/evaluation.md has the formulas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bot.answering.gates import QuoteVerdict
from bot.evaluation import tallies
from bot.evaluation.contributions import Kind, Scored, row_of, scored
from bot.evaluation.record import Outturn
from bot.evaluation.scoring import ItemScore
from bot.evaluation.statistics import bootstrap, value_of
from bot.evaluation.tallies import Bin, Confusion, Latency, QualifierCount

HIGHER, LOWER = "higher", "lower"


@dataclass(frozen=True, slots=True)
class Metric:
    """One number of an evaluation; `floor` is its bar, a ceiling where lower is better."""

    name: str
    title: str
    better: str = HIGHER
    floor: float | None = None
    kind: Kind = Kind.MEAN


METRICS = (
    Metric("outcome_accuracy", "Right outcome", kind=Kind.BINARY),
    Metric("wrong_on_unanswerable", "Answered though unanswerable", LOWER, 0.10, Kind.BINARY),
    Metric("refused_on_answerable", "Refused though answerable", LOWER, 0.08, Kind.BINARY),
    Metric("fact_recall", "Facts found", floor=0.85),
    Metric("fact_recall_strict", "All facts of an item found", kind=Kind.BINARY),
    Metric("must_not_violations", "Said what it must not", LOWER, kind=Kind.BINARY),
    Metric("citation_precision", "Citations that support their sentence"),
    Metric("citation_recall", "Sentences with a supporting citation"),
    Metric("source_hit", "A gold source is cited", floor=0.90, kind=Kind.BINARY),
    Metric("quotes_found", "Quotes found in the source named", floor=1.0),
    Metric("numbers_supported", "Every figure stands in a cited passage", kind=Kind.BINARY),
    Metric("status_accuracy", "Right status", floor=0.90, kind=Kind.BINARY),
    Metric("status_macro_f1", "Status, macro F1", kind=Kind.MACRO_F1),
    Metric("over_confirmation", "Said confirmed, gold unconfirmed", LOWER, 0.02, Kind.BINARY),
    Metric("under_confirmation", "Said unconfirmed, gold confirmed", LOWER, kind=Kind.BINARY),
    Metric("qualifier_f1", "Qualifiers, F weighted to recall", kind=Kind.F_MEASURE),
    Metric("attribution_kept", "Attributed sentences that name the claimant"),
    Metric("as_of_consistency", "Nothing newer than the day asked for", kind=Kind.BINARY),
    Metric("recall_at_5", "Gold passages among the first 5"),
    Metric("recall_at_10", "Gold passages among the first 10"),
    Metric("mrr", "Reciprocal rank of the first gold passage"),
    Metric("ndcg_at_10", "nDCG of the first 10 passages"),
    Metric("latency_p50_ms", "Time to answer, median", LOWER, 40.0, Kind.MEDIAN),
    Metric("latency_p95_ms", "Time to answer, 95th percentile", LOWER, 120.0, Kind.P95),
    Metric("errors", "Errors", LOWER, kind=Kind.COUNT),
)


@dataclass(frozen=True, slots=True)
class Measured:
    """A metric over the `n` items it is scored on, with its 95 % bootstrap interval."""

    name: str
    value: float | None
    n: int
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class TypeRow:
    """The values of the questions of one type, without intervals."""

    type: str
    n: int
    values: tuple[tuple[str, float | None], ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """Everything an evaluation counts over its items."""

    metrics: tuple[Measured, ...]
    by_type: tuple[TypeRow, ...]
    confusion: Confusion
    qualifiers: tuple[QualifierCount, ...]
    quotes: tuple[tuple[QuoteVerdict, int], ...]
    calibration: tuple[Bin, ...]
    latency: Latency

    def value(self, name: str) -> float | None:
        """The value of a metric by its name."""
        return next(m.value for m in self.metrics if m.name == name)


def summarise(outturns: Sequence[Outturn], scores: Sequence[ItemScore]) -> Summary:
    """The metrics over outturns and their scores, in whatever order the items come."""
    items = [scored(o, s) for o, s in zip(outturns, scores, strict=True)]
    answered = [(o, s, i) for o, s, i in zip(outturns, scores, items, strict=True) if is_scored(s)]
    types = sorted({o.item.type for o in outturns})
    return Summary(
        metrics=tuple(measured(metric, items) for metric in METRICS),
        by_type=tuple(
            _type_row(t, [i for o, i in zip(outturns, items, strict=True) if o.item.type == t])
            for t in types
        ),
        confusion=tallies.confusion([i for _, _, i in answered]),
        qualifiers=tallies.qualifiers([i for _, _, i in answered]),
        quotes=tallies.verdicts(scores),
        calibration=tallies.calibration([o for o, _, _ in answered]),
        latency=tallies.latency([s.values["latency_p50_ms"] for s in scores]),
    )


def is_scored(score: ItemScore) -> bool:
    """False for an item that ended in an error."""
    return score.values.get("errors") == 0.0


def measured(metric: Metric, items: Sequence[Scored]) -> Measured:
    """One metric over items, with its interval."""
    rows = [row for item in items if (row := row_of(metric.name, metric.kind, item)) is not None]
    interval = bootstrap(rows, metric.kind.statistic)
    value = value_of(rows, metric.kind.statistic)
    if interval is None:
        return Measured(metric.name, value, len(rows))
    return Measured(metric.name, value, len(rows), interval.low, interval.high)


def summary_json(summary: Summary) -> dict[str, Any]:
    """The summary as plain values, under the names the evaluation's JSON has for them."""
    by_name = {m.name: m for m in METRICS}
    return {
        "metrics": [_metric_json(by_name[m.name], m) for m in summary.metrics],
        "by_type": [{**asdict(row), "values": dict(row.values)} for row in summary.by_type],
        "confusion": {
            "labels": list(summary.confusion.labels),
            "rows": [list(row) for row in summary.confusion.rows],
        },
        "qualifiers": [asdict(count) for count in summary.qualifiers],
        "quotes": {verdict.value: n for verdict, n in summary.quotes},
        "calibration": [asdict(part) for part in summary.calibration],
        "latency": _latency_json(summary.latency),
    }


def _metric_json(metric: Metric, found: Measured) -> dict[str, Any]:
    head = {"name": metric.name, "title": metric.title, "better": metric.better}
    tail = {"value": found.value, "n": found.n, "low": found.low, "high": found.high}
    return {**head, "floor": metric.floor, **tail}


def _latency_json(latency: Latency) -> Mapping[str, Any]:
    bins = [{"low": b.low, "high": b.high, "n": b.n} for b in latency.bins]
    return {"p50": latency.p50, "p95": latency.p95, "p99": latency.p99, "bins": bins}


def _type_row(name: str, items: Sequence[Scored]) -> TypeRow:
    values = []
    for metric in METRICS:
        rows = [r for item in items if (r := row_of(metric.name, metric.kind, item)) is not None]
        values.append((metric.name, value_of(rows, metric.kind.statistic)))
    return TypeRow(name, len(items), tuple(values))
