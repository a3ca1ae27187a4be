"""Checked claims for a terminal: the label first, then what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.claims import CheckedClaim, Evidence
from bot.rendering.lines import BLANK, Line, block
from bot.rendering.text import change_words, evidence_lines, label_line, quoted


def checked_lines(claims: Sequence[CheckedClaim]) -> tuple[Line, ...]:
    """Each claim with its label, in order, blank lines between."""
    return tuple(
        line for n, claim in enumerate(claims) for line in (*([BLANK] if n else ()), *_claim(claim))
    )


def _claim(claim: CheckedClaim) -> Iterator[Line]:
    yield block(quoted(claim.text), "bold")
    yield label_line(claim.label, *([f"as of {claim.as_of}"] if claim.as_of else ()))
    yield block(claim.label.reason)
    yield from _rows("Decided by", claim.deciding)
    yield from _rows("Against it", (claim.contrary,) if claim.contrary else ())
    if claim.nearest is not None:
        nearest = claim.nearest
        where = f"{nearest.publisher}, {nearest.stated or nearest.published}"
        yield block(f"Nearest, and no answer: {quoted(nearest.quote)} ({where})", indent=2, hang=2)
    if len(claim.history) > 1:
        yield block("History")
        yield from (block(change_words(change), indent=2, hang=2) for change in claim.history)


def _rows(heading: str, rows: Sequence[Evidence]) -> Iterator[Line]:
    if rows:
        yield block(heading)
        yield from (line for n, row in enumerate(rows, 1) for line in evidence_lines(n, row))
