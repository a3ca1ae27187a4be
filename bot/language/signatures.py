"""What a word does to the event inside it, read once from signatures.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Signature:
    """What holds for the event where the word holds, and where it is negated.

    Signs: "+" so, "-" not so, "f" so even where the word itself is open, "o" open, "p" planned;
    "o-" and "p-" are spoken against as well.
    """

    positive: str
    negative: str


@lru_cache(maxsize=64)
def words(name: str) -> frozenset[str]:
    """A plain list of words."""
    return frozenset(_data()[name])


@lru_cache(maxsize=4)
def groups(name: str) -> tuple[frozenset[str], ...]:
    """A list of groups of words."""
    return tuple(map(frozenset, _data()[name]))


@lru_cache(maxsize=4)
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """A list of rows of words, the order of which tells something."""
    return tuple(map(tuple, _data()[name]))


@lru_cache(maxsize=64)
def told_of(deed: str) -> frozenset[str]:
    """The words one of which tells of a deed that has a name of its own; none of another."""
    named = _data()["named"]
    return frozenset(word for group in named if deed in group["deed"] for word in group["told"])


@lru_cache(maxsize=4)
def signs(name: str) -> Mapping[str, str]:
    """The words of a list whose words have one sign each."""
    return {word: sign for sign, listed in _data()[name].items() for word in listed}


def signature(frame: str, word: str) -> Signature | None:
    """The signature of a lemma in a frame; None where no list has it."""
    return _frame(frame).get(word)


@lru_cache(maxsize=16)
def _frame(name: str) -> Mapping[str, Signature]:
    listed = _data()[name].items()
    return {word: Signature(*signs.split()) for signs, group in listed for word in group}


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    text = files("bot.language").joinpath("signatures.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return loaded
