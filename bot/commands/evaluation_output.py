"""What `onrecord eval` prints: a table of figures, then the items that fell short."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console

from bot.evaluation.choosing import Floor
from bot.evaluation.examination import Examination, Examined
from bot.evaluation.metrics import METRICS, Measured, Metric
from bot.evaluation.written import writing_words
from bot.rendering.lines import BLANK, Line, Listing, block, print_lines, print_listing

_MOST = 30
_NOT_MEASURED = "–"
_HEADERS = ("metric", "value", "95 % interval", "n", "bar", "")


def print_examined(console: Console, examination: Examination, found: Examined) -> None:
    """The summary; a pipe gets the table as tab-separated rows."""
    if console.is_terminal:
        print_lines(console, [block(_heading(examination, found), "bold")])
    if writing := found.document.get("writing"):
        print_lines(console, [block(f"{examination.subject.writer}: {writing_words(writing)}")])
    if console.is_terminal or writing:
        print_lines(console, [BLANK])
    print_listing(console, Listing(_HEADERS, tuple(_rows(found))))
    print_lines(console, [BLANK, *_short(found)])


def _heading(examination: Examination, found: Examined) -> str:
    questions, subject = examination.questions, examination.subject
    counted = f"{len(found.run.outturns)} of {len(questions.items)} questions"
    seconds = f"{found.document['seconds']:.1f} s"
    return f"{questions.name}: {counted} · {subject.writer} · {subject.version} · {seconds}"


def _rows(found: Examined) -> Iterator[tuple[str, ...]]:
    for metric, measured in zip(METRICS, found.summary.metrics, strict=True):
        yield (
            metric.name,
            _amount(metric, measured.value),
            _interval(metric, measured),
            str(measured.n),
            _bar(metric),
            _verdict(metric, measured),
        )


def _amount(metric: Metric, value: float | None) -> str:
    if value is None:
        return _NOT_MEASURED
    if metric.name == "errors":
        return f"{value:.0f}"
    return f"{value:.1f}" if metric.name.endswith("_ms") else f"{value:.3f}"


def _interval(metric: Metric, measured: Measured) -> str:
    if measured.low is None or measured.high is None or metric.name == "errors":
        return ""
    return f"{_amount(metric, measured.low)} to {_amount(metric, measured.high)}"


def _bar(metric: Metric) -> str:
    if metric.floor is None:
        return ""
    sign = "≥" if metric.better == "higher" else "≤"
    return f"{sign} {metric.floor:g}"


def _verdict(metric: Metric, measured: Measured) -> str:
    if metric.floor is None or measured.value is None:
        return ""
    return "met" if Floor(metric, metric.floor).holds(measured.value) else "missed"


def _short(found: Examined) -> Iterator[Line]:
    """One block for each item with faults, errors first."""
    rows = list(zip(found.run.outturns, found.scores, strict=True))
    fallen = [row for row in rows if row[1].faults]
    fallen.sort(key=lambda row: row[0].error is None)
    yield block(f"{len(fallen)} of {len(rows)} items fell short.")
    for outturn, score in fallen[:_MOST]:
        item = outturn.item
        yield block(f"{item.id} ({item.type}): {'; '.join(score.faults)}", indent=2, hang=2)
    if len(fallen) > _MOST:
        yield block(f"{len(fallen) - _MOST} more; --html FILE shows all.", indent=2)
