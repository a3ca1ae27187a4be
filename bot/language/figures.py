"""Figures in text: value or range, unit and bound, so that 12,000 and "twelve thousand" agree."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from math import inf

from bot.language.numbers import Number, numbers_in
from bot.language.units import comparable, unit_at

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
_BOUNDS = (
    (
        "at_least",
        re.compile(
            r"(?:at least|(?<!\bno )(?<!\bnot )more than|over|no (?:fewer|less) than|upwards of|"
            r"minimum of|exceeding|above)\s+\Z",
            re.I,
        ),
    ),
    (
        "at_most",
        re.compile(
            r"(?:up to|at most|as many as|not? more than|(?<!\bno )(?:fewer|less) than|under|"
            r"below|maximum of)\s+\Z",
            re.I,
        ),
    ),
    (
        "about",
        re.compile(
            r"(?:about|around|some|roughly|approximately|nearly|almost|estimated|an estimated|"
            r"close to)\s+\Z",
            re.I,
        ),
    ),
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


class Bound(StrEnum):
    """How a figure is limited: "at least 3,000" does not support 12,000."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOUT = "about"


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity in a text at [start, end), never a date.

    A range ("14 to 22") has its upper end in `high`, with `value` as the lower one. `unit` is a
    name of units.yaml or the stem of the noun that is counted, None where the text has neither.
    """

    value: float
    bound: Bound
    start: int
    end: int
    high: float | None = None
    unit: str | None = None

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


def figures_of(text: str) -> tuple[Figure, ...]:
    """All quantities of a text in order, a range as one; dates and ordinals are none."""
    dated = dates_in(text)
    numbers = [
        n
        for n in numbers_in(text)
        if not any(start <= n.start < end for start, end in dated)
        and not _AFTER_YEAR.search(text[: n.start])
    ]
    found: list[Figure] = []
    for number in numbers:
        if found and number.start < found[-1].end:
            continue  # the upper end of the range before
        upper = next((n for n in numbers if n.start > number.start), None)
        found.append(_figure(text, number, upper))
    return tuple(found)


def _figure(text: str, number: Number, following: Number | None) -> Figure:
    """The figure that a number opens, with the one behind it where the two are a range."""
    start, bound = number.start, _bound(text[: number.start])
    if following is not None and _is_joined(text, number, following):
        shared = number.scale == 1.0 and number.amount < following.amount
        low = number.amount * following.scale if shared else number.value
        if low < following.value:
            end = following.end
            return Figure(low, bound, start, end, following.value, unit_at(text, start, end))
    return Figure(number.value, bound, start, number.end, None, unit_at(text, start, number.end))


def _is_joined(text: str, one: Number, other: Number) -> bool:
    """True where the words between and before two numbers make them the ends of a range."""
    before = text[: one.start]
    join, opening = _JOINS.fullmatch(text, one.end, other.start), _OPENS.search(before)
    if join is None:
        return False
    word, opener = (join["word"] or "").lower(), opening["word"].lower() if opening else ""
    if word == "and":
        return opener == "between"
    if word == "or":
        return other.value <= _TWICE * one.value
    return not (word == "to" and opener == "from" and _CHANGES.search(before))


def _bound(before: str) -> Bound:
    return next((Bound(name) for name, rule in _BOUNDS if rule.search(before)), Bound.EXACT)
