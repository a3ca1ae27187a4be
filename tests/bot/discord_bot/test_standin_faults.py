"""Discord at its worst: limits, failures, dropped connections, and its own error codes."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

import aiohttp
import discord as discord_py
import pytest

from tests.discord_standin.example_bot import ExampleBot
from tests.discord_standin.faults import Fault
from tests.discord_standin.running import running
from tests.discord_standin.scene import Place, furnished, on_stage
from tests.discord_standin.standin import DiscordStandIn
from tests.discord_standin.waiting import eventually

CHECKOUT = Path(__file__).resolve().parents[3]


@pytest.fixture
def place() -> Place:
    return furnished()


def statuses(discord: DiscordStandIn, method: str, start: str) -> list[int]:
    return [
        one["status"]
        for one in discord.requests
        if one["method"] == method and one["path"].startswith(start)
    ]


@pytest.mark.parametrize("everywhere", [False, True])
def test_a_rate_limit_is_waited_out(place: Place, everywhere: bool) -> None:
    async def play() -> None:
        async with on_stage(place) as (discord, bot):
            path = "/channels/*/messages"
            fault = Fault("POST", path, 429, retry_after=0.05, everywhere=everywhere)
            discord.faults.planned.append(fault)
            channel = bot.get_partial_messageable(place.channel.id)
            await channel.send("hello")
            assert statuses(discord, "POST", "/channels") == [429, 200]
            first, second = (one for one in discord.requests if "messages" in one["path"])
            assert first["response"]["global"] is everywhere
            assert second["at"] - first["at"] >= 0.05

    asyncio.run(play())


def test_a_bucket_runs_out_as_told_and_the_bot_keeps_to_it(place: Place) -> None:
    async def play() -> None:
        async with on_stage(place) as (discord, bot):
            discord.limits["POST /channels/{channel_id}/messages"] = (2, 0.2)
            channel = bot.get_partial_messageable(place.channel.id)
            for text in "abc":
                await channel.send(text)
            times = [one["at"] for one in discord.requests if one["path"].endswith("/messages")]
            assert times[2] - times[0] >= 0.2
            assert statuses(discord, "POST", "/channels") == [200, 200, 200]
            url = f"{discord.base_url}/channels/{place.channel.id}/messages"
            headers = {"Authorization": f"Bot {place.world.application.token}"}
            discord.limits["POST /channels/{channel_id}/messages"] = (2, 3600.0)
            async with aiohttp.ClientSession(headers=headers) as session:
                answers = [await session.post(url, json={"content": "d"}) for _ in range(3)]
            assert [answer.status for answer in answers][-1] == 429

    asyncio.run(play())


def test_a_server_error_is_tried_again(place: Place) -> None:
    async def play() -> None:
        async with on_stage(place) as (discord, _):
            discord.fail_next("PATCH", "/webhooks/*/messages/@original", 500)
            asked = await discord.slash(place.ann, place.channel, "ask", question="Who?")
            assert (await asked.message()).content == "Who? as of None"
            assert statuses(discord, "PATCH", "/webhooks") == [500, 200]

    asyncio.run(play())


def test_an_answer_may_arrive_though_discord_says_otherwise(place: Place) -> None:
    async def play() -> None:
        async with on_stage(place) as (discord, bot):
            fault = Fault("POST", "/channels/*/messages", 503, carried_out=True)
            discord.faults.planned.append(fault)
            with pytest.raises(discord_py.DiscordServerError):
                await bot.get_partial_messageable(place.channel.id).send("hello")
            assert [one.content for one in place.channel.messages.values()] == ["hello"]

    asyncio.run(play())


@pytest.mark.parametrize("code", [None, 1000, 4000, 4009])
def test_what_was_missed_while_disconnected_is_delivered(place: Place, code: int | None) -> None:
    async def play() -> None:
        async with on_stage(place) as (discord, bot):
            with discord.hold("/gateway"):
                discord.drop_gateway(code)
                asked = await discord.slash(place.ann, place.channel, "ask", question="Who?")
            assert (await asked.message()).content == "Who? as of None"
            assert (discord.gateway.identified, discord.gateway.resumed) == (1, 1)
            await eventually(lambda: bot.resumes == 1, "the bot to know that it resumed")

    asyncio.run(play())


def test_the_gateway_drops_in_the_middle_of_an_answer(place: Place) -> None:
    async def play() -> None:
        async with on_stage(place) as (discord, _):
            with discord.hold("/webhooks/*", "PATCH") as held:
                asked = await discord.slash(place.ann, place.channel, "ask", question="Who?")
                await held.reached()
                discord.drop_gateway()
                await discord.until(lambda: discord.gateway.resumed, "the bot to resume")
            assert (await asked.message()).content == "Who? as of None"
            assert statuses(discord, "POST", "/interactions") == [200]

    asyncio.run(play())


class Hasty(ExampleBot):
    """discord.py waits five seconds before it identifies again; this one does not."""

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Does not wait."""


def test_discord_asks_to_reconnect_or_forgets_the_session(place: Place) -> None:
    async def play() -> None:
        async with on_stage(place, Hasty()) as (discord, _):
            discord.gateway.ask_to_reconnect()
            await discord.until(lambda: discord.gateway.resumed, "the bot to resume")
            discord.gateway.forget()
            await discord.until(lambda: discord.gateway.identified == 2, "the bot to identify")
            asked = await discord.slash(place.ann, place.channel, "ask", question="Who?")
            await asked.message()

    asyncio.run(play())


