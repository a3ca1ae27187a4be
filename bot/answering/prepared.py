"""A question as it is searched for."""

from __future__ import annotations

from dataclasses import dataclass

from bot.claims import Trace

ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A question in English, and what else to search for; `language` (ISO 639-1) is the asker's.

    `trace` tells what a model did, None where it was not asked.
    """

    question: str
    searches: tuple[str, ...] = ()
    language: str = ENGLISH
    trace: Trace | None = None
