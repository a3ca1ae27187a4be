"""A key and a password that a server repeats reach no screen, no file and no log."""

from __future__ import annotations

import sys
from base64 import b64encode

import pytest

from tests.bot.discord_bot.process import OPEN, bot_process
from tests.bot.discord_bot.stage import set_scene
from tests.discord_standin.standin import DiscordStandIn
from tests.fakes_chat_server import Refused, needs_openai
from tests.fakes_generative import KEY, QUESTION, Harbour, same, written_by

pytestmark = needs_openai
PASSWORD = "s3cret-of-the-gate"
CREDENTIALS = f"gate:{PASSWORD}@"
REPORTS = ("--json", "e.json", "--html", "e.html")
BASIC = b64encode(CREDENTIALS[:-1].encode()).decode()
ECHO = Refused(
    401, f"Authorization: Bearer {KEY} and Basic {BASIC} for http://{CREDENTIALS}127.0.0.1"
)
QUESTIONS = f"""
- id: one
  question: "{QUESTION}"
  type: factoid
  expect: {{outcome: answered, status: confirmed, facts: [thionyl]}}
"""


def assert_kept(text: str) -> None:
    """No form of a secret stands there."""
    assert [secret for secret in (KEY, PASSWORD, BASIC) if secret in text] == []


def test_no_command_tells_a_secret_that_a_server_repeats(harbour: Harbour) -> None:
    questions = harbour.write("set.yaml", QUESTIONS)
    with written_by(same(ECHO), CREDENTIALS) as (server, turned_on):
        outputs = [
            run_with(harbour, turned_on, *arguments)
            for arguments in (
                ("ask", QUESTION),
                ("ask", QUESTION, "--json"),
                ("status",),
                (*("eval", questions, "--composer", "generative"), *REPORTS),
            )
        ]
        assert len(server.requests) == 3
    assert "Bearer ********" in outputs[0]
    assert "check the provider's key" in outputs[0]
    assert '"trace"' in outputs[1]
    assert "ONRECORD_MODEL_BASE_URL" in outputs[2]
    for name in ("e.json", "e.html"):
        outputs.append((harbour.root / name).read_text(encoding="utf-8"))
        assert "openai:scripted" in outputs[-1]
    for text in outputs:
        assert_kept(text)
    for file in (f for f in harbour.home.rglob("*") if f.is_file()):
        assert_kept(file.read_bytes().decode("latin-1"))


def run_with(harbour: Harbour, turned_on: dict[str, str], *arguments: str) -> str:
    """All that a command writes, as a process of its own with ONRECORD_DEBUG."""
    settings = {**turned_on, "ONRECORD_DEBUG": "1"}
    words = [f"{name}={value}" for name, value in settings.items()]
    ran = harbour.execute("env", *words, sys.executable, "-m", "bot", *arguments)
    return f"{ran.out}\n{ran.err}"


@pytest.mark.anyio
async def test_the_log_of_a_bot_holds_no_secret(harbour: Harbour) -> None:
    scene = set_scene(harbour.root / "scene", harbour.home)
    with written_by(same(ECHO), CREDENTIALS) as (server, turned_on):
        async with (
            DiscordStandIn(scene.world) as discord,
            bot_process(scene, discord.base_url, **turned_on, ONRECORD_DEBUG="1") as bot,
        ):
            await discord.connected()
            await bot.logged(OPEN)
            asked = await discord.slash(scene.ann, scene.channel, "ask", question=QUESTION)
            shown = await asked.message()
            end = await bot.stopped()
        assert len(server.requests) == 1
    assert "thionyl chloride" in shown.content
    assert end.told("answered")
    assert_kept(f"{end.out}{end.err}{shown.content}{shown.embeds}")
