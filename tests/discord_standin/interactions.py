"""Interactions, from the moment a person acts until the bot's last follow-up fifteen minutes on.

A bot has 3 seconds to acknowledge one, once; then its token opens the answer for 15 minutes. Where
other processes keep the bot from running, the seconds are those that it would have taken otherwise.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.discord_standin.clock import Moment
from tests.discord_standin.errors import DiscordError, invalid
from tests.discord_standin.limits import check_message
from tests.discord_standin.messages import (
    CONTEXT_MENU,
    DEFAULT,
    EPHEMERAL,
    FILE_LIMIT,
    SLASH,
    Messages,
    Upload,
    numbered,
)
from tests.discord_standin.payloads import (
    full_member_json,
    interaction_channel_json,
    message_json,
    user_json,
)
from tests.discord_standin.permissions import channel_permissions
from tests.discord_standin.waiting import Bell
from tests.discord_standin.world import Channel, Json, Message, User, World

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL_SUBMIT = 2, 3, 4, 5
REPLY, DEFER, DEFER_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9
ALLOWED = {
    COMMAND: (REPLY, DEFER, MODAL),
    COMPONENT: (REPLY, DEFER, DEFER_UPDATE, UPDATE, MODAL),
    AUTOCOMPLETE: (CHOICES,),
    MODAL_SUBMIT: (REPLY, DEFER, DEFER_UPDATE, UPDATE),
}
TO_ACKNOWLEDGE, TO_FOLLOW_UP = 3.0, 900.0  # seconds


@dataclass(eq=False, slots=True)
class Interaction:
    """One thing that a person did, and all that the bot made of it. Times: seconds since 1970.

    `source` is the message whose component was used, or from which the modal was opened.
    `responses` are the original response and the follow-ups as they now stand; `answer` is the
    first of them that people can read.
    """

    id: int
    token: str
    kind: int
    user: User
    channel: Channel
    data: Json
    begun: Moment
    created_at: float
    bell: Bell
    source: Message | None = None
    opened_by: Interaction | None = None
    response_type: int | None = None
    acknowledged_at: float | None = None
    answer: Message | None = None
    original: Message | None = None
    followups: list[Message] = field(default_factory=list)
    modal: Json | None = None
    choices: list[Json] | None = None

    @property
    def deferred_at(self) -> float | None:
        """When the bot deferred its answer; None while it has not, or if it answered at once."""
        return self.acknowledged_at if self.response_type in (DEFER, DEFER_UPDATE) else None

    @property
    def responses(self) -> list[Message]:
        return [*([self.original] if self.original else []), *self.followups]

    async def acknowledged(self) -> float:
        """Waits for the bot's callback; seconds that it took."""
        what = f"a callback to {self}"
        at = await self.bell.until(lambda: self.acknowledged_at, what)
        return at - self.created_at

    async def message(self) -> Message:
        """Waits for the first message people can read: past "is thinking...", or the update."""
        return await self.bell.until(lambda: self.answer, f"an answer to {self}")

    async def opened_modal(self) -> Json:
        """Waits for the modal that the bot opens."""
        return await self.bell.until(lambda: self.modal, f"a modal from {self}")

    async def followup(self, n: int = 0) -> Message:
        """Waits for the n-th follow-up message, counted from 0."""
        what = f"follow-up {n} to {self}"
        await self.bell.until(lambda: len(self.followups) > n, what)
        return self.followups[n]

    def __str__(self) -> str:
        name = self.data.get("name") or self.data.get("custom_id")
        return f"{self.user.name}'s {name!r} (response type {self.response_type})"


