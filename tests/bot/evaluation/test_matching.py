"""When a gold string counts as said, and where an answer's sentences end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation.matching import (
    answer_sentences,
    forbidden_in,
    missing_facts,
    occurs,
    plain,
    without_markers,
)


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ("bridge", "The Bridge is shut."),
        ("harbour office", "the HARBOUR\u00a0OFFICE said"),
        ("didn't dispute", "it didn\u2019t dispute that"),
        ('"closed"', "it is \u201cclosed\u201d now"),
        ("4-6 million", "4\u20136 million crowns"),
        ("12 000", "some 12\u202f000 tonnes"),
        ("12,000", "up to 12,000."),
        ("40%", "40% of them"),
        ("7 percent", "a rise of 7\npercent"),
        ("Corvane", "Corvane's ship"),
        ("Mill", "Mill-side houses"),
        ("2024", "in 2024 500 people left"),
        ("500", "in 2024 500 people left"),
        ("cafe\u0301", "the café"),
        ("straße", "in der STRASSE"),
        ("co\u00adoperate", "they cooperate"),
    ],
)
def test_a_string_occurs_whatever_its_case_quotes_dashes_and_blanks(wanted: str, text: str) -> None:
    assert occurs(wanted, text)


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ("bridge", "the bridges are shut"),
        ("12", "some 112 people"),
        ("12", "12,000 people"),
        ("12", "12.5 crowns"),
        ("12", "12 000 people"),
        ("000", "12 000 people"),
        ("600", "some 10 600 people"),
        ("3,000", "13,000 people"),
        ("5", "a rise of 2.5"),
        ("train", "they strain"),
        ("", "anything"),
        ("  ", "anything"),
        ("bridge", ""),
    ],
)
def test_a_string_inside_a_longer_word_or_number_does_not_occur(wanted: str, text: str) -> None:
    assert not occurs(wanted, text)


def test_any_alternative_satisfies_a_fact() -> None:
    facts = (("two", "2"), ("crack",), ("pier", "pillar"))
    assert missing_facts(facts, "A crack of 2 metres.") == (("pier", "pillar"),)


def test_the_number_of_a_citation_is_no_fact() -> None:
    assert missing_facts((("3",),), "The bridge is shut. [3]") == (("3",),)


def test_forbidden_strings_are_told() -> None:
    assert forbidden_in(("sunk", "open"), "The bridge is open. [1]") == ("open",)


def test_markers_are_taken_out_with_the_blank_before_them() -> None:
    assert without_markers("Shut [1]. Closed. [2][3]") == "Shut. Closed."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("Shut. [1] Open. [2]", [("Shut.", (1,)), ("Open.", (2,))]),
        ("Shut [1]. Open [2].", [("Shut.", (1,)), ("Open.", (2,))]),
        ("Shut. Open. [2]", [("Shut.", ()), ("Open.", (2,))]),
        ("Shut. [1] Open.", [("Shut.", (1,)), ("Open.", ())]),
        ("Shut. [1][2] Open. [2] [3]", [("Shut.", (1, 2)), ("Open.", (2, 3))]),
        ("It is shut [1], he said. [2]", [("It is shut, he said.", (1, 2))]),
        ("The U.S. [1] office closed. [2]", [("The U.S. office closed.", (1, 2))]),
        ("Mr. Ada Brook left on Oct. 3. [1]", [("Mr. Ada Brook left on Oct. 3.", (1,))]),
        ("“Shut.” [1] “Open!” [2]", [("“Shut.”", (1,)), ("“Open!”", (2,))]),
        ("Shut on\nMonday. [1]", [("Shut on Monday.", (1,))]),
        ("He [Ada Brook] left. [1]", [("He [Ada Brook] left.", (1,))]),
        ("A headline [1] It is shut. [2]", [("A headline", (1,)), ("It is shut.", (2,))]),
        ("It is shut [1], Ada said. [2]", [("It is shut, Ada said.", (1, 2))]),
        ("no full stop [4]", [("no full stop", (4,))]),
        ("[1] Shut.", [("Shut.", (1,))]),
        ("Shut. [1] [1]", [("Shut.", (1,))]),
    ],
)
def test_sentences_carry_the_markers_in_or_behind_them(
    text: str, expected: list[tuple[str, tuple[int, ...]]]
) -> None:
    assert [(s.text, s.numbers) for s in answer_sentences(text)] == expected


def test_blank_lines_part_paragraphs() -> None:
    found = answer_sentences("Shut. [1] Closed. [1]\n\nOpen. [2]")
    assert [s.paragraph for s in found] == [0, 0, 1]


@given(st.text(max_size=80))
def test_plain_text_stays_as_it_is_when_made_plain_again(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@given(st.text(max_size=120))
def test_no_text_breaks_the_splitter(text: str) -> None:
    for sentence in answer_sentences(text):
        assert sentence.text.strip()
        assert all(number >= 0 for number in sentence.numbers)


@given(st.lists(st.sampled_from(["Shut.", "It rained all day.", "Who?"]), max_size=6))
def test_every_marked_sentence_keeps_its_own_number(sentences: list[str]) -> None:
    text = " ".join(f"{words} [{n}]" for n, words in enumerate(sentences, 1))
    found = [(s.text, s.numbers) for s in answer_sentences(text)]
    assert found == [(words, (n,)) for n, words in enumerate(sentences, 1)]
