"""`onrecord discord --check` and `--invite`: each finding, well and not, and the exit code."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from discord import Permissions
from typer.testing import CliRunner

from bot.assembly import corpus_of, update_index
from bot.cli import app
from bot.state.channels import Mode
from bot.state.database import STATE_FILE
from tests.bot.discord_bot.process import NOWHERE, ran
from tests.bot.discord_bot.stage import HARBOUR, Scene, on_air
from tests.bot.discord_bot.trouble import conversing, scripted
from tests.discord_standin.permissions import EVERYONE
from tests.discord_standin.pointing import pointed_at
from tests.discord_standin.standin import DiscordStandIn
from tests.fakes_place import Ran

pytestmark = pytest.mark.anyio

LEAST = {
    "read_messages",  # which is also called view_channel
    "send_messages",
    "send_messages_in_threads",
    "create_public_threads",
    "embed_links",
    "attach_files",
    "read_message_history",
}


async def checked(
    scene: Scene, *flags: str, corpus: Path = HARBOUR, token: str | None = None
) -> Ran:
    """The command in this process, against a stand-in of its own."""
    environment = {
        "ONRECORD_HOME": str(scene.settings.home),
        "ONRECORD_CORPUS": str(corpus),
        "ONRECORD_DISCORD_TOKEN": token or scene.world.application.token,
    }
    command = ["discord", *(flags or ["--check"])]
    async with DiscordStandIn(scene.world) as discord:
        with pointed_at(discord.base_url):
            done = await asyncio.to_thread(CliRunner().invoke, app, command, env=environment)
        assert not discord.problems()
    assert scene.world.application.token not in done.output
    return Ran(done.exit_code, done.stdout, done.stderr)


async def registered(scene: Scene) -> None:
    """The bot was started once, and its index knows where it lies."""
    await asyncio.to_thread(update_index, scene.settings)
    async with on_air(scene, opening=scripted()):
        pass


async def test_a_bot_that_would_work_is_told_so_line_by_line(scene: Scene) -> None:
    await registered(scene)
    ran = await checked(scene)
    assert (ran.code, ran.err) == (0, "")
    token, intents, server, commands, index, state = ran.out.splitlines()
    assert token.startswith("token: accepted, as onrecord-bot")
    assert intents == "intents: message content is allowed, and no channel needs it"
    assert server == "server The desk: has all permissions it needs"
    assert commands.startswith("commands: all ")
    assert index == "index: up to date"
    assert state == f"state: {scene.settings.home / STATE_FILE} can be used"


async def test_a_token_that_is_refused_is_the_first_thing_to_put_right(scene: Scene) -> None:
    await registered(scene)
    ran = await checked(scene, token="stale.token")
    token, index, _ = ran.out.splitlines()
    assert token.startswith("token: refused; ONRECORD_DISCORD_TOKEN: Discord refuses it; reset it")
    assert (ran.code, index) == (1, "index: up to date")
    assert ran.error == "not everything is well (token); each line says what to do"


async def test_a_bot_in_no_server_is_to_be_invited(scene: Scene) -> None:
    await registered(scene)
    del scene.guild.members[scene.world.bot.id]
    ran = await checked(scene)
    assert ran.code == 1
    assert "servers: it is in no server; invite it with the address that" in ran.out


async def test_permissions_and_commands_that_are_missing_are_named(scene: Scene) -> None:
    await asyncio.to_thread(update_index, scene.settings)
    without = EVERYONE & ~Permissions(attach_files=True).value
    scene.guild.everyone.permissions = without
    for role in scene.guild.members[scene.world.bot.id].roles:
        role.permissions = without
    ran = await checked(scene)
    assert "server The desk: lacks Attach Files; give its role there what it lacks" in ran.out
    assert "commands: not registered: " in ran.out
    assert "; start `onrecord discord` once: it registers them" in ran.out
    assert ran.error.startswith("not everything is well (server The desk, commands);")
    assert ran.code == 1


async def test_an_intent_matters_only_where_a_channel_converses(scene: Scene) -> None:
    await registered(scene)
    scene.world.application.intents = 0
    ran = await checked(scene)
    assert "intents: message content is not allowed, and no channel needs it\n" in ran.out
    assert ran.code == 0
    conversing(scene, Mode.CONVERSATION)
    ran = await checked(scene)
    assert "intents: message content is not allowed; replies without a mention" in ran.out
    assert (ran.code, ran.error[:35]) == (1, "not everything is well (intents); e")


async def test_an_index_that_is_missing_outdated_or_damaged_has_its_cure(
    scene: Scene, tmp_path: Path
) -> None:
    await registered(scene)
    ran = await checked(scene, corpus=_another(tmp_path))
    assert "index: there is none yet; run `onrecord index`, or start the bot\n" in ran.out
    (current,) = (scene.settings.home / "indexes").glob("*/current")
    current.write_text("nowhere", encoding="utf-8")
    ran = await checked(scene)
    assert ran.code == 1
    assert any(line.startswith("index: ") and "; " in line for line in ran.out.splitlines())


def _another(root: Path) -> Path:
    return Path(shutil.copytree(HARBOUR, root / "another"))


async def test_a_corpus_that_has_changed_since_is_told(scene: Scene) -> None:
    await registered(scene)
    corpus_of(scene.settings).take_out(["reyl-65-20230308"])
    ran = await checked(scene)
    assert "index: the corpus has changed since; run `onrecord index`; the bot" in ran.out
    assert ran.code == 1


async def test_a_state_that_cannot_be_used_is_told_with_all_the_rest(scene: Scene) -> None:
    state = scene.settings.home / STATE_FILE
    state.mkdir()  # before a bot is there to make a file of it
    await registered(scene)
    ran = await checked(scene)
    assert ran.code == 1
    assert f"state: cannot be used; {state}: cannot be used (" in ran.out
    assert "server The desk: has all permissions it needs" in ran.out


async def test_an_invitation_asks_for_the_least_permissions(scene: Scene) -> None:
    ran = await checked(scene, "--invite")
    assert (ran.code, ran.err) == (0, "")
    url = urlsplit(ran.out.strip())
    asked = parse_qs(url.query)
    assert (url.scheme, url.netloc, url.path) == ("https", "discord.com", "/oauth2/authorize")
    assert asked["client_id"] == [str(scene.world.application.id)]
    assert set(asked["scope"][0].split()) == {"bot", "applications.commands"}
    assert {name for name, has in Permissions(int(asked["permissions"][0])) if has} == LEAST


async def test_both_flags_at_once_are_one_too_many(scene: Scene) -> None:
    ran = await checked(scene, "--check", "--invite")
    assert (ran.code, ran.error) == (2, "--check and --invite: pass one of them")


@pytest.mark.parametrize("flag", ["--check", "--invite"])
async def test_discord_out_of_reach_is_one_line(scene: Scene, flag: str) -> None:
    end = await ran(scene, NOWHERE, flag)
    assert (end.code, end.out) == (1, "")
    assert end.err.startswith("onrecord: Discord cannot be asked (")
    assert end.err.count("\n") == 1
