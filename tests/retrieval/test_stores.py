"""One contract for every vector store: on disk, on a server, and the fake of the other tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from retrieval.chroma_store import ChromaStore
from retrieval.embedding import Vectors
from retrieval.errors import IndexUnusable
from retrieval.store import Among, VectorStore
from tests.chroma_process import ChromaProcess
from tests.fakes import InMemoryStore

OpenStore = Callable[..., VectorStore]


@pytest.fixture(params=["chroma", "chroma server", "in memory"])
def open_store(request: pytest.FixtureRequest) -> OpenStore:
    match request.param:
        case "chroma":
            return ChromaStore
        case "in memory":
            return InMemoryStore
    server: ChromaProcess = request.getfixturevalue("chroma")

    def on_server(folder: Path, *, create: bool) -> VectorStore:
        return server.open_store(folder.parent / "index" / "gen-000001" / folder.name, create)

    return on_server


@pytest.fixture
def store(open_store: OpenStore, tmp_path: Path) -> Iterator[VectorStore]:
    opened = open_store(tmp_path / "vectors", create=True)
    yield opened
    opened.close()


def unit(*numbers: float) -> Vectors:
    vector = np.asarray(numbers, dtype=np.float32)
    return vector / np.float32(np.linalg.norm(vector))


NORTH, EAST, NORTH_EAST = unit(0, 1), unit(1, 0), unit(1, 1)


def fill(store: VectorStore) -> None:
    vectors = np.stack([NORTH, NORTH_EAST, EAST])
    store.upsert(["north", "north-east", "east"], vectors)


def names(found: Sequence[tuple[str, float]]) -> list[str]:
    return [name for name, _ in found]


def test_the_nearest_come_first_with_their_cosines(store: VectorStore) -> None:
    fill(store)
    found = store.nearest(NORTH, 3)
    assert names(found) == ["north", "north-east", "east"]
    assert [cosine for _, cosine in found] == pytest.approx([1.0, 0.5**0.5, 0.0], abs=1e-5)


def test_no_more_than_k_come_back_and_no_more_than_there_are(store: VectorStore) -> None:
    fill(store)
    assert names(store.nearest(EAST, 1)) == ["east"]
    assert len(store.nearest(EAST, 50)) == 3


def test_an_empty_store_finds_nothing(store: VectorStore) -> None:
    assert store.nearest(NORTH, 3) == ()
    assert store.nearest(NORTH, 3, Among((), 0)) == ()
    assert store.count() == 0


def test_a_search_among_some_finds_nothing_else(store: VectorStore) -> None:
    fill(store)
    assert names(store.nearest(EAST, 3, Among(("north", "north-east"), 3))) == [
        "north-east",
        "north",
    ]
    assert names(store.nearest(EAST, 1, Among(("north",), 3))) == ["north"]
    assert store.nearest(EAST, 3, Among((), 3)) == ()


@pytest.mark.parametrize("few", [5, 60])
def test_those_searched_among_are_found_though_all_others_are_nearer(
    store: VectorStore, few: int
) -> None:
    others = np.stack([unit(1, n / 1000) for n in range(200)])
    store.upsert([f"other-{n}" for n in range(200)], others)
    wanted = tuple(f"wanted-{n}" for n in range(few))
    store.upsert(wanted, np.stack([unit(-1, n / 1000) for n in range(few)]))
    found = names(store.nearest(EAST, 3, Among(wanted, 200 + few)))
    assert len(found) == 3
    assert set(found) <= set(wanted)


def test_upsert_replaces_a_vector(store: VectorStore) -> None:
    fill(store)
    store.upsert(["north"], np.stack([EAST]))
    assert store.count() == 3
    assert store.cosines(EAST, ["north"]) == pytest.approx({"north": 1.0}, abs=1e-5)


def test_the_cosines_of_named_vectors_can_be_asked_for(store: VectorStore) -> None:
    fill(store)
    found = store.cosines(EAST, ["north", "east", "nobody"])
    assert found == pytest.approx({"north": 0.0, "east": 1.0}, abs=1e-5)


def test_asking_for_the_cosines_of_nothing_gives_nothing(store: VectorStore) -> None:
    fill(store)
    assert store.cosines(EAST, []) == {}


def test_deleted_vectors_are_gone_and_unknown_ids_are_ignored(store: VectorStore) -> None:
    fill(store)
    store.delete(["north", "nobody"])
    assert names(store.nearest(NORTH, 3)) == ["north-east", "east"]
    assert store.count() == 2


def test_adding_and_deleting_nothing_changes_nothing(store: VectorStore) -> None:
    fill(store)
    store.upsert([], np.empty((0, 2), dtype=np.float32))
    store.delete([])
    assert store.count() == 3


def test_large_batches_are_kept_whole(store: VectorStore) -> None:
    size = 4500
    angles = np.linspace(0, np.pi / 2, size)
    vectors = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)
    store.upsert([str(n) for n in range(size)], vectors)
    assert store.count() == size
    store.delete([str(n) for n in range(1, size)])
    assert names(store.nearest(NORTH, 2)) == ["0"]


def test_what_was_kept_is_there_when_the_store_is_opened_again(
    open_store: OpenStore, tmp_path: Path
) -> None:
    first = open_store(tmp_path / "vectors", create=True)
    fill(first)
    first.close()
    again = open_store(tmp_path / "vectors", create=False)
    assert names(again.nearest(NORTH, 2)) == ["north", "north-east"]
    again.close()


def test_two_readers_may_share_a_store(open_store: OpenStore, tmp_path: Path) -> None:
    writer = open_store(tmp_path / "vectors", create=True)
    fill(writer)
    writer.close()
    one, other = (open_store(tmp_path / "vectors", create=False) for _ in range(2))
    one.close()
    assert other.count() == 3
    other.close()


def test_a_missing_store_is_answered_with_how_to_rebuild(
    open_store: OpenStore, tmp_path: Path
) -> None:
    with pytest.raises(IndexUnusable, match=r"^\S+vectors: the vectors cannot be read; .*rebuild"):
        open_store(tmp_path / "vectors", create=False)
