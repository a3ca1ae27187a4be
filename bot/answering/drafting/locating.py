"""Finds the words that a model says it quotes: exactly, or but for blanks and quotation marks."""

from __future__ import annotations

import re

# Marks that programs put in place of one another; every key is one character, as is its value.
_SAME = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u0060\u00b4", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
    }
)
_BLANKS = re.compile(r"\s+")


def locate(words: str, text: str) -> tuple[int, int] | None:
    """Where the words stand in the text: text[start:end], or None.

    Blanks count as one and quotation marks of one kind as the same; nothing else is forgiven.
    """
    exact = text.find(words)
    if words and exact >= 0:
        return exact, exact + len(words)
    wanted = _BLANKS.sub(" ", words.translate(_SAME)).strip()
    if not wanted:
        return None
    pattern = r"\s+".join(map(re.escape, wanted.split(" ")))
    found = re.search(pattern, text.translate(_SAME))
    return found.span() if found else None


def stands_in(words: str, text: str) -> bool:
    """Whether the words stand there, by the same rules."""
    return locate(words, text) is not None


def pieces_of(words: str) -> tuple[str, ...]:
    """What a quotation may be put together from: its parts around an ellipsis, its sentences."""
    parts = re.split(r"\s*(?:\.\.\.|…|\[[^\]]*\])\s*|(?<=[.!?])\s+|[;,]\s+", words)
    return tuple(part for part in parts if part.strip())
