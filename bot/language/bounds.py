"""How a figure is limited by the words around it, from bounds.yaml."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

import yaml

_REACH = 40


class Bound(StrEnum):
    """How a figure is limited: "at least 3,000" does not support 12,000."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOUT = "about"


def bound_of(text: str, start: int, end: int) -> Bound:
    """The bound of the figure at [start, end).

    1. What stands right before it.
    2. What stands right behind it, or behind the noun that it counts.
    3. No bound.
    """
    before = _before().search(text[max(0, start - _REACH) : start])
    if before is not None:
        return _bounds("before")[_plain(before["phrase"])]
    after = _after().match(text, end)
    return _bounds("after")[_plain(after["phrase"])] if after else Bound.EXACT


def _plain(phrase: str) -> str:
    return " ".join(phrase.lower().split())


@lru_cache(maxsize=1)
def _before() -> re.Pattern[str]:
    """A phrase at the end, with a currency or an article between it and the figure."""
    return re.compile(rf"(?<!\w)(?P<phrase>{_phrases('before')})\s+(?:an?\s+)?[$€£¥₩₹]?\Z", re.I)


@lru_cache(maxsize=1)
def _after() -> re.Pattern[str]:
    """A phrase behind the figure and at most three words, none of which begins another number."""
    words = r"(?:(?:\s+|-)(?!or\b|and\b|at\b)[^\W\d_]+){0,3}?"
    closed = r"(?!\w)(?!\s+(?:than|of|an?|\d|one|two|three)\b)"
    return re.compile(rf"%?{words}\s+(?P<phrase>{_phrases('after')}){closed}", re.I)


def _phrases(side: str) -> str:
    """All phrases of one side, the longest first; a space in one may be any."""
    longest = sorted(_bounds(side), key=len, reverse=True)
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in longest)


@lru_cache(maxsize=2)
def _bounds(side: str) -> dict[str, Bound]:
    text = files("bot.language").joinpath("bounds.yaml").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, list[str]]] = yaml.load(text, Loader=yaml.CSafeLoader)
    return {phrase: Bound(name) for name, sides in loaded.items() for phrase in sides[side]}
