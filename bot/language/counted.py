"""Words under which the same things are counted, from counted.yaml."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import yaml

from bot.language.words import stem


@lru_cache(maxsize=4096)
def alike(head: str) -> frozenset[str]:
    """The stem itself with the stems of words that count the same things."""
    return frozenset({head}).union(*(group for group in _groups() if head in group))


@lru_cache(maxsize=1)
def _groups() -> tuple[frozenset[str], ...]:
    text = files("bot.language").joinpath("counted.yaml").read_text(encoding="utf-8")
    loaded = yaml.load(text, Loader=yaml.CSafeLoader)
    return tuple(frozenset(stem(w) for w in group) for group in loaded)
