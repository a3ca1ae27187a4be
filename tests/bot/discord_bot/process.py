"""`onrecord discord` as a process of its own that takes the stand-in for Discord."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bot.discord_bot.stage import HARBOUR, Scene
from tests.discord_standin.waiting import Bell, patience

CHECKOUT = Path(__file__).resolve().parents[3]
OPEN = "the sources are open"  # from then on a question is answered and not put off
NOWHERE = "http://127.0.0.1:9/api/v10"  # the port "discard", at which nobody listens


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process went off; `seconds` since it was told to."""

    code: int
    out: str
    err: str
    seconds: float

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The log; every line of stderr has to be one JSON object."""
        return [json.loads(line) for line in self.err.splitlines()]

    def told(self, message: str) -> list[dict[str, Any]]:
        """The lines of the log with a message."""
        return [line for line in self.lines if line["message"] == message]


class BotProcess:
    """A running bot."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._bell = Bell()
        self._log = ""
        self._told = self._gone = 0.0
        self._output = asyncio.create_task(self._follow())

    def send(self, number: signal.Signals) -> None:
        """Sends a signal."""
        self._told = time.monotonic()
        self._process.send_signal(number)

    async def logged(self, message: str) -> None:
        """Waits until a message stands in the log."""

        def met() -> bool:
            assert self._process.returncode is None, self._log
            return f'"{message}"' in self._log

        await self._bell.until(met, f"the log to say {message!r}")

    async def ended(self) -> Ended:
        """Waits until it is gone."""
        async with patience("the bot to be gone"):
            out = await asyncio.shield(self._output)
        code = self._process.returncode
        assert code is not None
        return Ended(code, out, self._log, self._gone - (self._told or self._gone))

    async def stopped(self, number: signal.Signals = signal.SIGTERM) -> Ended:
        """Sends a signal and waits until it is gone."""
        self.send(number)
        return await self.ended()

    async def kill(self) -> None:
        """Leaves nothing behind."""
        if self._process.returncode is None:
            self._process.kill()
        await self._output

    async def _follow(self) -> str:
        """Reads on until it is gone; what it printed."""
        assert self._process.stdout
        out, _, _ = await asyncio.gather(
            self._process.stdout.read(), self._read_log(), self._ended_at()
        )
        self._bell.ring()
        return out.decode()

    async def _read_log(self) -> None:
        assert self._process.stderr
        async for line in self._process.stderr:
            self._log += line.decode()
            self._bell.ring()

    async def _ended_at(self) -> None:
        await self._process.wait()
        self._gone = time.monotonic()


@asynccontextmanager
async def bot_process(
    scene: Scene, base_url: str, *flags: str, **settings: str
) -> AsyncIterator[BotProcess]:
    """`onrecord discord`, with the settings of the scene unless told otherwise."""
    token = scene.world.application.token
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.discord_standin.pointing", base_url),
        *("bot", "discord", *flags),
        cwd=scene.settings.home.parent,
        env=_environment(scene, {"ONRECORD_DISCORD_TOKEN": token, **settings}),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        limit=2**24,  # a traceback is one line of the log
    )
    bot = BotProcess(process)
    try:
        yield bot
    finally:
        await bot.kill()


async def ran(scene: Scene, base_url: str, *flags: str, **settings: str) -> Ended:
    """The same until it ends by itself."""
    async with bot_process(scene, base_url, *flags, **settings) as bot:
        return await bot.ended()


def _environment(scene: Scene, more: Mapping[str, str]) -> dict[str, str]:
    ours = {k: v for k, v in os.environ.items() if not k.startswith("ONRECORD_")}
    return {
        **ours,
        "PYTHONPATH": str(CHECKOUT),
        "ONRECORD_HOME": str(scene.settings.home),
        "ONRECORD_CORPUS": str(HARBOUR),
        **more,
    }
