"""The one privileged intent: asked for where a channel converses, and missed with a word."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.discord_bot.client import CONTENT_MISSING
from bot.discord_bot.parts import Parts, open_parts
from bot.discord_bot.running import connect
from bot.state.channels import ChannelSettings, Mode
from tests.bot.discord_bot.stage import Scene
from tests.discord_standin.gateway import MESSAGE_CONTENT
from tests.discord_standin.pointing import pointed_at
from tests.discord_standin.standin import DiscordStandIn

pytestmark = pytest.mark.anyio


@asynccontextmanager
async def served(scene: Scene, parts: Parts) -> AsyncIterator[DiscordStandIn]:
    """The bot as it runs, with one connection after the other."""
    stop = asyncio.Event()
    async with DiscordStandIn(scene.world) as discord:
        with pointed_at(discord.base_url):
            running = asyncio.create_task(connect(parts, scene.world.application.token, stop))
            try:
                await discord.connected()
                yield discord
            finally:
                stop.set()
                await running
                parts.close()


async def config(discord: DiscordStandIn, scene: Scene, **options: object) -> str:
    act = await discord.slash(scene.boss, scene.channel, "config", **options)
    return (await act.message()).content.replace("\\", "")


def reads(discord: DiscordStandIn) -> list[bool]:
    """Of each connection, whether it has the intent."""
    return [bool(session.intents & MESSAGE_CONTENT) for session in discord.gateway.connected]


async def test_without_a_conversation_the_intent_is_not_asked_for(scene: Scene) -> None:
    async with served(scene, open_parts(scene.settings)) as discord:
        assert reads(discord) == [False]
        assert "intent" not in await config(discord, scene, mode="mention")


async def test_a_first_conversation_brings_a_connection_that_reads(scene: Scene) -> None:
    async with served(scene, open_parts(scene.settings)) as discord:
        told = await config(discord, scene, mode="conversation")
        assert "I connect to Discord again" in told
        await discord.until(lambda: reads(discord) == [True], "a connection that reads")
        assert "again" not in await config(discord, scene, mode="conversation")


async def test_a_bot_that_may_not_read_says_so_at_start_and_to_managers(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    scene.world.application.intents = 0
    parts = open_parts(scene.settings)
    talks = ChannelSettings(scene.guild.id, scene.channel.id, Mode.CONVERSATION)
    parts.subscriptions.channels.keep(talks)
    async with served(scene, parts) as discord:
        assert reads(discord) == [False]
        warned = [r.getMessage() for r in caplog.records if r.levelname == "WARNING"]
        assert warned[0] == CONTENT_MISSING
        assert "need the message content intent" in await config(discord, scene, threads=True)
