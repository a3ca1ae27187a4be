"""The bot's account, its guilds, their channels, members and roles, and threads."""

from __future__ import annotations

from tests.discord_standin.errors import DiscordError
from tests.discord_standin.gateway import GUILDS
from tests.discord_standin.payloads import (
    application_json,
    channel_json,
    full_member_json,
    guild_json,
    guild_of_user_json,
    role_json,
    user_json,
)
from tests.discord_standin.rest import Call, Core, Reply, Routes
from tests.discord_standin.routes_messages import channel_of, message_of
from tests.discord_standin.world import Channel, Guild, Json, Member


def guild_of(core: Core, call: Call) -> Guild:
    """The guild in the path. DiscordError 10004 if there is none, 50001 if the bot is not in it."""
    guild = core.world.guilds.get(call.id("guild_id"))
    if guild is None:
        raise DiscordError(10004)
    if core.world.bot.id not in guild.members:
        raise DiscordError(50001)
    return guild


def member_of(core: Core, call: Call) -> Member:
    member = guild_of(core, call).members.get(call.id("user_id"))
    if member is None:
        raise DiscordError(10007)
    return member


def me(core: Core, _call: Call) -> Json:
    account = {"mfa_enabled": False, "locale": "en-US", "verified": True}
    return {**user_json(core.world.bot), **account}


def application(core: Core, _call: Call) -> Json:
    return application_json(core.world)


def gateway(core: Core, _call: Call) -> Json:
    limit = {"total": 1000, "remaining": 999, "reset_after": 86_400_000, "max_concurrency": 1}
    return {"url": core.gateway.url, "shards": 1, "session_start_limit": limit}


def my_guilds(core: Core, _call: Call) -> list[Json]:
    """The servers that the bot is in, with what it may do there before any channel's overwrites."""
    mine = [g for g in core.world.guilds.values() if core.world.bot.id in g.members]
    return [guild_of_user_json(guild, core.world.bot) for guild in mine]


def user(core: Core, call: Call) -> Json:
    found = core.world.users.get(call.id("user_id"))
    if found is None:
        raise DiscordError(10013)
    return user_json(found)


def open_dm(core: Core, call: Call) -> Json:
    recipient = core.world.users.get(int(call.body["recipient_id"]))
    if recipient is None:
        raise DiscordError(10013)
    return channel_json(core.world.dm_channel(recipient))


def guild(core: Core, call: Call) -> Json:
    found = guild_of(core, call)
    if call.query.get("with_counts") not in ("1", "true"):
        return guild_json(found)
    people = len(found.members)
    counts = {"approximate_member_count": people, "approximate_presence_count": people}
    return {**guild_json(found), **counts}


def guild_channels(core: Core, call: Call) -> list[Json]:
    return [channel_json(c) for c in guild_of(core, call).channels.values() if not c.is_thread]


def roles(core: Core, call: Call) -> list[Json]:
    found = guild_of(core, call)
    return [role_json(role, found) for role in found.roles.values()]


def member(core: Core, call: Call) -> Json:
    return full_member_json(member_of(core, call))


def channel(core: Core, call: Call) -> Json:
    return channel_json(channel_of(core, call))


def start_thread(core: Core, call: Call) -> Reply:
    """A thread without a message to start from; public unless its type is 12."""
    parent = channel_of(core, call, "create_public_threads")
    made = core.world.thread(parent, call.body["name"], owner=core.world.bot)
    made.kind = int(call.body.get("type") or 12)
    return _started(core, made)


def start_thread_from(core: Core, call: Call) -> Reply:
    parent = channel_of(core, call, "create_public_threads")
    message = message_of(parent, call)
    if message.id in core.world.channels:
        raise DiscordError(160004)
    bot, name = core.world.bot, call.body["name"]
    return _started(core, core.world.thread(parent, name, owner=bot, message_id=message.id))


def _started(core: Core, thread: Channel) -> Reply:
    core.gateway.dispatch("THREAD_CREATE", {**channel_json(thread), "newly_created": True}, GUILDS)
    return Reply(201, channel_json(thread))


def edit_channel(core: Core, call: Call) -> Json:
    """A thread's name, archived and locked; the bot needs to own it or to manage threads."""
    thread = channel_of(core, call)
    if not thread.is_thread:
        raise DiscordError(50013)
    if thread.owner_id != core.world.bot.id:
        channel_of(core, call, "manage_threads")
    for key in ("name", "archived", "locked"):
        if key in call.body:
            setattr(thread, key, call.body[key])
    core.gateway.dispatch("THREAD_UPDATE", channel_json(thread), GUILDS)
    return channel_json(thread)


def join_thread(core: Core, call: Call) -> None:
    channel_of(core, call).joined.add(core.world.bot.id)


ROUTES: Routes = {
    "GET /users/@me": me,
    "GET /users/@me/guilds": my_guilds,
    "POST /users/@me/channels": open_dm,
    "GET /users/{user_id}": user,
    "GET /oauth2/applications/@me": application,
    "GET /gateway/bot": gateway,
    "GET /guilds/{guild_id}": guild,
    "GET /guilds/{guild_id}/channels": guild_channels,
    "GET /guilds/{guild_id}/roles": roles,
    "GET /guilds/{guild_id}/members/{user_id}": member,
    "GET /channels/{channel_id}": channel,
    "PATCH /channels/{channel_id}": edit_channel,
    "POST /channels/{channel_id}/threads": start_thread,
    "POST /channels/{channel_id}/messages/{message_id}/threads": start_thread_from,
    "PUT /channels/{channel_id}/thread-members/@me": join_thread,
}
