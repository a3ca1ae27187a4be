"""Threads for what the bot does unasked: it tells of changes, and forgets what is old."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
_AT_ONCE = 2  # one for each of the two


class Background:
    """Runs jobs in threads of its own. A job that is under way cannot be stopped, only waited for:
    a coroutine that is cancelled leaves it behind, and `close` ends with it.
    """

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="background")

    async def run(self, job: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What the job returns or raises."""
        running = asyncio.get_running_loop()
        return await running.run_in_executor(self._pool, partial(job, *args, **kwargs))

    def close(self) -> None:
        """Begins no other job and waits for those under way: none may write to a file that its
        owner has let go of."""
        self._pool.shutdown(wait=True, cancel_futures=True)
