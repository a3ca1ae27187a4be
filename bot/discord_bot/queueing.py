"""Who is answered next: questions wait in a line for each person, and the lines take turns."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict, deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from bot.discord_bot.planning import counted
from bot.errors import NotNow

T = TypeVar("T")
_log = logging.getLogger(__name__)


class FairQueue:
    """Runs jobs in threads, `at_once` at a time; at most `longest` wait, each `seconds` in all.

    One person with many questions delays nobody else by more than one of them. Belongs to one
    event loop.
    """

    def __init__(self, at_once: int, longest: int, seconds: float) -> None:
        self._pool = ThreadPoolExecutor(at_once, thread_name_prefix="answer")
        self._free = at_once
        self._longest = longest
        self._seconds = seconds
        self._lines: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()
        self._unfinished = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._closed = False

    @property
    def waiting(self) -> int:
        """How many wait for their turn."""
        return sum(map(len, self._lines.values()))

    async def run(self, person: str, job: Callable[[], T]) -> T:
        """What the job returns or raises. Raises NotNow where it is not its turn in time.

        A thread cannot be stopped: a job that takes too long keeps its place until it ends.
        """
        if self._closed:
            raise NotNow("this bot is going off for a moment; ask again in a minute")
        if self.waiting >= self._longest:
            waiting = counted(self._longest, "question")
            raise NotNow(f"the queue is full ({waiting}); ask again in a minute")
        self._unfinished += 1
        self._idle.clear()
        try:
            async with asyncio.timeout(self._seconds) as limit:
                await self._turn(person)
                return await asyncio.shield(self._start(job))
        except TimeoutError as error:
            if not limit.expired():
                raise  # the job's own
            why = f"it took longer than {self._seconds:g} s"
            raise NotNow(f"{why}; ask again, in fewer words if you can") from error
        finally:
            self._unfinished -= 1
            if not self._unfinished:
                self._idle.set()

    async def drained(self, seconds: float) -> bool:
        """Takes no more, and waits until all are answered; False where that takes too long."""
        self._closed = True
        try:
            async with asyncio.timeout(seconds):
                await self._idle.wait()
        except TimeoutError:
            return False
        return True

    def close(self) -> None:
        """Waits for no thread: one that hangs must not keep the process."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    async def _turn(self, person: str) -> None:
        turn = asyncio.get_running_loop().create_future()
        self._lines.setdefault(person, deque()).append(turn)
        self._call_next()
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._give_back()
            else:
                self._leave(person, turn)
            raise

    def _start(self, job: Callable[[], T]) -> asyncio.Future[T]:
        running = asyncio.get_running_loop().run_in_executor(self._pool, job)
        running.add_done_callback(self._finished)
        return running

    def _finished(self, running: asyncio.Future[T]) -> None:
        self._give_back()
        if not running.cancelled() and (error := running.exception()):
            _log.debug("a job ended with %r", error)  # whoever waited has it, if anybody did

    def _give_back(self) -> None:
        self._free += 1
        self._call_next()

    def _call_next(self) -> None:
        while self._free and self._lines:
            person, line = self._lines.popitem(last=False)
            turn = line.popleft()
            if line:
                self._lines[person] = line  # behind all others
            if not turn.done():
                self._free -= 1
                turn.set_result(None)

    def _leave(self, person: str, turn: asyncio.Future[None]) -> None:
        left = deque(one for one in self._lines.pop(person, ()) if one is not turn)
        if left:
            self._lines[person] = left
