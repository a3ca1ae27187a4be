"""A process killed at any moment of a change: the state before it or after it, never half."""

from __future__ import annotations

import multiprocessing
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from retrieval.index import IndexFolder
from retrieval.soundness import faults_of
from tests.fakes import FakeEmbedder, write_sources
from tests.fakes_ingest import (
    AFTER,
    BEFORE,
    CHANGED,
    GONE,
    NEW,
    OLD,
    index_of,
    ingest,
    ingest_on_a_full_disk,
    undo,
)
from tests.fakes_killing import Killed

KILLS = 50
TAKEN_IN = frozenset((s.id, s.content_hash) for s in (*OLD[:-1], CHANGED, *NEW))
State = frozenset[tuple[str, str]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_sources(tmp_path / "corpus" / "sources", *OLD)
    index_of(tmp_path)[1].update(FakeEmbedder())
    return tmp_path


def answering(folder: IndexFolder) -> State:
    """The state that a reader gets, after making sure that it is whole and answers."""
    embedder = FakeEmbedder()
    with closing(folder.open(embedder)) as index:
        assert all(fault.is_sound for fault in faults_of(index))
        held = index.catalogue.hashes()
        for question in ("ferry runs", "bridge shut"):
            hits = index.sentences.nearest(embedder.embed([question])[0], 50)
            assert {name.rpartition("#")[0] for name, _ in hits} <= held.keys()
            assert all(i in held for i, _, _ in index.catalogue.search([question], 50, None))
        return frozenset(held.items())


def state_of_corpus(root: Path) -> State:
    return frozenset((s.id, s.content_hash) for s in index_of(root)[0].sources())


@pytest.mark.parametrize("room", [1_000, 30_000, 70_000, 150_000])
def test_a_full_disk_is_told_plainly_and_leaves_a_whole_state(root: Path, room: int) -> None:
    context = multiprocessing.get_context("forkserver")
    process = context.Process(target=ingest_on_a_full_disk, args=(root, room))
    process.start()
    process.join(120)
    assert process.exitcode == 3
    _, folder = index_of(root)
    assert answering(folder) in (BEFORE, TAKEN_IN)
    folder.update(FakeEmbedder())
    assert answering(folder) == state_of_corpus(root) == recorded(root)


@pytest.mark.timeout(600)
def test_a_change_killed_at_fifty_moments_is_never_half_done(root: Path) -> None:
    keep(root)
    killed, seen, interrupted = Killed(ingest, root), set[State](), 0
    for _ in range(2):  # the first is slower: it starts the server of forks
        killed.never()
        put_back(root)
    for _ in range(KILLS):
        put_back(root)
        interrupted += killed.at_any_moment()
        _, folder = index_of(root)
        found = answering(folder)
        seen.add(found)
        assert found in (BEFORE, TAKEN_IN, AFTER)
        wanted = state_of_corpus(root)
        assert wanted in (BEFORE, TAKEN_IN, AFTER)
        folder.update(FakeEmbedder())
        assert answering(folder) == wanted
        assert recorded(root) == wanted
        assert not list(folder.folder.glob("*.part"))
    assert interrupted > KILLS // 4
    assert len(seen) > 1


def keep(root: Path) -> None:
    for part in ("home", "overlay"):
        shutil.copytree(root / part, root / "kept" / part)


def put_back(root: Path) -> None:
    for part in ("home", "overlay"):
        shutil.rmtree(root / part)
        shutil.copytree(root / "kept" / part, root / part)


def recorded(root: Path) -> State:
    """What the archive says that the index holds."""
    archive = index_of(root)[0].archive
    ids = archive.changed_since(0)[1].entered
    stays = (archive.versions(i)[-1] for i in ids)
    return frozenset((v.source_id, v.content_hash) for v in stays if v.left is None)


def test_the_states_to_be_told_apart_differ(root: Path) -> None:
    assert answering(index_of(root)[1]) == BEFORE
    ingest(root)
    assert answering(index_of(root)[1]) == AFTER
    assert not {i for i, _ in AFTER} & set(GONE)
    undo(root)
    assert answering(index_of(root)[1]) == BEFORE


def test_what_a_killed_writer_left_is_cleared_by_the_next(root: Path) -> None:
    _, folder = index_of(root)
    (folder.folder / "gen-000099").mkdir()
    (folder.folder / "current.part").write_text("gen-000099")
    ingest(root)
    assert not (folder.folder / "gen-000099").exists()
    assert not (folder.folder / "current.part").exists()
