"""The seam below retries and budget: one request to a model, and how it failed."""

from __future__ import annotations

from enum import Enum, auto
from typing import Protocol

from bot.errors import ModelError
from bot.writing.model import Heard, Prompt, Reply, ShapeT, Usage

CHARACTERS_PER_TOKEN = 4


class Again(Enum):
    """Whether it makes sense to ask once more."""

    NEVER = auto()
    AT_ONCE = auto()  # it will be asked in another way
    ONCE = auto()
    LATER = auto()


class TryFailed(ModelError):
    """One request came to nothing. `after` is how many seconds the server asks to wait."""

    def __init__(
        self,
        reason: str,
        cure: str,
        again: Again = Again.NEVER,
        after: float | None = None,
        usage: Usage | None = None,
    ) -> None:
        super().__init__(f"{reason}; {cure}")
        self.reason = reason
        self.cure = cure
        self.again = again
        self.after = after
        self.usage = usage or Usage(calls=1)


class Attempts(Protocol):
    """A model that is asked with one request and no second; threads share it."""

    @property
    def name(self) -> str:
        """provider:name."""
        ...

    def attempt(
        self, prompt: Prompt, shape: type[ShapeT], heard: Heard | None, seconds: float
    ) -> Reply[ShapeT]:
        """A value of the shape within so many seconds. Raises ModelError, most often TryFailed."""
        ...


def estimated_tokens(text: str) -> int:
    """About how many tokens a text has, at least: four characters each, rounded up."""
    return -(-len(text) // CHARACTERS_PER_TOKEN)
