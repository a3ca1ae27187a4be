"""Figures in text: value or range, unit and bound, so that 12,000 and "twelve thousand" agree."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from math import inf

from bot.language.bounds import Bound, bound_of
from bot.language.numbers import Number, numbers_in, parts_thousands_by_points
from bot.language.units import comparable, is_measure, unit_at

__all__ = ["Bound", "Figure", "conflict", "dates_in", "figures_of", "supports"]

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = re.compile(
    r"\b\d{4}-\d\d-\d\d\b"
    rf"|\b(?:{_DAY}\s*(?:-|\u2013|to|and|or)\s*)?{_DAY}(?:\s+of)?\s+{_MONTH}\.?(?:,?\s+\d{{4}})?\b"
    rf"|\b{_MONTH}\.?\s+{_DAY}(?:\s*(?:-|\u2013|to)\s*{_DAY})?(?:,?\s+\d{{4}})?\b"
    rf"|\b{_MONTH}\.?\s+\d{{4}}\b|\b(?:19|20)\d\d\b",
    re.IGNORECASE,
)
_AFTER_YEAR = re.compile(r"\b(?:19|20)\d\d[-\u2013/]\Z")
_OPENS = re.compile(r"\b(?P<word>between|from)\s+[$€£¥₩₹]?\s?\Z", re.IGNORECASE)
_JOINS = re.compile(
    r"\s?%?(?:[-\u2013\u2014]|\s+(?P<word>to|and|or)\s+)[$€£¥₩₹]?\s?", re.IGNORECASE
)
# "Rose from 3,000 to 12,000" tells of two figures, "from 3,000 to 12,000 people came" of one.
_CHANGES = re.compile(
    r"\b(?:r[io]s|gr[eo]w|increas|climb|jump|soar|expand|rais|f[ae]ll|drop|declin|shr[aiu]nk|cut|"
    r"reduc|lower|revis|mov|went|go|doubl|up|down)\w*\b[^.;:]{0,40}\Z",
    re.IGNORECASE,
)
_TWICE = 2.0
_CLOCK = re.compile(r"\s?(?:[ap]\.?m\b|o['’]clock\b|:\d\d)", re.IGNORECASE)
_MINUTES = re.compile(r"\b\d{1,2}:(?:\d\d:)?\Z")
_HALF_A = re.compile(r"half\W+an?", re.IGNORECASE)
_NEAR = 6


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity in a text at [start, end), never a date.

    A range ("14 to 22") has its upper end in `high`, with `value` as the lower one. `unit` is a
    name of units.yaml or the stem of the noun that is counted, None where the text has neither.
    `whole` is what it is a part of ("three of the nine"), where the text says so.
    """

    value: float
    bound: Bound
    start: int
    end: int
    high: float | None = None
    unit: str | None = None
    whole: float | None = None

    @property
    def values(self) -> tuple[float, ...]:
        """Every number that stands in the text for it."""
        return (self.value,) if self.high is None else (self.value, self.high)


_NEARLY = 0.1


def conflict(one: Figure, other: Figure) -> bool:
    """True when two figures for one thing cannot both be right; a tenth apart is a rounding.

    Figures of different measures say nothing of each other.
    """
    low, high = _extent(one)
    other_low, other_high = _extent(other)
    return comparable(one.unit, other.unit) and (high < other_low or other_high < low)


def supports(said: Figure, asked: Figure) -> bool:
    """Whether a figure as said bears on a figure as asked.

    "At least 3,000" does not support 12,000, "up to 12,000" or "3,000 to 12,000" does not support
    a plain 12,000; a range supports the bounds that are its ends.
    """
    if not comparable(said.unit, asked.unit):
        return False
    if asked.high is not None or said.high is None:
        same = said.values == asked.values
        return same and (said.bound is not Bound.AT_MOST or asked.bound is Bound.AT_MOST)
    if asked.bound is Bound.AT_MOST:
        return said.high == asked.value
    return asked.bound is Bound.AT_LEAST and said.value == asked.value


