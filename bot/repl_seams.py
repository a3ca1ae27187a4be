"""The seams of the REPL: who answers, who runs what takes long, and how a line ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import Enum
from typing import Protocol, TypeVar

from bot.claims import Answer, CheckedClaim
from bot.writing.model import Heard
from retrieval.documents import Hit, Source

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Answerer(Protocol):
    """What a conversation is held with; bot.assistant.Assistant is one."""

    @property
    def sources(self) -> Sequence[Source]:
        """All sources, oldest first."""
        ...

    def ask(self, question: str, as_of: date | None = None, heard: Heard | None = None) -> Answer:
        """The answer as of a date; `heard` gets what a model writes while it writes it.

        Raises BotError or RetrievalError.
        """
        ...

    def passages(self, question: str, as_of: date | None = None) -> Sequence[Hit]:
        """What search finds, best first; raises BotError or RetrievalError."""
        ...

    def check(self, text: str, as_of: date | None = None) -> Sequence[CheckedClaim]:
        """As Assistant.check."""
        ...

    def stand_alone(self, question: str, earlier: str) -> str:
        """A question that follows up on an earlier one, as it can be asked on its own."""
        ...


class Task(Protocol[T_co]):
    """What may take long; it may let a person hear what a model writes meanwhile."""

    def __call__(self, heard: Heard | None) -> T_co:
        """Its result."""
        ...


class Work(Protocol):
    """Runs what may take long. An interrupted task's result must be thrown away."""

    def __call__(self, task: Task[T]) -> T:
        """The task's result; raises what the task raises, or KeyboardInterrupt."""
        ...


class Turn(Enum):
    """How the handling of one line ended."""

    DONE = "done"
    FAILED = "failed"
    LEFT = "left"


def at_once(task: Task[T]) -> T:
    """Work without threads: nobody can interrupt, nobody has to wait, nobody watches."""
    return task(None)
