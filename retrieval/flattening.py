"""A text as a parser can read it: one line, without what is no word, every place known.

White space becomes single blanks, a quotation mark of two characters one. Footnote marks, soft
hyphens and characters that nobody sees are left out, a dateline or a time in front as well. A blank
is put behind a full stop of Chinese and Japanese, and into a run of characters without one, since
tokenizers take time quadratic in its length. What is left out stays in the text itself: it belongs
to the sentence that it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

_LONGEST_WORD = 200
_ODD = re.compile(
    r"(?P<blank>[\s\x00-\x1f\x7f-\x9f]{2,}|[^\S ]|[\x00-\x1f\x7f-\x9f])"
    r"|(?P<hidden>[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+"
    r"|(?<=\S) ?\[(?:\d{1,3}|[a-z]|note \d+)\]"
    r"|(?<=[.!?,;:\"'”’)])[\u00b9\u00b2\u00b3\u2070-\u2079]+)"
    r"|(?P<broken>[\ud800-\udfff])"
    r"|(?P<quote>''(?!')|``)"
    rf"|(?P<parted>[。！？][”」』）]*(?=[^\s”」』）])|\S{{{_LONGEST_WORD}}}(?=\S))"
)
_PLACE = r"[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3}"
_DAY = r"(?:[A-Z][a-z]+\.? \d{1,2}|\d{1,2} [A-Z][a-z]+)(?:,? \d{4})?"
_IN_FRONT = re.compile(
    rf"(?:{_PLACE}(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)?)?(?:, {_DAY})?(?: \([^()]{{2,40}}\))?"
    r"(?:\s-+\s|\s?[–—]+\s?)"
    r"|\[?(?:[01]?\d|2[0-3])[:.][0-5]\d\]?(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?(?:\s?[-–—:|])?\s"
    r")(?=[\"'“‘(]*[A-Z0-9])"
)


@dataclass(frozen=True, slots=True)
class Flat:
    """`origin` holds where each character of `text` stands in the text as it was."""

    text: str
    origin: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where text[start:end], which is not empty, stands in the text as it was."""
        return self.origin[start], self.origin[end - 1] + 1


def flat(text: str) -> Flat:
    """The text on one line."""
    pieces, places = zip(*_pieces(text), strict=True)
    kept = "".join(pieces)
    origin = places[0] if len(places) == 1 else list(chain.from_iterable(places))
    first = _behind_front(kept)
    return Flat(kept[first:].rstrip(), origin[first:])


def _pieces(text: str) -> Iterator[tuple[str, Sequence[int]]]:
    """What is kept, in order, with the places of its characters."""
    cursor = 0
    for odd in _ODD.finditer(text):
        yield text[cursor : odd.start()], range(cursor, odd.start())
        cursor, last = odd.end(), odd.end() - 1
        if odd["parted"]:
            yield f"{odd[0]} ", (*range(odd.start(), cursor), last)
        elif not odd["hidden"]:
            kept = " " if odd["blank"] else '"' if odd["quote"] else "\ufffd"
            yield kept, range(odd.start(), odd.start() + 1)
    yield text[cursor:], range(cursor, len(text))


def _behind_front(text: str) -> int:
    """Behind the dateline or time, and the blank, in front of a text."""
    blank = len(text) - len(text.lstrip())
    found = _IN_FRONT.match(text, blank)
    return found.end() if found else blank
