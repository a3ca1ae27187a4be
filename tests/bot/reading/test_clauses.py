"""Clauses that can be told less firmly, or as not so, one without the other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.clauses import clauses_in, hull
from tests.fakes_parser import packaged

PIECES = st.sampled_from(
    "the hull was cracked and but while , ; . : which that because Brook said it in May no".split()
)


def clauses(text: str) -> list[str]:
    """The words of each clause of a sentence, the main one first."""
    (sentence,) = packaged().parse([text])[0]
    found = clauses_in(sentence, tuple(range(len(sentence))))
    return [sentence.text[slice(*hull(sentence, c.tokens))].rstrip(".") for c in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The hull was cracked.", ["The hull was cracked"]),
        (
            "The hull was cracked, and the mast was whole.",
            ["The hull was cracked", "the mast was whole"],
        ),
        (
            "The hull was cracked, but nobody saw it.",
            ["The hull was cracked", "nobody saw it"],
        ),
        (
            "The ferry sank while the crew slept.",
            ["The ferry sank", "while the crew slept"],
        ),
        ("She came in March and left in May.", ["She came in March", "left in May"]),
    ],
)
def test_a_predicate_with_what_hangs_on_it_is_a_clause(text: str, expected: list[str]) -> None:
    assert clauses(text) == expected


def test_what_a_comma_sets_off_is_a_clause_of_its_own() -> None:
    found = clauses("The ferry, which sank in May, was insured.")
    assert "which sank in May" in found
    assert clauses("The ferry that sank in May was insured.") == [
        "The ferry that sank in May was insured"
    ]


@given(st.lists(PIECES, min_size=1, max_size=25).map(" ".join))
def test_the_clauses_of_any_words_cover_each_once(text: str) -> None:
    for sentence in packaged().parse([text])[0]:
        found = clauses_in(sentence, tuple(range(len(sentence))))
        tokens = [t for clause in found for t in clause.tokens]
        assert sorted(tokens) == list(range(len(sentence)))