def _extent(figure: Figure) -> tuple[float, float]:
    top = figure.value if figure.high is None else figure.high
    if figure.bound is Bound.AT_LEAST:
        return figure.value * (1 - _NEARLY), inf
    if figure.bound is Bound.AT_MOST:
        return 0.0, top * (1 + _NEARLY)
    return figure.value * (1 - _NEARLY), top * (1 + _NEARLY)


def dates_in(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of days, months with a year, and years."""
    return tuple(m.span() for m in _DATE.finditer(text))


def figures_of(text: str, continental: bool | None = None) -> tuple[Figure, ...]:
    """All quantities of a text in order, a range as one; dates and ordinals are none.

    A share ("a third of") is a percentage. `continental` says whether a point parts thousands
    where that may be either; None lets the text itself decide.
    """
    dated = dates_in(text)
    numbers = [
        n
        for n in numbers_in(text)
        if not any(start <= n.start < end for start, end in dated)
        and not _AFTER_YEAR.search(text[: n.start])
        and not is_clock(text, n)
    ]
    if continental is None:
        continental = parts_thousands_by_points(text)
    numbers = ungrouped(text, numbers, unit_at, continental)
    found: list[Figure] = []
    for number, upper in zip_longest(numbers, numbers[1:]):
        if found and number.start < found[-1].end:
            continue  # the upper end of the range before
        read = read_figure(text, number, upper, unit_at)
        if read is not None:
            found.append(read)
    return tuple(found)


def is_clock(text: str, number: Number) -> bool:
    """Whether a number is a time of the day."""
    return _CLOCK.match(text, number.end) is not None or bool(
        _MINUTES.search(text[max(0, number.start - _NEAR) : number.start])
    )


UnitOf = Callable[[str, int, int], str | None]


def read_figure(
    text: str, number: Number, following: Number | None, unit_of: UnitOf
) -> Figure | None:
    """The figure that a number opens, with the one behind it where the two are a range.

    "Half a" is a figure before a measure alone.
    """
    start, end = number.start, number.end
    bound = bound_of(text, start, end)
    if number.share:
        return Figure(round(100 * number.value, 6), bound, start, end, None, "percent")
    if number.vague:
        return Figure(number.value, Bound.AT_LEAST, start, end, None, unit_of(text, start, end))
    if following is not None and _is_joined(text, number, following):
        shared = number.scale == 1.0 and number.amount < following.amount
        low = number.amount * following.scale if shared else number.value
        if low < following.value:
            end = following.end
            return Figure(low, bound, start, end, following.value, unit_of(text, start, end))
    unit = unit_of(text, start, end)
    if _HALF_A.fullmatch(text, start, end) and not is_measure(unit):
        return None
    return Figure(number.value, bound, start, end, None, unit)


def ungrouped(
    text: str, numbers: Sequence[Number], unit_of: UnitOf, continental: bool
) -> list[Number]:
    """The numbers, those with a point that parts thousands read so.

    1. What is counted is whole: "27.346 crates" are many.
    2. The lower end of a range is written as the upper one is.
    3. Elsewhere the habit of the text decides.
    """
    read: list[Number] = []
    above = False  # whether the number behind was read so
    for number, following in reversed(list(zip_longest(numbers, numbers[1:]))):
        joined = following and _JOINS.fullmatch(text, number.end, following.start)
        unit = unit_of(text, number.start, number.end)
        counted = unit is not None and not is_measure(unit)
        above = number.grouped is not None and (continental or counted or bool(joined and above))
        read.append(replace(number, amount=number.grouped or number.amount) if above else number)
    return read[::-1]


def _is_joined(text: str, one: Number, other: Number) -> bool:
    """True where the words between and before two numbers make them the ends of a range."""
    before = text[: one.start]
    join, opening = _JOINS.fullmatch(text, one.end, other.start), _OPENS.search(before)
    if join is None or other.share or other.vague:
        return False
    word, opener = (join["word"] or "").lower(), opening["word"].lower() if opening else ""
    if word == "and":
        return opener == "between"
    if word == "or":
        return other.value <= _TWICE * one.value
    return not (word == "to" and opener == "from" and _CHANGES.search(before))
