"""The state of a bot on Discord, in a home that nothing was written to yet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.state.database import STATE_FILE
from tests.fakes_state import State


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    state = State(tmp_path / "home" / STATE_FILE)
    yield state
    state.close()
