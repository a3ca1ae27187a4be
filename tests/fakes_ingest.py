"""A long change of a corpus, to be killed in the middle: run in a process of its own."""

from __future__ import annotations

import resource
import signal
import sys
from pathlib import Path

from retrieval.chroma_server import ChromaServer
from retrieval.chroma_store import ChromaStore
from retrieval.corpus import Corpus
from retrieval.errors import StorageError
from retrieval.index import IndexFolder
from tests.fakes import FakeEmbedder, a_source
from tests.fakes_parser import reading

OLD = tuple(a_source(f"old-{n}", f"Ferry {n} runs. It runs twice a day.") for n in range(12))
NEW = tuple(a_source(f"new-{n}", f"Bridge {n} is shut. Nobody knows why.") for n in range(16))
GONE = tuple(source.id for source in OLD[:4])
CHANGED = a_source(OLD[-1].id, "The last ferry runs no more.")
BEFORE = frozenset((s.id, s.content_hash) for s in OLD)
AFTER = frozenset(
    (s.id, s.content_hash) for s in (*OLD[len(GONE) : -1], CHANGED, *NEW) if s.id not in GONE
)


def index_of(root: Path) -> tuple[Corpus, IndexFolder]:
    """The corpus below `root` with an index in a real Chroma and a real SQLite."""
    corpus = Corpus(root / "corpus", root / "overlay")
    return corpus, IndexFolder(
        root / "home", corpus, lambda p, c: ChromaStore(p, create=c), reading()
    )


def ingest(root: Path) -> None:
    """Takes many sources in at once, then some out, and indexes after each."""
    corpus, folder = index_of(root)
    corpus.take_in([*NEW, CHANGED])
    folder.update(FakeEmbedder())
    corpus.take_out(GONE)
    folder.update(FakeEmbedder())


def update_on_server(address: str, root: Path) -> None:
    """Brings an index on a Chroma server in line with the corpus below `root`."""
    corpus, server = Corpus(root / "corpus", root / "overlay"), ChromaServer(address)
    IndexFolder(root / "home", corpus, server.open, reading(), sweep=server.sweep).update(
        FakeEmbedder()
    )


def undo(root: Path) -> None:
    """Back to how it was before, whatever had been done."""
    corpus, folder = index_of(root)
    there = {source.id for source in corpus.sources()}
    corpus.take_out([s.id for s in NEW if s.id in there])
    corpus.take_in(OLD)
    folder.update(FakeEmbedder())


def ingest_on_a_full_disk(root: Path, room: int) -> None:
    """The same where no file may grow beyond `room` bytes; leaves with 3 when told that plainly."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    try:
        ingest(root)
    except StorageError as error:
        sys.exit(3 if "ONRECORD_HOME" in str(error) and "\n" not in str(error) else 4)
