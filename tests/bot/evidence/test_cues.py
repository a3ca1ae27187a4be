"""Cues: which words of a sentence report, and whether the subject there speaks."""

from __future__ import annotations

import pytest

from bot.claims import Stance
from bot.evidence.cues import cues_of
from bot.evidence.wording import is_hedged


def cues(text: str) -> list[str]:
    return [text[cue.start : cue.end] for cue in cues_of(text)]


@pytest.mark.parametrize(
    "text",
    [
        "She broke the scoring record on Friday.",
        "They were charged with two counts of arson.",
        "He is on the most wanted list of the port.",
        "The hosts scored 20 points to win.",
        "The new release fixes it.",
        "The board's name is old.",
    ],
)
def test_a_noun_that_is_also_a_verb_is_no_cue_unless_it_tells_something(text: str) -> None:
    assert cues(text) == []


def test_the_same_word_is_a_cue_before_what_it_tells() -> None:
    assert cues("The records show that the mill burned.") == ["show"]
    assert cues("Officials count 300 dead.") == ["count"]
    assert cues("The station broadcast this on Friday.") == ["broadcast"]


def test_a_participle_behind_an_article_is_an_adjective() -> None:
    assert cues("They met on the disputed island.") == []
    assert cues("The confirmed cases rose.") == []
    assert cues("The board disputed the figure.") == ["disputed"]


@pytest.mark.parametrize(
    "text",
    ["A man accused of arson ran.", "The clerk, found dead in June.", "Ships said to have sunk."],
)
def test_nobody_speaks_where_the_subject_is_who_is_told_of(text: str) -> None:
    assert all(cue.passive for cue in cues_of(text))


def test_whoever_accuses_somebody_speaks() -> None:
    assert [cue.passive for cue in cues_of("The board accused the firm of arson.")] == [False]


def test_capitals_tell_nothing_in_a_headline() -> None:
    assert cues("Harbour Board Confirms Second Fire Aboard Ferry") == ["Confirms"]
    assert cues("He works at the Reports Office of the harbour board") == []


def test_a_plea_admits_or_denies() -> None:
    (guilty,) = cues_of("The firm pleaded guilty.")
    first, *_ = cues_of("The firm pleaded not guilty.")
    assert (guilty.stance, first.stance) == (Stance.ADMITS, Stance.DENIES)


def test_beliefs_hopes_and_what_is_unclear_are_hedges() -> None:
    for text in (
        "The board believes the pilot was asleep.",
        "The firm hopes to reopen the mill.",
        "The cause is unclear.",
        "The reported landing took an hour.",
    ):
        assert is_hedged(text)
    assert not is_hedged("The pilot was asleep.")
