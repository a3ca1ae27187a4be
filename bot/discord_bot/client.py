"""The bot's connection to Discord: what it hears, which commands it offers, what it follows."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Coroutine, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias

import discord
from discord import app_commands

from bot.discord_bot import (
    commands_asking,
    commands_browsing,
    commands_channels,
    commands_sources,
    commands_watching,
)
from bot.discord_bot.announcing import Announcer
from bot.discord_bot.hearing import hear
from bot.discord_bot.parts import Parts
from bot.discord_bot.pressing import Pressed, submitted
from bot.discord_bot.reporting import reported
from bot.state.channels import ChannelStore
from bot.state.forgetting import forget_old
from bot.state.watches import ChannelWatches

COMMANDS: tuple[Any, ...] = (
    *commands_asking.COMMANDS,
    *commands_browsing.COMMANDS,
    commands_sources.source,
    commands_channels.config,
    commands_watching.watch,
)
CONTENT_MISSING = (
    "replies without a mention and messages in my threads need the message content intent: switch "
    "it on at https://discord.com/developers/applications under Bot, Privileged Gateway Intents, "
    "then start me again"
)
_CONTENT_SOON = "I connect to Discord again, to hear replies without a mention; give me a minute"
_DAILY = 24 * 3600.0  # seconds
_log = logging.getLogger("onrecord.discord")


def intents(*, content: bool) -> discord.Intents:
    """The least that is needed: servers, messages in them and to the bot, their words on demand."""
    return discord.Intents(
        guilds=True, guild_messages=True, dm_messages=True, message_content=content
    )


class Commands(app_commands.CommandTree["OnrecordClient"]):
    """The commands; what fails before one begins gets its reason, too."""

    async def on_error(
        self, interaction: Interaction, error: app_commands.AppCommandError, /
    ) -> None:
        """An error of discord.py's: a command of another version, an option that is no good."""
        async with reported(interaction, "command"):
            raise error


class OnrecordClient(discord.Client):
    """One connection, with or without the intent to read what does not mention the bot.

    `refused` is true where Discord has refused that intent before. `again` is set when a
    connection with it is wanted.
    """

    def __init__(self, parts: Parts, *, content: bool = False, refused: bool = False) -> None:
        super().__init__(
            intents=intents(content=content),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
        )
        self.settings = parts.settings
        self.desk = parts.desk
        self.sourcing = parts.sourcing
        self.flights = parts.flights
        self.channels: ChannelStore = parts.subscriptions.channels
        self.watches: ChannelWatches = parts.subscriptions.watches
        self.started = time.monotonic()
        self.again = asyncio.Event()
        self.tree = Commands(self)
        self._refused = refused
        self.clock = parts.pace.clock
        self._announcer = Announcer(self, parts)
        self._background = parts.background
        self._tasks: set[asyncio.Task[None]] = set()

    async def setup_hook(self) -> None:
        """Registers commands and buttons, and begins to follow what changes."""
        self.add_dynamic_items(Pressed)
        for command in COMMANDS:
            self.tree.add_command(command)
        await self.tree.sync()
        self._begin(self._announcer.run())
        self._begin(self._forget_old())

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:
        """Hands an event on. After the goodbye there is nobody to hand it to, though discord.py
        would: its "ready" comes two seconds after the connection, closed by then or not."""
        if not self.is_closed():
            super().dispatch(event, *args, **kwargs)

    async def close(self) -> None:
        """Says goodbye to Discord."""
        for task in self._tasks:
            task.cancel()
        await super().close()

    async def content_needed(self) -> str | None:
        """What to tell managers where a channel needs an intent that this connection lacks."""
        if self.intents.message_content or not await asyncio.to_thread(self.channels.converses):
            return None
        if self._refused:
            return CONTENT_MISSING
        self.again.set()
        return _CONTENT_SOON

    def described_commands(self) -> Iterator[tuple[str, str]]:
        """Every command as it is typed, and what it does."""
        for command in self.tree.walk_commands():
            if isinstance(command, app_commands.Command):
                yield f"/{command.qualified_name}", command.description
        for menu in self.tree.get_commands(type=discord.AppCommandType.message):
            yield f"Apps, {menu.name}", "in the menu of a message: each checkable claim of it"
        yield f"@{self.user.name if self.user else 'me'}", "in a message, where a manager allows it"

    async def on_ready(self) -> None:
        """Connected anew."""
        _log.info("ready", extra={"guilds": len(self.guilds), "user": str(self.user)})
        if self._refused:
            _log.warning("%s", CONTENT_MISSING)

    async def on_resumed(self) -> None:
        """Connected again, and nothing was missed."""
        _log.info("resumed")

    async def on_message(self, message: discord.Message) -> None:
        """Somebody wrote something."""
        await hear(self, message)

    async def on_interaction(self, interaction: Interaction) -> None:
        """Forms; commands and buttons find their way by themselves."""
        if interaction.type is discord.InteractionType.modal_submit:
            await submitted(interaction)

    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        """A message of ours may have been deleted."""
        await asyncio.to_thread(self.desk.stores.postings.gone, [event.message_id])

    async def on_raw_bulk_message_delete(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        """So may several."""
        await asyncio.to_thread(self.desk.stores.postings.gone, event.message_ids)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Its settings and watched claims go with it."""
        await asyncio.to_thread(self.channels.forget_channel, channel.id)
        await asyncio.to_thread(self.watches.forget_channel, channel.id)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Thrown out of a server: its settings and watched claims are forgotten."""
        await asyncio.to_thread(self.channels.forget_guild, guild.id)
        await asyncio.to_thread(self.watches.forget_guild, guild.id)

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        """What nobody was waiting for."""
        _log.exception("while handling %s", event_method)

    async def _forget_old(self) -> None:
        """Once a day what was kept long enough is forgotten."""
        while True:
            before = datetime.now(UTC) - timedelta(days=self.settings.retention_days)
            try:
                await self._background.run(forget_old, self.desk.stores.path, before)
            except Exception:  # else nothing would be forgotten any more
                _log.exception("old answers could not be forgotten; trying again tomorrow")
            await asyncio.sleep(_DAILY)

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


Interaction: TypeAlias = discord.Interaction[OnrecordClient]
