"""A scene for each test, from one prepared home; or a corner of one that a file shares."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.discord_bot.acts import corner_of
from tests.bot.discord_bot.stage import Live, Scene, on_air, set_scene


@pytest.fixture(scope="session")
def harbour_home(harbour_prepared: Path) -> Path:
    """A home with an index of the harbour story, which no test changes."""
    return harbour_prepared / "home"


@pytest.fixture
def scene(tmp_path: Path, harbour_home: Path, monkeypatch: pytest.MonkeyPatch) -> Scene:
    """A scene of the test's own."""
    monkeypatch.chdir(tmp_path)
    return set_scene(tmp_path / "home", harbour_home)


@pytest.fixture(scope="module")
async def shared(
    tmp_path_factory: pytest.TempPathFactory, harbour_home: Path
) -> AsyncIterator[Live]:
    """One bot for a file of tests that change no source: opening the index takes seconds."""
    folder = tmp_path_factory.mktemp("shared")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        async with on_air(set_scene(folder / "home", harbour_home)) as live:
            yield live


@pytest.fixture
def live(shared: Live) -> Live:
    """The shared bot, in a channel and among people of the test's own."""
    return corner_of(shared)
