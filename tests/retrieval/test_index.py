"""The index follows the corpus: all of a change or nothing, and no more work than it takes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from retrieval.chroma_store import ChromaStore
from retrieval.contents import Change, Index, Reading, parse_vector_id, vector_id
from retrieval.corpus import Corpus
from retrieval.errors import CorpusError, IndexUnusable
from retrieval.index import IndexFolder, OpenStore
from retrieval.search import HybridSearch, Query
from tests.chroma_process import ChromaProcess
from tests.fakes import FakeEmbedder, a_corpus, a_source, open_in_memory, write_sources
from tests.fakes_parser import ParserByRule, reading

BRIDGE = a_source("bridge", "The bridge is shut. Nobody knows why.")
FERRY = a_source("ferry", "The ferry runs twice a day.")
MARKET = a_source("market", "The market opens on Friday.")


def open_chroma(folder: Path, create: bool) -> ChromaStore:
    return ChromaStore(folder, create=create)


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return a_corpus(tmp_path, BRIDGE, FERRY)


@pytest.fixture(params=["chroma", "chroma server", "in memory"])
def any_store(request: pytest.FixtureRequest) -> OpenStore:
    match request.param:
        case "chroma":
            return open_chroma
        case "in memory":
            return open_in_memory
    server: ChromaProcess = request.getfixturevalue("chroma")
    return server.open_store


@pytest.fixture
def folder(corpus: Corpus, tmp_path: Path) -> IndexFolder:
    return IndexFolder(tmp_path / "home", corpus, open_in_memory, reading())


@contextmanager
def opened(folder: IndexFolder, embedder: FakeEmbedder | None = None) -> Iterator[Index]:
    with closing(folder.open(embedder or FakeEmbedder())) as index:
        yield index


def ids(folder: IndexFolder) -> set[str]:
    with opened(folder) as index:
        return {source.id for source in index.catalogue.sources()}


def state_of(folder: IndexFolder) -> dict[Path, tuple[int, int]]:
    files = (p for p in folder.folder.rglob("*") if p.name != "writer.lock")
    return {p: (p.stat().st_ino, p.stat().st_mtime_ns) for p in files}


def generations(folder: IndexFolder) -> list[str]:
    return sorted(p.name for p in folder.folder.glob("gen-*"))


def test_a_corpus_is_indexed_sentence_by_sentence(
    corpus: Corpus, tmp_path: Path, any_store: OpenStore
) -> None:
    folder = IndexFolder(tmp_path / "home", corpus, any_store, reading())
    assert folder.update(FakeEmbedder()) == Change(added=2, removed=0, unchanged=0)
    with opened(folder) as index:
        assert index.catalogue.sources() == (BRIDGE, FERRY)
        assert index.catalogue.count_sentences() == 3
        assert index.sentences.count() == index.passages.count() == 3


def test_before_the_first_build_there_is_nothing_to_open(folder: IndexFolder) -> None:
    assert not folder.is_current()
    assert folder.built_with() is None
    with pytest.raises(IndexUnusable, match="no index yet; run `onrecord index`"):
        folder.open(FakeEmbedder())


def test_an_index_is_current_until_a_file_is_touched(folder: IndexFolder, corpus: Corpus) -> None:
    folder.update(FakeEmbedder())
    assert folder.is_current()
    write_sources(corpus.folder / "sources", MARKET)
    assert not folder.is_current()
    folder.update(FakeEmbedder())
    assert folder.is_current()


def test_an_unchanged_corpus_is_not_touched(folder: IndexFolder) -> None:
    folder.update(FakeEmbedder())
    before, embedder = state_of(folder), FakeEmbedder()
    assert folder.update(embedder) == Change(added=0, removed=0, unchanged=2)
    assert embedder.texts == []
    assert state_of(folder) == before


def test_a_file_that_was_only_touched_is_not_embedded_again(
    folder: IndexFolder, corpus: Corpus
) -> None:
    folder.update(FakeEmbedder())
    write_sources(corpus.folder / "sources", BRIDGE)
    embedder = FakeEmbedder()
    assert folder.update(embedder) == Change(added=0, removed=0, unchanged=2)
    assert embedder.texts == []
    assert folder.is_current()


def test_only_a_changed_source_is_embedded_again(
    corpus: Corpus, tmp_path: Path, any_store: OpenStore
) -> None:
    folder = IndexFolder(tmp_path / "home", corpus, any_store, reading())
    folder.update(FakeEmbedder())
    changed = replace(FERRY, body="The ferry stopped. It leaks. So does the other.")
    write_sources(corpus.folder / "sources", changed)
    embedder = FakeEmbedder()
    assert folder.update(embedder) == Change(added=1, removed=0, unchanged=1)
    assert embedder.texts != []
    assert not any("bridge" in text.lower() for text in embedder.texts)
    with opened(folder) as index:
        assert index.catalogue.source("ferry") == changed
        assert index.sentences.count() == index.passages.count() == 5


def test_a_source_that_went_away_leaves_neither_rows_nor_vectors(
    corpus: Corpus, tmp_path: Path, any_store: OpenStore
) -> None:
    folder = IndexFolder(tmp_path / "home", corpus, any_store, reading())
    folder.update(FakeEmbedder())
    (corpus.folder / "sources" / "bridge.md").unlink()
    assert folder.update(FakeEmbedder()) == Change(added=0, removed=1, unchanged=1)
    with opened(folder) as index:
        assert index.catalogue.sources() == (FERRY,)
        assert index.catalogue.search(("bridge",), 10, None) == []
        assert index.sentences.count() == index.passages.count() == 1


def test_added_and_removed_sources_are_followed(folder: IndexFolder, corpus: Corpus) -> None:
    folder.update(FakeEmbedder())
    corpus.take_in([MARKET])
    corpus.take_out(["bridge"])
    assert folder.update(FakeEmbedder()) == Change(added=1, removed=1, unchanged=1)
    assert ids(folder) == {"ferry", "market"}


def test_an_index_may_run_empty_and_fill_again(
    corpus: Corpus, tmp_path: Path, any_store: OpenStore
) -> None:
    folder = IndexFolder(tmp_path / "home", corpus, any_store, reading())
    folder.update(FakeEmbedder())
    corpus.take_out(["bridge"])
    corpus.take_out(["ferry"])
    assert folder.update(FakeEmbedder()) == Change(added=0, removed=2, unchanged=0)
    assert ids(folder) == set()
    corpus.take_in([FERRY])
    folder.update(FakeEmbedder())
    assert ids(folder) == {"ferry"}


def test_actors_are_kept_and_followed(folder: IndexFolder, corpus: Corpus) -> None:
    actors = corpus.folder / "actors.yaml"
    for name in ("Town council", "Ferry company"):
        actors.write_text(f"- name: {name}\n")
        folder.update(FakeEmbedder())
        with opened(folder) as index:
            assert [actor.name for actor in index.catalogue.actors()] == [name]


def test_an_updated_index_equals_one_built_at_once(corpus: Corpus, tmp_path: Path) -> None:
    grown = IndexFolder(tmp_path / "grown", corpus, open_in_memory, reading())
    grown.update(FakeEmbedder())
    write_sources(corpus.folder / "sources", MARKET, replace(BRIDGE, body="It is open."))
    grown.update(FakeEmbedder())
    fresh = IndexFolder(tmp_path / "fresh", corpus, open_in_memory, reading())
    fresh.update(FakeEmbedder())
    query = FakeEmbedder().embed(["open market"])[0]
    with opened(grown) as one, opened(fresh) as other:
        assert one.content_hash == other.content_hash
        assert one.catalogue.sources() == other.catalogue.sources()
        assert one.sentences.nearest(query, 9) == other.sentences.nearest(query, 9)
        assert one.passages.nearest(query, 9) == other.passages.nearest(query, 9)


def test_a_reader_keeps_its_state_while_the_index_moves_on(
    corpus: Corpus, tmp_path: Path, any_store: OpenStore
) -> None:
    folder = IndexFolder(tmp_path / "home", corpus, any_store, reading())
    folder.update(FakeEmbedder())
    with opened(folder) as reader:
        corpus.take_in([MARKET])
        folder.update(FakeEmbedder())
        assert {source.id for source in reader.catalogue.sources()} == {"bridge", "ferry"}
        assert reader.sentences.count() == 3
    assert ids(folder) == {"bridge", "ferry", "market"}


def test_old_states_do_not_pile_up(
    folder: IndexFolder, corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retrieval.generations._IN_USE", 0.0)
    for number in range(5):
        write_sources(corpus.folder / "sources", replace(FERRY, title=f"Title {number}"))
        folder.update(FakeEmbedder())
    assert len(generations(folder)) == 2


def test_what_a_killed_process_left_behind_is_cleared_away(
    folder: IndexFolder, corpus: Corpus
) -> None:
    folder.update(FakeEmbedder())
    shutil.copytree(folder.folder / "gen-000001", folder.folder / "gen-000002")
    (folder.folder / "gen-000002" / "catalogue.sqlite").write_bytes(b"half a fi")
    assert ids(folder) == {"bridge", "ferry"}
    corpus.take_in([MARKET])
    folder.update(FakeEmbedder())
    assert ids(folder) == {"bridge", "ferry", "market"}
    assert generations(folder) == ["gen-000001", "gen-000002"]


def test_a_state_that_readers_may_still_hold_stays_for_a_while(
    folder: IndexFolder, corpus: Corpus
) -> None:
    folder.update(FakeEmbedder())
    with closing(folder.open(FakeEmbedder())) as held:
        for number in range(4):
            write_sources(corpus.folder / "sources", replace(FERRY, title=f"Title {number}"))
            folder.update(FakeEmbedder())
        assert held.sentences.nearest(FakeEmbedder().embed(["x"])[0], 9)
        assert held.catalogue.source("ferry") == FERRY


def test_progress_ends_at_the_number_of_sources(folder: IndexFolder) -> None:
    seen: list[tuple[int, int]] = []
    folder.update(FakeEmbedder(), lambda done, total: seen.append((done, total)))
    assert seen[-1] == (2, 2)
    assert seen == sorted(seen)


def test_two_corpora_share_a_home_without_meeting(tmp_path: Path) -> None:
    stories = [a_corpus(tmp_path / name, a_source(name)) for name in ("one", "two")]
    folders = [
        IndexFolder(tmp_path / "home", story, open_in_memory, reading()) for story in stories
    ]
    for folder in folders:
        folder.update(FakeEmbedder())
    assert [ids(folder) for folder in folders] == [{"one"}, {"two"}]


def test_an_index_of_another_model_is_refused_and_both_are_named(folder: IndexFolder) -> None:
    folder.update(FakeEmbedder("first-model"))
    assert (made := folder.built_with())
    assert made.model == "first-model"
    for attempt in (folder.open, folder.update):
        with pytest.raises(IndexUnusable) as caught:
            attempt(FakeEmbedder("second-model"))
        message = str(caught.value)
        assert "\n" not in message
        for part in ("first-model", "second-model", "--rebuild", "ONRECORD_EMBEDDING_MODEL"):
            assert part in message


def test_an_index_of_another_parser_is_refused_until_it_is_rebuilt(
    corpus: Corpus, tmp_path: Path
) -> None:
    first, second = (
        IndexFolder(tmp_path / "home", corpus, open_in_memory, Reading(ParserByRule(name)))
        for name in ("first-parser", "second-parser")
    )
    first.update(FakeEmbedder())
    for attempt in (second.open, second.update):
        with pytest.raises(IndexUnusable) as caught:
            attempt(FakeEmbedder())
        for part in ("first-parser", "second-parser", "--rebuild", "ONRECORD_PARSER"):
            assert part in str(caught.value)
    second.update(FakeEmbedder(), rebuild=True)
    second.open(FakeEmbedder()).close()


def test_a_source_is_parsed_when_it_comes_in_and_never_again(
    corpus: Corpus, tmp_path: Path
) -> None:
    parser = ParserByRule()
    folder = IndexFolder(tmp_path / "home", corpus, open_in_memory, Reading(parser))
    folder.update(FakeEmbedder())
    parsed = len(parser.texts)
    assert parsed > 0
    folder.update(FakeEmbedder())
    with opened(folder) as index:
        search = HybridSearch(index, FakeEmbedder())
        (hit, *_) = search.search(Query("bridge", ("bridge",)))
        parses = search.parses(hit.sentence.source_id)
        assert [p.text for p in parses] == [s.text for s in search.source(BRIDGE.id)[1]]
    assert len(parser.texts) == parsed


def test_a_model_that_changed_its_length_is_refused(folder: IndexFolder) -> None:
    folder.update(FakeEmbedder())
    with pytest.raises(IndexUnusable, match="of another version; run `onrecord index --rebuild`"):
        folder.open(FakeEmbedder(dimension=8))


def test_a_refused_model_leaves_the_index_as_it_was(folder: IndexFolder, corpus: Corpus) -> None:
    folder.update(FakeEmbedder())
    before = state_of(folder)
    corpus.take_in([MARKET])
    with pytest.raises(IndexUnusable):
        folder.update(FakeEmbedder("second-model"))
    assert state_of(folder) == before


def test_a_rebuild_changes_the_model(folder: IndexFolder) -> None:
    folder.update(FakeEmbedder("first-model"))
    second = FakeEmbedder("second-model", dimension=32)
    assert folder.update(second, rebuild=True) == Change(added=2, removed=0, unchanged=0)
    assert (made := folder.built_with())
    assert made.model == "second-model"
    with opened(folder, second) as index:
        assert index.sentences.count() == 3


def test_a_corpus_that_breaks_later_leaves_the_index_as_it_was(
    folder: IndexFolder, corpus: Corpus
) -> None:
    folder.update(FakeEmbedder())
    before = state_of(folder)
    (corpus.folder / "sources" / "broken.md").write_text("no front matter")
    with pytest.raises(CorpusError):
        folder.update(FakeEmbedder())
    assert state_of(folder) == before
    assert ids(folder) == {"bridge", "ferry"}


def test_a_broken_actors_file_leaves_the_index_as_it_was(
    folder: IndexFolder, corpus: Corpus
) -> None:
    folder.update(FakeEmbedder())
    before = state_of(folder)
    (corpus.folder / "actors.yaml").write_text("- name: [\n")
    with pytest.raises(CorpusError, match="broken YAML"):
        folder.update(FakeEmbedder())
    assert state_of(folder) == before


@pytest.mark.parametrize("source_id", ["bridge", "a.b-c_d", "x1"])
def test_the_name_of_a_vector_leads_back_to_its_sentence(source_id: str) -> None:
    assert parse_vector_id(vector_id(source_id, 12)) == (source_id, 12)
