"""Times a crowd that asks the bot at once, over the stand-in for Discord in tests/.

200 questions of 40 people come within the moment that it takes to send them. Printed are the times
from a question to its deferral (Discord allows 3 s) and to its answer, and the bot's memory.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import subprocess
import sys
import tempfile
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from math import inf
from pathlib import Path
from statistics import median

from common import ROOT, console, megabytes, p95, print_table

from tests.discord_standin.interactions import Interaction
from tests.discord_standin.permissions import EVERYONE
from tests.discord_standin.standin import DiscordStandIn
from tests.discord_standin.world import World

BARS = "bars: p95 to the deferral 1 s, memory 600 MB"
ASKED = (
    "How many North Korean troops are in Russia?",
    "Has NATO confirmed that North Korean troops are in Kursk?",
    "What did Russia say about the reports?",
    "Were soldiers killed?",
    "What did South Korea's intelligence service say?",
)


async def crowd(home: Path, people: int, questions: int) -> None:
    """Everybody asks at once; prints how long it took."""
    world = World()
    guild = world.guild("The desk", everyone=EVERYONE, bot_permissions=EVERYONE)
    asking = [world.user(f"person {n}") for n in range(people)]
    for person in asking:
        world.join(guild, person)
    channel = world.channel(guild, "questions")
    async with DiscordStandIn(world) as discord, _bot(discord.base_url, home, world) as bot:
        await discord.connected()
        await (await discord.slash(asking[0], channel, "ask", question=ASKED[0])).message()
        asked = [
            await discord.slash(asking[n % people], channel, "ask", question=ASKED[n % len(ASKED)])
            for n in range(questions)
        ]
        for one in asked:
            await one.message()
        peak = _peak(bot.pid)
    _report(world, people, asked)
    console.print(f"{BARS}; peak memory of the bot {peak:.0f} MB")


@asynccontextmanager
async def _bot(base_url: str, home: Path, world: World) -> AsyncIterator[Process]:
    settings = {
        "ONRECORD_HOME": str(home),
        "ONRECORD_DISCORD_TOKEN": world.application.token,
        "ONRECORD_DISCORD_PER_PERSON": "1000",
        "ONRECORD_DISCORD_PER_CHANNEL": "1000",
        "ONRECORD_DISCORD_TIMEOUT": "600",
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.discord_standin.pointing", base_url, "bot", "discord"),
        cwd=ROOT,
        env={**os.environ, **settings},
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        await process.wait()


def _report(world: World, people: int, asked: Sequence[Interaction]) -> None:
    """An answer is there when the message that said "is thinking" is edited."""
    edited = {id(one.message): one.at for one in world.log if one.kind == "edited"}
    deferred = [(one.deferred_at or inf) - one.created_at for one in asked]
    answered = [edited[id(one.original)] - one.created_at for one in asked]
    rows = [("to the deferral", *_figures(deferred)), ("to the answer", *_figures(answered))]
    title = f"{len(asked)} questions of {people} people at once, s"
    print_table(title, ("", "p50", "p95", "max"), rows)


def _peak(pid: int) -> float:
    """The most memory a process has had so far, in MB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    (kilobytes,) = (line.split()[1] for line in lines if line.startswith("VmHWM:"))
    return megabytes(int(kilobytes))


def _index(home: Path) -> None:
    """In a process of its own: the stand-in here would pay for what building one leaves behind."""
    command = [sys.executable, "-m", "bot", "index"]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "ONRECORD_HOME": str(home)}, check=True)


def _figures(seconds: Sequence[float]) -> tuple[str, ...]:
    return tuple(f"{figure:.2f}" for figure in (median(seconds), p95(seconds), max(seconds)))


def main() -> None:
    """The shipped corpus, and a home of its own unless one is named."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--people", type=int, default=40)
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument(
        "--home", type=Path, help="a home whose index is used, and brought up to date"
    )
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = arguments.home or Path(folder)
        _index(home)
        asyncio.run(crowd(home, arguments.people, arguments.questions))


if __name__ == "__main__":
    main()
