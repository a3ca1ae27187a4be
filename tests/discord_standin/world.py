"""What there is on the stand-in's Discord: users, guilds, channels, messages. State, no protocol.

A world is built by its methods (`guild`, `channel`, `user`, `join`) and outlives every bot that
connects, so that a restarted bot finds its old messages and their buttons. Ids are snowflakes:
they hold the millisecond at which the thing was made, by the world's clock.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.discord_standin.clock import Clock

Json = dict[str, Any]

TEXT, DM, PUBLIC_THREAD, PRIVATE_THREAD = 0, 1, 11, 12
DISCORD_EPOCH_MS = 1_420_070_400_000


@dataclass(eq=False, slots=True)
class User:
    """A person or a bot. `accepts_dms` False: Discord refuses the bot's messages with 50007."""

    id: int
    name: str
    bot: bool = False
    accepts_dms: bool = True

    @property
    def mention(self) -> str:
        return f"<@{self.id}>"


@dataclass(eq=False, slots=True)
class Role:
    """A role; `permissions` are Discord's bits (discord.Permissions(...).value)."""

    id: int
    name: str
    permissions: int


@dataclass(eq=False, slots=True)
class Member:
    """A user in a guild, with the roles besides @everyone."""

    user: User
    guild: Guild
    roles: list[Role]
    joined_at: float


@dataclass(eq=False, slots=True)
class Channel:
    """A text channel, a thread (it has a parent) or a DM (it has a recipient).

    `overwrites` are the channel's own rules: id of a role or member -> (allowed, denied) bits.
    """

    id: int
    kind: int
    name: str
    guild: Guild | None = None
    parent: Channel | None = None
    recipient: User | None = None
    owner_id: int | None = None
    overwrites: dict[int, tuple[int, int]] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    archived: bool = False
    locked: bool = False
    joined: set[int] = field(default_factory=set)

    @property
    def is_thread(self) -> bool:
        return self.kind in (PUBLIC_THREAD, PRIVATE_THREAD)


@dataclass(eq=False, slots=True)
class Guild:
    """A server. The role whose id is the guild's own is @everyone."""

    id: int
    name: str
    owner: User
    roles: dict[int, Role] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)

    @property
    def everyone(self) -> Role:
        return self.roles[self.id]


@dataclass(eq=False, slots=True)
class Message:
    """A message as it stands; `body` holds content, embeds, components, attachments and flags.

    `seen_by` is the one person who sees an ephemeral message, None when all do.
    """

    id: int
    channel: Channel
    author: User
    body: Json
    timestamp: float
    kind: int = 0
    reply_to: Message | None = None
    mentions: list[User] = field(default_factory=list)
    seen_by: User | None = None
    interaction: Json | None = None
    edited_at: float | None = None
    deleted: bool = False

    @property
    def content(self) -> str:
        return str(self.body["content"])

    @property
    def embeds(self) -> list[Json]:
        return list(self.body["embeds"])

    @property
    def components(self) -> list[Json]:
        return list(self.body["components"])

    @property
    def attachments(self) -> list[Json]:
        return list(self.body["attachments"])

    @property
    def flags(self) -> int:
        return int(self.body["flags"])

    @property
    def ephemeral(self) -> bool:
        return bool(self.flags & 64)

    @property
    def loading(self) -> bool:
        """Whether people see "is thinking..." in place of the message."""
        return bool(self.flags & 128)


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the log: a message was created, edited or deleted, and how it stood then."""

    kind: str
    message: Message
    body: Json
    at: float


@dataclass(slots=True)
class Application:
    """The bot's entry in Discord's developer portal.

    `intents` are the privileged ones that are switched on there; the default is message content.
    """

    id: int
    token: str
    user: User
    owner: User
    intents: int = 1 << 15


class World:
    """Everything the stand-in knows. A new world holds the bot and its owner, and no guild."""

    def __init__(self, token: str = "a-token.for.tests") -> None:
        self.clock = Clock()
        self._counter: Iterator[int] = itertools.count()
        self.users: dict[int, User] = {}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.files: dict[int, tuple[str, str, bytes]] = {}
        self.commands: dict[int | None, dict[int, Json]] = {None: {}}
        self.log: list[Change] = []
        self.listeners: list[Callable[[Change], None]] = []
        bot = self.user("onrecord-bot", bot=True)
        self.application = Application(bot.id, token, bot, self.user("the-owner"))

    @property
    def bot(self) -> User:
        return self.application.user

    def snowflake(self) -> int:
        """A new id of this millisecond; later ones are larger."""
        ms = int(self.clock.now() * 1000) - DISCORD_EPOCH_MS
        return (ms << 22) | (next(self._counter) & 0x3FFFFF)

    def user(self, name: str, *, bot: bool = False) -> User:
        made = User(self.snowflake(), name, bot)
        self.users[made.id] = made
        return made

    def guild(self, name: str, *, everyone: int, bot_permissions: int | None = None) -> Guild:
        """A guild whose @everyone may do what `everyone` says.

        The bot is in it unless `bot_permissions` is None; else its own role holds those bits.
        """
        made = Guild(self.snowflake(), name, self.application.owner)
        made.roles[made.id] = Role(made.id, "@everyone", everyone)
        self.guilds[made.id] = made
        self.join(made, made.owner)
        if bot_permissions is not None:
            self.join(made, self.bot, self.role(made, self.bot.name, bot_permissions))
        return made

    def role(self, guild: Guild, name: str, permissions: int) -> Role:
        made = Role(self.snowflake(), name, permissions)
        guild.roles[made.id] = made
        return made

    def join(self, guild: Guild, user: User, *roles: Role) -> Member:
        member = Member(user, guild, list(roles), self.clock.now())
        guild.members[user.id] = member
        return member

    def channel(self, guild: Guild, name: str) -> Channel:
        return self._keep(Channel(self.snowflake(), TEXT, name, guild))

    def thread(self, parent: Channel, name: str, *, owner: User, message_id: int = 0) -> Channel:
        """A public thread; one that starts from a message has that message's id."""
        thread_id = message_id or self.snowflake()
        made = Channel(thread_id, PUBLIC_THREAD, name, parent.guild, parent, owner_id=owner.id)
        made.joined.add(owner.id)
        return self._keep(made)

    def dm_channel(self, user: User) -> Channel:
        """The direct messages between the bot and a user; made at the first call."""
        for channel in self.channels.values():
            if channel.recipient is user:
                return channel
        return self._keep(Channel(self.snowflake(), DM, "", recipient=user))

    def _keep(self, channel: Channel) -> Channel:
        self.channels[channel.id] = channel
        if channel.guild:
            channel.guild.channels[channel.id] = channel
        return channel

    def message(self, message_id: int) -> Message | None:
        """The message with an id, wherever it is, unless it was deleted."""
        for channel in self.channels.values():
            if (found := channel.messages.get(message_id)) and not found.deleted:
                return found
        return None

    def record(self, kind: str, message: Message) -> None:
        """Adds to the log and tells the listeners: `kind` is created, edited or deleted."""
        change = Change(kind, message, dict(message.body), self.clock.now())
        self.log.append(change)
        for listener in self.listeners:
            listener(change)


def iso(seconds: float) -> str:
    """A time as Discord writes it."""
    return datetime.fromtimestamp(seconds, UTC).isoformat()
