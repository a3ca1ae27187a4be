"""The plain values of feedback: who said what of which answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.claims import Answer


class Verdict(StrEnum):
    """What somebody thinks of an answer."""

    GOOD = "good"
    BAD = "bad"


class Reason(StrEnum):
    """What is bad about a bad answer."""

    WRONG = "wrong"
    OUTDATED = "outdated"
    LABEL = "label"
    CITATION = "citation"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Feedback:
    """One person's say on one answer."""

    answer_id: str
    person: str
    verdict: Verdict
    reason: Reason | None
    date: date


@dataclass(frozen=True, slots=True)
class Rated:
    """A logged answer with everything said of it."""

    answer: Answer
    feedback: tuple[Feedback, ...]
