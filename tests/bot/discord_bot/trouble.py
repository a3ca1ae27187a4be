"""Assistants that do as a test says, and what a person is told when something goes wrong."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.assistant import Assistant
from bot.claims import Answer
from bot.discord_bot.opening import Opening
from bot.live import LiveAssistant, Opened
from bot.state.channels import ChannelSettings, ChannelStore, Mode
from bot.state.database import STATE_FILE
from bot.writing.model import Heard
from retrieval.documents import Source
from tests.bot.discord_bot.stage import Live, Scene
from tests.discord_standin.limits import walk
from tests.discord_standin.world import Message
from tests.fakes_answers import an_answer


class Scripted(Assistant):
    """Answers a question as a function of it does; the sources are only listed."""

    def __init__(self, answers: Callable[[str], Answer], sources: tuple[Source, ...] = ()) -> None:
        self._answers = answers
        self._sources = sources

    def ask(
        self,
        question: str,
        as_of: date | None = None,
        heard: Heard | None = None,
        *,
        plain: bool = False,
    ) -> Answer:
        """What the function returns or raises."""
        return replace(self._answers(question), question=question)

    def stand_alone(self, question: str, earlier: str) -> str:
        """The question as it is."""
        return question


def live_over(
    answers: Callable[[str], Answer],
    close: Callable[[], None] = lambda: None,
    sources: tuple[Source, ...] = (),
) -> LiveAssistant:
    """A live assistant that answers so, and calls `close` when it is let go."""
    opened = Opened(Scripted(answers, sources), "1", close)
    return LiveAssistant(lambda: opened, lambda: "1", every=0.01)


def scripted(
    answers: Callable[[str], Answer] = lambda question: an_answer(),
    sources: tuple[Source, ...] = (),
) -> Opening:
    """An opening whose assistant answers so; it is there at once."""
    return Opening(lambda progress: live_over(answers, sources=sources))


def failing(error: BaseException) -> Opening:
    """An opening whose assistant raises an error at each question."""

    def fail(question: str) -> Answer:
        raise error

    return scripted(fail)


async def told(live: Live, question: str = "Is it so?") -> Message:
    """What Ann gets for a question in the channel."""
    asked = await live.discord.slash(live.ann, live.channel, "ask", question=question)
    return await asked.message()


async def replied_to(live: Live, said: Message) -> Message:
    """The bot's reply to a message."""

    def reply() -> Message | None:
        return next((m for m in said.channel.messages.values() if m.reply_to is said), None)

    return await live.discord.until(reply, "a reply")


def reference_in(message: Message) -> str:
    """The number under which a message is in the log; it has a reason, and no secret of ours."""
    found = re.fullmatch(
        r"That did not work: .+\n-# Reference: ([0-9A-F]{6})", message.content, re.DOTALL
    )
    assert found, message.content
    for secret in ("Traceback", ".sqlite", "/tmp", "/home", "sqlite3."):
        assert secret not in message.content
    return found[1]


def logged(caplog: pytest.LogCaptureFixture, message: Message) -> Any:
    """The one line of the log about a message."""
    number = reference_in(message)
    (line,) = [r for r in caplog.records if getattr(r, "reference", None) == number]
    return line


def traceback_of(caplog: pytest.LogCaptureFixture, message: Message) -> str:
    """The traceback that stands in the log under a message's number."""
    line = logged(caplog, message)
    assert line.levelname == "ERROR"
    assert line.exc_info
    return "".join(traceback.format_exception(line.exc_info[1]))


def conversing(scene: Scene, mode: Mode = Mode.MENTION) -> None:
    """Lets people talk to the bot in the scene's channel."""
    with closing(ChannelStore(scene.settings.home / STATE_FILE)) as channels:
        channels.keep(ChannelSettings(scene.guild.id, scene.channel.id, mode))


def button(message: Message, name: str) -> str:
    """The id of a button under a message, by the first word of it."""
    ids = (str(part["custom_id"]) for part in walk(message.components) if "custom_id" in part)
    return next(one for one in ids if one.startswith(f"onrecord:{name}:"))
