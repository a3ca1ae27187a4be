"""Waiting for what the bot does, without polling."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

T = TypeVar("T")
# Ends a wait for what never comes. Much longer than anything takes where many processes share
# the machine: it is no measure of the bot's speed.
PATIENCE = 90.0


class Bell:
    """Rung at every change in the world; whoever waits looks again."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        for future in self._waiting:
            if not future.done():
                future.set_result(None)

    async def until(self, met: Callable[[], T | None], what: str = "it") -> T:
        """The first true value of `met`; AssertionError that names `what` if it never comes."""
        async with patience(what):
            while not (value := met()):
                await self._next()
        return value

    async def _next(self) -> None:
        future = asyncio.get_running_loop().create_future()
        self._waiting.add(future)
        try:
            await future
        finally:
            self._waiting.discard(future)


async def eventually(met: Callable[[], object], what: str) -> None:
    """Waits for what the bot does out of sight of Discord, where no bell rings."""
    async with patience(what):
        while not met():
            await asyncio.sleep(0.02)


@asynccontextmanager
async def patience(what: str) -> AsyncIterator[None]:
    """Ends the block after PATIENCE by the world's clock; a loop may have a `faster` one."""
    seconds = PATIENCE * getattr(asyncio.get_running_loop(), "faster", 1)
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError:
        raise AssertionError(f"waited {PATIENCE} s in vain for {what}") from None
