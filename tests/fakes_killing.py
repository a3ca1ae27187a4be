"""A change in a process of its own, which is killed while it is going on."""

from __future__ import annotations

import multiprocessing
import random
from collections.abc import Callable
from time import monotonic
from typing import Any

from tests import fakes_ingest

_ENOUGH = 120.0  # seconds
_LATER = 1.1


class Killed:
    """Lets a change run for a while: anything between no time and all that it takes.

    How long that is varies with what else the machine does. A change that ended before it was
    killed tells it anew; after one that did not, the next gets a little more.
    """

    def __init__(self, change: Callable[..., object], *arguments: Any) -> None:
        self._change = change
        self._arguments = arguments
        self._dice = random.Random(5)
        self._whole = _ENOUGH

    def never(self) -> None:
        """Lets the change end by itself."""
        assert not self._after(_ENOUGH)

    def at_any_moment(self) -> bool:
        """Whether the change was still going on when it was killed."""
        return self._after(self._dice.uniform(0, self._whole))

    def _after(self, seconds: float) -> bool:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([fakes_ingest.__name__])
        process = context.Process(target=self._change, args=self._arguments)
        started = monotonic()
        process.start()
        process.join(seconds)
        alive = process.is_alive()
        self._whole = self._whole * _LATER if alive else monotonic() - started
        process.kill()
        process.join()
        process.close()
        return alive
