"""The numbers of a report in words: values with units, floors as met or missed, changes with p.

A value is never judged by its colour alone: every verdict here is a word. None is "not measured",
and is neither met nor missed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.evaluation.comparison_lines import CHANCE

_PLAIN = frozenset({"mrr", "ndcg_at_10"})
_COUNTS = frozenset({"errors"})
_COSTLY = frozenset({"over-confirmed", "answered, should not be"})
_HARD_SPACE = "\u00a0"
ABSENT = "not measured"
NO_ANSWER = "no answer"


@dataclass(frozen=True, slots=True)
class Gauge:
    """Where interval, value and floor lie on a line of 200 units."""

    value: float
    low: float | None
    high: float | None
    floor: float | None


@dataclass(frozen=True, slots=True)
class Change:
    """What a comparison says about one number, over the `n` items that both runs scored.

    `verdict` is better, worse, within chance, same, or not comparable.
    """

    before: str
    delta: str
    interval: str | None
    p: str | None
    verdict: str
    n: int


@dataclass(frozen=True, slots=True)
class Card:
    """One number with all that is needed to trust it."""

    name: str
    title: str
    value: str
    n: int
    verdict: str
    floor: str | None
    interval: str | None
    note: str | None
    gauge: Gauge | None
    change: Change | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One count of the confusion matrix with its share of the row; `kind` names the mistake.

    `tone` is right, wrong or costly: to confirm or to answer without ground costs most.
    """

    gold: str
    got: str
    n: int
    share: str
    kind: str

    @property
    def tone(self) -> str:
        """How the cell is shaded; an empty mistake is none."""
        if self.gold == self.got:
            return "right"
        if not self.n:
            return "empty"
        return "costly" if self.kind in _COSTLY else "wrong"


def amount(name: str, value: float | None) -> str:
    """A value with the unit its metric has."""
    if value is None:
        return ABSENT
    if name.endswith("_ms"):
        return _kept(f"{value:,.0f} ms" if value >= 10 else f"{value:.1f} ms")
    if name in _COUNTS:
        return f"{value:g}"
    return f"{value:.3f}" if name in _PLAIN else _kept(f"{value * 100:.1f} %")


def cards(metrics: Sequence[Mapping[str, Any]], changes: Mapping[str, Change]) -> tuple[Card, ...]:
    """All metrics in their order, each with its change where there is one."""
    return tuple(_card(metric, changes.get(metric["name"])) for metric in metrics)


def change_of(row: Mapping[str, Any], better: str) -> Change:
    """One row of a comparison: {"name", "n", "old", "new", "delta", "low", "high", "p"}."""
    name, low, high = row["name"], row["low"], row["high"]
    between = None
    if low is not None and high is not None:
        between = f"{_delta(name, low).partition(_HARD_SPACE)[0]} to {_delta(name, high)}"
    return Change(
        before=amount(name, row["old"]),
        delta="not comparable" if row["delta"] is None else _delta(name, row["delta"]),
        interval=between,
        p=_chance(row["p"]),
        verdict=_turn(row["delta"], row["p"], better),
        n=row["n"],
    )


def confusion_rows(confusion: Mapping[str, Any]) -> tuple[tuple[str, int, tuple[Cell, ...]], ...]:
    """Gold label, how many items have it, and a cell for each label that was given."""
    labels = confusion["labels"]
    return tuple(
        (
            gold,
            sum(row),
            tuple(_cell(gold, got, n, sum(row)) for got, n in zip(labels, row, strict=True)),
        )
        for gold, row in zip(labels, confusion["rows"], strict=True)
    )


def share(part: int, whole: int) -> str:
    """A share as a percentage, or a dash where there is nothing to share."""
    return _kept(f"{part / whole * 100:.0f} %") if whole else "–"


