"""Creating, editing and deleting messages in the world, from the bodies that bots send."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from tests.discord_standin.errors import DiscordError
from tests.discord_standin.limits import check_message, walk
from tests.discord_standin.world import Channel, Json, Message, User, World

# What a bot may set itself: suppress embeds, ephemeral, suppress notifications, components v2.
SETTABLE = 1 << 2 | 1 << 6 | 1 << 12 | 1 << 15
EPHEMERAL, LOADING = 1 << 6, 1 << 7
FILE_LIMIT = 10 * 1024 * 1024
OCTETS = "application/octet-stream"
DEFAULT, REPLY, SLASH, CONTEXT_MENU = 0, 19, 20, 23


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it is sent: by a bot as multipart, or by a person."""

    filename: str
    content: bytes
    content_type: str | None = None


class Messages:
    """The world's messages; `cdn` is where attachments can be fetched."""

    def __init__(self, world: World, cdn: str) -> None:
        self.world = world
        self.cdn = cdn

    def create(
        self,
        channel: Channel,
        author: User,
        body: Json,
        files: Sequence[Upload] = (),
        **more: Any,
    ) -> Message:
        """A new message; DiscordError 50006 if there is nothing in it, 50035 over a limit.

        `more` is what a body does not tell: kind, reply_to, interaction, seen_by of Message.
        """
        check_message(body)
        if not (
            (body.get("content") or "").strip()
            or body.get("embeds")
            or body.get("components")
            or files
        ):
            raise DiscordError(50006)
        message = Message(
            id=self.world.snowflake(),
            channel=channel,
            author=author,
            body=empty_body(),
            timestamp=self.world.clock.now(),
            **more,
        )
        self._fill(message, body, files)
        channel.messages[message.id] = message
        self.world.record("created", message)
        return message

    def placeholder(self, channel: Channel, flags: int, **more: Any) -> Message:
        """What a deferred answer shows: that the bot is thinking. `more` as in `create`."""
        body = {**empty_body(), "flags": flags & EPHEMERAL | LOADING}
        bot, now = self.world.bot, self.world.clock.now()
        message = Message(self.world.snowflake(), channel, bot, body, now, **more)
        channel.messages[message.id] = message
        self.world.record("created", message)
        return message

    def edit(self, message: Message, body: Json, files: Sequence[Upload] = ()) -> None:
        """Changes what the body names, and keeps the rest; a placeholder becomes the message."""
        check_message({**message.body, **body})
        was_loading = message.loading
        self._fill(message, {"flags": message.flags, **body}, files)
        message.body["flags"] &= ~LOADING
        if not (message.content or message.embeds or message.components or message.attachments):
            raise DiscordError(50006)
        if not was_loading:
            message.edited_at = self.world.clock.now()
        self.world.record("edited", message)

    def delete(self, message: Message) -> None:
        message.deleted = True
        del message.channel.messages[message.id]
        self.world.record("deleted", message)

    def attach(self, channel: Channel, upload: Upload, ephemeral: bool = False) -> Json:
        """Keeps a file; returns it as an attachment, with the URL that downloads it."""
        if len(upload.content) > FILE_LIMIT:
            raise DiscordError(40005)
        file_id = self.world.snowflake()
        # discord.py sends every file as octet-stream; Discord goes by the name.
        kind = mimetypes.guess_type(upload.filename)[0] or upload.content_type or OCTETS
        self.world.files[file_id] = upload.filename, kind, upload.content
        url = f"{self.cdn}/attachments/{channel.id}/{file_id}/{upload.filename}"
        return {
            "id": str(file_id),
            "filename": upload.filename,
            "size": len(upload.content),
            "url": url,
            "proxy_url": url,
            "content_type": kind,
            **({"ephemeral": True} if ephemeral else {}),
        }

    def _fill(self, message: Message, body: Json, files: Sequence[Upload]) -> None:
        flags = int(body.get("flags") or 0) & SETTABLE | message.flags & EPHEMERAL
        kept = message.attachments
        if body.get("attachments") is not None:
            named = {str(one["id"]) for one in body["attachments"]}
            kept = [one for one in kept if one["id"] in named]
        new = [self.attach(message.channel, file, bool(flags & EPHEMERAL)) for file in files]
        message.body |= {"flags": flags, "attachments": kept + new}
        if "content" in body:
            message.body["content"] = (body["content"] or "").strip()
            message.mentions = mentioned(self.world, body, message.reply_to)
        if "embeds" in body:
            message.body["embeds"] = [_shown(embed) for embed in body["embeds"] or []]
        if "components" in body:
            message.body["components"] = numbered(body["components"] or [])


def empty_body() -> Json:
    return {"content": "", "embeds": [], "components": [], "attachments": [], "flags": 0}


def _shown(embed: Json) -> Json:
    """An embed as Discord gives it back."""
    given = {k: v for k, v in embed.items() if v is not None and k != "flags"}
    return {**given, "type": "rich"}


def numbered(components: list[Json]) -> list[Json]:
    """A copy in which every component has a numeric id and the defaults Discord fills in."""
    copies: list[Json] = deepcopy(components)
    for n, part in enumerate(walk(copies), 1):
        part["id"] = part.get("id") or n
        if part["type"] in (3, 5, 6, 7, 8):
            part.setdefault("min_values", 1)
            part.setdefault("max_values", 1)
    return copies


def mentioned(world: World, body: Json, reply_to: Message | None) -> list[User]:
    """Whom the content and the reply mention, as far as `allowed_mentions` lets them through."""
    ids = dict.fromkeys(map(int, re.findall(r"<@!?(\d+)>", body.get("content") or "")))
    allowed = body.get("allowed_mentions")
    if allowed is not None and "users" not in allowed.get("parse", []):
        listed = set(map(int, allowed.get("users", [])))
        ids = dict.fromkeys(i for i in ids if i in listed)
    if reply_to and (allowed is None or allowed.get("replied_user")):
        ids[reply_to.author.id] = None
    return [world.users[i] for i in ids if i in world.users]
