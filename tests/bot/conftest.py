"""Fixtures of the command's tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes_place import Place, furnish


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
