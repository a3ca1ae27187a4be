"""Words, their stems, and the lists that tell what they do."""

from __future__ import annotations

import pytest

from bot.claims import Stance
from bot.language import lexicon
from bot.language.counted import alike
from bot.language.words import function_words, stem, stems_of, words_of


def test_words_lose_possessive_endings_and_keep_numbers_whole() -> None:
    assert words_of("The board's 12,000 crates, the crews’ well-known 3.5") == [
        "The", "board", "12,000", "crates", "the", "crews", "well", "known", "3.5",
    ]  # fmt: skip


def test_forms_of_one_word_share_a_stem_whatever_their_case() -> None:
    assert stem("Deliveries") == stem("delivery")
    assert stems_of("The crates were DELIVERED") >= {stem("crate"), stem("deliver")}


def test_function_words_are_lower_case_and_no_comment_is_among_them() -> None:
    words = function_words()
    assert {"the", "did", "who", "of"} <= words
    assert all(word == word.lower() and "#" not in word for word in words)
    assert "closed-class" not in words


def test_words_that_count_the_same_things_stand_in_for_one_another() -> None:
    assert stem("vessel") in alike(stem("ship"))
    assert stem("ship") in alike(stem("ship"))
    assert alike("quux") == {"quux"}


def test_every_stance_has_its_words_and_the_telling_ones_come_first() -> None:
    order = [stance for stance, _ in lexicon.stance_patterns()]
    assert sorted(order) == sorted(Stance)
    assert order[-1] is Stance.ASSERTS
    assert order.index(Stance.EVADES) < order.index(Stance.DENIES)
    assert order.index(Stance.DECLINES) < order.index(Stance.CONFIRMS)


@pytest.mark.parametrize("category", ["hedges", "opinion", "bodies", "printing"])
def test_every_word_list_is_a_pattern_of_whole_words(category: str) -> None:
    pattern = lexicon.pattern(category)
    assert pattern.search("xyzzy") is None


def test_a_phrase_matches_whole_words_in_any_case_and_either_apostrophe() -> None:
    hedges = lexicon.pattern("hedges")
    assert hedges.search("It was REPORTEDLY shut.")
    assert not hedges.search("They were dismayed and the mighty fell.")
    assert lexicon.pattern("declines").search("They couldn’t confirm it.")


def test_stars_in_a_phrase_stand_for_a_few_words_and_no_more() -> None:
    declines = lexicon.pattern("declines")
    assert declines.search("The board cannot at this point confirm it.")
    assert not declines.search("They cannot swim, and since the storm of last week all confirm it.")
