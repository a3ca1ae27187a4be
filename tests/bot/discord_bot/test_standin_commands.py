"""A bot on discord.py connects to the stand-in, syncs its commands, and people use them."""

from __future__ import annotations

import asyncio

import discord as discord_py
import pytest

from tests.discord_standin.errors import Impossible
from tests.discord_standin.interactions import TO_ACKNOWLEDGE
from tests.discord_standin.messages import Upload
from tests.discord_standin.scene import Place, furnished, on_stage


@pytest.fixture
def place() -> Place:
    return furnished()


def test_the_bot_connects_and_syncs_its_commands(place: Place) -> None:
    async def play() -> None:
        async with on_stage(place) as (discord, bot):
            assert bot.application
            assert bot.application.flags.gateway_message_content_limited
            await bot.wait_until_ready()
            assert [guild.name for guild in bot.guilds] == ["The desk"]
            names = {command["name"] for command in place.world.commands[None].values()}
            assert names == {"ask", "menu", "twice", "source", "Check this message"}
            assert [one["path"] for one in discord.requests[:2]] == [
                "/users/@me",
                "/oauth2/applications/@me",
            ]

    asyncio.run(play())


def test_a_command_is_deferred_then_edited_then_followed_up(place: Place) -> None:
    async def play() -> None:
        async with on_stage(place) as (discord, _):
            with discord.hold("/webhooks/*") as held:
                with discord.hold("/interactions/*") as late:
                    asked = await discord.slash(place.ann, place.channel, "ask", question="Who?")
                    await late.reached()
                    place.world.clock.advance(0.5)
                assert 0.5 <= await asked.acknowledged() <= TO_ACKNOWLEDGE
                await held.reached()
                assert asked.deferred_at == asked.acknowledged_at
                assert [message.loading for message in asked.responses] == [True]
            answer = await asked.message()
            assert (answer.content, answer.loading, answer.ephemeral) == ("Who? as of None", 0, 0)
            whisper = await asked.followup()
            assert (whisper.content, whisper.ephemeral) == ("a whisper", True)
            assert whisper.seen_by is place.ann
            assert [(change.kind, change.body["content"]) for change in place.world.log] == [
                ("created", ""),
                ("edited", "Who? as of None"),
                ("created", "a whisper"),
            ]

    asyncio.run(play())


def test_a_private_command_is_answered_in_private(place: Place) -> None:
    async def play() -> None:
        async with on_stage(place) as (discord, _):
            asked = await discord.slash(
                place.ann, place.channel, "ask", question="Who?", private=True
            )
            answer = await asked.message()
            assert answer.ephemeral
            bob = place.world.user("bob")
            place.world.join(place.guild, bob)
            with pytest.raises(Impossible, match="only ann sees this message"):
                await discord.press(bob, answer, "vote:yes")

    asyncio.run(play())


def test_the_first_follow_up_takes_the_place_of_the_deferral(place: Place) -> None:
    async def play() -> None:
        async with on_stage(place) as (discord, _):
            owner = place.world.application.owner
            file = Upload("page.txt", b"twelve bytes", "text/plain")
            added = await discord.slash(owner, place.channel, "source add", file=file, by=place.ann)
            answer = await added.message()
            assert answer is added.original
            assert answer.content == "page.txt 12 ann"
            assert [one["filename"] for one in answer.attachments] == ["back.txt"]
            _, kind, content = place.world.files[int(answer.attachments[0]["id"])]
            assert (kind, content[:3]) == ("text/plain", b'"""')
            sent = next(one for one in discord.requests if "multipart" in one)
            assert sent["multipart"]["files"] == ["back.txt"]

    asyncio.run(play())


def test_choices_are_suggested_while_typing(place: Place) -> None:
    async def play() -> None:
        async with on_stage(place) as (discord, _):
            typed = {"focused": "as_of", "as_of": "2024"}
            choices = await discord.autocomplete(place.ann, place.channel, "ask", **typed)
            assert [choice["value"] for choice in choices] == ["2024-10-13", "2024-10-24"]

    asyncio.run(play())


def test_a_message_is_checked_from_its_menu(place: Place) -> None:
    async def play() -> None:
        async with on_stage(place) as (discord, _):
            said = await discord.say(place.ann, place.channel, "Troops have arrived.")
            checked = await discord.context_menu(place.ann, said, "Check this message")
            answer = await checked.message()
            assert (answer.content, answer.ephemeral) == ("checked 'Troops have arrived.'", True)

    asyncio.run(play())


@pytest.mark.parametrize(
    ("name", "options", "why"),
    [
        ("answer", {}, "no command 'answer' is registered here; there are: Check"),
        ("ask", {}, "'ask' needs question"),
        ("ask", {"question": ""}, "'question' takes 1 to 500 characters: 0"),
        ("ask", {"question": 3}, "'question' takes str: 3"),
        ("ask", {"question": "Who?", "when": "now"}, "no option 'when'; there are: question"),
        ("source add", {}, "ann is not offered 'source': the command is for others by default"),
    ],
)
def test_nobody_sends_what_discord_does_not_offer(
    place: Place, name: str, options: dict[str, object], why: str
) -> None:
    async def play() -> None:
        async with on_stage(place) as (discord, _):
            with pytest.raises(Impossible, match=why):
                await discord.slash(place.ann, place.channel, name, **options)

    asyncio.run(play())


def test_commands_are_offered_by_place_and_permission(place: Place) -> None:
    async def play() -> None:
        async with on_stage(place) as (discord, _):
            owner, channel = place.world.application.owner, place.channel
            with pytest.raises(Impossible, match="'source' needs a subcommand: add"):
                await discord.slash(owner, channel, "source")
            with pytest.raises(Impossible, match="not in direct messages"):
                await discord.slash(owner, place.world.dm_channel(owner), "source add")
            denied = discord_py.Permissions(use_application_commands=True).value
            channel.overwrites[place.guild.id] = (0, denied)
            with pytest.raises(Impossible, match="no permission to use commands"):
                await discord.slash(place.ann, channel, "ask", question="Who?")
            in_private = place.world.dm_channel(place.ann)
            asked = await discord.slash(place.ann, in_private, "ask", question="Who?")
            assert (await asked.message()).content == "Who? as of None"

    asyncio.run(play())
