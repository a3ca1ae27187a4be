"""Quotations are found exactly, or but for blanks and quotation marks, and in no other way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.drafting.locating import locate, pieces_of, stands_in

TEXT = "“It’s shut,” the board  said\non Friday. «Nobody» crossed 1,200 times."


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("the board  said", "the board  said"),
        ("the board said on Friday", "the board  said\non Friday"),
        ('"It\'s shut," the board', "“It’s shut,” the board"),
        ('"Nobody" crossed', "«Nobody» crossed"),
        ("  crossed 1,200 times. ", "crossed 1,200 times."),
    ],
)
def test_what_stands_there_is_found(words: str, found: str) -> None:
    span = locate(words, TEXT)
    assert span is not None
    assert TEXT[slice(*span)] == found


@pytest.mark.parametrize(
    "words",
    ["", "   ", "the Board said", "crossed 1,201 times", "the board said Friday", "crossed 1200"],
)
def test_nothing_else_is_forgiven(words: str) -> None:
    assert not stands_in(words, TEXT)


def test_a_stitched_quotation_falls_into_its_pieces() -> None:
    assert pieces_of("It is shut ... on Friday. Nobody crossed") == (
        "It is shut",
        "on Friday.",
        "Nobody crossed",
    )


@given(st.text(max_size=60), st.text(max_size=200))
def test_a_span_holds_the_words_but_for_blanks_and_marks(words: str, text: str) -> None:
    span = locate(words, text)
    if span is None:
        assert words not in text or not words
    else:
        start, end = span
        assert 0 <= start < end <= len(text)
        assert len("".join(text[start:end].split())) == len("".join(words.split()))
