"""The seam to a language model that writes: a prompt and a shape in, a value of that shape out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from pydantic import BaseModel

ShapeT = TypeVar("ShapeT", bound=BaseModel)
ShapeT_co = TypeVar("ShapeT_co", bound=BaseModel, covariant=True)
Heard = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a model is told: who it is and what it may do, then what it is to work on."""

    system: str
    user: str


@dataclass(frozen=True, slots=True)
class Usage:
    """What was spent. `cost` is in US dollars, None where the price is not known.

    `calls` counts requests that were sent; an answer from the cache has none. `estimated` is true
    where tokens were guessed from lengths, because a server told none.
    """

    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost: float | None = 0.0
    estimated: bool = False

    @property
    def tokens(self) -> int:
        """Read and written."""
        return self.input_tokens + self.output_tokens

    def __sub__(self, other: Usage) -> Usage:
        """What came since the other one; the price is known where both are."""
        return self + Usage(
            -other.calls,
            -other.input_tokens,
            -other.output_tokens,
            None if other.cost is None else -other.cost,
            other.estimated,
        )

    def __add__(self, other: Usage) -> Usage:
        known = self.cost is not None and other.cost is not None
        return Usage(
            self.calls + other.calls,
            self.input_tokens + other.input_tokens,
            self.output_tokens + other.output_tokens,
            (self.cost or 0.0) + (other.cost or 0.0) if known else None,
            self.estimated or other.estimated,
        )


@dataclass(frozen=True, slots=True)
class Reply(Generic[ShapeT_co]):
    """What a model wrote, and what that took; `cached` where it was written before."""

    value: ShapeT_co
    usage: Usage
    cached: bool = False


class Writer(Protocol):
    """Writer values."""

    @property
    def name(self) -> str:
        """provider:name."""
        ...

    def write(
        self, prompt: Prompt, shape: type[ShapeT], heard: Heard | None = None
    ) -> Reply[ShapeT]:
        """A value of the shape. `heard` gets the raw text so far, again and again, as it comes.

        Raises ModelError for all that can go wrong: out of reach, refused, no value of that shape,
        over budget.
        """
        ...


class WritingModel(Writer, Protocol):
    """Writer all that one answer needs."""

    @property
    def spent(self) -> Usage:
        """What this answer has taken so far, with requests that failed."""
        ...


class WritingService(Protocol):
    """Gives each answer a model with a budget of its own; threads share it."""

    @property
    def name(self) -> str:
        """provider:name."""
        ...

    def for_one_answer(self) -> WritingModel:
        """The model with a fresh budget, for everything that one answer needs written."""
        ...
