"""Words of a text and their stems, the same everywhere a question meets a sentence."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from retrieval import stemming

_WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:[.'’][^\W_]+)*", re.UNICODE)
_POSSESSIVE = re.compile(r"['’]s?\Z")


def words_of(text: str) -> list[str]:
    """Words and numbers in order, possessive endings dropped; hyphens part words."""
    return [_POSSESSIVE.sub("", word) for word in _WORD.findall(text)]


@lru_cache(maxsize=16384)
def stems_of(text: str) -> frozenset[str]:
    """The keys of all words of a text; kept, since sentences come back question after question.

    A form of two words ("left") has both keys here, one in `stem`.
    """
    return frozenset[str]().union(*map(stemming.stems, words_of(text)))


def stem(word: str) -> str:
    """The key under which a word is compared, whatever its form and spelling."""
    return stemming.stem(word)


@lru_cache(maxsize=1)
def function_words() -> frozenset[str]:
    """Words that carry no topic, lower case, from function_words.txt."""
    text = files("bot.language").joinpath("function_words.txt").read_text(encoding="utf-8")
    return frozenset(w for line in text.splitlines() if line[:1] != "#" for w in line.split())
