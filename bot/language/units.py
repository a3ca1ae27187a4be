"""What a figure is measured in or counts: a unit of units.yaml, or the noun behind it."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

import yaml

from bot.language.counted import alike
from bot.language.words import function_words, stem

_WORD = re.compile(r"[\s\u00a0-]*(?P<word>[^\W\d_]+)(?:['’]s?)?")
_UNCOUNTED = re.compile(r"(?:ss|us|is)\Z")
_PLURALS = frozenset("people men women children personnel staff crew police troops cattle".split())
_REACH = 4
_SYMBOL = 8


def unit_at(text: str, start: int, end: int) -> str | None:
    """The unit of the figure at [start, end): a name of units.yaml, or the stem of a noun.

    The noun is the first plural among the next few words ("12,000 North Korean troops"); None
    where there is neither.
    """
    return measure_at(text, start, end) or _noun_behind(text, end)


def measure_at(text: str, start: int, end: int) -> str | None:
    """What the figure at [start, end) is measured in, a name of units.yaml, if in anything."""
    near = text[max(0, start - _SYMBOL) : start]
    measured = _before().search(near) or _after().match(text, end)
    return _names()[" ".join(measured["unit"].split())] if measured else None


def is_measure(unit: str | None) -> bool:
    """Whether a unit measures; what is counted is whole, what is measured may be broken."""
    return unit in _units()


def comparable(one: str | None, other: str | None) -> bool:
    """Whether figures of these units can be about one thing; what has no unit fits any.

    Two nouns that are counted may name one thing in other words, two measures may not.
    """
    if one is None or other is None or other in alike(one):
        return True
    return not is_measure(one) and not is_measure(other)


def _noun_behind(text: str, end: int) -> str | None:
    at = end
    for _ in range(_REACH):
        match = _WORD.match(text, at)
        if match is None or match["word"].lower() in function_words() - {"of"}:
            return None
        word = match["word"].lower()
        if word in _PLURALS or (word.endswith("s") and not _UNCOUNTED.search(word)):
            return stem(word)
        at = match.end()
    return None


@lru_cache(maxsize=1)
def _units() -> dict[str, dict[str, list[str]]]:
    text = files("bot.language").joinpath("units.yaml").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, list[str]]] = yaml.load(text, Loader=yaml.CSafeLoader)
    return loaded


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """The name of each written form."""
    places = ((name, form) for name, unit in _units().items() for f in unit.values() for form in f)
    return {form: name for name, form in places}


@lru_cache(maxsize=1)
def _before() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?P<unit>{_forms('before')})[\s\u00a0]?\Z")


@lru_cache(maxsize=1)
def _after() -> re.Pattern[str]:
    return re.compile(rf"[\s\u00a0-]*(?P<unit>{_forms('after')})(?!\w)")


def _forms(side: str) -> str:
    """All forms of one side, longest first; a space in one may be any."""
    forms = sorted((f for u in _units().values() for f in u.get(side, ())), key=len, reverse=True)
    return "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in forms)
