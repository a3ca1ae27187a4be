"""Words about people and bodies, by class: titles, nouns for persons, first names.

The lists are people.yaml and first_names.txt.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from retrieval.naming import spellings


@lru_cache(maxsize=1)
def _lists() -> dict[str, Any]:
    text = files("bot.language").joinpath("people.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return loaded


@lru_cache(maxsize=32)
def words_for(kind: str) -> frozenset[str]:
    """The words of a class of people.yaml."""
    return frozenset(_lists()[kind])


def role_of(title: str) -> str:
    """The role that a title before a name stands for: "Sen." is a senator."""
    bare = title.casefold().rstrip(".")
    return str(_lists()["titles"].get(bare, bare))


@lru_cache(maxsize=1)
def _genders() -> Mapping[str, str]:
    text = files("bot.language").joinpath("first_names.txt").read_text(encoding="utf-8")
    rows = (line.split() for line in text.splitlines() if line[:1] != "#")
    return {name: gender for gender, *names in rows for name in names}


def is_title(word: str) -> bool:
    """True for what stands before a name and is none: Mr., Sen., Mayor, former."""
    bare = word.casefold().rstrip(".")
    titles = words_for("mr") | words_for("mrs") | words_for("persons") | _titles()
    return bare in titles or word[:1].islower()


@lru_cache(maxsize=1)
def _titles() -> frozenset[str]:
    return frozenset(_lists()["titles"]) | frozenset(_lists()["titles"].values())


def title_gender(words: Iterable[str]) -> str:
    """ "m" or "f" where one of the words tells, else ""."""
    bare = {w.casefold().rstrip(".") for w in words}
    if bare & (words_for("mr") | words_for("men")):
        return "m"
    return "f" if bare & (words_for("mrs") | words_for("women")) else ""


@lru_cache(maxsize=16384)
def first_gender(first: str) -> str:
    """ "m" or "f" for a first name that mostly one gender bears, else ""."""
    genders = {_genders().get(key, "") for key in spellings(first)}
    return genders.pop() if len(genders) == 1 and genders <= {"m", "f"} else ""


def is_first_name(word: str) -> bool:
    """True for a first name, whoever bears it."""
    return not spellings(word).isdisjoint(_genders())


@lru_cache(maxsize=16384)
def can_be_person(lemma: str) -> bool:
    """True for a noun for persons."""
    listed = words_for("persons") | words_for("men") | words_for("women")
    return lemma in listed or lemma.endswith(("ist", "man", "woman", "person"))
