"""Numbers as texts write them: in digits, in words, with a scale ("3.5 million", "two dozen")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Number:
    """`amount` times `scale`, written at [start, end); a scale of 1 is not written."""

    amount: float
    scale: float
    start: int
    end: int

    @property
    def value(self) -> float:
        """What it comes to."""
        return self.amount * self.scale


def numbers_in(text: str) -> Iterator[Number]:
    """All numbers of a text in order, years and days of the month too; ordinals are none."""
    for match in _NUMBER.finditer(text):
        if not match["ordinal"]:
            scale = _SCALES.get((match["scale"] or "").lower(), 1.0)
            yield Number(_amount(match), scale, match.start(), match.end())


def _amount(match: re.Match[str]) -> float:
    if match["digits"]:
        plain = re.sub(r"[,\s\u00a0\u202f](?=\d{3})", "", match["digits"])
        return float(plain.replace(",", "."))
    return float(sum(_VALUES[part] for part in match["words"].lower().split("-")))
