"""The word classes of words.yaml."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import yaml


@lru_cache(maxsize=64)
def words(category: str) -> frozenset[str]:
    """The lemmas of one class."""
    return frozenset(_classes()[category])


@lru_cache(maxsize=1)
def _classes() -> dict[str, list[str]]:
    text = files("bot.answering.reading").joinpath("words.yaml").read_text(encoding="utf-8")
    loaded: dict[str, list[str]] = yaml.load(text, Loader=yaml.CSafeLoader)
    return loaded
