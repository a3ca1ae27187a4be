"""Laying pieces into limited room, so that none is ever cut by Discord or by chance.

A piece is indivisible: it is shown whole or not at all, and what is not shown is counted. What
is too long for any room is shortened before it is escaped, in one of two ways:

our own prose    ends at a word, with "…"
a quotation      ends at a sentence, or at a word where its first sentence is too long already;
                 the "…" stands outside of the quotation marks, and words say where the rest is
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.discord_bot.markdown import escaped, one_line, with_timestamps

_BREAK = re.compile(r"(?=\s)")
_SENTENCE_END = re.compile(r"""[.!?。！？]["'”’»)\]]*(?=\s)""")


@dataclass(frozen=True, slots=True)
class Piece:
    """Markdown that stays together; the highest `rank` is dropped first, 0 never."""

    text: str
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Laid:
    """The pieces that found room, in reading order, and those that did not."""

    kept: tuple[Piece, ...]
    left: tuple[Piece, ...]
    between: str = "\n\n"

    @property
    def text(self) -> str:
        """What is kept, and what was said of the rest."""
        return self.between.join(piece.text for piece in self.kept)


def size(text: str) -> int:
    """Length as the strictest reading of Discord's limits counts it: in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def counted(number: int, noun: str) -> str:
    """1 source, 2 sources."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def laid(
    pieces: Sequence[Piece],
    room: int,
    rest: Callable[[Sequence[Piece]], str],
    between: str = "\n\n",
) -> Laid:
    """As many pieces as fit; `rest` words what was left out, and is the last piece then.

    Dropped are the highest ranks first, of one rank the last ones first. Pieces of rank 0 must
    fit together with the longest that `rest` says.
    """
    order = sorted(range(len(pieces)), key=lambda n: (pieces[n].rank, n))
    for count in range(len(order), -1, -1):
        kept = [pieces[n] for n in sorted(order[:count])]
        left = tuple(pieces[n] for n in sorted(order[count:]))
        told = Laid((*kept, *([Piece(rest(left))] if left else ())), left, between)
        if size(told.text) <= room or not any(piece.rank for piece in kept):
            return told
    return Laid((), ())


def pages(pieces: Sequence[str], room: int) -> tuple[str, ...]:
    """The pieces on as few pages as their order allows, each piece on one page."""
    filled: list[str] = []
    for piece in pieces:
        if filled and size(filled[-1]) + 2 + size(piece) <= room:
            filled[-1] += f"\n\n{piece}"
        else:
            filled.append(piece)
    return tuple(filled)


def prose(text: str, room: int) -> str:
    """Our own words, escaped, on one line, shortened at a word."""
    line = one_line(text)
    if size(escaped(line)) <= room:
        return escaped(line)
    words = _beginning(line, room - 1, _word_ends(line[:room])) or _letters(line, room - 1)
    return f"{escaped(words)}…"


def dated_prose(text: str, room: int) -> str:
    """Our own words, their days as Discord shows days as far as there is room for that."""
    plain = prose(text, room)
    dated = with_timestamps(plain)
    return dated if size(dated) <= room else plain


def beginning(text: str, room: int) -> str:
    """The longest beginning of a clean line that fits when escaped: sentences, words, letters."""
    if len(text) <= room and size(escaped(text)) <= room:
        return text
    start = text[: room + 1]
    sentences = [match.end() for match in _SENTENCE_END.finditer(start)]
    return (
        _beginning(text, room, sentences)
        or _beginning(text, room, _word_ends(start))
        or _letters(text, room)
    )


def parts(text: str, room: int) -> Iterator[str]:
    """A clean line in beginnings, each of which fits; joined by spaces they are the line."""
    while text:
        part = beginning(text, room)
        yield part
        text = text[len(part) :].lstrip()


def _word_ends(text: str) -> list[int]:
    return [match.end() for match in _BREAK.finditer(text)]


def _beginning(text: str, room: int, ends: Sequence[int]) -> str:
    """The longest text[:end] that fits when escaped; "" where none does."""
    count = bisect_right(ends, room, key=lambda end: size(escaped(text[:end])))
    while count and size(escaped(text[: ends[count - 1]])) > room:
        count -= 1
    return text[: ends[count - 1]] if count else ""


def _letters(text: str, room: int) -> str:
    """A word too long for any room is cut between letters."""
    return _beginning(text, room, range(1, min(len(text), room) + 1)) or text[:1]
