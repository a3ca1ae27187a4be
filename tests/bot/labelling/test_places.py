"""Evidence is looked for in the whole corpus: no sentence that could bear is passed over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evidence.bearing import MOST, Proposition, shares_words
from bot.evidence.reader import StatementReader
from bot.labelling.search import EvidenceSearch
from bot.language.figures import figures_of
from bot.language.words import stem
from retrieval.documents import Sentence, Source
from tests.fakes import a_source
from tests.fakes_evidence import NAMES, Shelf
from tests.fakes_parser import packaged, sentences_of


def page(source_id: str, body: str, title: str = "A page", day: int = 1) -> Source:
    return a_source(source_id, body, title=title, published=date(2024, 3, day))


def search_in(sources: Sequence[Source]) -> EvidenceSearch:
    shelf = {source.id: source for source in sources}

    def document(source_id: str) -> tuple[Source, tuple[Sentence, ...]]:
        return shelf[source_id], sentences_of(shelf[source_id])

    return EvidenceSearch(StatementReader(NAMES, document, packaged()), Shelf(sources))


def about(weights: dict[str, float], names: str = "", share: float = MOST) -> Proposition:
    topic = {stem(word): weight for word, weight in weights.items()}
    return Proposition(topic, frozenset(map(stem, names.split())), (), (), share=share)


def accepted(sources: Sequence[Source], proposition: Proposition) -> set[tuple[str, int]]:
    """Where sentences share the words of a proposition, each looked at by itself."""
    return {
        (source.id, sentence.position)
        for source in sources
        for sentence in sentences_of(source)
        if shares_words(sentence.text, source.title, proposition)
    }


PAGES = (
    page("one", "The hull cracked. The storm passed."),
    page("two", "A cracked mast fell. Nobody saw the hull.", "Night off Ulva"),
    page("three", "The vessel was cracked off Ulva.", day=9),
)


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        # the heaviest word alone decides: without it the rest is too little
        ({"hull": 9.0, "cracked": 1.0}, {("one", 0), ("two", 1)}),
        ({"hull": 1.0, "cracked": 9.0}, {("one", 0), ("two", 0), ("three", 0)}),
        # two of three must stand there, so one of any two does
        (
            {"hull": 1.0, "cracked": 1.0, "storm": 1.0},
            {("one", 0), ("two", 0), ("two", 1), ("three", 0)},
        ),
        ({"saffron": 1.0}, set()),
        ({}, set()),
        # another word for the same thing
        ({"ship": 1.0}, {("three", 0)}),
    ],
)
def test_only_sentences_with_a_heavy_word_are_looked_at(
    weights: dict[str, float], expected: set[tuple[str, int]]
) -> None:
    assert search_in(PAGES).places(about(weights)) == expected


def test_any_of_the_words_is_looked_for_where_one_is_enough() -> None:
    found = search_in(PAGES).places(about({"hull": 1.0, "cracked": 1.0, "storm": 1.0}, share=0.3))
    assert found == {("one", 0), ("one", 1), ("two", 0), ("two", 1), ("three", 0)}


def test_a_name_must_stand_in_the_sentence_or_its_title() -> None:
    found = search_in(PAGES).places(about({"cracked": 1.0}, names="Ulva"))
    assert found == {("two", 0), ("three", 0)}


def test_what_bears_is_found_whatever_its_day_in_the_order_of_the_sources() -> None:
    found = list(search_in(PAGES).bearing(about({"cracked": 1.0})))
    assert [(s.source.id, s.sentence.position) for s in found] == [
        ("one", 0),
        ("three", 0),
        ("two", 0),
    ]


def test_a_denial_of_it_right_behind_is_found_with_what_it_denies() -> None:
    denied = page("denied", "The hull was cracked. Ada Brook denied it. The sea was calm.")
    found = list(search_in([denied]).bearing(about({"hull": 1.0, "cracked": 1.0})))
    assert [s.sentence.position for s in found] == [0, 1]


def test_a_denial_of_it_behind_something_else_is_not_found() -> None:
    denied = page("denied", "The mast was whole. Ada Brook denied it.")
    assert list(search_in([denied]).bearing(about({"hull": 1.0}))) == []


def test_a_denial_of_another_figure_is_not_found() -> None:
    denied = page("denied", "40 crates were lost. Ada Brook denied it.")
    asked = about({"crates": 1.0, "lost": 1.0})
    assert len(list(search_in([denied]).bearing(asked))) == 2
    asked = replace(asked, figures=figures_of("60 crates"))
    assert list(search_in([denied]).bearing(asked)) == []


VOCABULARY = (
    "hull mast cracked storm ship vessel sailors crew sent delivered fire blaze Ulva Staffa "
    "troops soldiers killed saffron train aid"
).split()
WORDS = st.lists(st.sampled_from(VOCABULARY), max_size=6)
SENTENCES = WORDS.map(lambda words: f"The {' '.join(words)} then.")
SOURCES = st.lists(
    st.tuples(SENTENCES, SENTENCES, WORDS.map(" ".join)), min_size=1, max_size=4
).map(
    lambda made: [
        page(f"page-{n}", f"{one} {other}", f"Title {title}")
        for n, (one, other, title) in enumerate(made)
    ]
)
TOPICS = st.dictionaries(st.sampled_from(VOCABULARY), st.integers(1, 9).map(float), max_size=6)
PROPOSITIONS = st.builds(
    about,
    TOPICS,
    st.sampled_from(["", "", "Ulva", "Ulva Staffa"]),
    st.sampled_from([MOST, 0.5, 0.25, 1.0]),
)


@given(SOURCES, PROPOSITIONS)
def test_no_sentence_that_shares_the_words_is_passed_over(
    sources: list[Source], proposition: Proposition
) -> None:
    assert accepted(sources, proposition) <= search_in(sources).places(proposition)


@given(SOURCES, PROPOSITIONS)
def test_what_is_looked_at_holds_a_topic_word_at_least(
    sources: list[Source], proposition: Proposition
) -> None:
    weights = dict.fromkeys(proposition.topic, 1.0)
    some = Proposition(weights, proposition.names, (), (), share=1e-9)
    held_in_title = {
        (source.id, sentence.position)
        for source in sources
        for sentence in sentences_of(source)
        if shares_words(f"{source.title} {sentence.text}", source.title, some)
    }
    assert search_in(sources).places(proposition) <= held_in_title


@given(SOURCES, PROPOSITIONS)
def test_where_many_are_left_those_that_cannot_hold_enough_are_not_read(
    sources: list[Source], proposition: Proposition
) -> None:
    wanted, all_places = accepted(sources, proposition), search_in(sources).places(proposition)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.labelling.search._FEW", 0)
        few = search_in(sources).places(proposition)
    assert wanted <= few <= all_places


def test_a_sentence_that_holds_just_enough_is_not_lost_to_rounding() -> None:
    words = "hull mast rudder keel anchor bell deck flag rope sail".split()
    topic = replace(about(dict.fromkeys(words, -log(0.95))), share=0.6)
    lightest = sorted(topic.topic)[-6:]
    sources = [page("just", f"The {' '.join(w for w in words if stem(w) in lightest)} sank.")]
    assert accepted(sources, topic) == {("just", 0)}
    assert search_in(sources).places(topic) == {("just", 0)}
