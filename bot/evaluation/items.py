"""The plain values of a question set: what is asked, and what the gold expects of the answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.claims import Outcome, Qualifier, Status


@dataclass(frozen=True, slots=True)
class GoldPassage:
    """A span of a source that holds what was asked for: body[start:end]."""

    source_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Expectation:
    """What the gold asks of an answer.

    Each fact is a tuple of alternatives; `passages` are pairs of a source's id and a quote that
    stands in it. `status` is None only where nothing should be found; an answer with the label
    `also` is as right as finding nothing there.
    """

    outcome: Outcome
    status: Status | None = None
    qualifiers: tuple[Qualifier, ...] = ()
    facts: tuple[tuple[str, ...], ...] = ()
    must_not: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    quote_contains: str | None = None
    passages: tuple[tuple[str, str], ...] = ()
    also: Status | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One question of a set; `why` says what the gold rests on."""

    id: str
    question: str
    type: str
    as_of: date | None
    expect: Expectation
    why: str | None = None


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions in their order; sets with one `content_hash` ask and expect the same.

    `drafts` are ids of items that were left out, because their gold is not written yet.
    """

    name: str
    items: tuple[Item, ...]
    content_hash: str
    drafts: tuple[str, ...] = ()
