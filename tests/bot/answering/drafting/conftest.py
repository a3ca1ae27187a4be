"""An assistant over the harbour story whose answers a scripted model writes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.answering.generative import GenerativeComposer
from bot.assistant import Assistant
from tests.fakes_writers import FakeWriter, Script

Writing = Callable[[Script], Assistant]


@pytest.fixture
def plain(story: Callable[[str], Assistant]) -> Assistant:
    return story("harbour")


@pytest.fixture
def writing(plain: Assistant) -> Writing:
    """The plain assistant's parts around another composer."""

    def made(script: Script, **more: Any) -> Assistant:
        composer = plain._composer
        statements = composer._statements  # type: ignore[attr-defined]
        written = GenerativeComposer(FakeWriter(script), composer, statements, **more)
        parts = (plain._search, plain._reader, written, plain._ledger, plain.sources)
        return Assistant(*parts)

    return made
