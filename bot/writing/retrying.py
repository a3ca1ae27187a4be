"""Asks again where that can help: seldom, later each time, and never past the whole time."""

from __future__ import annotations

import time
from collections.abc import Callable

from tenacity import RetryCallState, Retrying, retry_if_exception, wait_exponential, wait_random

from bot.errors import ModelError
from bot.writing.attempts import Again, Attempts, TryFailed
from bot.writing.model import Heard, Prompt, Reply, ShapeT, Usage

TRIES = 3
LONGEST_WAIT = 30.0  # seconds that a server may ask for
_BACKOFF = wait_exponential(multiplier=0.5, max=8) + wait_random(0, 0.5)


class RetryingModel:
    """A Writer over one that is asked once. `seconds` are for all of its tries together."""

    def __init__(
        self,
        model: Attempts,
        seconds: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._model = model
        self._seconds = seconds
        self._clock = clock
        self._sleep = sleep

    @property
    def name(self) -> str:
        """provider:name."""
        return self._model.name

    def write(
        self, prompt: Prompt, shape: type[ShapeT], heard: Heard | None = None
    ) -> Reply[ShapeT]:
        """A value of the shape, with the usage of all tries. Raises ModelError."""
        end = self._clock() + self._seconds
        failures: list[TryFailed] = []

        def one_try() -> Reply[ShapeT]:
            try:
                return self._model.attempt(prompt, shape, heard, end - self._clock())
            except TryFailed as failure:
                failures.append(failure)
                raise

        def is_over(state: RetryCallState) -> bool:
            wait = state.upcoming_sleep
            return len(failures) >= TRIES or wait > LONGEST_WAIT or self._clock() + wait >= end

        tries = Retrying(
            retry=retry_if_exception(lambda e: isinstance(e, TryFailed) and _is_worth_it(failures)),
            stop=is_over,
            wait=lambda state: _wait(failures[-1], state),
            sleep=self._sleep,
            reraise=True,
        )
        try:
            reply: Reply[ShapeT] = tries(one_try)
        except TryFailed as failure:
            raise ModelError(_said(failure, len(failures))) from None
        return Reply(reply.value, sum((f.usage for f in failures), Usage()) + reply.usage)


def _is_worth_it(failures: list[TryFailed]) -> bool:
    """True where the last failure may not happen again; for a timeout only the first time."""
    if failures[-1].again is Again.ONCE:
        return sum(failure.again is Again.ONCE for failure in failures) == 1
    return failures[-1].again is not Again.NEVER


def _wait(failure: TryFailed, state: RetryCallState) -> float:
    if failure.again is Again.AT_ONCE:
        return 0.0
    return max(failure.after or 0.0, _BACKOFF(state))


def _said(failure: TryFailed, tries: int) -> str:
    tried = f", tried {tries} times" if tries > 1 else ""
    asked = f"; the server asks to wait {failure.after:.0f} s" if failure.after else ""
    return f"{failure.reason}{tried}{asked}; {failure.cure}"
