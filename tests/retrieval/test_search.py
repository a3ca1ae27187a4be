"""Search: three rankings, one order, and nothing from after the day asked about."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.chroma_store import ChromaStore
from retrieval.documents import Hit
from retrieval.index import IndexFolder, OpenStore
from retrieval.search import HybridSearch, Query, Ranking, weighted_sum
from tests.fakes import FakeEmbedder, a_corpus, a_source, open_in_memory
from tests.fakes_parser import reading

SOURCES = (
    a_source(
        "bridge",
        "The bridge is shut. Nobody knows why. The mayor blames floods.",
        published=date(2024, 3, 5),
    ),
    a_source(
        "ferry",
        "The ferry runs. The bridge is shut, so it is full.",
        stated=date(2024, 4, 1),
        published=date(2024, 4, 9),
    ),
    a_source("market", "The market opens on Friday.", published=date(2024, 5, 1)),
)


def open_chroma(folder: Path, create: bool) -> ChromaStore:
    return ChromaStore(folder, create=create)


@pytest.fixture(scope="module", params=[open_chroma, open_in_memory], ids=["chroma", "in memory"])
def search(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[HybridSearch]:
    root, opener = tmp_path_factory.mktemp("search"), request.param
    folder = IndexFolder(root / "home", a_corpus(root, *SOURCES), opener, reading())
    folder.update(FakeEmbedder())
    with closing(folder.open(FakeEmbedder())) as index:
        yield HybridSearch(index, FakeEmbedder())


def found(
    search: HybridSearch, text: str, as_of: date | None = None, k: int = 10
) -> tuple[Hit, ...]:
    return search.search(Query(text, tuple(text.split()), as_of), k)


def test_the_best_sentence_comes_first_within_its_passage(search: HybridSearch) -> None:
    best = found(search, "mayor blames floods")[0]
    assert best.sentence.text == "The mayor blames floods."
    assert best.passage.text == "Nobody knows why. The mayor blames floods."
    assert best.passage.source == SOURCES[0]


def test_every_hit_walks_back_to_exact_characters(search: HybridSearch) -> None:
    for hit in found(search, "the bridge is shut"):
        passage = hit.passage
        assert hit.sentence in passage.sentences
        assert passage.source.body[passage.start : passage.end] == passage.text


def test_hits_come_best_first_each_sentence_once_and_no_more_than_k(search: HybridSearch) -> None:
    hits = found(search, "the bridge is shut")
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    places = [(hit.passage.source.id, hit.sentence.position) for hit in hits]
    assert len(places) == len(set(places)) == 6
    assert found(search, "the bridge is shut", k=2) == hits[:2]


def test_hits_carry_the_scores_that_found_them(search: HybridSearch) -> None:
    best = found(search, "mayor blames floods")[0]
    assert 0.5 < best.similarity <= 1.0
    assert 0.3 < best.passage_similarity <= 1.0
    assert best.bm25 > 0
    assert found(search, "market")[-1].bm25 == 0.0


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (date(2024, 3, 4), set()),
        (date(2024, 3, 5), {"bridge"}),
        (date(2024, 3, 31), {"bridge"}),
        (date(2024, 4, 1), {"bridge", "ferry"}),
        (date(2024, 5, 1), {"bridge", "ferry", "market"}),
        (None, {"bridge", "ferry", "market"}),
    ],
)
def test_both_halves_respect_the_as_of_day(
    search: HybridSearch, as_of: date | None, expected: set[str]
) -> None:
    text = "the bridge is shut the market opens"
    words_only = search.search(Query("zebra", ("bridge", "market", "ferry"), as_of))
    vectors_only = search.search(Query(text, (), as_of))
    for hits in (found(search, text, as_of), words_only, vectors_only):
        assert {hit.passage.source.id for hit in hits} == expected


def test_vectors_alone_find_what_shares_no_looked_up_word(search: HybridSearch) -> None:
    hits = search.search(Query("The market opens on Friday.", ()))
    assert hits[0].passage.source.id == "market"
    assert all(hit.bm25 == 0.0 for hit in hits)


def test_the_same_question_gets_the_same_hits_on_every_thread(search: HybridSearch) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: found(search, "the bridge is shut"), range(32)))
    assert answers == [answers[0]] * 32


@pytest.mark.parametrize("opener", [open_chroma, open_in_memory])
def test_equal_scores_are_ordered_by_name(tmp_path: Path, opener: OpenStore) -> None:
    names = ["delta", "alpha", "echo", "bravo", "charlie"]
    copies = [a_source(name, "The bridge is shut.", title="T") for name in names]
    folder = IndexFolder(tmp_path / "home", a_corpus(tmp_path, *copies), opener, reading())
    folder.update(FakeEmbedder())
    with closing(folder.open(FakeEmbedder())) as index:
        hits = found(HybridSearch(index, FakeEmbedder()), "the bridge is shut")
    assert [hit.passage.source.id for hit in hits] == sorted(names)


def test_the_share_of_sentences_with_a_stem_tells_common_words_from_rare_ones(
    search: HybridSearch,
) -> None:
    shares = search.document_frequency(["bridg", "market", "nothing"])
    assert shares["bridg"] > shares["market"] > shares["nothing"] == 0.0
    assert max(shares.values()) <= 1.0


def test_a_source_comes_with_its_sentences(search: HybridSearch) -> None:
    source, sentences = search.source("bridge")
    assert source == SOURCES[0]
    assert [s.text for s in sentences][1] == "Nobody knows why."


SCORES = st.dictionaries(st.sampled_from("abcdefgh"), st.floats(0, 1), max_size=8)


@given(st.lists(SCORES, min_size=1, max_size=3))
def test_what_is_first_in_every_ranking_is_first_in_their_sum(
    rankings: list[dict[str, float]],
) -> None:
    names = set().union(*rankings)
    summed = weighted_sum([Ranking.of(scores, 0.5, 100) for scores in rankings], names)
    assert set(summed) == names
    ahead = [n for n in names if all(r.get(n, 0) == max(r.values(), default=0) for r in rankings)]
    assert all(summed[name] == max(summed.values()) for name in ahead)


def test_the_sum_goes_by_the_size_of_a_score_and_its_weight() -> None:
    near, word = Ranking.of({"a": 0.9, "b": 0.8}, 1.0, 9), Ranking.of({"b": 4.0, "c": 2.0}, 0.1, 9)
    assert weighted_sum([near, word], "abc") == pytest.approx({"a": 0.9, "b": 1.2, "c": 0.2})


def test_what_a_full_ranking_left_out_counts_a_little_less_than_its_last() -> None:
    full, whole = Ranking.of({"a": 5.0, "b": 4.0}, 1.0, 2), Ranking.of({"a": 5.0, "b": 4.0}, 1.0, 3)
    assert 0 < weighted_sum([full], ["z"])["z"] < 4.0
    assert weighted_sum([whole], ["z"]) == {"z": 0.0}
