"""Does a citation carry its sentence? Every rule of support, each with what breaks it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.claims import Citation
from bot.evaluation.support import is_sound, supported_sentences, supports
from tests.fakes_answers import a_citation
from tests.fakes_outturns import BODIES, CLOSED, CRACK, STRIKE, cited


def test_a_quote_at_its_offsets_is_sound() -> None:
    assert is_sound(cited(1, CRACK), BODIES)


def test_a_quote_from_another_source_is_not_sound() -> None:
    assert not is_sound(cited(1, STRIKE, "mill-bridge"), BODIES)


def test_a_quote_stitched_from_two_sources_is_not_sound() -> None:
    assert not is_sound(cited(1, f"{CLOSED} {STRIKE}"), BODIES)


def test_a_quote_at_other_offsets_of_its_source_is_not_sound() -> None:
    assert not is_sound(cited(1, CRACK, start=0, end=len(CRACK)), BODIES)


def test_a_quote_of_an_unknown_source_or_of_nothing_is_not_sound() -> None:
    assert not is_sound(a_citation(1, source_id="nowhere"), BODIES)
    assert not is_sound(a_citation(1, quote="", start=3, end=3), BODIES)


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("Divers found a crack.", "Divers found a crack."),
        ("divers found  a\ncrack.", "Divers found a crack."),
        ("He [Ada Brook] left.", "He left."),
        ("He left.", "He [the mayor] left."),
        ("It\u2019s shut.", "It's shut."),
        ("It is.", "It is. It rained."),
        ("It is.", "It rained. It is."),
        ("Divers found a crack below the water.", "Divers found a crack of 2 metres below water."),
        ("A diver found cracks.", "Divers found a long crack."),
        ("Up to 300 left.", "Up to 300 ferrymen left on Friday."),
        ("It did not open.", "It did not open again."),
        ("It may open.", "It may well open in May."),
        ("On 5 March 2024 it shut.", "On 5 March 2024 the bridge shut. It rained."),
    ],
)
def test_a_passage_supports_what_it_says_itself(sentence: str, quote: str) -> None:
    assert supports([a_citation(1, quote=quote)], sentence)


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("The bridge is open.", "The bridge is shut."),  # another word
        ("3 divers left.", "2 divers left."),  # another figure
        ("300 ferrymen left.", "Up to 300 ferrymen left."),  # another bound
        ("It shut on 6 March 2024.", "It shut on 5 March 2024."),  # another date
        ("Ada hit Brook.", "Brook hit Ada."),  # other roles
        ("2 died and 9 were hurt.", "9 died and 2 were hurt."),  # figures exchanged
        ("It has opened.", "It has not opened."),  # negation lost
        ("It has not opened.", "It has opened."),  # negation added
        ("It has opened.", "It has reportedly opened."),  # hedge lost
        ("Ada denied it.", "Ada left. Brook denied it."),  # stitched from two sentences
        ("The.", "A bridge."),  # nothing but grammar
        ("He [Ada Brook of 12 Mill Row] left.", "He left."),  # an insertion with a figure
    ],
)
def test_a_passage_does_not_support_what_it_does_not_say(sentence: str, quote: str) -> None:
    assert not supports([a_citation(1, quote=quote)], sentence)


def test_no_citations_support_nothing() -> None:
    assert not supports([], "The bridge is shut.")


def supporting(text: str, *citations: Citation) -> list[tuple[int, ...]]:
    return [s.supporting for s in supported_sentences(text, citations, BODIES)]


def test_each_sentence_is_held_by_the_citation_it_carries() -> None:
    text = f"{CLOSED} [1] {STRIKE} [2]"
    assert supporting(text, cited(1, CLOSED), cited(2, STRIKE, "ferry-strike")) == [(1,), (2,)]


def test_exchanged_numbers_support_nothing() -> None:
    text = f"{CLOSED} [2] {STRIKE} [1]"
    assert supporting(text, cited(1, CLOSED), cited(2, STRIKE, "ferry-strike")) == [(), ()]


def test_a_number_without_a_citation_supports_nothing() -> None:
    assert supporting(f"{CLOSED} [7] {CRACK} [0]", cited(1, CLOSED)) == [(), ()]


def test_only_the_citations_that_support_count() -> None:
    text = f"{CLOSED} [1][2]"
    assert supporting(text, cited(1, CLOSED), cited(2, STRIKE, "ferry-strike")) == [(1,)]


def test_two_citations_may_support_a_sentence_only_together() -> None:
    text = "Divers found a crack [1] and the ferrymen's union called a strike [2]."
    citations = cited(1, CRACK), cited(2, STRIKE, "ferry-strike")
    assert supporting(text, *citations) == [(1, 2)]
    assert supporting(text, citations[0]) == [()]


def test_an_unsound_citation_supports_nothing_although_its_words_do() -> None:
    assert supporting(f"{STRIKE} [1]", cited(1, STRIKE, "mill-bridge")) == [()]
    stitched = f"{CLOSED} {STRIKE}"
    assert supporting(f"{CLOSED} [1] {STRIKE} [1]", cited(1, stitched)) == [(), ()]


@given(st.sampled_from([CLOSED, CRACK, STRIKE]))
def test_a_sentence_supports_itself(sentence: str) -> None:
    assert supports([a_citation(1, quote=sentence)], sentence)


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_text_breaks_the_check(sentence: str, quote: str) -> None:
    assert supports([a_citation(1, quote=quote)], sentence) in {True, False}