def test_a_silent_gateway_is_left_and_found_again(place: Place) -> None:
    async def play() -> None:
        async with DiscordStandIn(place.world) as discord:
            gateway, silence = discord.gateway, 2.0
            gateway.heartbeat_interval = 0.1
            async with running(ExampleBot(heartbeat_timeout=silence), discord) as bot:
                more = gateway.heartbeats + round(1.5 * silence / gateway.heartbeat_interval)
                await discord.until(lambda: gateway.heartbeats >= more, "many heartbeats")
                assert gateway.resumed == 0, "acknowledged heartbeats keep a connection"
                gateway.acknowledges = False
                await discord.until(lambda: gateway.resumed, "the bot to resume")
                gateway.acknowledges = True
                asked = await discord.slash(place.ann, place.channel, "ask", question="Who?")
                await asked.message()
                assert bot.failures == []

    asyncio.run(play())


def test_a_second_callback_is_refused(place: Place) -> None:
    async def play() -> None:
        async with on_stage(place) as (discord, _):
            asked = await discord.slash(place.ann, place.channel, "twice")
            await discord.until(lambda: len(statuses(discord, "POST", "/interactions")) == 2)
            answer = discord.requests[-1]
            assert (answer["status"], answer["response"]["code"]) == (400, 40060)
            assert [one.content for one in asked.responses] == ["once"]

    asyncio.run(play())


def test_a_callback_after_three_seconds_is_refused(place: Place) -> None:
    async def play() -> None:
        async with on_stage(place) as (discord, _):
            with discord.hold("/interactions/*") as held:
                asked = await discord.slash(place.ann, place.channel, "ask", question="Who?")
                await held.reached()
                place.world.clock.advance(3.1)
            await discord.until(lambda: statuses(discord, "POST", "/interactions"), "the refusal")
            answer = discord.requests[-1]
            assert (answer["status"], answer["response"]["code"]) == (404, 10062)
            assert asked.responses == []
            assert asked.acknowledged_at is None

    asyncio.run(play())


def test_a_token_ends_after_fifteen_minutes(place: Place) -> None:
    async def play() -> None:
        async with on_stage(place) as (discord, _):
            with discord.hold("/webhooks/*") as held:
                asked = await discord.slash(place.ann, place.channel, "ask", question="Who?")
                await held.reached()
                place.world.clock.advance(901)
            await discord.until(lambda: statuses(discord, "PATCH", "/webhooks"), "the refusal")
            answer = discord.requests[-1]
            assert (answer["status"], answer["response"]["code"]) == (401, 50027)
            assert asked.answer is None

    asyncio.run(play())


def test_a_wrong_token_is_refused_by_both_doors(place: Place) -> None:
    async def play() -> None:
        application = place.world.application
        async with DiscordStandIn(place.world) as discord:
            with pytest.raises(discord_py.LoginFailure):
                async with running(ExampleBot(), discord, token="stale"):
                    raise AssertionError("logged in with a wrong token")
            assert statuses(discord, "GET", "/users") == [401]
            with discord.hold("/gateway") as held:
                starting = asyncio.create_task(start(discord, application.token))
                await held.reached()
                application.token = "changed"
            with pytest.raises(discord_py.ConnectionClosed) as closed:
                await starting
            assert closed.value.code == 4004

    asyncio.run(play())


async def start(discord: DiscordStandIn, token: str) -> None:
    async with running(ExampleBot(), discord, token=token):
        raise AssertionError("connected with a wrong token")


def test_an_intent_that_is_not_switched_on_is_refused(place: Place) -> None:
    async def play() -> None:
        async with DiscordStandIn(place.world) as discord:
            place.world.application.intents = 0
            intents = discord_py.Intents(guilds=True, message_content=True)
            with pytest.raises(discord_py.PrivilegedIntentsRequired):
                async with running(ExampleBot(intents), discord):
                    raise AssertionError("connected with an intent that is off")

    asyncio.run(play())


def test_a_bot_in_a_process_of_its_own_answers(place: Place) -> None:
    async def play() -> None:
        async with DiscordStandIn(place.world) as discord:
            command = ["-m", "tests.discord_standin.pointing", discord.base_url]
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                *command,
                "tests.discord_standin.example_bot",
                cwd=CHECKOUT,
                env={**os.environ, "BOT_TOKEN": place.world.application.token},
            )
            try:
                await discord.connected()
                asked = await discord.slash(place.ann, place.channel, "ask", question="Who?")
                assert (await asked.message()).content == "Who? as of None"
            finally:
                process.terminate()
                await process.wait()
            assert not discord.problems()

    asyncio.run(play())


def test_forty_people_ask_two_hundred_questions_at_once(place: Place) -> None:
    async def play() -> None:
        people = [place.world.user(f"person {n}") for n in range(40)]
        for person in people:
            place.world.join(place.guild, person)
        async with on_stage(place) as (discord, _):
            asked = [
                await discord.slash(people[n % 40], place.channel, "ask", question=f"question {n}")
                for n in range(200)
            ]
            answers = [await one.message() for one in asked]
            for one in asked:
                await one.followup()
            assert [a.content for a in answers] == [f"question {n} as of None" for n in range(200)]
            assert all(len(one.responses) == 2 for one in asked)
            assert all(one.deferred_at for one in asked)
            created = [change.message for change in place.world.log if change.kind == "created"]
            assert len(created) == len(set(created)) == 400

    asyncio.run(play())
