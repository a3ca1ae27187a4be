"""Commands with which managers of a server have claims watched in a channel."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.dates import read_date
from bot.discord_bot.answering import asker_of
from bot.discord_bot.command_parts import AS_OF, Question, choices
from bot.discord_bot.lists import unwatched_message, watched_message, watches_message
from bot.discord_bot.managers import FOR_MANAGERS, channel_id_of, require_manager
from bot.discord_bot.reporting import reply, reported
from bot.errors import BadCommand, BotError

if TYPE_CHECKING:
    from bot.discord_bot.client import Interaction

Day = app_commands.Range[str, 1, 40]

watch = app_commands.Group(
    name="watch",
    description="Claims whose changes of label are told in a channel",
    guild_only=True,
    default_permissions=FOR_MANAGERS,
)


@watch.command(name="add", description="Tell a channel when the label of a claim changes")
@app_commands.describe(claim="A claim or a question", as_of=AS_OF, channel="This one if left out")
async def add_watch(
    interaction: Interaction,
    claim: Question,
    as_of: Day | None = None,
    channel: discord.TextChannel | None = None,
) -> None:
    """Watches a claim, and shows the label it has now."""
    async with reported(interaction, "watch add") as log:
        require_manager(interaction)
        client, asker = interaction.client, asker_of(interaction)
        client.desk.admit(asker, claim, as_of)
        await interaction.response.defer(ephemeral=True, thinking=True)
        answer = await client.desk.look_up(asker, claim, as_of)
        place = channel_id_of(interaction, channel)
        added = await asyncio.to_thread(
            client.watches.add, answer, interaction.guild_id or 0, place, asker.person
        )
        await reply(interaction, watched_message(place, answer, added=added))
        log.done()


@watch.command(name="list", description="The claims that channels of this server watch")
async def list_watches(interaction: Interaction) -> None:
    """Lists them, channel by channel."""
    async with reported(interaction, "watch list") as log:
        require_manager(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        of_guild = interaction.client.watches.of_guild
        kept = await asyncio.to_thread(of_guild, interaction.guild_id or 0)
        await reply(interaction, watches_message(kept))
        log.done()


@watch.command(name="remove", description="Watch a claim no longer")
@app_commands.describe(
    claim="As /watch list shows it", as_of="Its day, if it has one", channel="This one if left out"
)
async def remove_watch(
    interaction: Interaction,
    claim: Question,
    as_of: Day | None = None,
    channel: discord.TextChannel | None = None,
) -> None:
    """Ends the watch of a claim in one channel."""
    async with reported(interaction, "watch remove") as log:
        require_manager(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        day = read_date(as_of) if as_of else None
        place = channel_id_of(interaction, channel)
        if not await asyncio.to_thread(interaction.client.watches.remove, place, claim, day):
            raise BadCommand("this channel does not watch that; /watch list shows what is watched")
        await reply(interaction, unwatched_message(place, claim))
        log.done()


@remove_watch.autocomplete("claim")
async def watched_claims(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Watched claims of the server that hold what was typed."""
    try:
        of_guild = interaction.client.watches.of_guild
        kept = await asyncio.to_thread(of_guild, interaction.guild_id or 0)
    except BotError:
        return []  # the command itself says what is wrong
    texts = dict.fromkeys(one.text for one in kept)
    return choices(text for text in texts if typed.casefold() in text.casefold())
