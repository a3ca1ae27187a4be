"""Discord fails: dropped connections, server errors, limits, refusals, and its own error codes."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from bot.claims import Answer
from tests.bot.discord_bot.fast_loop import FAST, FASTER
from tests.bot.discord_bot.stage import Live, Scene, on_air
from tests.bot.discord_bot.trouble import conversing, replied_to, scripted, told, traceback_of
from tests.discord_standin.faults import Fault
from tests.discord_standin.waiting import PATIENCE
from tests.fakes_answers import an_answer

pytestmark = pytest.mark.anyio

CALLBACK, EDIT = "/interactions/*/callback", "/webhooks/*/messages/@original"
PATIENT = PATIENCE * FASTER  # seconds of the fast loop


@pytest.fixture(scope="module")
def anyio_backend() -> tuple[str, Mapping[str, Any]]:
    """discord.py waits up to nine seconds between its tries."""
    return FAST


@pytest.fixture
def scene(scene: Scene) -> Scene:
    """Whose questions may take as long as the fast loop makes of what they take."""
    settings = scene.settings.model_copy(update={"discord_timeout": PATIENT})
    return replace(scene, settings=settings)


def statuses(live: Live, method: str, start: str) -> list[int]:
    """What became of requests, in their order."""
    mine = (r for r in live.discord.requests if r["path"].startswith(start))
    return [r["status"] for r in mine if r["method"] == method]


@pytest.mark.parametrize("forgotten", [False, True])
async def test_an_answer_outlives_the_connection_it_was_asked_through(
    scene: Scene, forgotten: bool
) -> None:
    go_on = threading.Event()

    def slowly(question: str) -> Answer:
        assert go_on.wait(PATIENCE)
        return an_answer()

    async with on_air(scene, opening=scripted(slowly)) as live:
        gateway = live.discord.gateway
        asked = await live.discord.slash(live.ann, live.channel, "ask", question="So?")
        await asked.acknowledged()
        if forgotten:
            gateway.forget()
        else:
            live.discord.drop_gateway()
        until = live.discord.until
        await until(lambda: gateway.identified - 1 + gateway.resumed, "the bot")
        go_on.set()
        assert "**CONFIRMED**" in (await asked.message()).content
        assert "**CONFIRMED**" in (await told(live)).content
        assert statuses(live, "POST", "/interactions") == [200, 200]
        assert statuses(live, "PATCH", "/webhooks") == [200, 200]


@pytest.mark.parametrize("status", [429, 500])
async def test_an_edit_that_discord_does_not_take_is_tried_again(scene: Scene, status: int) -> None:
    async with on_air(scene, opening=scripted()) as live:
        live.discord.fail_next("PATCH", EDIT, status, times=3, retry_after=0.5)
        assert "**CONFIRMED**" in (await told(live)).content
        assert statuses(live, "PATCH", "/webhooks") == [status] * 3 + [200]
        assert statuses(live, "POST", "/channels") == []


async def test_an_answer_that_discord_never_takes_is_a_reason_in_the_channel(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    async with on_air(scene, opening=scripted()) as live:
        live.discord.fail_next("PATCH", EDIT, 500, times=100)
        await live.discord.slash(live.ann, live.channel, "ask", question="So?")
        message = await live.discord.until(lambda: in_channel(live), "a message")
        assert "Discord did not take my answer" in message.content
        assert "planned by the test" in traceback_of(caplog, message)


def in_channel(live: Live) -> Any:
    """What the bot wrote to the channel by itself."""
    found = (m for m in live.channel.messages.values() if m.author is live.world.bot)
    return next((m for m in found if not m.interaction), None)


async def test_a_question_that_was_put_off_too_late_is_a_reason_in_the_channel(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    async with on_air(scene, opening=scripted()) as live:
        with live.discord.hold(CALLBACK) as held:
            await live.discord.slash(live.ann, live.channel, "ask", question="So?")
            await held.reached()
            scene.world.clock.advance(3.1)
        message = await live.discord.until(lambda: in_channel(live), "a message")
        assert "Discord stopped waiting before I could begin" in message.content
        assert "10062" in traceback_of(caplog, message)
        assert statuses(live, "POST", "/interactions") == [404]


async def test_where_the_bot_may_not_write_only_the_log_knows_that_it_was_too_late(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    deny_sending(scene)
    async with on_air(scene, opening=scripted()) as live:
        with live.discord.hold(CALLBACK) as held:
            await live.discord.slash(live.ann, live.channel, "ask", question="So?")
            await held.reached()
            scene.world.clock.advance(3.1)
        await live.discord.until(lambda: statuses(live, "POST", "/channels"), "it")
        assert statuses(live, "POST", "/channels") == [403]
        assert "**CONFIRMED**" in (await told(live)).content
    assert "the reason could not be told" in caplog.text


def deny_sending(scene: Scene) -> None:
    """The bot sees the channel, and may write nothing into it."""
    send = 1 << 11
    scene.channel.overwrites[scene.world.bot.id] = 0, send


async def test_what_another_process_acknowledged_is_not_answered_twice(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    async with on_air(scene, opening=scripted()) as live:
        with live.discord.hold(CALLBACK) as held:
            asked = await live.discord.slash(live.ann, live.channel, "ask", question="So?")
            await held.reached()
            other = {"type": 4, "data": {"content": "answered elsewhere"}}
            live.discord.core.interactions.respond(asked.id, asked.token, other, ())
        assert "**CONFIRMED**" in (await told(live)).content
        assert [m.content for m in asked.responses] == ["answered elsewhere"]
        assert statuses(live, "POST", "/interactions") == [400, 200]
        assert statuses(live, "PATCH", "/webhooks") == [200]
        assert in_channel(live) is None
    assert "40060" in caplog.text


async def test_a_deferral_that_discord_refuses_is_a_reason(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    async with on_air(scene, opening=scripted()) as live:
        live.discord.fail_next("POST", CALLBACK, 400)
        message = await told(live)
        assert "Discord did not take my answer" in message.content
        assert message.ephemeral
        assert "400" in traceback_of(caplog, message)


async def test_an_edit_that_discord_forbids_is_a_reason(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    async with on_air(scene, opening=scripted()) as live:
        live.discord.fail_next("PATCH", EDIT, 403)
        message = await told(live)
        assert "Discord does not let me do that here" in message.content
        assert "403" in traceback_of(caplog, message)


async def test_a_mention_whose_answer_is_refused_gets_a_reason(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    conversing(scene)
    async with on_air(scene, opening=scripted()) as live:
        live.discord.fail_next("POST", "/channels/*/messages", 400)
        words = f"{scene.world.bot.mention} So?"
        said = await live.discord.say(live.ann, live.channel, words)
        reply = await replied_to(live, said)
        assert "Discord did not take my answer" in reply.content
        assert "400" in traceback_of(caplog, reply)


async def test_a_rate_limit_for_everything_is_waited_out(scene: Scene) -> None:
    async with on_air(scene, opening=scripted()) as live:
        fault = Fault("POST", "/channels/*/messages", 429, retry_after=1.0, everywhere=True)
        live.discord.faults.planned.append(fault)
        conversing(scene)
        said = await live.discord.say(live.ann, live.channel, f"{scene.world.bot.mention} So?")
        assert "**CONFIRMED**" in (await replied_to(live, said)).content
