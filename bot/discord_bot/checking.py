"""Whether the bot would work if it were started: token, intents, servers, commands, index."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import discord

from bot.assembly import index_folder_of
from bot.discord_bot.client import COMMANDS, CONTENT_MISSING
from bot.discord_bot.running import TOKEN_REFUSED, token_of, unreachable
from bot.errors import BadSetting, BotError
from bot.settings import Settings
from bot.state.channels import ChannelStore
from bot.state.database import STATE_FILE
from retrieval.errors import RetrievalError

# What answers, pictures and threads take; reading the history is what a reply needs.
PERMISSIONS = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    create_public_threads=True,
    embed_links=True,
    attach_files=True,
    read_message_history=True,
)
# As Discord's own pages call them.
_SHOWN_AS = {
    "read_messages": "View Channels",
    "send_messages": "Send Messages",
    "send_messages_in_threads": "Send Messages in Threads",
    "create_public_threads": "Create Public Threads",
    "embed_links": "Embed Links",
    "attach_files": "Attach Files",
    "read_message_history": "Read Message History",
}
_MOST_SERVERS = 200  # as many as Discord tells at once
_INVITE = "invite it with the address that `onrecord discord --invite` prints"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: how it is, and what to do where that is not well."""

    name: str
    said: str
    cure: str | None = None

    @property
    def is_well(self) -> bool:
        """Whether the bot works as far as this goes."""
        return self.cure is None


def check(settings: Settings) -> tuple[Finding, ...]:
    """Everything that must be well, in the order in which to put it right.

    Raises BadSetting where no token is set, and StateError where Discord cannot be reached.
    """
    token = token_of(settings)
    return (*asyncio.run(_of_discord(settings, token)), *_of_files(settings))


def invitation(settings: Settings) -> str:
    """The address at which a bot is invited, with the least permissions. Raises as check does."""
    return asyncio.run(_invitation(token_of(settings)))


async def _invitation(token: str) -> str:
    async with discord.Client(intents=discord.Intents.none()) as client:
        await _log_in(client, token)
        scopes = ("bot", "applications.commands")
        application = client.application_id or 0
        return discord.utils.oauth_url(application, permissions=PERMISSIONS, scopes=scopes)


async def _of_discord(settings: Settings, token: str) -> list[Finding]:
    async with discord.Client(intents=discord.Intents.none()) as client:
        try:
            await _log_in(client, token)
        except BadSetting as error:
            return [Finding("token", "refused", str(error))]
        tree = discord.app_commands.CommandTree(client)
        try:
            return [
                Finding("token", f"accepted, as {client.user}"),
                _intents(client, settings),
                *_servers(await client.http.get_guilds(_MOST_SERVERS)),
                _commands({command.name for command in await tree.fetch_commands()}),
            ]
        except discord.HTTPException as error:
            raise unreachable(error) from error


async def _log_in(client: discord.Client, token: str) -> None:
    try:
        await client.login(token)
    except discord.LoginFailure as error:
        raise BadSetting(TOKEN_REFUSED) from error
    except (discord.HTTPException, OSError) as error:
        raise unreachable(error) from error


def _intents(client: discord.Client, settings: Settings) -> Finding:
    """The one privileged intent, needed only where a channel converses."""
    flags = client.application.flags if client.application else discord.ApplicationFlags()
    allowed = flags.gateway_message_content or flags.gateway_message_content_limited
    try:
        needed = _converses(settings)
    except BotError:
        needed = False  # the state has a line of its own
    if allowed:
        said = "message content is allowed" + ("" if needed else ", and no channel needs it")
        return Finding("intents", said)
    if needed:
        return Finding("intents", "message content is not allowed", CONTENT_MISSING)
    return Finding("intents", "message content is not allowed, and no channel needs it")


def _servers(guilds: list[Any]) -> Iterator[Finding]:
    if not guilds:
        yield Finding("servers", "it is in no server", _INVITE)
    for guild in guilds:
        has = discord.Permissions(int(guild["permissions"]))
        wanted = [name for name, needed in PERMISSIONS if needed]
        missing = [name for name in wanted if not (has.administrator or getattr(has, name))]
        name = f"server {guild['name']}"
        if missing:
            cure = f"give its role there what it lacks, or {_INVITE}"
            lacks = ", ".join(_SHOWN_AS.get(name, name) for name in missing)
            yield Finding(name, f"lacks {lacks}", cure)
        else:
            yield Finding(name, "has all permissions it needs")


def _commands(registered: set[str]) -> Finding:
    missing = sorted({command.name for command in COMMANDS} - registered)
    if missing:
        cure = "start `onrecord discord` once: it registers them"
        return Finding("commands", f"not registered: {', '.join(missing)}", cure)
    return Finding("commands", f"all {len(COMMANDS)} are registered")


def _of_files(settings: Settings) -> Iterator[Finding]:
    try:
        folder = index_folder_of(settings)
        if not folder.is_usable():
            yield Finding("index", "there is none yet", "run `onrecord index`, or start the bot")
        elif folder.is_current():
            yield Finding("index", "up to date")
        else:
            cure = "run `onrecord index`; the bot answers from the old state until then"
            yield Finding("index", "the corpus has changed since", cure)
    except RetrievalError as error:
        yield Finding("index", "cannot be used", str(error))
    try:
        _converses(settings)
        yield Finding("state", f"{settings.home / STATE_FILE} can be used")
    except BotError as error:
        yield Finding("state", "cannot be used", str(error))


def _converses(settings: Settings) -> bool:
    with closing(ChannelStore(settings.home / STATE_FILE)) as channels:
        return channels.converses()
