"""Passages are ordered by what is asked: one feature at a time, everything else being equal."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.ranking import Ranked, TermWeights, rank
from bot.language.words import stem, stems_of
from retrieval.documents import Kind, Source
from tests.fakes import a_source
from tests.fakes_evidence import Occurrences, a_hit, asked

PLAIN = "Crates were lost at sea."
OCCURRENCES = Occurrences()


def ranked(question: str, *sources: Source) -> tuple[Ranked, ...]:
    """All first sentences ranked, each found equally well."""
    read = asked(question)
    return rank(read, [a_hit(source) for source in sources], TermWeights.of(read, OCCURRENCES))


def source(source_id: str, body: str = PLAIN, **keys: Any) -> Source:
    return a_source(source_id, body, title="A page", **keys)


def best(question: str, one: Source, other: Source) -> str:
    """The id that comes first, whatever the order of the hits."""
    (first, *_), (same, *_) = ranked(question, one, other), ranked(question, other, one)
    assert first.hit.passage.id == same.hit.passage.id
    return first.hit.passage.source.id


def test_nothing_found_is_nothing_ranked() -> None:
    assert ranked("Were crates lost?") == ()


def test_equal_hits_are_in_the_order_of_their_names() -> None:
    assert best("Were crates lost?", source("b"), source("a")) == "a"


@pytest.mark.parametrize(("score", "similarity"), [(0.9, 0.5), (0.5, 0.9)])
def test_what_the_search_found_better_comes_first(score: float, similarity: float) -> None:
    question = asked("Were crates lost?")
    weights = TermWeights.of(question, OCCURRENCES)
    order = rank(question, [a_hit(source("a")), a_hit(source("b"), 0, score, similarity)], weights)
    assert [r.hit.passage.source.id for r in order] == ["b", "a"]


def test_the_passage_that_covers_more_of_the_question_comes_first() -> None:
    one, other = source("a", "Timber was lost at sea."), source("b", PLAIN)
    assert best("Were crates lost?", one, other) == "b"


def test_coverage_is_a_share_and_counts_the_title() -> None:
    titled = a_source("a", "They went overboard.", title="Crates lost")
    (found,) = ranked("Were crates lost?", titled)
    assert found.coverage == 1.0
    (found,) = ranked("Were crates lost?", source("a", "Crates went overboard."))
    assert 0.0 < found.coverage < 1.0


def test_the_newer_source_comes_first() -> None:
    one = source("a", published=date(2024, 3, 1))
    other = source("b", published=date(2024, 3, 2))
    assert best("Were crates lost?", one, other) == "b"


def test_a_passage_that_names_who_is_asked_about_comes_first() -> None:
    one, other = source("a"), source("b", "Crates were lost at sea by the Sea Board.")
    assert best("Has the board lost crates?", one, other) == "b"
    assert best("Has Owen Lyle lost crates?", one, other) == "a"


def test_a_question_for_the_article_finds_articles() -> None:
    one = source("a", kind=Kind.DIGEST, published=date(2024, 3, 9))
    other = source("b", kind=Kind.ARTICLE)
    assert best("In the article, were crates lost?", one, other) == "b"
    assert best("Were crates lost?", one, other) == "a"


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Were crates lost in February 2024?", "a"),
        ("Were crates lost in February?", "a"),
        ("Were crates lost in 2023?", "b"),
        ("Were crates lost on 7 February 2024?", "a"),
        ("Were crates lost in May?", "b"),
        ("Crates may be lost, were they?", "b"),
    ],
)
def test_a_month_or_year_wants_sources_of_its_time(question: str, first: str) -> None:
    one = source("a", published=date(2024, 2, 7))
    other = source("b", "Crates were lost at sea in May 2023.", published=date(2024, 3, 7))
    assert best(question, one, other) == first


def test_the_very_day_comes_before_the_rest_of_its_month() -> None:
    days = {"a": 9, "b": 5, "c": 10}
    sources = [source(i, published=date(2024, 3, day)) for i, day in days.items()]
    order = [r.hit.passage.source.id for r in ranked("Were crates lost on 5 March 2024?", *sources)]
    assert order.index("b") < order.index("a")


def test_who_asks_what_somebody_said_wants_them_speaking() -> None:
    one = source("a", "Crates were lost by Ada Brook.")
    other = source("b", "Crates were lost, Ada Brook said.")
    assert best("What did Ada Brook say of lost crates?", one, other) == "b"


def test_a_figure_asked_about_wants_that_figure() -> None:
    one, other = source("a", "40 crates were lost."), source("b", "75 crates were lost.")
    assert best("Were 75 crates lost?", one, other) == "b"


def test_how_many_wants_any_figure() -> None:
    one, other = source("a", "Some crates were lost."), source("b", "75 crates were lost.")
    assert best("How many crates were lost?", one, other) == "b"


def test_rare_terms_weigh_more_and_unknown_ones_are_known_as_such() -> None:
    question = asked("Were crates of saffron lost?")
    weights = TermWeights.of(question, Occurrences(crates=0.5, saffron=0.001, lost=0.0))
    assert weights.weights[stem("saffron")] > weights.weights[stem("crates")] > 0
    assert weights.unknown == {stem("lost")}
    assert weights.covered(stems_of("saffron")) > weights.covered(stems_of("crates"))


def test_a_term_that_is_everywhere_still_weighs_a_little() -> None:
    weights = TermWeights.of(asked("crates?"), Occurrences(crates=1.0))
    assert weights.weights[stem("crates")] > 0


def test_without_terms_nothing_is_covered() -> None:
    assert TermWeights({}).covered(frozenset({"crate"})) == 0.0


@given(
    st.permutations(["a", "b", "c", "d"]), st.sampled_from(["Were crates lost?", "who?", "2024"])
)
def test_the_order_of_the_hits_never_matters(ids: list[str], question: str) -> None:
    bodies = {"a": PLAIN, "b": "40 crates were lost.", "c": "Nothing was lost.", "d": PLAIN}
    order = ranked(question, *(source(i, bodies[i]) for i in ids))
    expected = ranked(question, *(source(i, bodies[i]) for i in sorted(ids)))
    assert [r.hit.passage.id for r in order] == [r.hit.passage.id for r in expected]
    assert [r.score for r in order] == sorted((r.score for r in order), reverse=True)
