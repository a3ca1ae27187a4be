"""Whatever goes wrong while the index is made or opened: one clear line, and nothing is lost."""

from __future__ import annotations

import errno
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from filelock import FileLock

from retrieval.chroma_store import ChromaStore
from retrieval.contents import Index
from retrieval.corpus import Corpus
from retrieval.errors import IndexBusy, IndexUnusable, RetrievalError, StorageError
from retrieval.index import IndexFolder
from tests.chroma_process import ChromaProcess
from tests.fakes import FailingEmbedder, FakeEmbedder, a_corpus, a_source, open_in_memory
from tests.fakes_parser import reading

CHECKOUT = Path(__file__).resolve().parents[2]
BRIDGE = a_source("bridge", "The bridge is shut. Nobody knows why.")
FERRY = a_source("ferry", "The ferry runs twice a day.")
MARKET = a_source("market", "The market opens on Friday.")
FAILURES = [RuntimeError("a bug"), KeyboardInterrupt(), OSError(errno.ENOSPC, "No space left")]


def open_chroma(folder: Path, create: bool) -> ChromaStore:
    return ChromaStore(folder, create=create)


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return a_corpus(tmp_path, BRIDGE, FERRY)


@pytest.fixture(params=["chroma", "chroma server", "in memory"])
def folder(request: pytest.FixtureRequest, corpus: Corpus, tmp_path: Path) -> IndexFolder:
    match request.param:
        case "chroma":
            return IndexFolder(tmp_path / "home", corpus, open_chroma, reading())
        case "in memory":
            return IndexFolder(tmp_path / "home", corpus, open_in_memory, reading())
    server: ChromaProcess = request.getfixturevalue("chroma")
    return IndexFolder(tmp_path / "home", corpus, server.open_store, reading(), sweep=server.sweep)


@contextmanager
def opened(folder: IndexFolder) -> Iterator[Index]:
    with closing(folder.open(FakeEmbedder())) as index:
        yield index


def ids(folder: IndexFolder) -> set[str]:
    with opened(folder) as index:
        sentences = index.catalogue.count_sentences()
        near = index.sentences.nearest(FakeEmbedder().embed(["x"])[0], sentences)
        assert len(near) == index.passages.count() == sentences
        return {source.id for source in index.catalogue.sources()}


def generation(folder: IndexFolder) -> Path:
    return folder.folder / (folder.folder / "current").read_text()


def complaint(action: Callable[[], object], kind: type[RetrievalError]) -> str:
    with pytest.raises(kind) as caught:
        action()
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("failure", FAILURES, ids=lambda failure: type(failure).__name__)
def test_a_crash_during_an_update_leaves_the_old_state_answering(
    folder: IndexFolder, corpus: Corpus, failure: BaseException
) -> None:
    folder.update(FakeEmbedder())
    corpus.take_in([MARKET])
    with pytest.raises((type(failure), StorageError)):
        folder.update(FailingEmbedder("market", failure))
    assert [p.name for p in folder.folder.glob("gen-*")] == ["gen-000001"]
    assert ids(folder) == {"bridge", "ferry"}
    assert not folder.is_current()


@pytest.mark.parametrize("failure", FAILURES, ids=lambda failure: type(failure).__name__)
def test_after_a_crash_the_same_process_can_try_again(
    folder: IndexFolder, corpus: Corpus, failure: BaseException
) -> None:
    for _ in range(2):
        with pytest.raises((type(failure), StorageError)):
            folder.update(FailingEmbedder("bridge", failure))
    assert list(folder.folder.glob("gen-*")) == []
    assert not folder.is_current()
    folder.update(FakeEmbedder())
    corpus.take_in([MARKET])
    with pytest.raises((type(failure), StorageError)):
        folder.update(FailingEmbedder("market", failure))
    folder.update(FakeEmbedder())
    assert ids(folder) == {"bridge", "ferry", "market"}


def test_a_full_disk_is_named_with_what_to_do(folder: IndexFolder) -> None:
    full = OSError(errno.ENOSPC, "No space left on device")
    message = complaint(lambda: folder.update(FailingEmbedder("bridge", full)), StorageError)
    assert str(folder.folder) in message
    assert "No space left on device" in message
    assert "free some space" in message


def test_a_second_writer_is_told_to_wait_and_readers_are_not_disturbed(
    folder: IndexFolder, corpus: Corpus
) -> None:
    folder.update(FakeEmbedder())
    corpus.take_in([MARKET])
    with FileLock(folder.folder / "writer.lock"):
        message = complaint(lambda: folder.update(FakeEmbedder()), IndexBusy)
        assert "try again" in message
        assert ids(folder) == {"bridge", "ferry"}
    folder.update(FakeEmbedder())
    assert ids(folder) == {"bridge", "ferry", "market"}


