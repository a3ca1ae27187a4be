"""Words that stand for one another, from counted.yaml."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import yaml

from bot.language.words import stem


@lru_cache(maxsize=4096)
def alike(head: str) -> frozenset[str]:
    """The stem itself with the stems of words that count the same things."""
    return _group(head, "counted")


@lru_cache(maxsize=4096)
def same(word: str) -> frozenset[str]:
    """The stem itself with the stems of words for the same thing."""
    return _group(word, "same")


def _group(word: str, kind: str) -> frozenset[str]:
    return frozenset({word}).union(*(group for group in _groups()[kind] if word in group))


@lru_cache(maxsize=1)
def _groups() -> dict[str, tuple[frozenset[str], ...]]:
    text = files("bot.language").joinpath("counted.yaml").read_text(encoding="utf-8")
    loaded = yaml.load(text, Loader=yaml.CSafeLoader)
    return {
        kind: tuple(frozenset(stem(w) for w in group) for group in groups)
        for kind, groups in loaded.items()
    }
