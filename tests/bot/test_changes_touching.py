"""Which claims are asked again when sources come and go: by the rules in touching.py."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.state.tracked import Finding, Span, Tracked
from bot.tracking.touching import Touch, telling
from retrieval.documents import Source
from tests.fakes import a_source
from tests.fakes_tracking import Change, a_tracked

CLAIM = "Did a barge strike the Mill Bridge?"
OTHERS = (
    a_source("fair", "The spring fair opens on Sunday with brass bands. It rains.", title="Fair"),
    a_source("ferry", "The ferrymen call a strike. They want more pay.", title="Ferrymen"),
)
LETTERS = st.text("abcdefghijklmnop", min_size=3, max_size=9)


def reaches(claim: Tracked, new: Source) -> bool:
    return Touch(Change(entered=(new.id,)), (*OTHERS, new)).reaches(claim)


@pytest.mark.parametrize("change", [Change(left=("gone",)), Change(entered=("gone",))])
def test_a_source_that_a_claim_rests_on_touches_it(change: Change) -> None:
    touch = Touch(change, OTHERS)
    assert touch.reaches(a_tracked(CLAIM, None, "other", "gone"))
    assert not touch.reaches(a_tracked(CLAIM, None, "other"))


def test_a_source_about_something_else_touches_nothing() -> None:
    fire = a_source("fire", "A fire broke out in the bakery. Nobody was hurt.", title="Bakery fire")
    assert not reaches(a_tracked(CLAIM), fire)
    assert not reaches(a_tracked("???"), fire)


def test_a_third_of_the_telling_words_in_one_sentence_touch() -> None:
    near = a_source("new", "It was a barge, she said, that struck the bridge.", title="Night")
    apart = a_source("new", "A barge sank. She left. The bridge is old.", title="Night")
    assert reaches(a_tracked(CLAIM), near)
    assert not reaches(a_tracked(CLAIM), apart)


def test_the_title_counts_for_every_sentence() -> None:
    titled = a_source("new", "Nobody knows who did it.", title="Barge hits Mill Bridge")
    assert reaches(a_tracked(CLAIM), titled)


def test_a_word_for_the_same_thing_stands_in_for_another() -> None:
    soldiers = a_source("new", "Troops came to the harbour.", title="Night")
    assert reaches(a_tracked("Were soldiers in the harbour?"), soldiers)


def test_words_of_the_sentence_that_answered_touch_as_well() -> None:
    old = OTHERS[1]
    claim = a_tracked("Why do the boats stand still?")
    answered = replace(claim, finding=Finding(key=(Span(old.id, 0, 27),)))
    new = a_source("new", "The ferrymen's strike is over.", title="Night")
    assert old.body[:27] == "The ferrymen call a strike."
    assert reaches(answered, new)
    assert not reaches(claim, new)


def test_a_source_later_than_the_day_asked_for_touches_nothing() -> None:
    new = a_source("new", "A barge struck the Mill Bridge.", published=date(2024, 3, 10))
    assert reaches(a_tracked(CLAIM, as_of=date(2024, 3, 10)), new)
    assert not reaches(a_tracked(CLAIM, as_of=date(2024, 3, 9)), new)


@given(
    words=st.lists(LETTERS, min_size=1, max_size=8, unique=True),
    between=st.lists(LETTERS, max_size=5),
    before=st.lists(LETTERS, max_size=8),
)
def test_a_sentence_with_all_telling_words_is_never_passed_over(
    words: list[str], between: list[str], before: list[str]
) -> None:
    sentence = " ".join((*between, *reversed(words), *between))
    new = a_source("new", f"{' '.join(['So', *before])}. It holds {sentence}. That is all.")
    claim = a_tracked(f"Is it {' '.join(words)}?")
    assert reaches(claim, new) or not telling(claim.text)
