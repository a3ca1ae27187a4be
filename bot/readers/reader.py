"""The seam of the reader: how surely a sentence answers a question.

A score is the probability that the sentence, with its context before it, answers the question. It
orders candidates; the slot's type and the parse decide beside it whether there is an answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Context:
    """A sentence, the title of its page and the sentence before it ("" where there is none)."""

    sentence: str
    title: str = ""
    before: str = ""


class Reader(Protocol):
    """Says how surely sentences answer a question."""

    @property
    def name(self) -> str:
        """What it is, with its version: another name judges otherwise."""
        ...

    def scores(self, question: str, contexts: Sequence[Context]) -> list[float]:
        """The probability of each sentence to answer, in order."""
        ...


class UndecidedReader:
    """Gives every sentence the same even chance: what is used when the readers are off."""

    @property
    def name(self) -> str:
        """That there is none."""
        return "off"

    def scores(self, question: str, contexts: Sequence[Context]) -> list[float]:
        """One half for each sentence, so that a stable sort keeps their order."""
        return [0.5] * len(contexts)