def test_a_home_that_is_a_file_is_named(corpus: Corpus, tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file where a folder should be")
    folder = IndexFolder(tmp_path / "home", corpus, open_in_memory, reading())
    message = complaint(lambda: folder.update(FakeEmbedder()), StorageError)
    assert str(tmp_path / "home") in message
    assert "ONRECORD_HOME" in message


def remove_catalogue(path: Path) -> None:
    (path / "catalogue.sqlite").unlink()


def spoil_catalogue(path: Path) -> None:
    (path / "catalogue.sqlite").write_bytes(b"garbage" * 1000)


def empty_catalogue(path: Path) -> None:
    (path / "catalogue.sqlite").write_bytes(b"")


def remove_vectors(path: Path) -> None:
    for store in path.iterdir():
        if store.is_dir():
            shutil.rmtree(store)


def remove_generation(path: Path) -> None:
    shutil.rmtree(path)


def empty_pointer(path: Path) -> None:
    (path.parent / "current").write_text("")


DAMAGES = [
    remove_catalogue,
    spoil_catalogue,
    empty_catalogue,
    remove_vectors,
    remove_generation,
    empty_pointer,
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_index_is_one_clear_line_and_a_rebuild_cures_it(
    folder: IndexFolder, damage: Callable[[Path], None]
) -> None:
    folder.update(FakeEmbedder())
    damage(generation(folder))
    message = complaint(lambda: folder.open(FakeEmbedder()), IndexUnusable)
    assert str(folder.folder) in message
    assert "run `onrecord index --rebuild`" in message
    folder.update(FakeEmbedder(), rebuild=True)
    assert ids(folder) == {"bridge", "ferry"}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_index_never_passes_for_a_sound_one(
    folder: IndexFolder, corpus: Corpus, damage: Callable[[Path], None]
) -> None:
    folder.update(FakeEmbedder())
    damage(generation(folder))
    corpus.take_in([MARKET])
    message = complaint(lambda: folder.update(FakeEmbedder()), IndexUnusable)
    assert "--rebuild" in message


def test_spoiled_vectors_are_one_clear_line(corpus: Corpus, tmp_path: Path) -> None:
    folder = IndexFolder(tmp_path / "home", corpus, open_chroma, reading())
    folder.update(FakeEmbedder())
    for database in generation(folder).rglob("chroma.sqlite3"):
        database.write_bytes(b"garbage" * 1000)
    message = complaint(lambda: folder.open(FakeEmbedder()), IndexUnusable)
    assert "the vectors cannot be read; run `onrecord index --rebuild`" in message


FULL_DISK = """
    import resource, sys
    from pathlib import Path
    from retrieval.chroma_store import ChromaStore
    from retrieval.contents import Reading
    from retrieval.corpus import Corpus
    from retrieval.errors import StorageError
    from retrieval.index import IndexFolder
    from tests.fakes import FakeEmbedder
    from tests.fakes_parser import ParserByRule

    root, limit = Path(sys.argv[1]), int(sys.argv[2])
    folder = IndexFolder(
        root / "home",
        Corpus(root / "corpus", root / "overlay"),
        lambda path, create: ChromaStore(path, create=create),
        Reading(ParserByRule()),
    )
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        folder.update(FakeEmbedder(), rebuild=sys.argv[3] == "rebuild")
    except StorageError as error:
        sys.exit(f"refused: {error}")
"""


@pytest.mark.parametrize(
    ("room", "how"),
    [(0, "update"), (2_000, "update"), (60_000, "rebuild"), (200_000, "rebuild")],
)
def test_when_files_cannot_grow_the_old_state_stays(tmp_path: Path, room: int, how: str) -> None:
    many = [a_source(f"s{n}", f"Sentence {n} stands here. " * 20) for n in range(30)]
    corpus = a_corpus(tmp_path, *many)
    folder = IndexFolder(tmp_path / "home", corpus, open_chroma, reading())
    folder.update(FakeEmbedder())
    corpus.take_in([MARKET])
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(FULL_DISK), str(tmp_path), str(room), how],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr.startswith("refused: "), done.stderr[-2000:]
    assert done.stderr.count("\n") == 1
    assert "free some space" in done.stderr
    assert len(list(folder.folder.glob("gen-*"))) == 1
    assert len(ids(folder)) == len(many)
