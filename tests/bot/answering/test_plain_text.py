"""A person's words are left when markup is taken away."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.plain_text import plain


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("> The dam is **intact**.\n> It _holds_.", "The dam is intact.\nIt holds."),
        ("<@123> <@!4> <@&5> <#6> look", "look"),
        ("a coach fell <:sad:123> <a:x:9>", "a coach fell"),
        ("at <t:1600000000:R> it fell", "at it fell"),
        ("see https://a.b/c?d=e) and <https://x.y>", "see and"),
        ("[The dam](https://a.b/c) is intact", "The dam is intact"),
        ("[The dam](not an address) is intact", "[The dam](not an address) is intact"),
        ("```text\nThe gates were shut.\n```", "The gates were shut."),
        ("# News\n- one\n* two\n-# small", "News\none\ntwo\nsmall"),
        ("`a` ~~b~~ ||c|| __d__", "a b c d"),
        ("snake_case stays, 5 - 3 too", "snake_case stays, 5 - 3 too"),
        ("@everyone @here run", "run"),
        ("tab\tand\x07bell\u202e", "tab andbell"),
        ("", ""),
    ],
)
def test_markup_goes_and_words_stay(written: str, meant: str) -> None:
    assert plain(written) == meant


@given(st.text())
def test_any_text_comes_out_without_control_characters(text: str) -> None:
    assert all(c.isprintable() or c in "\n" or c.isspace() for c in plain(text))
