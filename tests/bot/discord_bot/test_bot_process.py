"""The bot as it is run: its log, its end, and what it says where it cannot begin."""

from __future__ import annotations

import re
import shutil
import signal
import sqlite3
from contextlib import closing

import pytest

from bot.state.channels import ChannelSettings, ChannelStore, Mode
from bot.state.database import STATE_FILE
from tests.bot.discord_bot.process import NOWHERE, OPEN, bot_process, ran
from tests.bot.discord_bot.stage import QUESTION, Scene
from tests.discord_standin.standin import DiscordStandIn
from tests.discord_standin.waiting import PATIENCE, eventually

pytestmark = pytest.mark.anyio

EDIT = "/webhooks/*/messages/@original"
REFERENCE = re.compile(r"Reference: ([0-9A-F]{6})")


async def test_a_bot_logs_its_answers_and_finishes_them_when_told_to_stop(scene: Scene) -> None:
    ann, bob, channel = scene.ann, scene.bob, scene.channel
    async with (
        DiscordStandIn(scene.world) as discord,
        bot_process(scene, discord.base_url) as bot,
    ):
        await discord.connected()
        assert {c["name"] for c in scene.world.commands[None].values()} >= {"ask", "help"}
        await bot.logged(OPEN)
        discord.fail_next("PATCH", EDIT, 403)
        failed = await discord.slash(bob, channel, "ask", question=QUESTION)
        reference = REFERENCE.search((await failed.message()).content)
        with discord.hold(EDIT, "PATCH") as held:
            asked = await discord.slash(ann, channel, "ask", question=QUESTION)
            await held.reached()
            bot.send(signal.SIGTERM)
            late = await discord.slash(bob, channel, "ask", question=QUESTION)
            await held.reached(2)
        assert "thionyl chloride" in (await asked.message()).content
        assert "this bot is going off" in (await late.message()).content
        end = await bot.ended()
        assert not discord.problems()
    assert (end.code, end.out, discord.gateway.goodbyes) == (0, "", [1000])
    assert end.seconds < 10
    (answered,) = end.told("answered")
    assert (answered["outcome"], answered["action"]) == ("answered", "ask")
    assert re.fullmatch(r"[0-9A-F]{6}", answered["reference"])
    assert all(
        answered[name] > 0
        for name in ("search_ms", "compose_ms", "label_ms", "deferred_ms", "total_ms")
    )
    (traceback,) = [line for line in end.lines if "exc_info" in line]
    assert reference
    assert traceback["reference"] == reference[1]
    assert QUESTION not in end.err
    assert scene.world.application.token not in end.err


async def test_an_answer_that_hangs_does_not_keep_the_process(scene: Scene) -> None:
    async with (
        DiscordStandIn(scene.world) as discord,
        bot_process(scene, discord.base_url) as bot,
    ):
        await discord.connected()
        await bot.logged(OPEN)
        first = await discord.slash(scene.ann, scene.channel, "ask", question=QUESTION)
        await first.message()
        file = scene.settings.home / STATE_FILE
        with closing(sqlite3.connect(file, timeout=PATIENCE)) as state:
            state.execute("BEGIN EXCLUSIVE")  # for which the answer waits
            asked = await discord.slash(scene.ann, scene.channel, "ask", question=QUESTION)
            await asked.acknowledged()
            end = await bot.stopped(signal.SIGINT)
    assert (end.code, discord.gateway.goodbyes) == (0, [1000])
    assert end.seconds < 10
    assert end.told("not all answers under way were finished")


async def test_a_bot_may_be_stopped_while_it_builds_its_first_index(scene: Scene) -> None:
    shutil.rmtree(scene.settings.home / "indexes")
    async with (
        DiscordStandIn(scene.world) as discord,
        bot_process(scene, discord.base_url) as bot,
    ):
        await discord.connected()
        made = scene.settings.home.glob
        await eventually(lambda: list(made("indexes/*/gen-*")), "the index to be begun")
        end = await bot.stopped()
    assert (end.code, discord.gateway.goodbyes) == (0, [1000])
    assert end.seconds < 10
    assert end.told("stopping")


async def test_a_bot_runs_without_the_intent_that_the_portal_refuses(scene: Scene) -> None:
    scene.world.application.intents = 0
    with closing(ChannelStore(scene.settings.home / STATE_FILE)) as channels:
        channels.keep(ChannelSettings(scene.guild.id, scene.channel.id, Mode.CONVERSATION))
    async with (
        DiscordStandIn(scene.world) as discord,
        bot_process(scene, discord.base_url) as bot,
    ):
        await discord.connected()
        await bot.logged(OPEN)
        words = f"{scene.world.bot.mention} {QUESTION}"
        said = await discord.say(scene.ann, scene.channel, words)
        answer = await discord.until(
            lambda: next((m for m in scene.channel.messages.values() if m.reply_to is said), None),
            "an answer to a mention",
        )
        assert "thionyl chloride" in answer.content
        end = await bot.stopped()
    assert end.code == 0
    warned = [line["message"] for line in end.lines if line["level"] == "WARNING"]
    assert "need the message content intent: switch it on at" in warned[0]


@pytest.mark.parametrize("token", [None, "", "  "])
async def test_a_token_that_is_missing_is_asked_for(scene: Scene, token: str | None) -> None:
    settings = {"ONRECORD_DISCORD_TOKEN": token or ""}
    end = await ran(scene, NOWHERE, **settings)
    assert (end.code, end.out) == (2, "")
    assert end.err.startswith("onrecord: ONRECORD_DISCORD_TOKEN: is not set; copy the token from")
    assert end.err.count("\n") == 1


@pytest.mark.parametrize("token", ["stale.token", "stale\ntoken", "gülle"])
async def test_a_token_that_discord_refuses_is_not_repeated(scene: Scene, token: str) -> None:
    async with DiscordStandIn(scene.world) as discord:
        end = await ran(scene, discord.base_url, ONRECORD_DISCORD_TOKEN=token)
    assert (end.code, end.out) == (2, "")
    line = end.err.splitlines()[-1]
    assert line.startswith("onrecord: ONRECORD_DISCORD_TOKEN: Discord refuses it; reset it at")
    assert token not in end.err


async def test_discord_out_of_reach_is_said_in_one_line(scene: Scene) -> None:
    end = await ran(scene, NOWHERE)
    assert (end.code, end.out) == (1, "")
    assert end.err.splitlines()[-1].startswith("onrecord: Discord cannot be asked (")
    assert end.err.endswith("check the network, and try again\n")
