"""What the bot does unasked is over when its files are let go."""

from __future__ import annotations

import asyncio
import threading

import pytest

from bot.discord_bot.background import Background
from tests.discord_standin.waiting import PATIENCE, eventually

pytestmark = pytest.mark.anyio


async def test_what_a_job_returns_or_raises_reaches_who_waits_for_it() -> None:
    background = Background()
    assert await background.run(divmod, 7, 2) == (3, 1)
    with pytest.raises(ZeroDivisionError):
        await background.run(divmod, 7, 0)
    background.close()


async def test_closing_waits_for_a_job_under_way_that_nobody_waits_for_any_more() -> None:
    background, begun, go_on = Background(), threading.Event(), threading.Event()
    done: list[str] = []

    def write() -> None:
        begun.set()
        assert go_on.wait(PATIENCE)
        done.append("written")

    writing = asyncio.create_task(background.run(write))
    await eventually(begun.is_set, "the job to begin")
    writing.cancel()
    await asyncio.wait({writing})
    closing = asyncio.create_task(asyncio.to_thread(background.close))
    await asyncio.wait({closing}, timeout=0.1)
    assert not closing.done()
    go_on.set()
    await closing
    assert done == ["written"]
