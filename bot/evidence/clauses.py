"""Where a sentence falls into clauses that can be said by somebody else, or less firmly.

A boundary is a semicolon or a colon, a dash with blanks, or a comma before a word that opens a
clause of its own ("but", "while", "and he"). A clause that opens with such a word itself
("Whereas the boats are small, ...") ends at its comma. Nothing is parted inside quotation marks or
brackets, and a piece of less than three words stays with what stands before it.
"""

from __future__ import annotations

import re
from functools import lru_cache

_SUBJECT = (
    r"(?:he|she|it|they|we|I|there|this|that|these|those|nobody|none|neither|some|most|many|"
    r"(?:the|an?|its|his|her|their|our)\s+\w+|[A-Z][\w'’-]+)"
)
_OPENER = r"(?:but|yet|while|whereas|although|though|even though|because|since|unless|so that|as)"
_BOUNDARY = re.compile(
    rf";\s+|:\s+(?=\S+\s+\S+\s+\S+)|\s[–—]\s|,\s+(?={_OPENER}\s)"
    rf"|,?\s+(?=(?:and|but)\s+that\s)|,\s+(?=(?:and|or|nor)\s+(?:then\s+|also\s+)?{_SUBJECT}\s)"
)
_SUBORDINATE = re.compile(
    r"(?:While|Whereas|Although|Though|Even though|Because|Since|As|Unless|If|When)\s"
)
_CLOSED = re.compile(r"[\"“][^\"”]*[\"”]|\([^)]*\)|\[[^\]]*\]")
_LEAST = 3


@lru_cache(maxsize=16384)
def clauses_of(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of the clauses of a sentence, in order, that cover it without the gaps between."""
    closed = [m.span() for m in _CLOSED.finditer(text)]
    cuts = [m.span() for m in _BOUNDARY.finditer(text)]
    if _SUBORDINATE.match(text) and (comma := re.search(r",\s+", text)):
        cuts.append(comma.span())
    free = sorted(cut for cut in cuts if not any(a < cut[0] < b for a, b in closed))
    spans: list[tuple[int, int]] = []
    start = 0
    for begin, end in [*free, (len(text), len(text))]:
        if len(text[start:begin].split()) < _LEAST and spans:
            spans[-1] = (spans[-1][0], begin)
        elif text[start:begin].strip():
            spans.append((start, begin))
        start = end
    return tuple(_joined(text, spans))


def _joined(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Gives a short first piece to the one behind it."""
    if len(spans) > 1 and len(text[slice(*spans[0])].split()) < _LEAST:
        return [(spans[0][0], spans[1][1]), *spans[2:]]
    return spans
