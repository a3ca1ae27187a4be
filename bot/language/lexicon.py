"""The word lists of lexicon.yaml, compiled once into regular expressions."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

import yaml

from bot.claims import Stance
from bot.language.words import stem

_GAPS = {"*": r"(?:[\w'’-]+\W+){0,3}", "**": r"(?:[\w'’-]+\W+){0,8}"}


@lru_cache(maxsize=1)
def _lists() -> dict[str, list[str]]:
    text = files("bot.language").joinpath("lexicon.yaml").read_text(encoding="utf-8")
    loaded: dict[str, list[str]] = yaml.load(text, Loader=yaml.CSafeLoader)
    return loaded


@lru_cache(maxsize=32)
def pattern(category: str) -> re.Pattern[str]:
    """A case-insensitive pattern that matches any phrase of one category, longest first."""
    phrases = sorted(_lists()[category], key=lambda phrase: -len(phrase))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(_compiled, phrases))})(?![\w-])", re.IGNORECASE)


@lru_cache(maxsize=32)
def stems(category: str) -> frozenset[str]:
    """The stems of a category of single words."""
    return frozenset(map(stem, _lists()[category]))


def stance_patterns() -> tuple[tuple[Stance, re.Pattern[str]], ...]:
    """Stances with their patterns, the most telling first.

    Order matters: "did not deny" holds "deny", "could not confirm" holds "confirm".
    """
    order = (
        Stance.RETRACTS,
        Stance.EVADES,
        Stance.DECLINES,
        Stance.DENIES,
        Stance.ADMITS,
        Stance.CONFIRMS,
        Stance.ASSERTS,
    )
    return tuple((stance, pattern(stance.value)) for stance in order)


def _compiled(phrase: str) -> str:
    parts = [_GAPS.get(word) or _word(word) + r"\s+" for word in phrase.split()]
    return "".join(parts).removesuffix(r"\s+")


def _word(word: str) -> str:
    return re.escape(word).replace("'", "['’]")
