"""Bearing must be earned: the same event, the same actors and places, a figure that fits."""

from __future__ import annotations

from typing import Any

import pytest

from bot.evidence.bearing import Proposition, bears_on
from bot.language.figures import figures_of, supports
from bot.language.words import stem
from retrieval.documents import Actor
from tests.fakes_evidence import BOARD, BROOK, FERRIES, a_statement


def proposition(topic: str, *actors: Actor, names: str = "", figures: str = "") -> Proposition:
    """What is asked about; every topic word weighs the same."""
    weights = {stem(word): 1.0 for word in topic.split()}
    return Proposition(
        weights, frozenset(stem(n) for n in names.split()), actors, figures_of(figures)
    )


def bears(sentence: str, asked: Proposition, **keys: Any) -> bool:
    return bears_on(a_statement(sentence, **{"title": "A page"} | keys), asked)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The hull cracked in the storm.", True),
        ("A crack in the hull, and a storm.", True),
        ("The hull cracked.", True),
        ("The storm passed.", False),
        ("Nothing is known of it.", False),
    ],
)
def test_the_sentence_itself_holds_most_of_the_topic(sentence: str, expected: bool) -> None:
    assert bears(sentence, proposition("hull cracked storm")) is expected


def test_the_title_does_not_stand_in_for_the_topic() -> None:
    asked = proposition("hull cracked")
    assert not bears("It was seen.", asked, title="The hull cracked")


def test_telling_words_weigh_more() -> None:
    asked = Proposition({stem("saffron"): 9.0, stem("lost"): 1.0}, frozenset(), (), ())
    assert bears("Saffron is dear.", asked)
    assert not bears("It was lost.", asked)


def test_another_word_for_the_same_thing_counts() -> None:
    assert bears("Troops were trained.", proposition("soldiers training"))


@pytest.mark.parametrize(
    ("sentence", "title", "expected"),
    [
        ("The ferry sank off Ulva.", "A page", True),
        ("The ferry sank in the night.", "Night off Ulva", True),
        ("The ferry sank off Staffa.", "A page", False),
        ("The ferry sank.", "A page", False),
    ],
)
def test_another_place_is_another_proposition(sentence: str, title: str, expected: bool) -> None:
    asked = proposition("ferry sank Ulva", names="Ulva")
    assert bears(sentence, asked, title=title) is expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Ada Brook saw the crack in the hull.", True),
        ("Dunmere Ferries saw the crack in the hull.", False),
        ("The hull had a crack, Ada Brook said.", True),
        ("The hull had a crack, Owen Lyle said.", False),
        ("The hull had a crack.", False),
    ],
)
def test_another_actor_is_another_proposition(sentence: str, expected: bool) -> None:
    assert bears(sentence, proposition("crack hull", BROOK)) is expected


def test_every_actor_of_the_proposition_is_needed() -> None:
    asked = proposition("crack hull", BOARD, FERRIES)
    assert bears("The board told Dunmere Ferries of the crack in the hull.", asked)
    assert not bears("The board told nobody of the crack in the hull.", asked)


def test_an_actor_may_stand_in_the_title_where_the_sentence_points_back() -> None:
    asked = proposition("crack hull", FERRIES)
    assert bears("Its hull had a crack.", asked, title="Dunmere Ferries and its ship")
    assert not bears("A hull had a crack.", asked, title="Dunmere Ferries and its ship")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("They lost 12,000 crates.", True),
        ("They lost twelve thousand crates.", True),
        ("They lost about 12,000 crates.", True),
        ("They lost at least 12,000 crates.", True),
        ("They lost up to 12,000 crates.", False),
        ("They lost at least 3,000 crates.", False),
        ("They lost 3,000 crates.", False),
        ("They lost crates.", False),
        ("Brook denied that crates were lost.", True),
        ("Lyle declined to confirm that crates were lost.", True),
    ],
)
def test_a_figure_is_a_claim_of_its_own(sentence: str, expected: bool) -> None:
    assert bears(sentence, proposition("crates lost", figures="12,000 crates")) is expected


def test_a_small_figure_is_a_claim_of_its_own_where_it_counts_something() -> None:
    assert not bears("They lost crates.", proposition("crates lost", figures="two crates"))
    assert not bears("They lost five crates.", proposition("crates lost", figures="12 crates"))
    assert bears("They lost two crates.", proposition("crates lost", figures="two crates"))
    assert bears("They lost crates.", proposition("crates lost", figures="one of the crates"))


def test_every_figure_asked_about_must_be_said() -> None:
    asked = proposition("crates lost", figures="40 crates and 60 men")
    assert not bears("They lost 40 crates.", asked)
    assert bears("They lost 40 crates and 60 men.", asked)


@pytest.mark.parametrize(
    ("said", "asked", "expected"),
    [
        ("12,000", "12,000", True),
        ("at least 12,000", "12,000", True),
        ("about 12,000", "12,000", True),
        ("up to 12,000", "12,000", False),
        ("up to 12,000", "up to 12,000", True),
        ("12,000", "up to 12,000", True),
        ("at least 3,000", "12,000", False),
        ("12,001", "12,000", False),
    ],
)
def test_a_figure_supports_a_figure_of_the_same_value(
    said: str, asked: str, expected: bool
) -> None:
    (one,), (other,) = figures_of(said), figures_of(asked)
    assert supports(one, other) is expected
