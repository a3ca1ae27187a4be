"""Fixtures of the command's tests."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from bot.assembly import open_assistant
from bot.assistant import Assistant
from bot.settings import load_settings
from tests.fakes_generative import HARBOUR, Harbour, harbour_home, moored
from tests.fakes_place import Place, furnish

STORIES = Path(__file__).parents[1] / "stories"


@pytest.fixture
def place(tmp_path: Path, model_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A place of the test's own, which is also the working folder."""
    monkeypatch.chdir(tmp_path)
    return furnish(tmp_path, model_folder)


@pytest.fixture(scope="session")
def indexed(tmp_path_factory: pytest.TempPathFactory, model_folder: Path) -> Place:
    """A place with an index, for tests that change nothing."""
    place = furnish(tmp_path_factory.mktemp("indexed"), model_folder)
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.chdir(place.root)
        assert place.run("index").code == 0
    return place


@pytest.fixture(scope="session")
def story(
    tmp_path_factory: pytest.TempPathFactory, model_folder: Path, request: pytest.FixtureRequest
) -> Callable[[str], Assistant]:
    """Assistants over the invented stories, by name; each story is indexed once."""
    home = tmp_path_factory.mktemp("stories")
    (home / "models").mkdir()
    (home / "models" / model_folder.name).symlink_to(model_folder)

    def opened(name: str) -> Assistant:
        if name == HARBOUR.name:
            prepared: Path = request.getfixturevalue("harbour_prepared")
            models = shutil.ignore_patterns("models")
            shutil.copytree(prepared / "home", home, ignore=models, dirs_exist_ok=True)
        return open_assistant(load_settings(home=home, corpus=STORIES / name))

    return cache(opened)


@pytest.fixture(scope="session")
def harbour_prepared(tmp_path_factory: pytest.TempPathFactory, model_folder: Path) -> Path:
    """A folder with an indexed home of the harbour story, to be copied."""
    return harbour_home(tmp_path_factory.mktemp("prepared"), model_folder)


@pytest.fixture
def harbour(tmp_path: Path, harbour_prepared: Path, monkeypatch: pytest.MonkeyPatch) -> Harbour:
    """The harbour story in a place of the test's own, which is also the working folder."""
    monkeypatch.chdir(tmp_path)
    return moored(tmp_path, harbour_prepared)
