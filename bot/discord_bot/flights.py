"""What is under way, so that a bot that goes off can finish it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


class Flights:
    """Counts answers under way; belongs to one event loop."""

    def __init__(self) -> None:
        self._count = 0
        self._landed = asyncio.Event()
        self._landed.set()

    @contextmanager
    def one(self) -> Iterator[None]:
        """An answer is under way as long as the block lasts."""
        self._count += 1
        self._landed.clear()
        try:
            yield
        finally:
            self._count -= 1
            if not self._count:
                self._landed.set()

    async def landed(self, seconds: float) -> bool:
        """Waits until nothing is under way; False where that takes longer."""
        try:
            async with asyncio.timeout(seconds):
                await self._landed.wait()
        except TimeoutError:
            return False
        return True
