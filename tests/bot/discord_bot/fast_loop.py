"""Event loops that let no test wait for time to pass: one is fast, one is put forward by hand."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Mapping
from typing import Any

FASTER = 20


class _Selector(selectors.DefaultSelector):
    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        return super().select(None if timeout is None else timeout / FASTER)


class FastLoop(asyncio.SelectorEventLoop):
    """Its clock runs faster than the world's; sleeps and timeouts end so much earlier."""

    faster = FASTER

    def __init__(self) -> None:
        super().__init__(_Selector())

    def time(self) -> float:
        """Seconds."""
        return super().time() * FASTER


class JumpingLoop(asyncio.SelectorEventLoop):
    """Its clock is the world's until a test puts it forward: a time-out is over when the test says
    so, and never because the machine is busy."""

    ahead = 0.0

    def time(self) -> float:
        """Seconds."""
        return super().time() + self.ahead


def advance(seconds: float) -> None:
    """Puts the clock of the running JumpingLoop forward."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, JumpingLoop)
    loop.ahead += seconds


# For the fixture `anyio_backend`: what discord.py waits for between its tries, and what we do.
FAST: tuple[str, Mapping[str, Any]] = ("asyncio", {"loop_factory": FastLoop})
JUMPING: tuple[str, Mapping[str, Any]] = ("asyncio", {"loop_factory": JumpingLoop})
