"""What quotation marks and brackets do: open, close, or neither."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

_OPEN = frozenset("“‘«„‚([{「『``")
_CLOSE = frozenset("”’»)]}」』")
_EITHER = frozenset(('"', "'", "''"))
_DASHES = frozenset("-–—―")


class Mark(StrEnum):
    """What a mark does."""

    OPENS = "opens"
    CLOSES = "closes"


def marks_of(words: Sequence[str], spaced: Sequence[bool]) -> list[Mark | None]:
    """What each word does, None for any but a mark; `spaced`: whether a blank stands before it.

    A mark that looks alike on both sides closes where a word stands right before it and none right
    behind, and opens where it is the other way round; else it closes what is open.
    """
    found = list[Mark | None]()
    open_now = set[str]()
    for n, word in enumerate(words):
        mark = _plain(word)
        if word in _EITHER:
            mark = _by_place(words, spaced, n) or (Mark.CLOSES if word in open_now else Mark.OPENS)
            (open_now.add if mark is Mark.OPENS else open_now.discard)(word)
        found.append(mark)
    return found


def _plain(word: str) -> Mark | None:
    if word in _OPEN:
        return Mark.OPENS
    return Mark.CLOSES if word in _CLOSE else None


def _by_place(words: Sequence[str], spaced: Sequence[bool], n: int) -> Mark | None:
    """By the blanks around it, if they tell."""
    free_before = n == 0 or spaced[n] or words[n - 1] in _OPEN or words[n - 1] in _DASHES
    free_behind = n + 1 == len(words) or spaced[n + 1]
    if free_before == free_behind:
        return None
    return Mark.OPENS if free_before else Mark.CLOSES
