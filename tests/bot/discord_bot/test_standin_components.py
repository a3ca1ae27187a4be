"""Buttons, menus and modals of a bot on discord.py, pressed, chosen and filled in by people."""

from __future__ import annotations

import asyncio

import pytest

from tests.discord_standin.errors import Impossible
from tests.discord_standin.example_bot import ExampleBot
from tests.discord_standin.running import running
from tests.discord_standin.scene import Place, furnished, on_stage
from tests.discord_standin.standin import DiscordStandIn


@pytest.fixture
def place() -> Place:
    return furnished()


def test_an_old_button_works_after_the_bot_restarts(place: Place) -> None:
    async def play() -> None:
        async with DiscordStandIn(place.world) as discord:
            async with running(ExampleBot(), discord):
                asked = await discord.slash(place.ann, place.channel, "ask", question="Who?")
                answer = await asked.message()
            async with running(ExampleBot(), discord):
                pressed = await discord.press(place.ann, answer, "vote:yes")
                said = await pressed.message()
        async with on_stage(place) as (discord, _):  # and in another stand-in of this world
            pressed = await discord.press(place.ann, answer, "vote:yes")
            assert (await pressed.message()).content == said.content
            assert (said.content, said.ephemeral) == ("voted for yes", True)

    asyncio.run(play())


def test_a_choice_changes_the_message(place: Place) -> None:
    async def play() -> None:
        async with on_stage(place) as (discord, _):
            shown = await (await discord.slash(place.ann, place.channel, "menu")).message()
            with pytest.raises(Impossible, match=r"offers \['One', 'Two'\]"):
                await discord.choose(place.ann, shown, "kind", "Three")
            chosen = await discord.choose(place.ann, shown, "kind", "Two")
            assert await chosen.message() is shown
            assert (shown.content, shown.components) == ("you chose Two", [])
            assert shown.edited_at is not None
            with pytest.raises(Impossible, match="no component 'kind' here; there are: none"):
                await discord.choose(place.ann, shown, "kind", "Two")

    asyncio.run(play())


def test_a_modal_is_filled_in(place: Place) -> None:
    async def play() -> None:
        async with on_stage(place) as (discord, _):
            shown = await (await discord.slash(place.ann, place.channel, "menu")).message()
            pressed = await discord.press(place.ann, shown, "remark")
            modal = await pressed.opened_modal()
            assert modal["title"] == "A remark"
            name = modal["components"][0]["components"][0]["custom_id"]
            with pytest.raises(Impossible, match="must be filled in"):
                await discord.submit(place.ann, pressed, {})
            with pytest.raises(Impossible, match="takes 0 to 100 characters: 101"):
                await discord.submit(place.ann, pressed, {name: "x" * 101})
            sent = await discord.submit(place.ann, pressed, {name: "a date is wrong"})
            answer = await sent.message()
            assert (answer.content, answer.ephemeral) == ("noted: a date is wrong", True)

    asyncio.run(play())
