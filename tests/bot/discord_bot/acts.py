"""What tests of the running bot share: people and channels of their own, and waiting for words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from discord import Permissions

from tests.bot.discord_bot.manners import CHANGED, DEFERRED, OPENED, sent
from tests.bot.discord_bot.stage import Live
from tests.discord_standin.gateway import GUILDS
from tests.discord_standin.interactions import Interaction
from tests.discord_standin.limits import walk
from tests.discord_standin.payloads import channel_json
from tests.discord_standin.world import Channel, Message, User

TANKS = "Did Corvane's tanks contain thionyl chloride?"
REFUSED = re.compile(r"That did not work: (?P<why>.+)\n-# Reference: (?P<reference>[0-9A-F]{6})")


def corner_of(live: Live) -> Live:
    """The same bot and server with a new channel and new people: nothing was asked there yet."""
    world, guild = live.world, live.guild
    ann, bob, boss = (world.user(name) for name in ("ann", "bob", "boss"))
    manager = next(r for r in guild.roles.values() if Permissions(r.permissions).manage_guild)
    for person in (ann, bob):
        world.join(guild, person)
    world.join(guild, boss, manager)
    return replace(live, channel=new_channel(live), ann=ann, bob=bob, boss=boss)


def new_channel(live: Live, name: str = "another") -> Channel:
    """A channel made while the bot is connected."""
    channel = live.world.channel(live.guild, name)
    live.discord.gateway.dispatch("CHANNEL_CREATE", channel_json(channel), GUILDS)
    return channel


async def answer_to(live: Live, act: Interaction) -> Message:
    """The answer to a command or a form: it was put off first, then given in one edit."""
    message = await act.message()
    callback, edit = [one for one in live.discord.requests if act.token in one["path"]]
    assert (callback["json"]["type"], edit["method"]) == (DEFERRED, "PATCH")
    assert act.deferred_at
    return message


async def page_after(live: Live, act: Interaction) -> Message:
    """The page that a button turned to, in place of the one before."""
    message = await act.message()
    first = next(one for one in live.discord.requests if act.token in one["path"])
    assert first["json"]["type"] == CHANGED
    assert message is act.source
    return message


async def form_after(live: Live, act: Interaction) -> None:
    """Waits for the form that a button opens."""
    await act.opened_modal()
    first = next(one for one in live.discord.requests if act.token in one["path"])
    assert sent(first)["type"] == OPENED


async def asked(live: Live, user: User, question: str = TANKS, **options: object) -> Message:
    """The answer to /ask in the channel."""
    return await answer_to(
        live, await live.discord.slash(user, live.channel, "ask", question=question, **options)
    )


async def managed(live: Live, name: str, **options: object) -> str:
    """What the manager is told after a command, as it reads without Markdown's backslashes."""
    act = await live.discord.slash(live.boss, live.channel, name, **options)
    message = await act.message()
    assert message.seen_by is live.boss
    return message.content.replace("\\", "")


def button(message: Message, label: str) -> str:
    """The custom_id of the button with that label."""
    found = {
        part["label"]: part["custom_id"] for part in walk(message.components) if "label" in part
    }
    return str(found[label])


def answer_id(message: Message) -> str:
    """The id under which the answer in a message is kept."""
    return button(message, "Helpful").rpartition(":")[2]


def refusal(message: Message) -> str:
    """The reason that a message gives why there is no answer; it has a reference, too."""
    found = REFUSED.fullmatch(message.content)
    assert found, message.content
    return found["why"]


def said_in(channel: Channel) -> list[Message]:
    """What the bot wrote in a channel for everybody, oldest first."""
    return [m for m in channel.messages.values() if m.author.bot and not m.seen_by]


async def next_said(live: Live, channel: Channel, after: Sequence[Message] = ()) -> Message:
    """Waits for the next message of the bot's in a channel."""

    def new() -> list[Message]:
        return [m for m in said_in(channel) if m not in after and not m.loading]

    return (await live.discord.until(new, "the bot to write"))[0]
