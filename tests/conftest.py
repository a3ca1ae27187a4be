"""Fixtures that more than one file needs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from retrieval.sentence_embedding import DEFAULT_MODEL, export_onnx
from retrieval.sentence_embedding import model_folder as folder_of
from tests.chroma_process import ChromaProcess

# The same examples in every run: a failure is the change's, never the dice's, nor the clock's.
settings.register_profile(
    "repeatable",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """What runs coroutines of tests that are marked `anyio`."""
    return "asyncio"


@pytest.fixture(scope="session")
def model_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the exported default model; exporting it takes some ten seconds.

    ONRECORD_TEST_MODELS names a `models` folder to reuse, such as that of a prepared home.
    """
    kept = os.environ.get("ONRECORD_TEST_MODELS")
    if kept and (folder := folder_of(Path(kept), DEFAULT_MODEL)).is_dir():
        return folder
    return export_onnx(DEFAULT_MODEL, tmp_path_factory.mktemp("models"))


@pytest.fixture(scope="session")
def chroma(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaProcess]:
    """A Chroma server for all tests that leave it running."""
    process = ChromaProcess(tmp_path_factory.mktemp("chroma"))
    yield process
    process.stop()
