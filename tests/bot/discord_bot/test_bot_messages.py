"""What the bot does about messages: answers where it may, gives a reason, or keeps out of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.discord_bot.announcing import Pace
from bot.state.channels import ChannelSettings, Mode, QuietHours
from bot.state.postings import Posting
from tests.bot.discord_bot.acts import (
    TANKS,
    asked,
    new_channel,
    next_said,
    refusal,
    said_in,
)
from tests.bot.discord_bot.stage import Live, Scene, on_air
from tests.discord_standin.waiting import PATIENCE, eventually
from tests.discord_standin.world import Channel, Message, User

pytestmark = pytest.mark.anyio
NIGHT = datetime(2024, 1, 5, 23, tzinfo=UTC)
SAFETY_BOARD = "and what did the Safety Board say?"


def allow(live: Live, mode: Mode = Mode.MENTION, **more: object) -> None:
    """Sets what a manager may set for the channel."""
    kept = ChannelSettings(live.guild.id, live.channel.id, mode)
    live.client.channels.keep(replace(kept, **more))  # type: ignore[arg-type]  # its own fields


async def mention(live: Live, user: User, text: str, reply_to: Message | None = None) -> Message:
    words = f"{live.world.bot.mention} {text}"
    return await live.discord.say(user, live.channel, words, reply_to)


async def silent(live: Live, channel: Channel, before: int = 0) -> None:
    """The bot wrote nothing more there: a question put after that is answered already, and
    nothing is under way."""
    await asked(live, live.boss, private=True)
    assert await live.client.flights.landed(PATIENCE)
    assert len(said_in(channel)) == before


def posting_of(live: Live, message: Message) -> Posting | None:
    return live.client.desk.stores.postings.of_message(message.id)


async def answer_in(live: Live, channel: Channel, *after: Message) -> Message:
    """The bot's next answer in a channel, as soon as it is noted where it stands."""
    message = await next_said(live, channel, after)
    await eventually(lambda: posting_of(live, message), "the answer to be noted")
    return message


async def test_a_mention_where_the_bot_answers_only_commands_gets_a_reason(live: Live) -> None:
    said = await mention(live, live.ann, TANKS)
    told = await next_said(live, live.channel)
    assert "/ask" in refusal(told)
    assert told.reply_to is said
    assert told.mentions == []


async def test_the_reason_comes_no_more_often_than_answers_would(scene: Scene) -> None:
    few = replace(scene, settings=scene.settings.model_copy(update={"discord_per_person": 2}))
    async with on_air(few) as live:
        for _ in range(4):
            await mention(live, live.ann, TANKS)
        await mention(live, live.bob, TANKS)
        await live.discord.until(
            lambda: len(said_in(live.channel)) >= 3, "two reasons for Ann, one for Bob"
        )
        assert await live.client.flights.landed(PATIENCE)
        assert len(said_in(live.channel)) == 3


async def test_a_mention_is_answered_by_a_reply_that_pings_nobody(live: Live) -> None:
    allow(live)
    said = await mention(live, live.ann, TANKS)
    answer = await answer_in(live, live.channel)
    assert answer.content.startswith("**CONFIRMED**: ")
    assert answer.reply_to is said
    assert answer.mentions == []
    assert f"Question: “{TANKS}”" in answer.content
    posting = posting_of(live, answer)
    assert posting
    assert (posting.person, posting.private) == (f"discord:{live.ann.id}", False)


async def test_a_reply_that_mentions_the_bot_follows_up_the_answer(live: Live) -> None:
    allow(live)
    await mention(live, live.ann, "What did Corvane say about the tanks?")
    answer = await answer_in(live, live.channel)
    await live.discord.say(live.bob, live.channel, SAFETY_BOARD, reply_to=answer)
    second = await next_said(live, live.channel, [answer])
    assert "What did the Safety Board say about the tanks?" in second.content
    assert "Safety Board" in second.content.partition("Question:")[0]


async def test_a_reply_without_its_ping_is_not_for_the_bot_in_a_channel_for_mentions(
    live: Live,
) -> None:
    allow(live)
    await mention(live, live.ann, TANKS)
    answer = await answer_in(live, live.channel)
    await reply_quietly(live, live.bob, SAFETY_BOARD, answer)
    await silent(live, live.channel, before=1)


async def reply_quietly(live: Live, user: User, text: str, to: Message) -> Message:
    """A reply with "mention" switched off."""
    body = {"content": text, "allowed_mentions": {"parse": ["users"], "replied_user": False}}
    return live.discord.core.messages.create(live.channel, user, body, kind=19, reply_to=to)


async def test_a_reply_to_somebodys_claim_with_nothing_but_a_mention_checks_the_claim(
    live: Live,
) -> None:
    allow(live)
    claim = await live.discord.say(live.bob, live.channel, "The tanks contained thionyl chloride.")
    said = await live.discord.say(live.ann, live.channel, live.world.bot.mention, reply_to=claim)
    answer = await next_said(live, live.channel)
    assert answer.content.startswith("This message has 1 checkable claim.")
    assert "**CONFIRMED**" in answer.content
    assert answer.reply_to is said