def _card(metric: Mapping[str, Any], change: Change | None) -> Card:
    name, value, floor = metric["name"], metric["value"], metric["floor"]
    verdict = _verdict(value, floor, metric["better"])
    return Card(
        name=name,
        title=metric["title"],
        value=amount(name, value),
        n=metric["n"],
        verdict=verdict,
        floor=None if floor is None else _bar(name, floor, metric["better"]),
        interval=_interval(metric),
        note=_note(metric),
        gauge=_gauge(metric),
        change=change,
    )


def _verdict(value: float | None, floor: float | None, better: str) -> str:
    if value is None:
        return ABSENT
    if floor is None:
        return "no floor"
    return "met" if _reaches(value, floor, better) else "missed"


def _reaches(value: float, floor: float, better: str) -> bool:
    return value >= floor if better == "higher" else value <= floor


def _bar(name: str, floor: float, better: str) -> str:
    bar = amount(name, floor).replace(f".0{_HARD_SPACE}%", f"{_HARD_SPACE}%")
    return f"{_kind_of_bar(better)} {bar}"


def _kind_of_bar(better: str) -> str:
    return "floor" if better == "higher" else "ceiling"


def _interval(metric: Mapping[str, Any]) -> str | None:
    if metric["low"] is None or metric["high"] is None:
        return None
    low, high = (amount(metric["name"], metric[end]) for end in ("low", "high"))
    return f"{low.partition(_HARD_SPACE)[0]} to {high}"


def _note(metric: Mapping[str, Any]) -> str | None:
    """Says so when chance alone could have put the value on the other side of its floor."""
    low, high, floor = metric["low"], metric["high"], metric["floor"]
    if floor is None or low is None or high is None:
        return None
    sides = {_reaches(end, floor, metric["better"]) for end in (low, high)}
    within = f"the interval includes the {_kind_of_bar(metric['better'])}"
    return within if len(sides) > 1 else None


def _gauge(metric: Mapping[str, Any]) -> Gauge | None:
    name, value = metric["name"], metric["value"]
    if value is None or name in _COUNTS:
        return None
    known = [x for x in (value, metric["high"], metric["floor"]) if x is not None]
    top = max(*known, 1e-9, key=float) * 1.1 if name.endswith("_ms") else 1.0
    value, low, high, floor = (
        None if x is None else round(min(max(x / top, 0.0), 1.0) * 200, 1)
        for x in (value, metric["low"], metric["high"], metric["floor"])
    )
    return Gauge(value or 0.0, low, high, floor)


def _delta(name: str, delta: float) -> str:
    if name.endswith("_ms"):
        text, unit = f"{delta:+.0f}", f"{_HARD_SPACE}ms"
    elif name in _COUNTS:
        text, unit = f"{delta:+g}", ""
    elif name in _PLAIN:
        text, unit = f"{delta:+.3f}", ""
    else:
        text, unit = f"{delta * 100:+.1f}", f"{_HARD_SPACE}points"
    number = text if text.strip("+-0.") else text.lstrip("+-")
    return number.replace("-", "\u2212") + unit


def _chance(p: float | None) -> str | None:
    if p is None:
        return None
    text = "p < 0.001" if p < 0.001 else f"p = {p:.3f}" if p < 0.1 else f"p = {p:.2f}"
    return _kept(text)


def _kept(text: str) -> str:
    """The same text, which no line break may part from its unit."""
    return text.replace(" ", _HARD_SPACE)


def _turn(delta: float | None, p: float | None, better: str) -> str:
    if delta is None:
        return "not comparable"
    if not delta:
        return "same"
    if p is None or p >= CHANCE:
        return "within chance"
    return "better" if (delta > 0) == (better == "higher") else "worse"


def _cell(gold: str, got: str, n: int, total: int) -> Cell:
    return Cell(gold, got, n, share(n, total), _mistake(gold, got))


def _mistake(gold: str, got: str) -> str:
    if gold == got:
        return "right"
    if gold == NO_ANSWER:
        return "answered, should not be"
    if got == NO_ANSWER:
        return "refused"
    return "over-confirmed" if got == "confirmed" else "under-confirmed"
