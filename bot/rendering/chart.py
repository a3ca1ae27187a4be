"""A claim's status over time as a picture, and the same in words for those who cannot see it.

Status shows three times: as lane, as word, as colour with a pattern. Everything is large enough
to be read when the picture is shrunk to the width of a phone.
"""

from __future__ import annotations

import io
import textwrap
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from bot.claims import Claim, Label, Status, StatusChange
from bot.rendering.lines import clean, day
from bot.rendering.text import label_words
from bot.rendering.timeline import brought_by

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# 800 pixels wide, so that half of it still shows letters of 11 pixels and more.
_WIDTH, _DPI = 6.4, 125
_MARGIN = 0.3
_TEXT, _SMALL = 15.0, 13.5
_LEADING = 1.35 / 72
_LANES = {Status.CONFIRMED: 1.3, Status.UNCONFIRMED: 0.0}
# Told apart by people who confuse red and green, and in grey by the pattern.
_COLOURS = {Status.CONFIRMED: "#0072B2", Status.UNCONFIRMED: "#E69F00"}
_PATTERNS = {Status.CONFIRMED: "", Status.UNCONFIRMED: "//"}
_STRIP = 2.15
_BADGE = {"boxstyle": "round,pad=0.25", "facecolor": "black", "edgecolor": "white"}
_CLOSE = 0.055
_DRAWING = Lock()


@dataclass(frozen=True, slots=True)
class _Row:
    """Lines of one size and weight in the list under the strip."""

    text: str
    size: float = _TEXT
    bold: bool = False
    gap: float = 0.0
    number: int | None = None

    @property
    def lines(self) -> list[str]:
        # A letter is about 0.6 of its size wide, a bold one 0.68.
        inches = (0.68 if self.bold else 0.6) * self.size / 72
        longest = int((_WIDTH - 2 * _MARGIN) / inches)
        return textwrap.wrap(clean(self.text), longest, break_on_hyphens=False) or [""]

    @property
    def height(self) -> float:
        return self.gap + len(self.lines) * self.size * _LEADING


def alt_text(claim: Claim) -> str:
    """The picture in words, for the attribute of that name."""
    said = [
        f"{day(change.date)}: {_words(change)}, {brought_by(claim, change)}."
        for change in claim.history
    ]
    now = f"Now: {label_words(claim.label)}; {claim.label.reason.rstrip('.')}."
    return clean(" ".join(("Status over time.", *(said or ["No dated statement."]), now)))


def draw(claim: Claim, title: str, until: date, path: Path) -> None:
    """Writes the picture as PNG, with its words beside it in a file that ends in .alt.txt.

    Raises OSError.
    """
    path.write_bytes(png_of(claim, title, until))
    words_file(path).write_text(f"{alt_text(claim)}\n", encoding="utf-8")


def png_of(claim: Claim, title: str, until: date) -> bytes:
    """The picture as PNG; `until` is the day up to which the last status is shown.

    One at a time: matplotlib's caches are shared between threads.
    """
    with _DRAWING:
        return _drawn(claim, title, until)


def _drawn(claim: Claim, title: str, until: date) -> bytes:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    head = _Row(title, 17.0, bold=True)
    rows = list(_rows(claim, until))
    strip = _STRIP if claim.history else 0.0
    height = 2 * _MARGIN + head.height + strip + sum(row.height for row in rows)
    figure = Figure(figsize=(_WIDTH, height), dpi=_DPI, facecolor="white")
    FigureCanvasAgg(figure)
    top = _write(figure, [head], height - _MARGIN)
    if claim.history:
        _strip(figure, claim.history, until, top)
    _write(figure, rows, top - strip)
    described = {"Description": alt_text(claim).encode("ascii", "replace").decode()}
    picture = io.BytesIO()
    with warnings.catch_warnings():
        # A letter that the font lacks is drawn as a box; the words beside the picture have it.
        warnings.simplefilter("ignore", UserWarning)
        figure.savefig(picture, format="png", metadata=described)
    return picture.getvalue()


def words_file(path: Path) -> Path:
    """Where the words of the picture at `path` are kept."""
    return path.with_suffix(".alt.txt")


