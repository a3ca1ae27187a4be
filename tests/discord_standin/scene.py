"""What most tests of the stand-in begin with: a server, a channel, Ann, and the example bot."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from tests.discord_standin.example_bot import ExampleBot
from tests.discord_standin.permissions import EVERYONE
from tests.discord_standin.running import running
from tests.discord_standin.standin import DiscordStandIn
from tests.discord_standin.world import Channel, Guild, User, World


@dataclass(frozen=True, slots=True)
class Place:
    """A world with one server, in which the bot and Ann may do what most may."""

    world: World
    guild: Guild
    channel: Channel
    ann: User


def furnished() -> Place:
    world = World()
    guild = world.guild("The desk", everyone=EVERYONE, bot_permissions=EVERYONE)
    ann = world.user("ann")
    world.join(guild, ann)
    return Place(world, guild, world.channel(guild, "questions"), ann)


@asynccontextmanager
async def on_stage(
    place: Place, bot: ExampleBot | None = None
) -> AsyncIterator[tuple[DiscordStandIn, ExampleBot]]:
    """The stand-in and the bot, connected. Afterwards neither side may have broken a rule of
    Discord's document, where that is at hand."""
    async with DiscordStandIn(place.world) as discord:
        async with running(bot or ExampleBot(), discord) as client:
            yield discord, client
        assert not discord.problems()
        assert not discord.reply_problems()
