"""A check that finds what the stores of an index disagree about, and a repair that mends it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from retrieval.chroma_store import ChromaStore
from retrieval.contents import Index, vector_id
from retrieval.corpus import Corpus
from retrieval.index import IndexFolder
from retrieval.soundness import Fault, described
from tests.fakes import FakeEmbedder, a_corpus, a_source
from tests.fakes_parser import reading

BRIDGE = a_source("bridge", "The bridge is shut. Nobody knows why.")
FERRY = a_source("ferry", "The ferry runs twice a day.")
STORES = ["sources", "full text", "sentence vectors", "passage vectors"]


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return a_corpus(tmp_path, BRIDGE, FERRY)


@pytest.fixture
def folder(corpus: Corpus, tmp_path: Path) -> IndexFolder:
    made = IndexFolder(tmp_path / "home", corpus, lambda p, c: ChromaStore(p, create=c), reading())
    made.update(FakeEmbedder())
    return made


def catalogue(folder: IndexFolder) -> Path:
    return folder.folder / str(folder.generation()) / "catalogue.sqlite"


def execute(folder: IndexFolder, statement: str) -> None:
    with closing(sqlite3.connect(catalogue(folder))) as connection, connection:
        connection.execute(statement)


def with_index(folder: IndexFolder, change: Callable[[Index], None]) -> None:
    with closing(folder.open(FakeEmbedder())) as index:
        change(index)


def orphan(index: Index) -> None:
    vector = FakeEmbedder().embed(["x"])
    index.sentences.upsert(["gone#0"], vector)


def lose_vector(index: Index) -> None:
    index.passages.delete([vector_id("bridge", 1)])


SPOILED: list[tuple[Callable[[IndexFolder], None], Fault]] = [
    (lambda f: with_index(f, orphan), Fault("sentence vectors", ("gone#0",), ())),
    (lambda f: with_index(f, lose_vector), Fault("passage vectors", (), ("bridge",))),
    (
        lambda f: execute(f, "DELETE FROM full_text WHERE rowid = 3"),
        Fault("full text", (), ("ferry",)),
    ),
    (
        lambda f: execute(f, "INSERT INTO full_text(rowid, sentence) VALUES (99, 'lost')"),
        Fault("full text", ("99",), ()),
    ),
    (
        lambda f: execute(f, "INSERT INTO annotations VALUES ('gone', '{}')"),
        Fault("sources", ("gone",), ()),
    ),
    (
        lambda f: execute(f, "DELETE FROM sentences WHERE source_id = 'bridge' AND position = 0"),
        Fault("sources", (), ("bridge",)),
    ),
]


def faulty(faults: tuple[Fault, ...]) -> list[Fault]:
    return [fault for fault in faults if not fault.is_sound]


def test_a_sound_index_has_nothing_to_mend_and_stays_as_it_is(folder: IndexFolder) -> None:
    before = folder.generation()
    assert [name for name, _ in described(folder.check(FakeEmbedder()))] == STORES
    assert faulty(folder.repair(FakeEmbedder())) == []
    assert folder.generation() == before


@pytest.mark.parametrize(
    ("spoil", "fault"),
    SPOILED,
    ids=[f"{f.store} {'over' if f.orphans else 'short'}" for _, f in SPOILED],
)
def test_every_disagreement_is_found_and_mended(
    folder: IndexFolder, spoil: Callable[[IndexFolder], None], fault: Fault
) -> None:
    spoil(folder)
    assert fault in faulty(folder.check(FakeEmbedder()))
    assert fault in folder.repair(FakeEmbedder())
    assert faulty(folder.check(FakeEmbedder())) == []
    with closing(folder.open(FakeEmbedder())) as index:
        assert {s.id for s in index.catalogue.sources()} == {"bridge", "ferry"}
        assert index.catalogue.count_sentences() == index.passages.count() == 3


def test_removing_a_source_leaves_nothing_of_it_in_any_store(
    folder: IndexFolder, corpus: Corpus
) -> None:
    corpus.take_out(["bridge"])
    folder.update(FakeEmbedder())
    assert faulty(folder.check(FakeEmbedder())) == []
    with closing(folder.open(FakeEmbedder())) as index:
        assert index.sentences.ids() == index.passages.ids() == {vector_id("ferry", 0)}
        assert index.catalogue.search(["bridge"], 9, None) == []
        assert index.catalogue.source("bridge") is None


def test_a_purge_leaves_no_word_of_it_in_any_file(folder: IndexFolder, corpus: Corpus) -> None:
    written = [p for p in folder.folder.rglob("*") if p.is_file()]
    assert any(b"Nobody knows why" in p.read_bytes() for p in written)
    corpus.take_out(["bridge"])
    folder.update(FakeEmbedder(), purge=True)
    corpus.archive.purge(["bridge"])
    left = [p for base in (folder.folder, corpus.overlay) for p in base.rglob("*") if p.is_file()]
    assert not any(b"Nobody knows why" in path.read_bytes() for path in left)
    assert corpus.archive.versions("bridge")[0].left is not None
