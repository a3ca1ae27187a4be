"""Figures in text: value, unit word and bound, so that 12,000 and "twelve thousand" agree."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from math import inf

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_VALUES = {w: n for n, w in enumerate(_SMALL)} | {w: 10 * n for n, w in enumerate(_TENS, 2)}
_SCALES = {
    "dozen": 12.0,
    "hundred": 1e2,
    "thousand": 1e3,
    "k": 1e3,
    "million": 1e6,
    "m": 1e6,
    "billion": 1e9,
    "bn": 1e9,
}
_NUMBER = re.compile(
    r"(?<![\w.,])(?<![A-Za-z]-)(?:(?P<digits>\d{1,3}(?:[, \u00a0\u202f]\d{3})+(?:\.\d+)?"
    r"|\d+(?:[.,]\d+)?)"
    rf"|(?P<words>(?:{'|'.join([*_SMALL[1:], *_TENS])})(?:-(?:{'|'.join(_SMALL[1:10])}))?))"
    r"(?:[\s\u00a0-]*(?P<scale>dozen|hundred|thousand|million|billion|bn|k|m)\b)?"
    r"(?P<ordinal>st|nd|rd|th)?(?![\w])",
    re.IGNORECASE,
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
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


class Bound(StrEnum):
    """How a figure is limited: "at least 3,000" does not support 12,000."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOUT = "about"


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity in a text at [start, end), never a date."""

    value: float
    bound: Bound
    start: int
    end: int


_NEARLY = 0.1


def conflict(one: Figure, other: Figure) -> bool:
    """True when two figures for one thing cannot both be right; a tenth apart is a rounding."""
    low, high = _range(one)
    other_low, other_high = _range(other)
    return high < other_low or other_high < low


def _range(figure: Figure) -> tuple[float, float]:
    slack = _NEARLY * abs(figure.value)
    if figure.bound is Bound.AT_LEAST:
        return figure.value - slack, inf
    if figure.bound is Bound.AT_MOST:
        return 0.0, figure.value + slack
    return figure.value - slack, figure.value + slack


def dates_in(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of days, months with a year, and years."""
    return tuple(m.span() for m in _DATE.finditer(text))


def figures_of(text: str) -> tuple[Figure, ...]:
    """All quantities of a text in order; dates and ordinals are none."""
    dated = dates_in(text)
    found = []
    for match in _NUMBER.finditer(text):
        inside = any(start <= match.start() < end for start, end in dated)
        if not inside and not match["ordinal"]:
            found.append(
                Figure(_value(match), _bound(text[: match.start()]), match.start(), match.end())
            )
    return tuple(found)


def _value(match: re.Match[str]) -> float:
    if match["digits"]:
        plain = re.sub(r"[,\s\u00a0\u202f](?=\d{3})", "", match["digits"])
        value = float(plain.replace(",", "."))
    else:
        value = float(sum(_VALUES[part] for part in match["words"].lower().split("-")))
    return value * _SCALES.get((match["scale"] or "").lower(), 1.0)


def _bound(before: str) -> Bound:
    return next((Bound(name) for name, rule in _BOUNDS if rule.search(before)), Bound.EXACT)
