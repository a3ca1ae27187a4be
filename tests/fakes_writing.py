"""A shape to write, a model that is asked once and follows a script, and a ledger in memory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from bot.assembly_chat import writing_model_of
from bot.errors import ModelError
from bot.settings import load_settings
from bot.writing.budget import DayOver, Reserved
from bot.writing.model import Heard, Prompt, Reply, ShapeT, Usage
from bot.writing.serving import ServedModel
from tests.fakes_chat_server import ChatServer, Script, serving

KEY = "sk-test-0123456789abcdef"
PROMPT = Prompt("You are careful.", "Is the bridge shut?")
GOOD = '{"claims": [{"text": "It is shut.", "keys": ["k1"]}]}'
DAY = date(2026, 3, 1)


class Claim(BaseModel):
    """What a model says, and the keys of what it read."""

    text: str
    keys: list[str] = []


class Draft(BaseModel):
    """What a model is asked for."""

    claims: list[Claim]


DRAFT = Draft.model_validate_json(GOOD)


class FakeAttempts:
    """Gives one thing after the other, the last for ever: JSON, or an error to raise."""

    name = "fake:model"

    def __init__(self, *script: str | ModelError, usage: Usage | None = None) -> None:
        self.seconds: list[float] = []
        self._script = list(script)
        self._usage = usage or Usage(1, 10, 5, 0.5)

    def attempt(
        self, prompt: Prompt, shape: type[ShapeT], heard: Heard | None, seconds: float
    ) -> Reply[ShapeT]:
        """The next thing of the script."""
        self.seconds.append(seconds)
        found = self._script.pop(0) if len(self._script) > 1 else self._script[0]
        if isinstance(found, ModelError):
            raise found
        if heard is not None:
            heard(found)
        return Reply(shape.model_validate_json(found), self._usage)


class FakeLedger:
    """Counts in memory."""

    def __init__(self) -> None:
        self.calls = 0
        self.tokens = 0

    def reserve(self, model: str, tokens: int, limit: int) -> Reserved | DayOver:
        """A call, unless the limit is reached."""
        if limit and self.tokens + tokens > limit:
            return DayOver(DAY, self.tokens)
        self.calls += 1
        self.tokens += tokens
        return Reserved(model, DAY, tokens)

    def correct(self, reserved: Reserved, usage: Usage) -> None:
        """The true number of tokens."""
        self.tokens += usage.tokens - reserved.tokens

    def close(self) -> None:
        """There is no file."""


class FakeTime:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def clock(self) -> float:
        """Seconds."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Moves on at once."""
        self.slept.append(seconds)
        self.now += seconds


@contextmanager
def served(
    script: Script, home: Path, monkeypatch: pytest.MonkeyPatch, **settings: object
) -> Iterator[tuple[ServedModel, ChatServer]]:
    """The model as it is put together, over real HTTP to a scripted server.

    `without` are fields that the server refuses, `sleep` is called between tries, where nobody
    sleeps, `credentials` stand in the address; all else are settings.
    """
    without = settings.pop("without", ())
    credentials = settings.pop("credentials", "")
    sleep: Any = settings.pop("sleep", lambda seconds: None)
    assert isinstance(without, tuple)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with serving(ChatServer(script, without)) as server:
        address = server.address.replace("//", f"//{credentials}")
        chosen: dict[str, Any] = {
            "model": "openai:scripted",
            "model_base_url": f"{address}/v1",
        }
        chosen |= {"home": home, "model_timeout": 20}
        with closing(writing_model_of(load_settings(**chosen | settings), sleep)) as model:
            yield model, server
