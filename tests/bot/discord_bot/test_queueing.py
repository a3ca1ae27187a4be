"""Who is answered next, how many at once, and what becomes of those who wait too long."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from bot.discord_bot.queueing import FairQueue
from bot.errors import NotNow
from tests.bot.discord_bot.fast_loop import JUMPING, advance
from tests.discord_standin.waiting import PATIENCE, eventually

pytestmark = pytest.mark.anyio
LIMIT = 20.0  # seconds


@pytest.fixture(scope="module")
def anyio_backend() -> tuple[str, Mapping[str, Any]]:
    """What takes too long is for a test to say."""
    return JUMPING


class Gate:
    """Jobs that wait until they are let through, in which order they began, and how many of them
    ran at once at most."""

    def __init__(self) -> None:
        self.open = threading.Event()
        self.begun: list[str] = []
        self.most = 0
        self._ended = 0

    def job(self, name: str) -> Callable[[], str]:
        def run() -> str:
            self.begun.append(name)
            self.most = max(self.most, len(self.begun) - self._ended)
            assert self.open.wait(PATIENCE)
            self._ended += 1
            return name

        return run


@pytest.fixture
def gate() -> Gate:
    return Gate()


async def settled(gate: Gate, queue: FairQueue, begun: int, waiting: int) -> None:
    """So many are under way or were, and so many wait."""

    def met() -> bool:
        return (len(gate.begun), queue.waiting) == (begun, waiting)

    await eventually(met, f"{begun} to begin and {waiting} to wait")


async def test_people_take_turns_however_many_questions_one_has(gate: Gate) -> None:
    queue = FairQueue(1, 100, 10)
    names = ["ann 1", "ann 2", "ann 3", "bob 1", "eve 1", "bob 2"]
    asked = [asyncio.create_task(queue.run(name.split()[0], gate.job(name))) for name in names]
    await settled(gate, queue, begun=1, waiting=5)
    gate.open.set()
    assert await asyncio.gather(*asked) == names
    assert gate.begun == ["ann 1", "ann 2", "bob 1", "eve 1", "ann 3", "bob 2"]


async def test_no_more_run_at_once_than_may(gate: Gate) -> None:
    queue = FairQueue(2, 100, 10)
    asked = [asyncio.create_task(queue.run(str(n), gate.job(str(n)))) for n in range(5)]
    await settled(gate, queue, begun=2, waiting=3)
    gate.open.set()
    await asyncio.gather(*asked)
    assert sorted(gate.begun) == ["0", "1", "2", "3", "4"]
    assert gate.most == 2


async def test_a_full_queue_says_so_at_once(gate: Gate) -> None:
    queue = FairQueue(1, 1, 10)
    asked = [asyncio.create_task(queue.run("ann", gate.job(str(n)))) for n in range(2)]
    await settled(gate, queue, begun=1, waiting=1)
    with pytest.raises(NotNow, match=r"the queue is full \(1 question\); ask again"):
        await queue.run("bob", gate.job("late"))
    gate.open.set()
    assert await asyncio.gather(*asked) == ["0", "1"]


async def test_a_job_that_takes_too_long_keeps_its_place_and_no_other_is_lost(gate: Gate) -> None:
    queue = FairQueue(1, 100, LIMIT)
    slow = asyncio.create_task(queue.run("ann", gate.job("slow")))
    await settled(gate, queue, begun=1, waiting=0)
    advance(LIMIT)
    with pytest.raises(NotNow, match=rf"longer than {LIMIT:g} s"):
        await slow
    waits = asyncio.create_task(queue.run("bob", gate.job("waits in vain")))
    await settled(gate, queue, begun=1, waiting=1)
    advance(LIMIT)
    with pytest.raises(NotNow):
        await waits
    gate.open.set()
    assert await queue.run("eve", gate.job("after")) == "after"
    assert gate.begun == ["slow", "after"]


async def test_what_a_job_raises_reaches_who_asked() -> None:
    queue = FairQueue(1, 10, 10)
    with pytest.raises(ZeroDivisionError):
        await queue.run("ann", lambda: 1 // 0)
    assert await queue.run("ann", lambda: 1) == 1


async def test_a_queue_that_is_drained_finishes_and_takes_no_more(gate: Gate) -> None:
    queue = FairQueue(1, 10, 10)
    asked = [asyncio.create_task(queue.run("ann", gate.job(str(n)))) for n in range(2)]
    await settled(gate, queue, begun=1, waiting=1)
    assert not await queue.drained(0.01)
    with pytest.raises(NotNow, match="going off"):
        await queue.run("bob", gate.job("late"))
    gate.open.set()
    assert await queue.drained(PATIENCE)
    assert [task.result() for task in asked] == ["0", "1"]


async def test_who_gives_up_leaves_the_line(gate: Gate) -> None:
    queue = FairQueue(1, 10, 10)
    first = asyncio.create_task(queue.run("ann", gate.job("first")))
    gone = asyncio.create_task(queue.run("bob", gate.job("gone")))
    last = asyncio.create_task(queue.run("bob", gate.job("last")))
    await settled(gate, queue, begun=1, waiting=2)
    gone.cancel()
    await settled(gate, queue, begun=1, waiting=1)
    gate.open.set()
    assert [await first, await last] == ["first", "last"]
    assert list(gate.begun) == ["first", "last"]
