"""Counts beside the metrics: who was taken for whom, how sure, how slow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.answering.gates import QuoteVerdict
from bot.claims import Outcome, Qualifier
from bot.evaluation.contributions import LABELS, Scored
from bot.evaluation.record import Outturn
from bot.evaluation.scoring import ItemScore
from bot.evaluation.statistics import percentile, value_of

_CONFIDENCE_BINS = 10
_MOST_LATENCY_BINS = 16
_STEPS = (1.0, 2.0, 5.0)


@dataclass(frozen=True, slots=True)
class Confusion:
    """Items by label: a row for each gold label, a column for each label that was given."""

    labels: tuple[str, ...]
    rows: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class QualifierCount:
    """How often a qualifier was expected, given, and both."""

    name: str
    gold: int
    got: int
    both: int


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers with a confidence in [low, high), and how many of them are answerable."""

    low: float
    high: float
    n: int
    answerable: int


@dataclass(frozen=True, slots=True)
class LatencyBin:
    """Answers that took from `low` to under `high` milliseconds."""

    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Latency:
    """Nearest-rank percentiles in milliseconds and a histogram."""

    p50: float | None
    p95: float | None
    p99: float | None
    bins: tuple[LatencyBin, ...]


def confusion(items: Iterable[Scored]) -> Confusion:
    """All items that were scored, the unanswerable ones in the last row."""
    counts = Counter((i.gold_label, i.got_label) for i in items)
    rows = tuple(tuple(counts[gold, got] for got in LABELS) for gold in LABELS)
    return Confusion(LABELS, rows)


def qualifiers(items: Iterable[Scored]) -> tuple[QualifierCount, ...]:
    """Counts over the items whose gold names qualifiers, for those that occur."""
    asked = [i for i in items if i.gold_qualifiers]
    counts = (
        QualifierCount(
            q.value,
            sum(q in i.gold_qualifiers for i in asked),
            sum(q in i.got_qualifiers for i in asked),
            sum(q in i.gold_qualifiers & i.got_qualifiers for i in asked),
        )
        for q in Qualifier
    )
    return tuple(count for count in counts if count.gold or count.got)


def verdicts(scores: Iterable[ItemScore]) -> tuple[tuple[QuoteVerdict, int], ...]:
    """How many citations are found, misattributed, stitched and absent."""
    counts = Counter(verdict for score in scores for _, verdict in score.quotes)
    return tuple((verdict, counts[verdict]) for verdict in QuoteVerdict)


def calibration(outturns: Iterable[Outturn]) -> tuple[Bin, ...]:
    """Ten equal bins of the answers' confidence; none when no answer has one."""
    sure = [
        (o.answer.confidence, o.item.expect.outcome is Outcome.ANSWERED)
        for o in outturns
        if o.answer is not None and o.answer.confidence is not None
    ]
    if not sure:
        return ()
    placed = [(_place(confidence), answerable) for confidence, answerable in sure]
    return tuple(
        Bin(
            n / _CONFIDENCE_BINS,
            (n + 1) / _CONFIDENCE_BINS,
            sum(place == n for place, _ in placed),
            sum(place == n and answerable for place, answerable in placed),
        )
        for n in range(_CONFIDENCE_BINS)
    )


def latency(times: Iterable[float | None]) -> Latency:
    """Percentiles and histogram of the times that were measured."""
    known = sorted(ms for ms in times if ms is not None)
    rows = [(ms,) for ms in known]
    p50, p95, p99 = (value_of(rows, percentile(share)) for share in (0.5, 0.95, 0.99))
    return Latency(p50, p95, p99, _bins(known))


def _place(confidence: float) -> int:
    return min(max(int(confidence * _CONFIDENCE_BINS), 0), _CONFIDENCE_BINS - 1)


def _bins(times: Sequence[float]) -> tuple[LatencyBin, ...]:
    """Bins of one round width from zero to the slowest answer."""
    if not times:
        return ()
    width = next(
        step * 10.0**power
        for power in range(-3, 12)
        for step in _STEPS
        if times[-1] < step * 10.0**power * _MOST_LATENCY_BINS
    )
    counts = Counter(int(ms // width) for ms in times)
    return tuple(LatencyBin(n * width, (n + 1) * width, counts[n]) for n in range(max(counts) + 1))
