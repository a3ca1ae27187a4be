"""Questions put by a command, a button or a menu: put off at once, then answered in one edit."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

import discord

from bot.discord_bot.checked import checked_message
from bot.discord_bot.desk import Asker, Desk, Given
from bot.discord_bot.message import Message
from bot.discord_bot.messages import answer_message
from bot.discord_bot.notices import timeline_message
from bot.discord_bot.reporting import Watch, reply, reported

if TYPE_CHECKING:
    from bot.discord_bot.client import Interaction

MOST_CHECKED = 8
_log = logging.getLogger(__name__)


def asker_of(interaction: Interaction) -> Asker:
    """Who acts, and where."""
    in_thread = isinstance(interaction.channel, discord.Thread)
    channel = interaction.channel_id or 0
    return Asker(interaction.user.id, channel, interaction.guild_id, conversation=in_thread)


async def answer_question(
    interaction: Interaction, action: str, question: str, as_of: str | None, private: bool
) -> None:
    """Answers `/ask` and `/check`."""
    async with reported(interaction, action) as watch:
        desk, asker = interaction.client.desk, asker_of(interaction)
        desk.admit(asker, question, as_of)
        await put_off(interaction, watch, private=private)
        given = await desk.ask(asker, question, as_of)
        await _give(interaction, watch, given, private=private)


async def answer_as_of(interaction: Interaction, answer_id: str, as_of: str) -> None:
    """Asks an earlier question again for another day, for the person who wants to know."""
    async with reported(interaction, "as of") as watch:
        desk, asker = interaction.client.desk, asker_of(interaction)
        desk.admit(asker, as_of=as_of)
        await put_off(interaction, watch, private=True)
        given = await desk.ask_again(asker, answer_id, as_of)
        await _give(interaction, watch, given, private=True)


async def show_timeline(interaction: Interaction, claim: str, as_of: str | None) -> None:
    """Answers `/timeline`: how a status came about, drawn and in words."""
    async with reported(interaction, "timeline") as watch:
        desk, asker = interaction.client.desk, asker_of(interaction)
        desk.admit(asker, claim, as_of)
        await put_off(interaction, watch, private=False)
        given = await desk.ask(asker, claim, as_of)
        picture = await desk.timeline(given.answer)
        message = timeline_message(given.answer, given.answer_id, picture)
        await _send(interaction, watch, (given, message), private=False)


async def check_message(interaction: Interaction, text: str) -> None:
    """Checks what somebody wrote, for the person who wants to know."""
    async with reported(interaction, "check message") as watch:
        desk, asker = interaction.client.desk, asker_of(interaction)
        desk.admit(asker)
        await put_off(interaction, watch, private=True)
        checked = await desk.check(asker, text, MOST_CHECKED)
        await reply(interaction, checked_message(checked))
        watch.done(claims=checked.total)


async def put_off(interaction: Interaction, watch: Watch, *, private: bool) -> None:
    """Tells Discord, which waits three seconds, that the answer takes longer."""
    await interaction.response.defer(ephemeral=private, thinking=True)
    watch.lap("deferred")


async def keep_posting(desk: Desk, asker: Asker, given: Given, message: discord.Message) -> None:
    """Notes where an answer stands; that it cannot be noted takes nothing from the person."""
    private, drawn = message.flags.ephemeral, bool(message.attachments)
    here = replace(asker, channel_id=message.channel.id)
    try:
        await desk.posted(here, given, message.id, private=private, drawn=drawn)
    except Exception:  # else its reason would take the answer's place
        _log.exception("answer %s is posted and cannot be followed", given.answer_id)


async def _give(interaction: Interaction, watch: Watch, given: Given, *, private: bool) -> None:
    message = answer_message(given.answer, given.digests, given.answer_id)
    await _send(interaction, watch, (given, message), private=private)


async def _send(
    interaction: Interaction, watch: Watch, what: tuple[Given, Message], *, private: bool
) -> None:
    given, message = what
    sent = await reply(interaction, replace(message, private=private))
    watch.answered(given)
    if sent is not None:
        await keep_posting(interaction.client.desk, asker_of(interaction), given, sent)
