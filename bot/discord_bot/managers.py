"""What commands for those who manage a server share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.errors import BadCommand

if TYPE_CHECKING:
    from bot.discord_bot.client import Interaction

FOR_MANAGERS = discord.Permissions(manage_guild=True)


def require_manager(interaction: Interaction) -> None:
    """Raises BadCommand for who may not manage the server, whatever Discord was set to allow."""
    if not interaction.permissions.manage_guild:
        raise BadCommand("that is for those who may manage this server; ask one of them")


def channel_id_of(interaction: Interaction, channel: discord.TextChannel | None) -> int:
    """The channel named, or this one; a thread goes by the settings of its channel."""
    if channel is not None:
        return channel.id
    here = interaction.channel
    return here.parent_id if isinstance(here, discord.Thread) else interaction.channel_id or 0
