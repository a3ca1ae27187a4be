"""People who use the bot: what they say, ask, press, choose and fill in.

Each act checks that a client of Discord's would offer it to that person there (else Impossible),
then sends the bot the event. None waits for the bot: the handle that comes back does that.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.discord_standin.commands import Resolved, chosen, offered
from tests.discord_standin.components import filled, picked, pressed
from tests.discord_standin.errors import Impossible
from tests.discord_standin.interactions import (
    AUTOCOMPLETE,
    COMMAND,
    COMPONENT,
    MODAL_SUBMIT,
    Interaction,
)
from tests.discord_standin.messages import DEFAULT, REPLY, Upload
from tests.discord_standin.permissions import may
from tests.discord_standin.rest import Core
from tests.discord_standin.world import Channel, Json, Message, User

CHAT_INPUT, USER_COMMAND, MESSAGE_COMMAND = 1, 2, 3


class People:
    """Acts of people in a world; `core` is what they act on."""

    core: Core

    async def slash(
        self, user: User, channel: Channel, name: str, /, **options: Any
    ) -> Interaction:
        """A slash command, subcommands as "source add". Options: str, int, float, bool, User,
        Channel, Role, or Upload for an attachment."""
        data = self._chat_input(user, channel, name, options)
        return self._start(COMMAND, user, channel, data)

    async def autocomplete(
        self, user: User, channel: Channel, name: str, /, focused: str, **options: Any
    ) -> list[Json]:
        """Types into the option `focused`; waits for the choices that the bot suggests."""
        data = self._chat_input(user, channel, name, options, focused)
        one = self._start(AUTOCOMPLETE, user, channel, data)
        await one.acknowledged()
        return one.choices or []

    async def context_menu(self, user: User, target: Message | User, name: str) -> Interaction:
        """An entry of the Apps menu of a message, or of a user in the direct messages."""
        kind = MESSAGE_COMMAND if isinstance(target, Message) else USER_COMMAND
        at = target.channel if isinstance(target, Message) else self.core.world.dm_channel(user)
        if isinstance(target, Message):
            self._check_sees(user, target)
        command = offered(self.core.world, user, at, (kind, name))
        resolved = Resolved(self.core.messages, at)
        data = {"id": command["id"], "name": name, "type": kind, "target_id": resolved.add(target)}
        return self._start(COMMAND, user, at, {**data, "resolved": resolved.data})

    async def press(self, user: User, message: Message, custom_id: str) -> Interaction:
        """A button under a message."""
        self._check_sees(user, message)
        return self._use(user, message, pressed(message, custom_id))

    async def choose(
        self, user: User, message: Message, custom_id: str, *values: Any
    ) -> Interaction:
        """One or more values of a menu under a message."""
        self._check_sees(user, message)
        resolved = Resolved(self.core.messages, message.channel)
        return self._use(user, message, picked(message, custom_id, values, resolved))

    async def submit(self, user: User, opened_by: Interaction, values: Json) -> Interaction:
        """Fills in the modal that an interaction opened, by custom_id, and sends it off."""
        modal = await opened_by.opened_modal()
        if user is not opened_by.user:
            raise Impossible(f"the modal was opened for {opened_by.user.name}")
        data = filled(modal, values, Resolved(self.core.messages, opened_by.channel))
        one = self.core.interactions.start(MODAL_SUBMIT, user, opened_by.channel, data)
        one.source, one.opened_by = opened_by.source, opened_by
        return self._send(one)

    async def say(
        self,
        user: User,
        channel: Channel,
        text: str,
        reply_to: Message | None = None,
        files: Sequence[Upload] = (),
    ) -> Message:
        """A message; it mentions whom the text names (`f"{bot.mention} ..."`) and who is replied
        to."""
        self._check_may(user, channel, "send_messages")
        more = {"kind": REPLY if reply_to else DEFAULT, "reply_to": reply_to}
        return self.core.messages.create(channel, user, {"content": text}, files, **more)

    async def dm(self, user: User, text: str, files: Sequence[Upload] = ()) -> Message:
        """A direct message to the bot."""
        return await self.say(user, self.core.world.dm_channel(user), text, files=files)

    async def edit(self, user: User, message: Message, text: str) -> None:
        if message.author is not user:
            raise Impossible(f"{user.name} did not write this message")
        self.core.messages.edit(message, {"content": text})

    async def delete(self, user: User, message: Message) -> None:
        if message.author is not user:
            self._check_may(user, message.channel, "manage_messages")
        self.core.messages.delete(message)

    def _chat_input(
        self, user: User, channel: Channel, name: str, options: Json, focused: str | None = None
    ) -> Json:
        first, *path = name.split()
        command = offered(self.core.world, user, channel, (CHAT_INPUT, first))
        resolved = Resolved(self.core.messages, channel)
        given = chosen(command, path, options, resolved, focused)
        data: Json = {"id": command["id"], "name": first, "type": CHAT_INPUT, "options": given}
        if "guild_id" in command:
            data["guild_id"] = command["guild_id"]
        return {**data, "resolved": resolved.data} if resolved.data else data

    def _use(self, user: User, message: Message, data: Json) -> Interaction:
        one = self.core.interactions.start(COMPONENT, user, message.channel, data)
        one.source = message
        return self._send(one)

    def _start(self, kind: int, user: User, channel: Channel, data: Json) -> Interaction:
        return self._send(self.core.interactions.start(kind, user, channel, data))

    def _send(self, one: Interaction) -> Interaction:
        self.core.gateway.dispatch("INTERACTION_CREATE", self.core.interactions.payload(one))
        return one

    def _check_may(self, user: User, channel: Channel, permission: str) -> None:
        if not may(user, channel, permission):
            raise Impossible(f"{user.name} may not {permission} in {channel.name}")

    def _check_sees(self, user: User, message: Message) -> None:
        self._check_may(user, message.channel, "view_channel")
        if message.deleted:
            raise Impossible("the message was deleted")
        if message.seen_by not in (None, user):
            raise Impossible(f"only {message.seen_by.name} sees this message")
