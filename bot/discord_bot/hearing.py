"""Messages that speak to the bot: mentions, replies, its threads, direct messages."""

from __future__ import annotations

import asyncio
import logging
import re
from typing import TYPE_CHECKING

import discord

from bot.discord_bot.addressing import Heard, Verdict, may_concern_me, verdict
from bot.discord_bot.answering import MOST_CHECKED, keep_posting
from bot.discord_bot.checked import checked_message
from bot.discord_bot.desk import Asker
from bot.discord_bot.markdown import one_line
from bot.discord_bot.message import Message
from bot.discord_bot.messages import answer_message
from bot.discord_bot.planning import parts
from bot.discord_bot.reporting import Watch
from bot.errors import BotError, NotNow
from bot.state.channels import ChannelSettings

if TYPE_CHECKING:
    from bot.discord_bot.client import OnrecordClient

_THREAD_NAME = 90
_MENTION = re.compile(r"<@!?(\d+)>")
_log = logging.getLogger("onrecord.discord")
Place = discord.abc.Messageable


async def hear(client: OnrecordClient, message: discord.Message) -> None:
    """Answers a message if it is for the bot; where it may not, says so if it was addressed."""
    heard = heard_of(client, message)
    if may_concern_me(heard):
        with client.flights.one():
            await _heed(client, message, heard)


async def _heed(client: OnrecordClient, message: discord.Message, heard: Heard) -> None:
    """What to do about a message that may be for the bot."""
    try:
        settings = await _settings(client, message)
    except BotError as error:
        await _unknown_here(message, heard, error)
        return
    match verdict(heard, settings, client.clock()):
        case Verdict.ANSWER:
            await _answer(client, message, settings)
        case Verdict.NOT_HERE:
            why = "here I answer commands only: ask with /ask, or have a manager use /config"
            await _refuse(client, message, NotNow(why))
        case Verdict.QUIET:
            await _refuse(client, message, NotNow(_quiet(settings)))
        case Verdict.IGNORE:
            pass


def heard_of(client: OnrecordClient, message: discord.Message) -> Heard:
    """What of a message tells whether it is for the bot."""
    me = client.user
    ordinary = message.type in (discord.MessageType.default, discord.MessageType.reply)
    channel = message.channel
    return Heard(
        by_bot=message.author.bot or message.webhook_id is not None or not ordinary,
        direct=message.guild is None,
        mentions_me=me in message.mentions,
        mentions_others=any(person != me for person in message.mentions),
        replies_to_me=(replied := _replied_to(message)) is not None and replied.author == me,
        in_my_thread=isinstance(channel, discord.Thread) and me is not None
        and channel.owner_id == me.id,
    )  # fmt: skip


def question_in(message: discord.Message, me: discord.abc.User | None) -> str:
    """What a message says besides the bot's name; others that it mentions go by their names."""
    names = {str(p.id): " " if p == me else p.display_name for p in message.mentions}
    return one_line(_MENTION.sub(lambda m: names.get(m[1], m[0]), message.content))


async def _answer(
    client: OnrecordClient, message: discord.Message, settings: ChannelSettings | None
) -> None:
    watch = _watch(message)
    try:
        client.desk.admit(_asker(message))
        async with message.channel.typing():
            await _answered(client, message, settings, watch)
    except Exception as error:
        await _say_why(message, watch.failed(error), private=isinstance(error, NotNow))


async def _answered(
    client: OnrecordClient,
    message: discord.Message,
    settings: ChannelSettings | None,
    watch: Watch,
) -> None:
    asker, replied = _asker(message), _replied_to(message)
    text, earlier = question_in(message, client.user), await _earlier(client, replied)
    if not text and replied and earlier:
        checked = await client.desk.check(asker, earlier, MOST_CHECKED)
        await _send(message, checked_message(checked), settings)
        watch.done(claims=checked.total)
        return
    given = await client.desk.ask(asker, text, earlier=earlier)
    sent = await _send(
        message, answer_message(given.answer, given.digests, given.answer_id), settings
    )
    watch.answered(given)
    await keep_posting(client.desk, asker, given, sent)


async def _earlier(client: OnrecordClient, replied: discord.Message | None) -> str | None:
    """What a reply replies to: the question behind an answer of ours, or somebody's words."""
    if replied is None:
        return None
    of_message = client.desk.stores.postings.of_message
    posting = await asyncio.to_thread(of_message, replied.id)
    return posting.text if posting else replied.content or None


async def _unknown_here(message: discord.Message, heard: Heard, error: BotError) -> None:
    """What holds in a channel cannot be read: who named the bot is told, nobody else."""
    watch = _watch(message)
    reason = watch.failed(error)
    if heard.mentions_me:
        await _say_why(message, reason, private=False)


async def _send(
    message: discord.Message, answer: Message, settings: ChannelSettings | None
) -> discord.Message:
    """A reply, or the first message of a thread of its own where the channel wants that."""
    if settings and settings.threads and isinstance(message.channel, discord.TextChannel):
        me = f"@{message.channel.guild.me.display_name}"
        said = one_line(message.clean_content.replace(me, " "))
        name = next(parts(said, _THREAD_NAME), "") or "Question"
        thread = await message.create_thread(name=name)
        return await thread.send(**answer.channel_arguments())
    return await message.reply(**answer.channel_arguments(), mention_author=False)


async def _refuse(client: OnrecordClient, message: discord.Message, why: NotNow) -> None:
    """Says why there is no answer, as often as there could be answers and no more."""
    watch = _watch(message)
    reason = watch.failed(why)
    try:
        client.desk.admit(_asker(message))
    except NotNow:
        return  # told already, within this minute
    await _say_why(message, reason, private=False)


async def _say_why(message: discord.Message, reason: Message, *, private: bool) -> None:
    """In the channel; or to the person alone, where that can be and they take such messages."""
    try:
        if private and message.guild:
            try:
                await message.author.send(**reason.channel_arguments())
                return
            except discord.Forbidden:
                pass
        await message.reply(**reason.channel_arguments(), mention_author=False)
    except Exception as error:
        _log.error("the reason could not be told: %s", error, exc_info=error)


async def _settings(client: OnrecordClient, message: discord.Message) -> ChannelSettings | None:
    if message.guild is None:
        return None
    here = message.channel
    channel_id = here.parent_id if isinstance(here, discord.Thread) else here.id
    return await asyncio.to_thread(client.channels.of, message.guild.id, channel_id)


def _watch(message: discord.Message) -> Watch:
    return Watch("message", guild=message.guild and message.guild.id, channel=message.channel.id)


def _asker(message: discord.Message) -> Asker:
    in_thread = isinstance(message.channel, discord.Thread)
    guild_id = message.guild.id if message.guild else None
    return Asker(message.author.id, message.channel.id, guild_id, conversation=in_thread)


def _replied_to(message: discord.Message) -> discord.Message | None:
    """The message that this one replies to, if it is still there."""
    resolved = message.reference.resolved if message.reference else None
    return resolved if isinstance(resolved, discord.Message) else None


def _quiet(settings: ChannelSettings | None) -> str:
    hours = settings.quiet if settings else None
    return f"quiet hours here ({hours}); /ask answers at any time"
