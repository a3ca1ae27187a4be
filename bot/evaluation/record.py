"""What became of one question of a set: the answer, or the error that came instead."""

from __future__ import annotations

from dataclasses import dataclass

from bot.claims import Answer
from bot.evaluation.items import Item


@dataclass(frozen=True, slots=True)
class Outturn:
    """An item with its answer; either `answer` or `error` is None.

    `retrieved` are ids of passages in the order of search, where the item has gold passages.
    """

    item: Item
    answer: Answer | None
    error: str | None = None
    retrieved: tuple[str, ...] = ()
