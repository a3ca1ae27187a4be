"""A comparison for the terminal: what differs, a row for each metric, then the changed items."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rich.text import Text

from bot.evaluation.comparison import Comparison, Delta, ItemChange, Json, Turn
from bot.evaluation.contributions import Kind
from bot.evaluation.metrics import HIGHER
from bot.rendering.lines import BLANK, Line, block

CHANCE = 0.05
MOST_ITEMS = 20
_STYLES = {"better": "green", "worse": "red", "mixed": "yellow"}
_HEAD = f"{'metric':<22}{'old':>9}{'new':>9}{'change':>9}  {'95 %':<18}{'p':>6}{'n':>5}  verdict"


def comparison_lines(comparison: Comparison, most: int = MOST_ITEMS) -> tuple[Line, ...]:
    """All blocks in reading order, with both answers of at most `most` changed items."""
    return (
        *_title(comparison),
        BLANK,
        _row(_HEAD, "bold"),
        *(_row(_cells(d), _STYLES.get(verdict(d), "")) for d in comparison.deltas if d.n),
        BLANK,
        block(_counts(comparison)),
        *(line for change in comparison.changes[:most] for line in _change(change)),
        *_left_over(comparison, most),
    )


def verdict(delta: Delta) -> str:
    """In words: better, worse, within chance, not tested, or the same."""
    if not delta.delta:
        return "same"
    if delta.p is None:
        return "not tested"
    if delta.p >= CHANCE:
        return "within chance"
    return "better" if (delta.delta > 0) == (delta.metric.better == HIGHER) else "worse"


def _title(comparison: Comparison) -> Iterator[Line]:
    old, new = comparison.old, comparison.new
    names = [str(side.get("version")) for side in (old, new)]
    if _writer(old) != _writer(new):
        names = [f"{n} ({_writer(side)})" for n, side in zip(names, (old, new), strict=True)]
    yield block(f"{comparison.n} items compared between {' and '.join(names)}", "bold")
    yield from (block(f"Note: {note}", "yellow", hang=2) for note in comparison.notes)


def _writer(side: Json) -> str:
    return " · ".join(str(side[key]) for key in ("composer", "model") if side.get(key))


def _row(text: str, style: str = "") -> Line:
    return Line(Text(text, style), whole=True)


def _cells(delta: Delta) -> str:
    assert delta.old is not None
    assert delta.new is not None
    assert delta.delta is not None
    low, high = delta.low, delta.high
    shown = (
        "" if low is None or high is None else f"{_signed(delta, low)} to {_signed(delta, high)}"
    )
    p = "" if delta.p is None else "<.001" if delta.p < 0.001 else f"{delta.p:.3f}"
    return (
        f"{delta.metric.name:<22}{_amount(delta, delta.old):>9}{_amount(delta, delta.new):>9}"
        f"{_signed(delta, delta.delta):>9}  {shown:<18}{p:>6}{delta.n:>5}  {verdict(delta)}"
    )


def _amount(delta: Delta, value: float) -> str:
    return f"{value:.{_digits(delta)}f}"


def _signed(delta: Delta, value: float) -> str:
    return f"{value:+.{_digits(delta)}f}"


def _digits(delta: Delta) -> int:
    return {Kind.COUNT: 0, Kind.MEDIAN: 1, Kind.P95: 1}.get(delta.metric.kind, 3)


def _counts(comparison: Comparison) -> str:
    turns = Counter(change.turn for change in comparison.changes)
    parts = [f"{turns[turn]} {turn}" for turn in Turn]
    reworded = f"{len(comparison.reworded)} with the same scores in other words"
    return f"Items: {', '.join(parts)}, {reworded}."


def _change(change: ItemChange) -> Iterator[Line]:
    yield BLANK
    yield block(f"{change.turn} {change.id}: {change.question}", _STYLES[change.turn], hang=2)
    moved = (f"{name} {old:.3g} to {new:.3g}" for name, old, new in change.scores)
    yield block(", ".join(moved), indent=2, hang=2)
    yield block(f"was: {_answer(change.old)}", indent=2, hang=5)
    yield block(f"now: {_answer(change.new)}", indent=2, hang=5)


def _answer(item: Json) -> str:
    answer = item["answer"]
    if answer is None:
        return f"error: {item.get('error')}"
    label = answer.get("status") or answer.get("outcome") or "no outcome"
    return f"{str(label).upper().replace('_', ' ')} {answer.get('text')}"


def _left_over(comparison: Comparison, most: int) -> Iterator[Line]:
    rest = len(comparison.changes) - most
    if rest > 0:
        yield BLANK
        yield block(f"And {rest} more; --html shows them all.")
