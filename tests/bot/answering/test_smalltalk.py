"""A greeting is no question, and a question with a greeting is no greeting."""

from __future__ import annotations

import pytest

from bot.answering.smalltalk import Smalltalk, smalltalk_in


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("hello", Smalltalk.HELLO),
        ("Hi there!", Smalltalk.HELLO),
        ("good morning everyone, how are you?", Smalltalk.HELLO),
        ("Thanks!", Smalltalk.THANKS),
        ("ok thanks a lot", Smalltalk.THANKS),
        ("What can you do?", Smalltalk.HELP),
        ("help", Smalltalk.HELP),
        ("who are you?", Smalltalk.HELP),
    ],
)
def test_small_talk_is_told_by_its_words(text: str, kind: Smalltalk) -> None:
    assert smalltalk_in(text) is kind


@pytest.mark.parametrize(
    "text",
    [
        "hello, was the bridge shut?",
        "What can you do about the dam?",
        "thanks to whom was the fire put out?",
        "who are they?",
        "Did the harbour help?",
        "",
    ],
)
def test_a_question_is_none(text: str) -> None:
    assert smalltalk_in(text) is None
