"""Where a sentence falls into clauses: a table for each rule, and what holds for any text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evidence.clauses import clauses_of


def clauses(text: str) -> list[str]:
    return [text[start:end] for start, end in clauses_of(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The hull was cracked; nobody saw it happen.",
            ["The hull was cracked", "nobody saw it happen."],
        ),
        ("Lyle said two things: the hull leaked.", ["Lyle said two things", "the hull leaked."]),
        ("The hull was cracked – nobody saw it.", ["The hull was cracked", "nobody saw it."]),
        ("The hull was cracked — nobody saw it.", ["The hull was cracked", "nobody saw it."]),
        ("The hull was cracked–nobody saw it.", ["The hull was cracked–nobody saw it."]),
        ("The ferry left at 12:30 in the storm.", ["The ferry left at 12:30 in the storm."]),
        ("It was far too late: too late.", ["It was far too late: too late."]),
    ],
)
def test_a_semicolon_a_colon_or_a_dash_with_blanks_parts(text: str, expected: list[str]) -> None:
    assert clauses(text) == expected


@pytest.mark.parametrize(
    "opener",
    [
        *("but nobody saw it", "yet nobody saw it", "while the mast held", "whereas the mast held"),
        *("although the mast held", "though the mast held", "even though the mast held"),
        *("because the mast held", "since the mast held", "unless the mast held", "as he saw it"),
        *("so that the mast held", "and he saw it", "and Brook saw it", "and the mast held"),
        *("or the mast held", "nor the mast held", "and then she left", "and also its mast held"),
    ],
)
def test_a_comma_parts_before_a_word_that_opens_a_clause_of_its_own(opener: str) -> None:
    assert clauses(f"The hull was cracked, {opener}.") == ["The hull was cracked", f"{opener}."]


@pytest.mark.parametrize(
    "text",
    [
        "The hull was old, cracked and leaking badly.",
        "The hull was cracked, said the chair of the board.",
        "The hull was cracked and he saw it happen.",
        "The hull, the mast and the rudder were cracked.",
        "The ferry was cracked, and leaking on both sides.",
    ],
)
def test_no_other_comma_or_conjunction_parts(text: str) -> None:
    assert clauses(text) == [text]


def test_a_second_that_clause_is_a_clause_without_a_comma() -> None:
    found = clauses("Lyle said that the hull leaked and that the mast was whole.")
    assert found == ["Lyle said that the hull leaked", "and that the mast was whole."]


@pytest.mark.parametrize(
    "opener",
    [*"While Whereas Although Though Because Since As Unless If When".split(), "Even though"],
)
def test_a_clause_that_opens_with_such_a_word_ends_at_its_comma(opener: str) -> None:
    found = clauses(f"{opener} the boats are small, the ferry sails on.")
    assert found == [f"{opener} the boats are small", "the ferry sails on."]


def test_a_clause_that_opens_otherwise_does_not_end_at_its_comma() -> None:
    text = "Below the boats in port, the ferry sails on."
    assert clauses(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Whereas the boats (small, old ones) are slow, the ferry is fast.",
        "Whereas “the boats, of the firm, are slow”, the ferry is fast.",
    ],
)
@pytest.mark.xfail(strict=True, reason="a first comma inside brackets hides the clause's own comma")
def test_the_comma_of_an_opening_clause_is_the_first_that_nothing_closes_in(text: str) -> None:
    assert clauses(text)[-1] == "the ferry is fast."


@pytest.mark.parametrize(
    "text",
    [
        "Lyle said “the hull was cracked; nobody saw it; it sank” on Monday.",
        'Lyle said "the hull was cracked, but nobody saw it" on Monday.',
        "Lyle said “the hull was cracked – nobody saw it” on Monday.",
        "The hull (it was old; very old) was cracked in the storm.",
        "The hull [it was old, but whole] was cracked in the storm.",
    ],
)
def test_nothing_is_parted_inside_quotation_marks_or_brackets(text: str) -> None:
    assert clauses(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The hull was cracked; it sank.", ["The hull was cracked; it sank."]),
        ("The hull leaked; it sank; nobody swam.", ["The hull leaked; it sank; nobody swam."]),
        ("The hull leaked; it had sunk.", ["The hull leaked", "it had sunk."]),
        ("It sank; the hull was cracked.", ["It sank; the hull was cracked."]),
        ("It sank; it did; the hull was cracked.", ["It sank; it did", "the hull was cracked."]),
        ("It sank; so it did; the hull leaked.", ["It sank; so it did", "the hull leaked."]),
    ],
)
def test_a_piece_of_less_than_three_words_stays_with_its_neighbour(
    text: str, expected: list[str]
) -> None:
    assert clauses(text) == expected


@pytest.mark.parametrize("text", ["", "   "])
def test_nothing_has_no_clauses(text: str) -> None:
    assert clauses(text) == []


WORDS = st.lists(
    st.sampled_from("the hull he Lyle but and while that was cracked Whereas said 12".split()),
    min_size=1,
    max_size=5,
).map(" ".join)
BREAKS = st.sampled_from(["; ", ": ", " – ", " — ", ", ", ", but ", ", and he ", " and that ", " "])
PLAIN = st.lists(st.tuples(WORDS, BREAKS), min_size=1, max_size=4).map(
    lambda pieces: "".join(words + between for words, between in pieces) + "sank"
)
QUOTES = st.builds(
    lambda marks, words: f"{marks[0]}{words}{marks[1]}",
    st.sampled_from(["“”", '""', "()", "[]"]),
    PLAIN,
)
TEXTS = st.lists(st.one_of(PLAIN, QUOTES, BREAKS), max_size=6)


def check_spans(text: str) -> None:
    spans = clauses_of(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_spans_stand_in_order_inside_any_text_and_never_overlap(text: str) -> None:
    check_spans(text)


@given(TEXTS.map("".join))
def test_spans_stand_in_order_inside_a_sentence_and_lose_no_word_of_it(text: str) -> None:
    check_spans(text)
    strip = str.maketrans(dict.fromkeys(";:–—,", " "))
    joined = " ".join(clauses(text)).translate(strip)
    assert joined.split() == text.translate(strip).split()


@given(PLAIN, QUOTES, PLAIN, st.sampled_from([" ", "; ", ", and he "]))
def test_quoted_text_is_never_cut(before: str, quoted: str, after: str, between: str) -> None:
    text = f"{before}{between}{quoted}{between}{after}"
    start = len(before) + len(between)
    holding = [(a, b) for a, b in clauses_of(text) if a <= start and start + len(quoted) <= b]
    assert len(holding) == 1
