"""A scene for each test, from one prepared home."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bot.discord_bot.stage import Scene, prepared_home, set_scene


@pytest.fixture(scope="session")
def harbour_home(tmp_path_factory: pytest.TempPathFactory, model_folder: Path) -> Path:
    """A home with an index of the harbour story, which no test changes."""
    return prepared_home(tmp_path_factory.mktemp("harbour") / "home", model_folder)


@pytest.fixture
def scene(tmp_path: Path, harbour_home: Path, monkeypatch: pytest.MonkeyPatch) -> Scene:
    """A scene of the test's own."""
    monkeypatch.chdir(tmp_path)
    return set_scene(tmp_path / "home", harbour_home)
