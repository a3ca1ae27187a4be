"""The bot on the stand-in: a server with a channel, a member, a manager, and the harbour story."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from discord import Permissions

from bot.discord_bot.announcing import Pace
from bot.discord_bot.client import OnrecordClient
from bot.discord_bot.opening import Opening
from bot.discord_bot.parts import open_parts
from bot.settings import Settings, load_settings
from tests.bot.discord_bot.manners import ill_mannered
from tests.discord_standin.permissions import EVERYONE
from tests.discord_standin.running import running
from tests.discord_standin.standin import DiscordStandIn
from tests.discord_standin.waiting import eventually
from tests.discord_standin.world import Channel, Guild, User, World

STORIES = Path(__file__).parents[2] / "stories"
HARBOUR = STORIES / "harbour"
QUESTION = "What was in Corvane's four tanks?"
QUICK = Pace(index=0.05, labels=0.05)
MANAGER = EVERYONE | Permissions(manage_guild=True).value


@dataclass(frozen=True, slots=True)
class Scene:
    """A world with one server; `boss` may manage it, Ann and Bob may not."""

    world: World
    guild: Guild
    channel: Channel
    ann: User
    bob: User
    boss: User
    settings: Settings


@dataclass(frozen=True, slots=True)
class Live(Scene):
    """The same with the bot connected."""

    discord: DiscordStandIn
    client: OnrecordClient


def set_scene(home: Path, prepared: Path, corpus: Path = HARBOUR, **settings: Any) -> Scene:
    """A scene with a home of its own, a copy of the prepared one."""
    shutil.copytree(prepared, home, symlinks=True)
    world = World()
    guild = world.guild("The desk", everyone=EVERYONE, bot_permissions=EVERYONE)
    ann, bob, boss = (world.user(name) for name in ("ann", "bob", "boss"))
    for person in (ann, bob):
        world.join(guild, person)
    world.join(guild, boss, world.role(guild, "editors", MANAGER))
    channel = world.channel(guild, "questions")
    kept = load_settings(home=home, corpus=corpus, discord_token=world.application.token)
    return Scene(world, guild, channel, ann, bob, boss, kept.model_copy(update=settings))


@asynccontextmanager
async def on_air(
    scene: Scene,
    *,
    content: bool = False,
    pace: Pace = QUICK,
    opening: Opening | None = None,
    opens: bool = True,
) -> AsyncIterator[Live]:
    """The bot, connected, once its own assistant `opens`, or with another.

    Afterwards it may have mentioned nobody and answered nothing twice, and neither side may have
    broken a rule of Discord's document, where that is at hand.
    """
    async with DiscordStandIn(scene.world) as discord:
        parts = open_parts(scene.settings, pace, opening)
        try:
            client = OnrecordClient(parts, content=content)
            async with running(client, discord):
                if opens and opening is None:
                    await _opened(client)
                told = {name: getattr(scene, name) for name in Scene.__slots__}
                yield Live(**told, discord=discord, client=client)
        finally:
            parts.close()
        assert not ill_mannered(discord.requests)
        assert not discord.problems()
        assert not discord.reply_problems()


async def _opened(client: OnrecordClient) -> None:
    """Waits for the index, which a bot opens beside everything else: seconds, where it is busy."""
    await eventually(client.desk.opened, "the index to be open")
