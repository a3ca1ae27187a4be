"""The stand-in refuses what Discord refuses, and its record is held against Discord's document."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import discord as discord_py
import pytest

from tests.discord_standin.example_bot import ExampleBot
from tests.discord_standin.requests import discord_spec, save_requests
from tests.discord_standin.running import running
from tests.discord_standin.scene import Place, furnished
from tests.discord_standin.standin import DiscordStandIn

needs_rules = pytest.mark.skipif(
    discord_spec() is None, reason="Discord's document is not at ../shared/discord"
)


@pytest.fixture
def place() -> Place:
    return furnished()


async def refused(place: Place, body: dict[str, Any]) -> tuple[DiscordStandIn, dict[str, Any]]:
    """Sends a body as a message; the stand-in and its answer."""
    async with DiscordStandIn(place.world) as discord, running(ExampleBot(), discord) as bot:
        path = f"/channels/{place.channel.id}/messages"
        with pytest.raises(discord_py.HTTPException) as error:
            await bot.http.request(discord_py.http.Route("POST", path), json=body)
        assert error.value.status == discord.requests[-1]["status"] == 400
        return discord, discord.requests[-1]["response"]


def row(*ids: str) -> dict[str, Any]:
    buttons = [{"type": 2, "style": 1, "label": "x", "custom_id": one} for one in ids]
    return {"type": 1, "components": buttons}


TOO_MUCH: list[tuple[dict[str, Any], Callable[[dict[str, Any]], Any], str]] = [
    ({"content": "x" * 2001}, lambda e: e["content"], "BASE_TYPE_MAX_LENGTH"),
    ({"embeds": [{"title": "x"}] * 11}, lambda e: e["embeds"], "BASE_TYPE_MAX_LENGTH"),
    (
        {"embeds": [{"description": "x" * 3001}] * 2},
        lambda e: e["embeds"],
        "MAX_EMBED_SIZE_EXCEEDED",
    ),
    (
        {"embeds": [{"description": "x" * 4097}]},
        lambda e: e["embeds"]["0"]["description"],
        "BASE_TYPE_MAX_LENGTH",
    ),
    (
        {"embeds": [{"fields": [{"name": "x", "value": "x" * 1025}]}]},
        lambda e: e["embeds"]["0"]["fields"]["0"]["value"],
        "BASE_TYPE_MAX_LENGTH",
    ),
    (
        {"components": [row(f"button {n}") for n in range(6)]},
        lambda e: e["components"],
        "BASE_TYPE_MAX_LENGTH",
    ),
    (
        {"components": [row(*(f"button {n}" for n in range(6)))]},
        lambda e: e["components"]["0"]["components"],
        "BASE_TYPE_BAD_LENGTH",
    ),
    (
        {"components": [row("same"), row("same")]},
        lambda e: e["components"],
        "COMPONENT_CUSTOM_ID_DUPLICATED",
    ),
]


@pytest.mark.parametrize(("body", "at", "code"), TOO_MUCH)
def test_a_message_over_a_limit_is_refused(
    place: Place, body: dict[str, Any], at: Callable[[dict[str, Any]], Any], code: str
) -> None:
    discord, answer = asyncio.run(refused(place, body))
    assert answer["code"] == 50035
    assert at(answer["errors"])["_errors"][0]["code"] == code
    assert list(place.channel.messages) == []
    if (problems := discord.problems()) is not None:
        assert problems, "Discord's document allows what the stand-in refuses"


def test_an_empty_message_is_refused(place: Place) -> None:
    _, answer = asyncio.run(refused(place, {"content": "  "}))
    assert answer["code"] == 50006


@needs_rules
def test_a_wrong_request_is_noticed(place: Place) -> None:
    discord, _ = asyncio.run(refused(place, {"embeds": [{"description": "x" * 4097}]}))
    (problem,) = discord.problems() or []
    assert problem.endswith("/messages: at embeds/0/description: 4097 characters; at most 4096")
    discord.requests[0]["path"] = "/nowhere"
    assert (discord.problems() or [])[0] == "GET /nowhere: not in Discord's document"
    del discord.requests[1]["response"]["owner"]
    assert "'owner' is a required property" in " ".join(discord.reply_problems() or [])


def test_the_record_can_be_saved(place: Place, tmp_path: Path) -> None:
    discord, _ = asyncio.run(refused(place, {"content": ""}))
    save_requests(discord.requests, tmp_path / "requests.jsonl")
    lines = (tmp_path / "requests.jsonl").read_text(encoding="utf-8").splitlines()
    last = json.loads(lines[-1])
    assert len(lines) == len(discord.requests)
    assert (last["method"], last["json"]["content"], last["status"]) == ("POST", "", 400)
