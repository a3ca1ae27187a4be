"""Pieces are shown whole or counted, and what is too long is shortened in the open."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_bot.blocks import REST, quotation
from bot.discord_bot.markdown import one_line
from bot.discord_bot.planning import Piece, beginning, laid, pages, parts, prose, size
from tests.bot.discord_bot.test_markdown import HOSTILE
from tests.fakes_discord_markdown import rendered

TEXTS = st.builds(lambda text, n: text * n, HOSTILE, st.sampled_from([1, 9, 60]))


def count(left: Sequence[Piece]) -> str:
    return f"and {len(left)}"


def test_the_highest_rank_is_dropped_first_and_of_one_rank_the_last() -> None:
    pieces = [Piece("head"), Piece("older one", 3), Piece("new", 1), Piece("also new", 1)]
    assert laid(pieces, 99, count).text == "head\n\nolder one\n\nnew\n\nalso new"
    assert laid(pieces, 26, count).text == "head\n\nnew\n\nalso new\n\nand 1"
    assert laid(pieces, 25, count).text == "head\n\nnew\n\nand 2"
    assert laid(pieces, 12, count).text == "head\n\nand 3"


def test_pages_keep_order_and_part_no_piece() -> None:
    assert pages(("aaa", "bbb", "c"), 8) == ("aaa\n\nbbb", "c")
    assert pages((), 8) == ()


def test_sizes_are_counted_as_strictly_as_discord_might() -> None:
    assert size("a👩") == 3


@pytest.mark.parametrize(
    ("room", "expected"),
    [(99, "One. Two three."), (14, "One."), (3, "One"), (2, "On")],
)
def test_a_quotation_ends_at_a_sentence_else_a_word_else_a_letter(room: int, expected: str) -> None:
    assert beginning("One. Two three.", room) == expected


def test_our_own_words_end_at_a_word() -> None:
    assert prose("One *two* three", 10) == "One…"
    assert prose("One *two* three", 12) == r"One \*two\*…"
    assert prose("One *two* three", 99) == r"One \*two\* three"


@given(TEXTS, st.integers(60, 400))
def test_a_quotation_keeps_to_its_room_and_is_verbatim_or_marked(text: str, room: int) -> None:
    made, line = quotation(text, room), one_line(text)
    seen = rendered(made).text
    assert size(made) <= room
    if REST in made:
        begun = seen.removesuffix(f"” … {REST}").removeprefix("“")
        assert begun
        assert line.startswith(begun)
        assert begun != line
    else:
        assert seen == f"“{line}”"


@given(TEXTS, st.integers(4, 300))
def test_prose_keeps_to_its_room(text: str, room: int) -> None:
    assert size(prose(text, room)) <= room
    assert rendered(prose(text, room)).marks == []


@given(TEXTS, st.integers(4, 300))
def test_parts_joined_are_the_whole(text: str, room: int) -> None:
    line = one_line(text)
    assert "".join("".join(parts(line, room)).split()) == "".join(line.split())