class Interactions:
    """All interactions of a world, by id and by token."""

    def __init__(self, world: World, messages: Messages, bell: Bell) -> None:
        self.world = world
        self.messages = messages
        self.bell = bell
        self.by_id: dict[int, Interaction] = {}
        self.by_token: dict[str, Interaction] = {}

    def start(self, kind: int, user: User, channel: Channel, data: Json) -> Interaction:
        clock, token = self.world.clock, secrets.token_urlsafe(48)
        when = clock.moment(), clock.now()
        one = Interaction(
            self.world.snowflake(), token, kind, user, channel, data, *when, self.bell
        )
        self.by_id[one.id] = self.by_token[token] = one
        return one

    def respond(
        self, interaction_id: int, token: str, body: Json, files: Sequence[Upload]
    ) -> Interaction:
        """The bot's callback. DiscordError 10062 if unknown or too late, 40060 the second time."""
        one = self.by_id.get(interaction_id)
        if one is None or one.token != token:
            raise DiscordError(10062)
        if one.acknowledged_at is not None:
            raise DiscordError(40060)
        taken = self.world.clock.since(one.begun)
        if taken > TO_ACKNOWLEDGE:
            raise DiscordError(10062)
        kind, data = body.get("type"), body.get("data") or {}
        no_source = kind in (DEFER_UPDATE, UPDATE) and one.source is None
        if kind not in ALLOWED[one.kind] or no_source:
            choices = f"Value must be one of {ALLOWED[one.kind]}."
            raise invalid("type", "BASE_TYPE_CHOICES", choices)
        self._carry_out(one, kind, data, files)
        one.response_type, one.acknowledged_at = kind, one.created_at + taken
        one.answer = one.original if kind in (REPLY, UPDATE) else None
        self.bell.ring()
        return one

    def _carry_out(self, one: Interaction, kind: int, data: Json, files: Sequence[Upload]) -> None:
        if kind in (REPLY, UPDATE):
            check_message(data, "data/")
        if kind == REPLY:
            one.original = self._create(one, data, files)
        elif kind == DEFER:
            flags = int(data.get("flags") or 0)
            more = self._more(one, flags)
            one.original = self.messages.placeholder(one.channel, flags, **more)
        elif kind == UPDATE:
            assert one.source
            self.messages.edit(one.source, data, files)
            one.original = one.source
        elif kind == DEFER_UPDATE:
            one.original = one.source
        elif kind == CHOICES:
            one.choices = _choices(data)
        elif kind == MODAL:
            one.modal = {**data, "components": numbered(data["components"])}

    def _create(self, one: Interaction, data: Json, files: Sequence[Upload]) -> Message:
        more = self._more(one, int(data.get("flags") or 0))
        return self.messages.create(one.channel, self.world.bot, data, files, **more)

    def _more(self, one: Interaction, flags: int) -> Json:
        kind = DEFAULT
        if one.kind == COMMAND and one.original is None:
            kind = SLASH if one.data["type"] == 1 else CONTEXT_MENU
        seen_by = one.user if flags & EPHEMERAL else None
        return {"kind": kind, "interaction": metadata(one), "seen_by": seen_by}

    def open(self, token: str) -> Interaction:
        """The interaction whose answer a token opens; DiscordError 50027 or 10015 if none."""
        one = self.by_token.get(token)
        if one is None or self.world.clock.now() - one.created_at > TO_FOLLOW_UP:
            raise DiscordError(50027)
        if one.acknowledged_at is None:
            raise DiscordError(10015)
        return one

    def follow_up(self, token: str, body: Json, files: Sequence[Upload]) -> Message:
        """One message more; the first one after a deferral takes the placeholder's place."""
        one = self.open(token)
        if one.original and one.original.loading:
            return self.edit(token, "@original", body, files)
        check_message(body)
        message = self._create(one, body, files)
        one.followups.append(message)
        one.answer = one.answer or message
        self.bell.ring()
        return message

    def response(self, token: str, which: str) -> Message:
        """ "@original" or a follow-up by its id; DiscordError 10008 if there is none."""
        one = self.open(token)
        for message in one.responses:
            is_meant = message is one.original if which == "@original" else str(message.id) == which
            if is_meant and not message.deleted:
                return message
        raise DiscordError(10008)

    def edit(self, token: str, which: str, body: Json, files: Sequence[Upload]) -> Message:
        message = self.response(token, which)
        self.messages.edit(message, body, files)
        one = self.open(token)
        one.answer = one.answer or message
        self.bell.ring()
        return message

    def payload(self, one: Interaction) -> Json:
        """As INTERACTION_CREATE gives it to the bot."""
        channel, guild = one.channel, one.channel.guild
        data: Json = {
            "id": str(one.id),
            "application_id": str(self.world.application.id),
            "type": one.kind,
            "token": one.token,
            "version": 1,
            "data": one.data,
            "channel_id": str(channel.id),
            "channel": interaction_channel_json(channel, one.user),
            "app_permissions": str(channel_permissions(self.world.bot, channel)),
            "locale": "en-US",
            "entitlements": [],
            "authorizing_integration_owners": owners(one),
            "context": 0 if guild else 1,
            "attachment_size_limit": FILE_LIMIT,
        }
        if one.source:
            data["message"] = message_json(one.source)
        if guild is None:
            return {**data, "user": user_json(one.user)}
        bits = str(channel_permissions(one.user, channel))
        member = {**full_member_json(guild.members[one.user.id]), "permissions": bits}
        partial = {"id": str(guild.id), "locale": "en-US", "features": []}
        more = {"guild_id": str(guild.id), "guild": partial, "guild_locale": "en-US"}
        return {**data, **more, "member": member}


def owners(one: Interaction) -> dict[str, str]:
    """Who installed the app: a guild's id, or 0 in its direct messages."""
    return {"0": str(one.channel.guild.id) if one.channel.guild else "0"}


def metadata(one: Interaction) -> Json:
    """What a response's message tells about the interaction behind it."""
    data: Json = {
        "id": str(one.id),
        "type": one.kind,
        "user": user_json(one.user),
        "authorizing_integration_owners": owners(one),
    }
    if one.original:
        data["original_response_message_id"] = str(one.original.id)
    if one.kind == COMPONENT and one.source:
        data["interacted_message_id"] = str(one.source.id)
    if one.kind == MODAL_SUBMIT and one.opened_by:
        data["triggering_interaction_metadata"] = metadata(one.opened_by)
    if one.kind == COMMAND and one.data["type"] == 3:
        data["target_message_id"] = one.data["target_id"]
    return data


def _choices(data: Json) -> list[Any]:
    choices = list(data.get("choices") or [])
    if len(choices) > 25:
        raise invalid("data/choices", "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
    return choices