async def test_an_answer_goes_into_a_thread_where_the_channel_wants_that(live: Live) -> None:
    allow(live, threads=True)
    said = await mention(live, live.ann, "What did Corvane say about the tanks?")
    found = await live.discord.until(
        lambda: [c for c in live.world.channels.values() if c.parent is live.channel],
        "a thread",
    )
    thread = found[0]
    assert (thread.id, thread.name) == (said.id, "What did Corvane say about the tanks?")
    answer = await answer_in(live, thread)
    assert said_in(live.channel) == []
    await live.discord.say(live.bob, thread, f"{live.world.bot.mention} {SAFETY_BOARD}")
    second = await next_said(live, thread, [answer])
    assert "What did the Safety Board say about the tanks?" in second.content


async def test_a_conversation_needs_no_mention_where_the_intent_is_given(scene: Scene) -> None:
    async with on_air(scene, content=True) as live:
        allow(live, Mode.CONVERSATION, threads=True)
        await mention(live, live.ann, "What did Corvane say about the tanks?")
        found = await live.discord.until(
            lambda: [c for c in live.world.channels.values() if c.parent is live.channel],
            "a thread",
        )
        answer = await answer_in(live, found[0])
        await live.discord.say(live.bob, found[0], f"{live.boss.mention} have you seen this?")
        await live.discord.say(live.bob, found[0], SAFETY_BOARD)
        second = await next_said(live, found[0], [answer])
        assert "What did the Safety Board say about the tanks?" in second.content
        public = await asked(live, live.boss)
        await eventually(lambda: posting_of(live, public), "the answer to be noted")
        allow(live, Mode.CONVERSATION)
        quiet = await reply_quietly(live, live.bob, "And on 8 March 2023?", public)
        replied = await next_said(live, live.channel, [public])
        assert replied.reply_to is quiet
        await live.discord.say(live.bob, live.channel, "I had toast this morning.")
        await silent(live, live.channel, before=2)


async def test_a_direct_message_is_answered_and_followed_up(live: Live) -> None:
    direct = live.world.dm_channel(live.ann)
    await live.discord.dm(live.ann, "What did Corvane say about the tanks?")
    answer = await answer_in(live, direct)
    assert "Corvane" in answer.content
    await live.discord.dm(live.ann, SAFETY_BOARD)
    second = await next_said(live, direct, [answer])
    assert "What did the Safety Board say about the tanks?" in second.content


async def test_quiet_hours_get_a_reason_and_commands_an_answer(scene: Scene) -> None:
    async with on_air(scene, pace=Pace(clock=lambda: NIGHT)) as live:
        allow(live, quiet=QuietHours.parse("22:00-07:00", "UTC"))
        await mention(live, live.ann, TANKS)
        reason = refusal(await next_said(live, live.channel)).replace("\\", "")
        assert "quiet hours here (22:00-07:00 UTC); /ask answers at any time" in reason
        assert (await asked(live, live.ann)).content.startswith("**CONFIRMED**")


async def test_bots_everybody_and_roles_are_not_answered(live: Live) -> None:
    allow(live)
    other, here = live.world.user("another-bot", bot=True), live.channel
    live.world.join(live.guild, other)
    role = next(r for r in live.guild.roles.values() if r.name == live.world.bot.name)
    await mention(live, other, TANKS)
    await live.discord.say(live.ann, here, f"@everyone {TANKS}")
    await live.discord.say(live.ann, here, f"<@&{role.id}> {TANKS}")
    await mention(live, live.world.bot, TANKS)
    await silent(live, here, before=2)


async def test_a_message_that_is_edited_is_not_answered_again(live: Live) -> None:
    allow(live)
    said = await mention(live, live.ann, TANKS)
    await next_said(live, live.channel)
    await live.discord.edit(live.ann, said, f"{live.world.bot.mention} Who paid?")
    await silent(live, live.channel, before=1)


@pytest.mark.parametrize("limit", ["discord_per_person", "discord_per_channel"])
async def test_the_limit_is_told_to_the_person_alone(scene: Scene, limit: str) -> None:
    one = replace(scene, settings=scene.settings.model_copy(update={limit: 1}))
    async with on_air(one) as live:
        allow(live)
        await asked(live, live.ann)
        again = await live.discord.slash(live.ann, live.channel, "ask", question=TANKS)
        told = await again.message()
        assert "the limit; ask again in" in refusal(told)
        assert told.seen_by is live.ann
        await mention(live, live.ann, TANKS)
        direct = await next_said(live, live.world.dm_channel(live.ann))
        assert "the limit; ask again in" in refusal(direct)
        assert len(said_in(live.channel)) == 1
        live.ann.accepts_dms = False
        await mention(live, live.ann, TANKS)
        here = await live.discord.until(lambda: said_in(live.channel)[1:], "a reason")
        assert "the limit" in refusal(here[0])


async def test_a_mention_in_a_channel_made_later_goes_by_its_own_settings(live: Live) -> None:
    allow(live)
    other = new_channel(live)
    await live.discord.say(live.ann, other, f"{live.world.bot.mention} {TANKS}")
    assert "/ask" in refusal(await next_said(live, other))


async def test_a_closed_bot_is_told_nothing_more(scene: Scene) -> None:
    async with on_air(scene) as live:
        pass
    live.client.dispatch("ready")
    live.client.dispatch("message", None)
