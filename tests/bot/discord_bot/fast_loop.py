"""An event loop whose seconds are short, for what waits long: discord.py between its tries."""

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

    def __init__(self) -> None:
        super().__init__(_Selector())

    def time(self) -> float:
        """Seconds."""
        return super().time() * FASTER


BACKEND: tuple[str, Mapping[str, Any]] = ("asyncio", {"loop_factory": FastLoop})
