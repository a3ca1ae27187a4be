"""A model as answers are written with it: from the cache, within budgets, asked again if need be.

cache -> retries -> budget -> one request: each request of a retry is paid for from the budget.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from bot.writing.attempts import Attempts
from bot.writing.budget import BudgetedModel, Ledger, Limits, Tally
from bot.writing.caching import CachedModel, ReplyStore
from bot.writing.model import Heard, Prompt, Reply, ShapeT, Usage, Writer
from bot.writing.retrying import RetryingModel


@dataclass(frozen=True, slots=True)
class Terms:
    """On which terms a model serves. `seconds` are for one value; `server` is its address;
    `sleep` waits between tries.
    """

    seconds: float
    limits: Limits
    server: str | None = None
    sleep: Callable[[float], None] = time.sleep


class OneAnswer:
    """The WritingModel of one answer: all it writes is paid for from one budget."""

    def __init__(self, model: Writer, tally: Tally) -> None:
        self._model = model
        self._tally = tally

    @property
    def name(self) -> str:
        """provider:name."""
        return self._model.name

    @property
    def spent(self) -> Usage:
        """What this answer has taken so far, with requests that failed."""
        return self._tally.spent

    def write(
        self, prompt: Prompt, shape: type[ShapeT], heard: Heard | None = None
    ) -> Reply[ShapeT]:
        """A value of the shape. Raises ModelError."""
        return self._model.write(prompt, shape, heard)


class ServedModel:
    """A WritingService for many answers; threads share it."""

    def __init__(
        self, model: Attempts, terms: Terms, ledger: Ledger, cache: ReplyStore | None = None
    ) -> None:
        self._model = model
        self._terms = terms
        self._ledger = ledger
        self._cache = cache

    @property
    def name(self) -> str:
        """provider:name."""
        return self._model.name

    def for_one_answer(self) -> OneAnswer:
        """The model with a fresh budget, for everything that one answer needs written."""
        tally = Tally(self.name, self._terms.limits, self._ledger)
        model: Writer = RetryingModel(
            BudgetedModel(self._model, tally), self._terms.seconds, sleep=self._terms.sleep
        )
        if self._cache is not None:
            model = CachedModel(model, self._cache, self._terms.server)
        return OneAnswer(model, tally)

    def write(
        self, prompt: Prompt, shape: type[ShapeT], heard: Heard | None = None
    ) -> Reply[ShapeT]:
        """A value of the shape, as an answer of its own. Raises ModelError."""
        return self.for_one_answer().write(prompt, shape, heard)

    def close(self) -> None:
        """Lets go of the files of ledger and cache, which are opened again when they are needed."""
        self._ledger.close()
        if self._cache is not None:
            self._cache.close()
