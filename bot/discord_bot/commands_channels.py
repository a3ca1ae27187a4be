"""The command with which managers of a server say where and how the bot may answer."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import discord
from discord import app_commands

from bot.discord_bot.lists import settings_message
from bot.discord_bot.managers import FOR_MANAGERS, channel_id_of, require_manager
from bot.discord_bot.reporting import reply, reported
from bot.errors import BadCommand
from bot.state.channels import ChannelSettings, Mode, QuietHours

if TYPE_CHECKING:
    from bot.discord_bot.client import Interaction


@app_commands.command(description="Where and how I may answer; without options it shows that")
@app_commands.describe(
    channel="Which channel; this one if left out",
    mode="off: commands only; mention: when mentioned; conversation: replies and my threads, too",
    threads="Answer mentions in a thread of their own",
    quiet="Hours with no answers to mentions and no notices, as in 22:00-07:00; off ends them",
    zone="The time zone of the quiet hours, as in Europe/Berlin",
)
@app_commands.guild_only()
@app_commands.default_permissions(FOR_MANAGERS)
async def config(
    interaction: Interaction,
    channel: discord.TextChannel | None = None,
    mode: Literal["off", "mention", "conversation"] | None = None,
    threads: bool | None = None,
    quiet: app_commands.Range[str, 1, 20] | None = None,
    zone: app_commands.Range[str, 1, 60] | None = None,
) -> None:
    """Sets what is given, leaves the rest, and shows what holds then."""
    async with reported(interaction, "config") as watch:
        require_manager(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        client, guild_id = interaction.client, interaction.guild_id or 0
        if (channel, mode, threads, quiet, zone) == (None,) * 5:
            held = await asyncio.to_thread(client.channels.of_guild, guild_id)
        else:
            place = channel_id_of(interaction, channel)
            old = await asyncio.to_thread(client.channels.of, guild_id, place)
            new = _with_quiet(old, quiet, zone)
            if mode is not None:
                new = replace(new, mode=Mode(mode))
            if threads is not None:
                new = replace(new, threads=threads)
            await asyncio.to_thread(client.channels.keep, new)
            held = (new,)
        warning = await client.content_needed()
        await reply(interaction, settings_message(held, warning))
        watch.done()


def _with_quiet(old: ChannelSettings, hours: str | None, zone: str | None) -> ChannelSettings:
    """The settings with other quiet hours, as far as something is given. Raises BadCommand."""
    if hours is None and zone is None:
        return old
    if hours is not None and hours.strip().lower() == "off":
        return replace(old, quiet=None)
    if old.quiet:
        span = hours or f"{old.quiet.start:%H:%M}-{old.quiet.end:%H:%M}"
        return replace(old, quiet=QuietHours.parse(span, zone or old.quiet.zone))
    if hours is None:
        raise BadCommand("there are no quiet hours yet; pass quiet, too, as in 22:00-07:00")
    return replace(old, quiet=QuietHours.parse(hours, zone or "UTC"))
