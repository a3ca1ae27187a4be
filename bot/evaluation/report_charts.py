"""The geometry of a report's two charts; the template draws them as inline SVG.

Coordinates are in units of the viewBox, y grows downwards.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from typing import Any

LEFT, TOP, WIDTH, HEIGHT = 56.0, 16.0, 290.0, 174.0
_LABELS = 6
_LARGEST = 12.0


@dataclass(frozen=True, slots=True)
class Frame:
    """The rectangle that data are drawn in; its labels stand outside."""

    left: float = LEFT
    right: float = LEFT + WIDTH
    top: float = TOP
    bottom: float = TOP + HEIGHT


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on an axis with its text."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One bin of a histogram: its rectangle, and its words."""

    x: float
    y: float
    width: float
    height: float
    span: str
    n: int


@dataclass(frozen=True, slots=True)
class Histogram:
    """Bars with their axes and the lines that stand for percentiles."""

    bars: tuple[Bar, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    lines: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class Dot:
    """One bin of a reliability plot: where it lies, how large, and its words."""

    x: float
    y: float
    radius: float
    span: str
    share: str
    n: int


@dataclass(frozen=True, slots=True)
class Reliability:
    """Dots on the diagonal are scores that mean what they say."""

    dots: tuple[Dot, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]


def histogram(latency: Mapping[str, Any]) -> Histogram | None:
    """The chart of answer times, or None where nothing was timed.

    Every bin is drawn equally wide, so that bins may grow towards the slow end.
    """
    bins = latency["bins"]
    most = max((row["n"] for row in bins), default=0)
    if not most:
        return None
    step = WIDTH / len(bins)
    return Histogram(
        bars=tuple(_bar(n, row, step, most) for n, row in enumerate(bins)),
        across=_edges(bins, step),
        up=tuple(Tick(_up(n / most), f"{n:g}") for n in _counts(most)),
        lines=_percentiles(latency, step),
    )


def reliability(calibration: Sequence[Mapping[str, Any]]) -> Reliability | None:
    """The chart of confidence against what came true, or None where nothing was scored."""
    bins = [row for row in calibration if row["n"]]
    if not bins:
        return None
    most = max(row["n"] for row in bins)
    quarters = (0.0, 0.25, 0.5, 0.75, 1.0)
    return Reliability(
        dots=tuple(_dot(row, most) for row in bins),
        across=tuple(Tick(_across(q), f"{q:g}") for q in quarters),
        up=tuple(Tick(_up(q), f"{q:.0%}".replace("%", " %")) for q in quarters),
    )


def _bar(n: int, row: Mapping[str, Any], step: float, most: int) -> Bar:
    top = _up(row["n"] / most)
    return Bar(
        x=round(LEFT + n * step + step * 0.06, 2),
        y=top,
        width=round(step * 0.88, 2),
        height=round(TOP + HEIGHT - top, 2),
        span=f"{_short(row['low'])} to {_short(row['high'])} ms",
        n=row["n"],
    )


def _edges(bins: Sequence[Mapping[str, Any]], step: float) -> tuple[Tick, ...]:
    every = ceil(len(bins) / _LABELS)
    edges = [row["low"] for row in bins] + [bins[-1]["high"]]
    return tuple(
        Tick(round(LEFT + n * step, 2), _short(edge))
        for n, edge in enumerate(edges)
        if n % every == 0
    )


def _percentiles(latency: Mapping[str, Any], step: float) -> tuple[Tick, ...]:
    places = ((name, _place(latency.get(name), latency["bins"], step)) for name in ("p50", "p95"))
    return tuple(Tick(at, name) for name, at in places if at is not None)


def _place(value: float | None, bins: Sequence[Mapping[str, Any]], step: float) -> float | None:
    for n, row in enumerate(bins):
        if value is not None and row["low"] <= value <= row["high"]:
            part = float(value - row["low"]) / ((row["high"] - row["low"]) or 1)
            return round(LEFT + (n + part) * step, 2)
    return None


def _counts(most: int) -> tuple[int, ...]:
    return (0, most) if most < 2 else (0, most // 2, most)


def _dot(row: Mapping[str, Any], most: int) -> Dot:
    came_true = row["answerable"] / row["n"]
    return Dot(
        x=_across((row["low"] + row["high"]) / 2),
        y=_up(came_true),
        radius=round(max(3.0, _LARGEST * sqrt(row["n"] / most)), 1),
        span=f"{row['low']:.2f} to {row['high']:.2f}",
        share=f"{came_true * 100:.0f} %",
        n=row["n"],
    )


def _across(part: float) -> float:
    return round(LEFT + min(max(part, 0.0), 1.0) * WIDTH, 2)


def _up(part: float) -> float:
    return round(TOP + (1 - min(max(part, 0.0), 1.0)) * HEIGHT, 2)


def _short(ms: float) -> str:
    return f"{ms:,.0f}" if ms >= 10 or ms == int(ms) else f"{ms:.1f}"
