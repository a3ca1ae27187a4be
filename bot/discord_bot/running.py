"""Runs the bot: connects, connects again with other intents, and goes off in an orderly way."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys

import discord

from bot.discord_bot.client import CONTENT_MISSING, OnrecordClient
from bot.discord_bot.logs import set_up_logs
from bot.discord_bot.parts import Parts, open_parts
from bot.errors import BadSetting
from bot.settings import Settings

TOKEN_MISSING = (
    "ONRECORD_DISCORD_TOKEN: is not set; copy the token from "
    "https://discord.com/developers/applications, Bot, into .env"
)
TOKEN_REFUSED = (
    "ONRECORD_DISCORD_TOKEN: Discord refuses it; reset it at "
    "https://discord.com/developers/applications, Bot, and copy the new one into .env"
)
GRACE = 9.0  # seconds for answers under way; with the goodbye that makes ten
_log = logging.getLogger("onrecord.discord")


def token_of(settings: Settings) -> str:
    """The bot's token. Raises BadSetting where none is set."""
    if settings.discord_token is None:
        raise BadSetting(TOKEN_MISSING)
    return settings.discord_token.get_secret_value()


def run(settings: Settings) -> None:
    """Runs until SIGTERM or SIGINT. Raises BadSetting for a token that is missing or refused."""
    token = token_of(settings)
    set_up_logs(token)
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # nobody speaks here
    if not asyncio.run(_serve(settings, token)):
        # A thread that hangs would keep the process; all that matters is written.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)


async def _serve(settings: Settings, token: str) -> bool:
    """Whether everything under way was finished."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    parts = open_parts(settings)
    try:
        await _connect(parts, token, stop)
        return await parts.desk.queue.drained(0)
    finally:
        parts.close()


async def _connect(parts: Parts, token: str, stop: asyncio.Event) -> None:
    """One connection after the other until `stop` is set."""
    content = await asyncio.to_thread(parts.subscriptions.channels.converses)
    refused = False
    while not stop.is_set():
        client = OnrecordClient(parts, content=content, refused=refused)
        try:
            await _connected(client, token, stop)
        except discord.PrivilegedIntentsRequired:
            _log.warning("%s", CONTENT_MISSING)
            content, refused = False, True
        except discord.LoginFailure as error:
            raise BadSetting(TOKEN_REFUSED) from error
        else:
            content = content or client.again.is_set()


async def _connected(client: OnrecordClient, token: str, stop: asyncio.Event) -> None:
    """One connection, until it ends by itself, is to stop, or to begin anew."""
    async with client:
        ended = asyncio.create_task(client.start(token))
        waited = [asyncio.create_task(event.wait()) for event in (stop, client.again)]
        await asyncio.wait({ended, *waited}, return_when=asyncio.FIRST_COMPLETED)
        for task in waited:
            task.cancel()
        if not ended.done():
            await _finish(client, stopping=stop.is_set())
        await client.close()
        await ended


async def _finish(client: OnrecordClient, *, stopping: bool) -> None:
    """Lets answers under way end; one that comes in now gets a reason."""
    if stopping:
        _log.info("stopping")
        await client.desk.queue.drained(GRACE)
    if not await client.flights.landed(GRACE):
        _log.warning("not all answers under way were finished")
