"""Runs the bot: connects, connects again with other intents, and goes off in an orderly way."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import signal
import sys
import threading
import time

import discord

from bot.discord_bot.client import CONTENT_MISSING, OnrecordClient
from bot.discord_bot.logs import set_up_logs
from bot.discord_bot.parts import Parts, open_parts
from bot.errors import BadSetting, BotError, StateError
from bot.settings import Settings

TOKEN_MISSING = (
    "ONRECORD_DISCORD_TOKEN: is not set; copy the token from "
    "https://discord.com/developers/applications, Bot, into .env"
)
TOKEN_REFUSED = (
    "ONRECORD_DISCORD_TOKEN: Discord refuses it; reset it at "
    "https://discord.com/developers/applications, Bot, and copy the new one into .env"
)
GRACE = 7.5  # seconds for answers under way; the goodbye takes about one
_SETTLED = 30.0  # seconds that a failure waits for the index to be open
_AT_LAST = 9.0  # seconds after which what still hangs is left behind; it is gone within ten
_TOKEN = re.compile(r"[\w.-]+", re.ASCII)
_log = logging.getLogger("onrecord.discord")


def token_of(settings: Settings) -> str:
    """The bot's token. Raises BadSetting where none is set, or one that cannot be sent."""
    if settings.discord_token is None:
        raise BadSetting(TOKEN_MISSING)
    token = settings.discord_token.get_secret_value()
    if not _TOKEN.fullmatch(token):
        raise BadSetting(TOKEN_REFUSED)
    return token


def unreachable(error: Exception) -> BotError:
    """What to say where Discord does not answer, or not as it should."""
    why = str(error) or type(error).__name__
    return StateError(f"Discord cannot be asked ({why}); check the network, and try again")


def run(settings: Settings) -> None:
    """Runs until SIGTERM or SIGINT, and ten seconds more at most.

    Raises BadSetting for a token that is missing or refused, StateError where Discord or the
    state cannot be used.
    """
    token = token_of(settings)
    set_up_logs(token)
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # nobody speaks here
    asyncio.run(_serve(settings, token))


async def _serve(settings: Settings, token: str) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, _stop, stop)
    parts = open_parts(settings)
    try:
        await _connect_or_settle(parts, token, stop)
        if parts.desk.is_opening:
            _leave()  # with native code at work in a thread, the interpreter would abort
    finally:
        parts.close()


async def _connect_or_settle(parts: Parts, token: str, stop: asyncio.Event) -> None:
    """What fails is told when nothing is being opened any more: with native code at work in a
    thread the interpreter would abort, and its exit code with it."""
    try:
        await connect(parts, token, stop)
    except BotError:
        await asyncio.to_thread(parts.desk.await_opening, _SETTLED)
        raise


def _stop(stop: asyncio.Event) -> None:
    if not stop.is_set():
        stop.set()
        timer = threading.Timer(_AT_LAST, _leave)
        timer.daemon = True
        timer.start()


def _leave() -> None:
    """Ends the process whatever hangs in it: a thread cannot be stopped, and the interpreter
    would wait for it. All that matters is written by then."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


async def connect(parts: Parts, token: str, stop: asyncio.Event) -> None:
    """One connection after the other until `stop` is set.

    With the message content intent where a channel converses, and without it where Discord
    refuses it. Raises BadSetting for a token that is refused.
    """
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
        except discord.ConnectionClosed as error:
            raise (
                BadSetting(TOKEN_REFUSED) if error.code == 4004 else unreachable(error)
            ) from error
        except (discord.HTTPException, OSError) as error:
            raise unreachable(error) from error
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
            # What still listens to Discord would answer the goodbye's 1000 first, with 4000.
            ended.cancel()
            await asyncio.wait({ended})
        await client.close()
        if not ended.cancelled():
            ended.result()


async def _finish(client: OnrecordClient, *, stopping: bool) -> None:
    """Lets answers under way end; one that comes in now gets a reason."""
    until = time.monotonic() + GRACE
    if stopping:
        _log.info("stopping")
        await client.desk.queue.drained(GRACE)
    if not await client.flights.landed(until - time.monotonic()):
        _log.warning("not all answers under way were finished")
