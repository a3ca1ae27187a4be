"""What may be spent on one answer and on one day: asked before each request, noted after it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from threading import Lock
from typing import Protocol, TypeVar

from bot.errors import ModelError, StateError
from bot.writing.attempts import Attempts, TryFailed, estimated_tokens
from bot.writing.model import Heard, Prompt, Reply, ShapeT, Usage

T = TypeVar("T")


class Ledger(Protocol):
    """Keeps what each day took, for all processes together. Methods raise StateError."""

    def reserve(self, model: str, tokens: int, limit: int) -> Reserved | DayOver:
        """Notes one call that reads so many tokens, or says that the day has too few left."""
        ...

    def correct(self, reserved: Reserved, usage: Usage) -> None:
        """Notes what a call took in the end, in place of what was reserved for it."""
        ...

    def close(self) -> None:
        """Lets go of its file."""
        ...


@dataclass(frozen=True, slots=True)
class Reserved:
    """One call of a model on a day (UTC), and the tokens that it will read at least."""

    model: str
    day: date
    tokens: int


@dataclass(frozen=True, slots=True)
class DayOver:
    """A day (UTC) on which a budget is used up, and the tokens it took."""

    day: date
    used: int


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that may be spent; 0 is no limit."""

    calls_per_answer: int = 0
    tokens_per_answer: int = 0
    tokens_per_day: int = 0


class Tally:
    """What one answer has spent so far; threads share it. Methods raise ModelError."""

    def __init__(self, model: str, limits: Limits, ledger: Ledger) -> None:
        self._model = model
        self._limits = limits
        self._ledger = ledger
        self._spent = Usage()
        self._lock = Lock()

    @property
    def spent(self) -> Usage:
        """Calls and tokens up to now."""
        return self._spent

    def reserve(self, tokens: int) -> Reserved:
        """Takes one call that reads about so many tokens from both budgets."""
        with self._lock:
            self._check_answer(tokens)
            self._spent += Usage(1, tokens, 0)
        limit = self._limits.tokens_per_day
        found = _kept(lambda: self._ledger.reserve(self._model, tokens, limit))
        if isinstance(found, DayOver):
            with self._lock:
                self._spent += Usage(-1, -tokens, 0)
            raise ModelError(_day_is_over(found, tokens, limit))
        return found

    def correct(self, reserved: Reserved, usage: Usage) -> None:
        """Puts what a call took in place of what was reserved for it."""
        change = replace(usage, calls=0, input_tokens=usage.input_tokens - reserved.tokens)
        with self._lock:
            self._spent += change
        _kept(lambda: self._ledger.correct(reserved, usage))

    def _check_answer(self, tokens: int) -> None:
        calls, most = self._limits.calls_per_answer, self._limits.tokens_per_answer
        if calls and self._spent.calls >= calls:
            used = f"this answer used {self._spent.calls} of {calls} calls of the model"
            raise ModelError(f"{used}; {_cure('ONRECORD_MODEL_CALLS_PER_ANSWER')}")
        if most and self._spent.tokens + tokens > most:
            used = f"this answer used {self._spent.tokens:,} of {most:,} tokens"
            need = f"the next call needs at least {tokens:,}"
            raise ModelError(f"{used}, and {need}; {_cure('ONRECORD_MODEL_TOKENS_PER_ANSWER')}")


class BudgetedModel:
    """Asks a model for one answer as long as the budget lasts."""

    def __init__(self, model: Attempts, tally: Tally) -> None:
        self._model = model
        self._tally = tally

    @property
    def name(self) -> str:
        """provider:name."""
        return self._model.name

    def attempt(
        self, prompt: Prompt, shape: type[ShapeT], heard: Heard | None, seconds: float
    ) -> Reply[ShapeT]:
        """A value of the shape within so many seconds. Raises ModelError."""
        reserved = self._tally.reserve(estimated_tokens(prompt.system + prompt.user))
        try:
            reply = self._model.attempt(prompt, shape, heard, seconds)
        except TryFailed as failure:
            self._tally.correct(reserved, failure.usage)
            raise
        self._tally.correct(reserved, reply.usage)
        return reply


def _cure(setting: str) -> str:
    return f"it starts anew with the next one; {setting} raises the limit, 0 lifts it"


def _day_is_over(over: DayOver, tokens: int, limit: int) -> str:
    renewed = over.day + timedelta(days=1)
    used = f"the model used {over.used:,} of {limit:,} tokens on {over.day:%d %b %Y}"
    need = f"the next call needs at least {tokens:,}"
    when = f"it starts anew at 00:00 UTC on {renewed:%d %b %Y}"
    return f"{used}, and {need}; {when}; ONRECORD_MODEL_TOKENS_PER_DAY raises the limit, 0 lifts it"


def _kept(step: Callable[[], T]) -> T:
    """A step of the ledger: what cannot be counted is not spent."""
    try:
        return step()
    except StateError as error:
        raise ModelError(f"what the model spends cannot be counted: {error}") from error