def _rows(claim: Claim, until: date) -> Iterator[_Row]:
    for n, change in enumerate(claim.history, 1):
        yield _Row(day(change.date), bold=True, gap=0.16, number=n)
        yield _Row(_words(change), bold=True)
        yield _Row(brought_by(claim, change), _SMALL)
    yield _Row(f"As of {day(until)}", bold=True, gap=0.16)
    yield _Row(label_words(claim.label), bold=True)
    yield _Row(claim.label.reason, _SMALL)


def _write(figure: Figure, rows: Sequence[_Row], top: float) -> float:
    """Writes rows downwards from `top` (inches from below); returns where the next would stand."""
    for row in rows:
        top -= row.gap
        weight = "bold" if row.bold else "normal"
        left = _MARGIN
        if row.number is not None:
            badge = {"color": "white", "bbox": _BADGE, "size": _SMALL, "weight": "bold"}
            _put(figure, (left + 0.08, top - 0.02), str(row.number), badge)
            left += 0.2 + 0.15 * len(str(row.number))
        for text in row.lines:
            _put(figure, (left, top), text, {"size": row.size, "weight": weight})
            top -= row.size * _LEADING
    return top


def _put(figure: Figure, place: tuple[float, float], text: str, style: Mapping[str, Any]) -> None:
    """Text with its upper left corner at `place`, in inches from the lower left one."""
    x, y = place[0] / _WIDTH, place[1] / figure.get_figheight()
    figure.text(x, y, text, family="DejaVu Sans", va="top", parse_math=False, **style)


def _strip(figure: Figure, history: Sequence[StatusChange], until: date, top: float) -> None:
    """Two lanes over time, a bar in the one that holds, a number where it changes."""
    height = figure.get_figheight()
    box = (_MARGIN / _WIDTH, (top - 2.0) / height, 1 - 2 * _MARGIN / _WIDTH, 1.9 / height)
    axes = figure.add_axes(box)
    first, last = history[0].date, max(until, history[-1].date + timedelta(days=1))
    days = (last - first).days
    starts = [(change.date - first).days for change in history]
    for change, (start, end) in zip(history, pairwise([*starts, days]), strict=True):
        axes.barh(
            _LANES[change.status],
            end - start,
            left=start,
            height=0.36,
            color=_COLOURS[change.status],
            hatch=_PATTERNS[change.status],
            edgecolor="white",
            linewidth=0,
        )
    for numbers, start, status in _marks(history, starts, days):
        _mark(axes, numbers, start, _LANES[status])
    _frame(axes, days, (first, until))


def _marks(
    history: Sequence[StatusChange], starts: Sequence[int], days: int
) -> Iterator[tuple[str, int, Status]]:
    """The numbers of the changes; those too close to be told apart in one lane share a mark."""
    groups: list[list[int]] = []
    for n, start in enumerate(starts):
        last = groups[-1] if groups else None
        near = last and start - starts[last[-1]] < 2 * _CLOSE * days
        if last and near and history[last[-1]].status is history[n].status:
            last.append(n)
        else:
            groups.append([n])
    for group in groups:
        first, last_one = group[0] + 1, group[-1] + 1
        numbers = f"{first}" if first == last_one else f"{first}–{last_one}"
        yield numbers, starts[group[0]], history[group[0]].status


def _mark(axes: Axes, numbers: str, start: int, lane: float) -> None:
    axes.annotate(
        numbers,
        (start, lane - 0.4),
        ha="center",
        va="center",
        color="white",
        size=_SMALL,
        weight="bold",
        family="DejaVu Sans",
        annotation_clip=False,
        zorder=4,
        bbox=_BADGE,
    )


def _frame(axes: Axes, days: int, ends: tuple[date, date]) -> None:
    """The names of the lanes and the two ends of time; the days between stand in the list."""
    left = -_CLOSE * days
    axes.set_xlim(left, days)
    axes.set_ylim(-0.95, 1.9)
    axes.axis("off")
    small: dict[str, Any] = {"size": _SMALL, "family": "DejaVu Sans"}
    for status, lane in _LANES.items():
        axes.text(left, lane + 0.22, status.value.upper(), weight="bold", va="bottom", **small)
        axes.plot([0, days], [lane - 0.18] * 2, color="grey", linewidth=0.8, zorder=0)
    axes.text(left, -0.66, day(ends[0]), va="top", **small)
    if ends[1] > ends[0]:
        axes.text(days, -0.66, day(ends[1]), ha="right", va="top", **small)


def _words(change: StatusChange) -> str:
    return label_words(Label(change.status, change.qualifiers, change.reason))
