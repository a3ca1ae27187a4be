"""Messages and typing in channels, threads and direct messages, by the bot itself."""

from __future__ import annotations

from tests.discord_standin.errors import DiscordError, invalid
from tests.discord_standin.messages import DEFAULT, REPLY
from tests.discord_standin.payloads import message_json
from tests.discord_standin.permissions import may
from tests.discord_standin.rest import Call, Core, Routes
from tests.discord_standin.world import Channel, Json, Message


def channel_of(core: Core, call: Call, *permissions: str) -> Channel:
    """The channel in the path. DiscordError 10003 if there is none, 50001 if the bot cannot see
    it, 50013 if it lacks one of `permissions` there."""
    channel = core.world.channels.get(call.id("channel_id"))
    if channel is None:
        raise DiscordError(10003)
    bot = core.world.bot
    if not may(bot, channel, "view_channel"):
        raise DiscordError(50001)
    if not all(may(bot, channel, name) for name in permissions):
        raise DiscordError(50013)
    return channel


def message_of(channel: Channel, call: Call) -> Message:
    """The message in the path; DiscordError 10008 if there is none that the bot may read."""
    found = channel.messages.get(call.id("message_id"))
    if found is None or found.seen_by:
        raise DiscordError(10008)
    return found


def create(core: Core, call: Call) -> Json:
    channel = channel_of(core, call, "send_messages", *(["attach_files"] if call.files else []))
    if channel.recipient and not channel.recipient.accepts_dms:
        raise DiscordError(50007)
    if channel.locked:
        raise DiscordError(50083)
    body = dict(call.body or {})
    if not may(core.world.bot, channel, "embed_links"):
        body["embeds"] = []  # Discord drops them without an error
    reply_to = _referred(core, channel, body.get("message_reference"))
    body["flags"] = int(body.get("flags") or 0) & ~(1 << 6)  # only interactions have ephemeral ones
    kind = REPLY if reply_to else DEFAULT
    more = {"kind": kind, "reply_to": reply_to}
    message = core.messages.create(channel, core.world.bot, body, call.files, **more)
    channel.archived = False
    return message_json(message)


def _referred(core: Core, channel: Channel, reference: Json | None) -> Message | None:
    if not reference:
        return None
    if not may(core.world.bot, channel, "read_message_history"):
        raise DiscordError(160002)
    found = channel.messages.get(int(reference["message_id"]))
    if found is None and reference.get("fail_if_not_exists", True):
        code = "MESSAGE_REFERENCE_UNKNOWN_MESSAGE"
        raise invalid("message_reference", code, "Unknown message")
    return found


def read_one(core: Core, call: Call) -> Json:
    return message_json(message_of(channel_of(core, call, "read_message_history"), call))


def read_many(core: Core, call: Call) -> list[Json]:
    """Newest first; `before`, `after` and `limit` as at Discord, `around` is not there."""
    channel = channel_of(core, call)
    if not may(core.world.bot, channel, "read_message_history"):
        return []
    before, after = int(call.query.get("before", 1 << 63)), int(call.query.get("after", 0))
    limit = int(call.query.get("limit", 50))
    found = [m for i, m in sorted(channel.messages.items()) if after < i < before and not m.seen_by]
    chosen = found[:limit] if after else found[-limit:]
    return [message_json(message) for message in reversed(chosen)]


def edit(core: Core, call: Call) -> Json:
    message = message_of(channel_of(core, call), call)
    if message.author is not core.world.bot:
        raise DiscordError(50005)
    core.messages.edit(message, call.body or {}, call.files)
    return message_json(message)


def delete(core: Core, call: Call) -> None:
    channel = channel_of(core, call)
    message = message_of(channel, call)
    if message.author is not core.world.bot and not may(core.world.bot, channel, "manage_messages"):
        raise DiscordError(50013)
    core.messages.delete(message)


def typing(core: Core, call: Call) -> None:
    channel_of(core, call, "send_messages")


ROUTES: Routes = {
    "POST /channels/{channel_id}/messages": create,
    "GET /channels/{channel_id}/messages": read_many,
    "GET /channels/{channel_id}/messages/{message_id}": read_one,
    "PATCH /channels/{channel_id}/messages/{message_id}": edit,
    "DELETE /channels/{channel_id}/messages/{message_id}": delete,
    "POST /channels/{channel_id}/typing": typing,
}
