"""Runs a bot against the stand-in in the test's own process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypeVar

import discord

from tests.discord_standin.pointing import pointed_at
from tests.discord_standin.standin import DiscordStandIn

ClientT = TypeVar("ClientT", bound=discord.Client)


@asynccontextmanager
async def running(
    client: ClientT, stand_in: DiscordStandIn, token: str | None = None
) -> AsyncIterator[ClientT]:
    """Starts any client and closes it after the block; raises what ended it before its time.

    The token is the application's unless another is given.

    The block begins as soon as Discord has it connected. The client's own "ready" takes two
    seconds more (its guild_ready_timeout), which neither commands nor messages wait for.
    """
    token = token or stand_in.world.application.token
    with pointed_at(stand_in.base_url):
        async with client:
            running = asyncio.create_task(client.start(token))
            try:
                await _connected(running, stand_in)
                yield client
            finally:
                await client.close()
                await running


async def _connected(running: asyncio.Task[None], stand_in: DiscordStandIn) -> object:
    before = stand_in.gateway.identified  # of an earlier bot, perhaps
    met = stand_in.until(lambda: stand_in.gateway.identified > before, "the bot to identify")
    identified = asyncio.create_task(met)
    await asyncio.wait({running, identified}, return_when=asyncio.FIRST_COMPLETED)
    if identified.done():
        return identified.result()
    identified.cancel()
    return running.result()
