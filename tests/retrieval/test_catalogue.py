"""The catalogue and its full text, in a real database file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from retrieval.catalogue import Catalogue
from retrieval.chunking import context_of, passage_around
from retrieval.corpus import FileStamp
from retrieval.documents import Actor, Kind, Source, Standing
from retrieval.errors import IndexUnusable, StorageError
from tests.fakes import a_source
from tests.fakes_parser import parses_of, sentences_of

BRIDGE = a_source(
    "bridge",
    "# Repairs\n\nThe bridge is shut. Nobody knows why. The mayor blames floods.",
    title="Harbour news",
    stated=date(2024, 3, 4),
    kind=Kind.REPORT,
    url="https://gazette.example/bridge",
    note="Née in Zürich 🎉",
)
FERRY = a_source(
    "ferry", "The ferry runs twice a day. It is slow.", title="Boats", published=date(2024, 5, 1)
)


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    opened = Catalogue(tmp_path / "catalogue.sqlite", create=True)
    yield opened
    opened.close()


def add(catalogue: Catalogue, *sources: Source) -> None:
    for source in sources:
        sentences = sentences_of(source)
        contexts = [
            context_of(passage_around(source, sentences, s.position), s.position) for s in sentences
        ]
        catalogue.add(source, sentences, parses_of(source), contexts)


def rows_left(path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(path)) as connection:
        return {
            table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("sources", "sentences", "full_text")
        }


def places(
    catalogue: Catalogue, *phrases: str, k: int = 10, as_of: date | None = None
) -> list[tuple[str, int]]:
    return [(i, position) for i, position, _ in catalogue.search(phrases, k, as_of)]


def test_a_source_and_its_sentences_come_back_as_they_went_in(catalogue: Catalogue) -> None:
    add(catalogue, BRIDGE, FERRY)
    assert catalogue.source("bridge") == BRIDGE
    assert catalogue.sentences("bridge") == sentences_of(BRIDGE)
    assert catalogue.document("ferry") == (FERRY, sentences_of(FERRY))
    assert catalogue.source("nobody") is None


def test_sources_are_listed_oldest_first(catalogue: Catalogue) -> None:
    oldest = a_source("zebra", published=date(2020, 1, 1))
    add(catalogue, FERRY, BRIDGE, oldest)
    assert catalogue.sources() == (oldest, BRIDGE, FERRY)


def test_an_empty_catalogue_finds_nothing(catalogue: Catalogue) -> None:
    assert catalogue.sources() == ()
    assert catalogue.count_sentences() == 0
    assert places(catalogue, "bridge") == []


def test_removing_a_source_leaves_no_rows_behind(catalogue: Catalogue, tmp_path: Path) -> None:
    add(catalogue, BRIDGE, FERRY)
    catalogue.remove("bridge")
    assert rows_left(tmp_path / "catalogue.sqlite") == {
        "sources": 1,
        "sentences": 2,
        "full_text": 2,
    }
    assert catalogue.source("bridge") is None
    assert places(catalogue, "bridge", "mayor") == []
    assert catalogue.document_frequency(["mayor"]) == {"mayor": 0}


def test_a_source_replaced_by_another_text_is_read_anew(catalogue: Catalogue) -> None:
    add(catalogue, BRIDGE)
    assert catalogue.source("bridge") == BRIDGE
    catalogue.remove("bridge")
    changed = replace(BRIDGE, body="It is open.")
    add(catalogue, changed, FERRY)
    assert catalogue.document("bridge") == (changed, sentences_of(changed))
    assert places(catalogue, "ferry")[0] == ("ferry", 0)


def test_one_source_cannot_stand_there_twice(catalogue: Catalogue) -> None:
    add(catalogue, BRIDGE)
    with pytest.raises(StorageError):
        add(catalogue, BRIDGE)
    assert catalogue.count_sentences() == 3


def test_hashes_tell_which_sources_changed(catalogue: Catalogue) -> None:
    add(catalogue, BRIDGE, FERRY)
    assert catalogue.hashes() == {"bridge": BRIDGE.content_hash, "ferry": FERRY.content_hash}


def test_notes_stamps_and_actors_are_replaced_as_a_whole(catalogue: Catalogue) -> None:
    stamps = (FileStamp("/a", 1, 2**62), FileStamp("/b", 2, 3))
    actors = (
        Actor("Town council", ("council",), Standing.AUTHORITY, "Town", "since 1900"),
        Actor("Ada Brook"),
    )
    for _ in range(2):
        catalogue.set_note("key", "value")
        catalogue.set_stamps(stamps)
        catalogue.set_actors(actors)
    assert catalogue.note("key") == "value"
    assert catalogue.note("other") is None
    assert set(catalogue.stamps()) == set(stamps)
    assert catalogue.actors() == actors
    catalogue.set_actors(())
    assert catalogue.actors() == ()


def test_words_in_the_sentence_itself_weigh_more_than_those_around_it(
    catalogue: Catalogue,
) -> None:
    add(catalogue, BRIDGE, FERRY)
    assert places(catalogue, "mayor", "blames", "floods") == [("bridge", 2), ("bridge", 1)]


def test_a_source_is_found_by_its_title_and_publisher(catalogue: Catalogue) -> None:
    wire = replace(FERRY, id="wire", publisher="Northern Wire")
    add(catalogue, BRIDGE, FERRY, wire)
    assert {source_id for source_id, _ in places(catalogue, "wire")} == {"wire"}
    assert {source_id for source_id, _ in places(catalogue, "boats")} == {"ferry", "wire"}


def test_more_and_rarer_words_rank_higher(catalogue: Catalogue) -> None:
    common = [a_source(f"s{n}", "The bridge is old.", title="T") for n in range(5)]
    add(catalogue, *common, BRIDGE)
    assert places(catalogue, "bridge", "shut")[0] == ("bridge", 0)
    scores = [score for *_, score in catalogue.search(("bridge", "shut"), 10, None)]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > scores[-1]


def test_titles_and_headings_make_a_sentence_findable(catalogue: Catalogue) -> None:
    add(catalogue, BRIDGE)
    assert ("bridge", 1) in places(catalogue, "repairs")
    assert ("bridge", 1) in places(catalogue, "harbour")


def test_word_forms_and_case_do_not_matter(catalogue: Catalogue) -> None:
    add(catalogue, BRIDGE)
    assert places(catalogue, "BRIDGES", "flooded", k=1) != []


def test_a_phrase_matches_only_its_words_in_their_order(catalogue: Catalogue) -> None:
    add(catalogue, BRIDGE, FERRY)
    assert places(catalogue, "twice a day") == [("ferry", 0), ("ferry", 1)]
    assert places(catalogue, "day a twice") == []


def test_full_text_respects_the_as_of_day_and_goes_by_the_stated_one(catalogue: Catalogue) -> None:
    add(catalogue, BRIDGE, FERRY)
    assert {i for i, _ in places(catalogue, "bridge", "ferry", as_of=date(2024, 3, 4))} == {
        "bridge"
    }
    assert places(catalogue, "bridge", as_of=date(2024, 3, 3)) == []
    assert len({i for i, _ in places(catalogue, "bridge", "ferry", as_of=date(2024, 5, 1))}) == 2


def test_no_more_than_k_come_back(catalogue: Catalogue) -> None:
    add(catalogue, *(a_source(f"s{n}") for n in range(9)))
    assert len(places(catalogue, "bridge", k=4)) == 4


@pytest.mark.parametrize(
    "phrase", ["", "   ", '"', "'", "* OR", "NEAR(a b)", "a:b", "-x", "\x00", "?!", "🎉", "'); --"]
)
def test_no_query_can_break_the_search(catalogue: Catalogue, phrase: str) -> None:
    add(catalogue, FERRY)
    assert ("ferry", 0) in places(catalogue, phrase, "ferry")


def test_a_very_long_query_is_searched_like_any_other(catalogue: Catalogue) -> None:
    add(catalogue, FERRY)
    assert ("ferry", 0) in places(catalogue, *(f"word{n}" for n in range(3000)), "ferry")


def test_the_number_of_sentences_with_a_stem_counts_context_too(catalogue: Catalogue) -> None:
    add(catalogue, BRIDGE, FERRY)
    found = catalogue.document_frequency(["bridg", "ferri", "repair", "nothing"])
    assert found == {"bridg": 2, "ferri": 2, "repair": 3, "nothing": 0}
    assert catalogue.document_frequency([]) == {}


def test_many_threads_may_read_at_once(catalogue: Catalogue) -> None:
    add(catalogue, BRIDGE, FERRY)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: places(catalogue, "bridge", "ferry"), range(64)))
    assert found == [found[0]] * 64


@pytest.mark.parametrize("name", ["a b", "50%", "what?", "a#b", "ü"])
def test_the_folder_may_have_any_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    path = tmp_path / name / "catalogue.sqlite"
    with closing(Catalogue(path, create=True)) as opened:
        add(opened, FERRY)
    assert rows_left(path)["sources"] == 1


@pytest.mark.parametrize(
    "content", [b"", b"garbage " * 999, b"SQLite format 3\x00" + b"\xff" * 999]
)
def test_a_file_that_is_no_catalogue_is_answered_with_how_to_rebuild(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "catalogue.sqlite"
    path.write_bytes(content)
    with (
        closing(Catalogue(path)) as opened,
        pytest.raises(IndexUnusable, match=r"catalogue cannot be read; run `onrecord index --re"),
    ):
        opened.sources()


def test_a_place_that_cannot_be_written_is_named_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"none/catalogue.sqlite: cannot be written \(.*\); "):
        Catalogue(tmp_path / "none" / "catalogue.sqlite", create=True)
