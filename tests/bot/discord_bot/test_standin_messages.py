"""Messages to and from a bot on discord.py: content, permissions, threads, limits."""

from __future__ import annotations

import asyncio

import discord as discord_py
import pytest

from tests.discord_standin.example_bot import ExampleBot
from tests.discord_standin.messages import Upload
from tests.discord_standin.scene import Place, furnished, on_stage
from tests.discord_standin.world import Message


@pytest.fixture
def place() -> Place:
    return furnished()


def replies(place: Place) -> list[Message]:
    return [
        change.message
        for change in place.world.log
        if change.kind == "created" and change.message.author is place.world.bot
    ]


def test_a_mention_is_answered_by_a_reply(place: Place) -> None:
    async def play() -> None:
        async with on_stage(place) as (discord, bot):
            await discord.say(place.ann, place.channel, "nobody in particular")
            asked = await discord.say(
                place.ann, place.channel, f"{place.world.bot.mention} who did it?"
            )
            answer = (await discord.until(lambda: replies(place), "a reply"))[0]
            assert answer.content == "you said @onrecord-bot who did it?"
            assert answer.reply_to is asked
            assert answer.mentions == []
            again = await discord.say(place.ann, place.channel, "And when?", reply_to=answer)
            assert again.mentions == [place.world.bot]
            await discord.until(lambda: len(replies(place)) == 2, "another reply")
            assert bot.heard[0] == ""  # not for the bot, which lacks the intent

    asyncio.run(play())


def test_a_bot_with_the_intent_reads_everything(place: Place) -> None:
    async def play() -> None:
        intents = discord_py.Intents.default()
        intents.message_content = True
        async with on_stage(place, ExampleBot(intents)) as (discord, bot):
            said = await discord.say(place.ann, place.channel, "nobody in particular")
            await discord.dm(place.ann, "only you")
            await discord.until(lambda: replies(place), "a reply")
            await discord.edit(place.ann, said, "nobody at all")
            await discord.delete(place.ann, said)
            await discord.dm(place.ann, "that is all")
            await discord.until(lambda: len(replies(place)) == 2, "a second reply")
            assert [text for text in bot.heard if not text.startswith("you said")] == [
                "nobody in particular",
                "only you",
                "edited: nobody at all",
                f"deleted: {said.id}",
                "that is all",
            ]
            kinds = [change.kind for change in place.world.log if change.message is said]
            assert kinds == ["created", "edited", "deleted"]

    asyncio.run(play())


def test_a_direct_message_is_read_and_answered(place: Place) -> None:
    async def play() -> None:
        async with on_stage(place) as (discord, bot):
            await discord.dm(place.ann, "who did it?", [Upload("a.txt", b"abc")])
            answer = (await discord.until(lambda: replies(place), "a reply"))[0]
            assert (answer.content, answer.channel.recipient) == (
                "you said who did it?",
                place.ann,
            )
            place.ann.accepts_dms = False
            user = await bot.fetch_user(place.ann.id)
            with pytest.raises(discord_py.Forbidden) as refused:
                await user.send("and another thing")
            assert refused.value.code == 50007

    asyncio.run(play())


@pytest.mark.parametrize(
    ("denied", "code"), [("view_channel", 50001), ("send_messages", 50013), ("attach_files", 50013)]
)
def test_a_bot_without_permission_is_refused(place: Place, denied: str, code: int) -> None:
    async def play() -> None:
        async with on_stage(place) as (_, bot):
            bits = discord_py.Permissions(**{denied: True}).value
            place.channel.overwrites[place.world.bot.id] = (0, bits)
            channel = bot.get_partial_messageable(place.channel.id)
            with pytest.raises(discord_py.Forbidden) as refused:
                await channel.send("hello", file=discord_py.File(__file__))
            assert refused.value.code == code
            assert replies(place) == []

    asyncio.run(play())


def test_threads_are_started_written_to_and_archived(place: Place) -> None:
    async def play() -> None:
        async with on_stage(place) as (discord, bot):
            channel = await bot.fetch_channel(place.channel.id)
            assert isinstance(channel, discord_py.TextChannel)
            message = await channel.send("the topic")
            thread = await message.create_thread(name="Sources")
            assert thread.id == message.id
            await thread.send("the first one")
            await thread.edit(archived=True)
            kept = place.world.channels[thread.id]
            assert (kept.parent, kept.archived) == (place.channel, True)
            assert [one.content for one in kept.messages.values()] == ["the first one"]
            said = [one.content async for one in channel.history()]
            assert said == ["the topic"]
            discord.delete_channel(place.channel)
            with pytest.raises(discord_py.NotFound) as gone:
                await channel.send("too late")
            assert gone.value.code == 10003

    asyncio.run(play())


def test_members_roles_and_guilds_can_be_fetched(place: Place) -> None:
    async def play() -> None:
        async with on_stage(place) as (discord, bot):
            guild = await bot.fetch_guild(place.guild.id)
            assert (await guild.fetch_member(place.ann.id)).name == "ann"
            assert [role.name for role in await guild.fetch_roles()] == [
                "@everyone",
                "onrecord-bot",
            ]
            with pytest.raises(discord_py.NotFound) as unknown:
                await guild.fetch_member(1)
            assert unknown.value.code == 10007
            discord.remove_bot(place.guild)
            with pytest.raises(discord_py.Forbidden) as away:
                await bot.fetch_guild(place.guild.id)
            assert away.value.code == 50001

    asyncio.run(play())
