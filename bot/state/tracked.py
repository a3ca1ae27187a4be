"""The plain values of tracking: which claims are followed, and how their labels changed.

They hold ids and offsets of sources, never their words, so that a source that is taken out
leaves nothing behind.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256

from bot.claims import Answer, Label, Outcome

FOLLOWED = frozenset({Outcome.ANSWERED, Outcome.NOTHING_FOUND})


class Happened(StrEnum):
    """What became of a source."""

    ADDED = "added"
    REMOVED = "removed"
    NEW_VERSION = "new version"


@dataclass(frozen=True, slots=True)
class Span:
    """The characters [start, end) of a source's body."""

    source_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """What was last found of a claim: its label, None where nothing answers it, and from what.

    `source_ids` are those of all evidence and citations of the answer, `key` is where its first
    claim stands.
    """

    label: Label | None = None
    source_ids: tuple[str, ...] = ()
    key: tuple[Span, ...] = ()

    @classmethod
    def of(cls, answer: Answer) -> Finding:
        """What an answer says of what was asked; its plain one, where a model wrote it."""
        answer = answer.plain or answer
        first = answer.claims[:1]
        ids = [row.source_id for claim in first for row in claim.evidence]
        ids += [citation.source_id for citation in answer.citations]
        spans = (
            Span(c.source_id, c.start, c.end)
            for claim in first
            for c in answer.citations
            if c.n in claim.citations
        )
        label = first[0].label if first else None
        return cls(label, tuple(dict.fromkeys(ids)), tuple(spans))


@dataclass(frozen=True, slots=True)
class Tracked:
    """A claim or question as it was asked, on one corpus; `shown_at` is in UTC."""

    text: str
    as_of: date | None
    watched: bool
    shown_at: datetime | None
    finding: Finding


@dataclass(frozen=True, slots=True)
class Cause:
    """A source that changed a label, and what happened to it."""

    source_id: str
    happened: Happened


@dataclass(frozen=True, slots=True)
class StatusEvent:
    """A tracked claim's label changed; None stands for no answer. `at` is in UTC.

    Events that are kept have an `id`, which rises from event to event.
    """

    text: str
    as_of: date | None
    old: Label | None
    new: Label | None
    causes: tuple[Cause, ...]
    at: datetime
    id: int | None = None


def same_label(one: Label | None, other: Label | None) -> bool:
    """Whether two labels say the same; their reasons may differ."""
    if one is None or other is None:
        return one is other
    return (one.status, set(one.qualifiers)) == (other.status, set(other.qualifiers))


def asked_as_of(answer: Answer) -> date | None:
    """The day an answer was asked for by whoever asked; its own words may set another."""
    return None if answer.as_of_in_question else answer.as_of


def as_asked(text: str) -> str:
    """The text that a claim is known by: white space does not tell two claims apart."""
    return " ".join(text.split())


def claim_key(corpus: str, text: str, as_of: date | None) -> str:
    """What a claim on a corpus is known by in tables, whatever the length of its text."""
    name = "\n".join((corpus, str(as_of or ""), as_asked(text)))
    return sha256(name.encode()).hexdigest()
