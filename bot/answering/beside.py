"""Which further rows behind a label an answer tells of: who disputes it, what was said before, and
of somebody's words the newest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.answering.asked import Asked
from bot.claims import Evidence, Label, Qualifier, Status
from bot.evidence.policy import AFFIRMING, AGAINST, UNDECIDED
from bot.reading.claimant import UNNAMED
from retrieval.documents import Standing

_STATEMENTS = 3  # beside the one that leads
_DENIERS = frozenset(Standing) - {Standing.MEDIA}


def rows_beside(
    asked: Asked, label: Label, rows: Sequence[Evidence], lead: tuple[str, int]
) -> tuple[Evidence, ...]:
    """The rows that lines are made of, beside the one at `lead` (source and offset)."""
    others = [r for r in rows if (r.source_id, r.start) != lead]
    if asked is Asked.SPEECH:
        return tuple(_newest(others))
    led = next((r for r in rows if (r.source_id, r.start) == lead), None)
    if led is None or led.stance not in AFFIRMING:
        return ()
    before = _before(others, led, label.status) if asked is Asked.WHETHER else ()
    return (*_disputing(others, label.qualifiers), *before)


def is_named(row: Evidence) -> bool:
    """Whether somebody with a name speaks."""
    return bool(row.claimant) and row.claimant != UNNAMED.name


def _newest(rows: list[Evidence]) -> Iterator[Evidence]:
    """The newest statements of a speaker, each origin and day once."""
    seen: set[object] = set()
    for row in sorted(rows, key=lambda r: (r.said, r.source_id, r.start), reverse=True):
        key = (row.claimant, row.said)
        if key not in seen and len(seen) < _STATEMENTS:
            seen.add(key)
            yield row


def _disputing(rows: list[Evidence], qualifiers: tuple[Qualifier, ...]) -> Iterator[Evidence]:
    """The newest firm denial of somebody with standing."""
    if not {Qualifier.DENIED, Qualifier.DISPUTED, Qualifier.REFUTED} & set(qualifiers):
        return
    denials = [
        r
        for r in rows
        if r.stance in AGAINST and r.standing in _DENIERS and not r.hedged and is_named(r)
    ]
    yield from sorted(denials, key=lambda r: (r.said, r.source_id))[-1:]


def _before(rows: list[Evidence], led: Evidence, status: Status) -> Iterator[Evidence]:
    """What the same side, else anybody, left open before it was confirmed."""
    if status is not Status.CONFIRMED:
        return
    left = [r for r in rows if r.stance in UNDECIDED and r.said < led.said and is_named(r)]
    own = [r for r in left if r.origin == led.origin]
    yield from sorted(own or left, key=lambda r: (r.said, r.source_id))[-1:]
