"""Where sentences begin: what is certain by rule, the rest being left to a parser."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_TERMINAL = re.compile(r"[.!?…。！？؟۔।]+\Z")
_SEEMS_TO_END = re.compile(r"[.!?…][\"'”’)]*\s+(?=[A-Z\"“(])")
_MOST_AT_ONCE = 5_000  # characters


def starts_of(words: Sequence[str], spaced: Sequence[bool]) -> list[bool | None]:
    """For each word whether a sentence begins there; None where no rule is certain."""
    return [None for _ in words]


def rule_spans(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the sentences of one paragraph, by rule alone."""
    start = 0
    for found in re.finditer(r"[.!?…。！？؟۔।]+[\"'”’»)\]]*\s+(?=[^a-z])|\Z", text):
        end = found.end()
        piece = text[start:end]
        if piece.strip():
            left = len(piece) - len(piece.lstrip())
            yield start + left, start + len(piece.rstrip())
        start = end


def pieces_of(text: str) -> Iterator[tuple[int, int]]:
    """Spans that together are the text, each short enough to be parsed at once."""
    start = 0
    while len(text) - start > _MOST_AT_ONCE:
        end = _cut(text, start, start + _MOST_AT_ONCE)
        yield start, end
        start = end
    if start < len(text):
        yield start, len(text)


def _cut(text: str, start: int, limit: int) -> int:
    """Behind the last sentence that seems to end, else behind the last blank, else anywhere."""
    ends = list(_SEEMS_TO_END.finditer(text, start, limit))
    if ends:
        return ends[-1].end()
    blank = max(text.rfind(space, start, limit) for space in " \n\t")
    return blank + 1 if blank > start else limit
