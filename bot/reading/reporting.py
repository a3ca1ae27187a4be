"""The words that report, from reporting.yaml: what a verb or noun of telling does."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml


class Telling(StrEnum):
    """What the subject of a reporting word does with what is reported."""

    ASSERTS = "asserts"
    BELIEVES = "believes"
    FINDS = "finds"
    CONFIRMS = "confirms"
    ADMITS = "admits"
    DENIES = "denies"
    RETRACTS = "retracts"
    EVADES = "evades"
    ASKS = "asks"


@lru_cache(maxsize=1)
def _lists() -> dict[str, Any]:
    text = files("bot.language").joinpath("reporting.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return loaded


@lru_cache(maxsize=1)
def _verbs() -> dict[str, Telling]:
    return {v: Telling(kind) for kind, verbs in _lists()["verbs"].items() for v in verbs}


@lru_cache(maxsize=1)
def _nouns() -> dict[str, Telling]:
    return {n: Telling(kind) for kind, nouns in _lists()["sayings"].items() for n in nouns}


def telling_verb(lemma: str) -> Telling | None:
    """What the subject of a verb does with its content; None for a verb that reports nothing.

    New verbs come from the parser with an "e" too many ("texte").
    """
    return _verbs().get(lemma) or _verbs().get(lemma.removesuffix("e"))


def telling_noun(lemma: str) -> Telling | None:
    """What whoever stands behind a noun ("the claim that") does; None for any other noun."""
    return _nouns().get(lemma)


@lru_cache(maxsize=16)
def words(name: str) -> frozenset[str]:
    """One of the plain lists of the file, by its name."""
    return frozenset(_lists()[name])


@lru_cache(maxsize=1)
def prepositions() -> dict[str, frozenset[str]]:
    """By preposition, the verbs whose content may stand behind it ("warned of floods")."""
    return {p: frozenset(verbs) for p, verbs in _lists()["taking_prepositions"].items()}
