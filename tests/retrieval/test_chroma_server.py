"""Vectors on a Chroma server: no state half seen, nothing of others lost, failures in one line."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from time import monotonic

import pytest

from retrieval.chroma_server import ChromaServer
from retrieval.contents import Index
from retrieval.corpus import Corpus
from retrieval.embedding import Vectors
from retrieval.errors import IndexUnusable, RetrievalError, StorageError
from retrieval.index import IndexFolder
from retrieval.soundness import faults_of
from tests.chroma_process import ChromaProcess, closed_port
from tests.fakes import FailingEmbedder, FakeEmbedder, a_corpus, a_source, write_sources
from tests.fakes_ingest import update_on_server
from tests.fakes_killing import Killed
from tests.fakes_parser import reading
from tests.fakes_web import Requests, page, web_server

BRIDGE = a_source("bridge", "The bridge is shut. Nobody knows why.")
FERRY = a_source("ferry", "The ferry runs twice a day.")
MARKET = a_source("market", "The market opens on Friday.")
MANY = [a_source(f"many-{n}", f"Boat {n} is late. It is the fog.") for n in range(40)]
KILLS = 12


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return a_corpus(tmp_path, BRIDGE, FERRY)


@pytest.fixture
def folder(chroma: ChromaProcess, corpus: Corpus, tmp_path: Path) -> IndexFolder:
    return index_on(chroma, corpus, tmp_path / "home")


@pytest.fixture
def own_chroma(tmp_path: Path) -> Iterator[ChromaProcess]:
    """A server that a test may stop."""
    process = ChromaProcess(tmp_path / "server")
    yield process
    process.stop()


def index_on(server: ChromaProcess, corpus: Corpus, home: Path) -> IndexFolder:
    return IndexFolder(home, corpus, server.open_store, reading(), sweep=server.sweep)


def index_at(url: str, corpus: Corpus, home: Path, seconds: float = 30.0) -> IndexFolder:
    server = ChromaServer(url, seconds)
    return IndexFolder(home, corpus, server.open, reading(), sweep=server.sweep)


def ids(folder: IndexFolder) -> set[str]:
    """The sources of the state in force, after making sure that it is whole and answers."""
    with closing(folder.open(FakeEmbedder())) as index:
        assert all(fault.is_sound for fault in faults_of(index))
        assert nearest(index)
        return set(index.catalogue.hashes())


def nearest(index: Index) -> list[str]:
    found = index.sentences.nearest(FakeEmbedder().embed(["ferry runs"])[0], 500)
    return sorted(name for name, _ in found)


def complaint(action: Callable[[], object], kind: type[RetrievalError]) -> str:
    with pytest.raises(kind) as caught:
        action()
    assert "\n" not in str(caught.value)
    return str(caught.value)


class StoppingEmbedder(FakeEmbedder):
    """Stops a server as soon as a text holds `trigger`."""

    def __init__(self, server: ChromaProcess, trigger: str) -> None:
        super().__init__()
        self._server, self._trigger = server, trigger

    def embed(self, texts: Sequence[str]) -> Vectors:
        """The vectors of FakeEmbedder."""
        if any(self._trigger in text for text in texts):
            self._server.stop()
        return super().embed(texts)


class ReadingEmbedder(FakeEmbedder):
    """Has a reader look while a change is going on."""

    def __init__(self, look: Callable[[], None]) -> None:
        super().__init__()
        self._look = look

    def embed(self, texts: Sequence[str]) -> Vectors:
        """The vectors of FakeEmbedder."""
        self._look()
        return super().embed(texts)


def test_no_vector_is_kept_in_the_folder(folder: IndexFolder) -> None:
    folder.update(FakeEmbedder())
    assert {p.name for p in folder.folder.rglob("*") if p.is_file()} >= {"collection"}
    assert not [p for p in folder.folder.rglob("*") if p.suffix in (".sqlite3", ".bin")]


def test_a_reader_never_sees_a_change_before_it_is_whole(
    folder: IndexFolder, corpus: Corpus
) -> None:
    folder.update(FakeEmbedder())
    corpus.take_out(["bridge"])
    corpus.take_in(MANY)
    with closing(folder.open(FakeEmbedder())) as reader:
        before = nearest(reader)
        seen = []
        folder.update(ReadingEmbedder(lambda: seen.append((nearest(reader), ids(folder)))))
        assert seen
        assert all(state == (before, {"bridge", "ferry"}) for state in seen)
        assert nearest(reader) == before
    assert ids(folder) == {"ferry"} | {source.id for source in MANY}


def test_a_change_that_leaves_the_vectors_alone_copies_none(
    folder: IndexFolder, corpus: Corpus, chroma: ChromaProcess
) -> None:
    folder.update(FakeEmbedder())
    before = chroma.collections_of(folder)
    (corpus.folder / "actors.yaml").write_text("- name: Town council\n")
    folder.update(FakeEmbedder())
    assert chroma.collections_of(folder) == before
    assert ids(folder) == {"bridge", "ferry"}
    corpus.take_in([MARKET])
    folder.update(FakeEmbedder())
    assert ids(folder) == {"bridge", "ferry", "market"}


def test_more_vectors_than_one_request_takes_are_copied(
    chroma: ChromaProcess, tmp_path: Path
) -> None:
    angles = [f"n{n}" for n in range(4100)]
    vectors = FakeEmbedder().embed(angles)
    old, new = tmp_path / "index" / "gen-000001", tmp_path / "index" / "gen-000002"
    with closing(chroma.open_store(old / "sentences", True)) as store:
        store.upsert(angles, vectors)
    shutil.copytree(old, new)
    with closing(chroma.open_store(new / "sentences", False)) as store:
        store.delete(angles[:1])
        assert store.ids() == frozenset(angles[1:])
        assert store.cosines(vectors[4000], angles[4000:4001])[angles[4000]] == pytest.approx(1)
    with closing(chroma.open_store(old / "sentences", False)) as store:
        assert store.count() == len(angles)


def test_what_a_failed_change_made_is_deleted_by_the_next(
    folder: IndexFolder, corpus: Corpus, chroma: ChromaProcess
) -> None:
    folder.update(FakeEmbedder())
    before = chroma.collections_of(folder)
    corpus.take_out(["bridge"])
    corpus.take_in([MARKET])
    with pytest.raises(RuntimeError, match="a bug"):
        folder.update(FailingEmbedder("market", RuntimeError("a bug")))
    assert len(chroma.collections_of(folder)) == 4
    corpus.take_out(["market"])
    corpus.take_in([BRIDGE])
    folder.update(FakeEmbedder())
    assert chroma.collections_of(folder) == before
    assert ids(folder) == {"bridge", "ferry"}


def test_purging_leaves_only_the_collections_in_force(
    folder: IndexFolder, corpus: Corpus, chroma: ChromaProcess
) -> None:
    folder.update(FakeEmbedder())
    before = chroma.collections_of(folder)
    corpus.take_out(["bridge"])
    folder.update(FakeEmbedder(), purge=True)
    assert len(chroma.collections_of(folder)) == 2
    assert not before & chroma.collections_of(folder)
    assert ids(folder) == {"ferry"}


def test_collections_of_others_are_left_alone(
    folder: IndexFolder, corpus: Corpus, chroma: ChromaProcess, tmp_path: Path
) -> None:
    other = index_on(chroma, corpus, tmp_path / "other home")
    other.update(FakeEmbedder())
    folder.update(FakeEmbedder())
    foreign = "onrecord-notes-of-somebody-else"
    with ChromaServer(chroma.address).connected() as server:
        server.create_collection(foreign, metadata={"program": "another"})
        (folder.folder / "collections" / foreign).touch()
        folder.update(FakeEmbedder(), rebuild=True, purge=True)
        assert server.get_collection(foreign).name == foreign
    assert ids(other) == {"bridge", "ferry"}


def test_a_server_that_is_down_is_one_clear_line(corpus: Corpus, tmp_path: Path) -> None:
    with closed_port() as port:
        address = f"http://127.0.0.1:{port}"
        folder = index_at(address, corpus, tmp_path / "home")
        message = complaint(lambda: folder.update(FakeEmbedder()), StorageError)
    assert message.startswith(f"{address}: the Chroma server cannot be used (")
    assert "refused" in message
    assert message.endswith("; start it, or correct or unset ONRECORD_CHROMA_URL")
    assert not folder.is_usable()


def test_a_server_that_never_answers_does_not_hang(corpus: Corpus, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        folder = index_at(address, corpus, tmp_path / "home", seconds=0.3)
        started = monotonic()
        message = complaint(lambda: folder.update(FakeEmbedder()), StorageError)
        assert "timed out" in message
        assert monotonic() - started < 50  # without its limit it would wait for ever


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (page(b"<h1>Welcome</h1>"), "not a Chroma server of version 1"),
        (page(b"{}", "application/json"), "not a Chroma server of version 1"),
        (page(b"<h1>nothing here</h1>\n", status=404), "not a Chroma server of version 1"),
        (page(b"<h1>Who are you?</h1>\n", status=401), "HTTP 401"),
        (page(b"<h1>Bad gateway</h1>\n", status=502), "HTTP 502"),
    ],
    ids=["page", "other JSON", "404", "401", "502"],
)
def test_something_else_that_answers_is_told_apart(
    corpus: Corpus, tmp_path: Path, reply: Callable[..., None], reason: str
) -> None:
    with web_server({"/api/v2/auth/identity": reply}) as address:
        folder = index_at(address, corpus, tmp_path / "home")
        assert reason in complaint(lambda: folder.update(FakeEmbedder()), StorageError)


def test_a_name_and_password_are_sent_and_never_shown(corpus: Corpus, tmp_path: Path) -> None:
    requests: Requests = []
    with web_server({}, requests) as address:
        url = address.replace("//", "//ada:p%40ss@") + "/vectors/"
        folder = index_at(url, corpus, tmp_path / "home")
        message = complaint(lambda: folder.update(FakeEmbedder()), StorageError)
    assert message.startswith(f"{address}/vectors: ")
    assert "ada" not in message
    assert requests[0][0] == "/vectors/api/v2/auth/identity"
    assert requests[0][1]["Authorization"] == "Basic YWRhOnBAc3M="


def test_a_server_that_stops_in_the_middle_leaves_the_old_state(
    own_chroma: ChromaProcess, corpus: Corpus, tmp_path: Path
) -> None:
    folder = index_on(own_chroma, corpus, tmp_path / "home")
    folder.update(FakeEmbedder())
    corpus.take_out(["bridge"])
    corpus.take_in([MARKET])
    stopping = StoppingEmbedder(own_chroma, "market")
    assert "ONRECORD_CHROMA_URL" in complaint(lambda: folder.update(stopping), StorageError)
    assert folder.generation() == "gen-000001"
    assert "ONRECORD_CHROMA_URL" in complaint(lambda: ids(folder), IndexUnusable)
    own_chroma.start()
    assert ids(folder) == {"bridge", "ferry"}
    folder.update(FakeEmbedder())
    assert ids(folder) == {"ferry", "market"}
    assert len(own_chroma.collections_of(folder)) == 4


def test_an_open_index_answers_again_once_the_server_does(
    own_chroma: ChromaProcess, corpus: Corpus, tmp_path: Path
) -> None:
    folder = index_on(own_chroma, corpus, tmp_path / "home")
    folder.update(FakeEmbedder())
    with closing(folder.open(FakeEmbedder())) as index:
        before = nearest(index)
        own_chroma.stop()
        questions = (
            lambda: nearest(index),
            lambda: index.sentences.cosines(FakeEmbedder().embed(["x"])[0], ["ferry#0"]),
            index.sentences.ids,
            index.passages.count,
        )
        for question in questions:
            assert "ONRECORD_CHROMA_URL" in complaint(question, IndexUnusable)
        own_chroma.start()
        assert nearest(index) == before


def test_lost_collections_are_one_clear_line_and_a_rebuild_cures_it(
    folder: IndexFolder, corpus: Corpus, chroma: ChromaProcess
) -> None:
    folder.update(FakeEmbedder())
    with ChromaServer(chroma.address).connected() as server:
        for name in chroma.collections_of(folder):
            server.delete_collection(name)
    message = complaint(lambda: folder.open(FakeEmbedder()), IndexUnusable)
    assert message.endswith("no longer has them; run `onrecord index --rebuild`")
    corpus.take_in([MARKET])
    complaint(lambda: folder.update(FakeEmbedder()), IndexUnusable)
    folder.update(FakeEmbedder(), rebuild=True)
    assert ids(folder) == {"bridge", "ferry", "market"}


def test_a_change_killed_at_any_moment_is_never_half_done(
    chroma: ChromaProcess, tmp_path: Path
) -> None:
    corpus = a_corpus(tmp_path, BRIDGE, FERRY, *MANY)
    folder = index_on(chroma, corpus, tmp_path / "home")
    folder.update(FakeEmbedder())
    everything = ids(folder)
    killed = Killed(update_on_server, chroma.address, tmp_path)
    killed.never()  # it has nothing to do, and starts the server of forks
    seen = set[bool]()
    for number in range(KILLS):
        write_sources(corpus.folder / "sources", replace(FERRY, title=f"Title {number}"))
        if number:
            killed.at_any_moment()
        else:
            killed.never()
        seen.add(folder.is_current())
        assert ids(folder) == everything
        folder.update(FakeEmbedder())
        assert ids(folder) == everything
        assert title_of_ferry(folder) == f"Title {number}"
        noted = {path.name for path in (folder.folder / "collections").iterdir()}
        assert chroma.collections_of(folder) <= noted
    assert seen == {True, False}


def title_of_ferry(folder: IndexFolder) -> str:
    with closing(folder.open(FakeEmbedder())) as index:
        (title,) = (s.title for s in index.catalogue.sources() if s.id == FERRY.id)
    return title
