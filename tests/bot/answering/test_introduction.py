"""What a question says of its asker changes nothing."""

from __future__ import annotations

import pytest

from bot.answering.introduction import without_introduction


@pytest.mark.parametrize(
    "introduction",
    [
        "I am the board's spokesman: ",
        "I'm Ada Brook and I confirm it. ",
        "As the mayor of Calder, I know it. ",
        "I am from the board. We have confirmed it! ",
    ],
)
def test_who_asks_is_left_out(introduction: str) -> None:
    assert without_introduction(f"{introduction}Was the hull cracked?") == "Was the hull cracked?"


@pytest.mark.parametrize(
    "question",
    [
        "Was the hull cracked?",
        "I heard the hull was cracked, is that true?",
        "I want to know who cracked the hull",
        "The board met. Was the hull cracked?",
    ],
)
def test_the_question_itself_stays(question: str) -> None:
    assert without_introduction(question) == question


@pytest.mark.parametrize(
    "question",
    [
        "Hi, was the hull cracked?",
        "hello everyone, was the hull cracked?",
        "Was the hull cracked? Thanks!",
        "Please, was the hull cracked? Thank you so much in advance.",
        "Was the hull cracked? Was the hull cracked?",
        "was the hull cracked? Was the hull cracked?!",
        "Good morning! Was the hull cracked, please?",
    ],
)
def test_courtesies_and_repetition_are_set_aside(question: str) -> None:
    assert without_introduction(question).casefold() == "was the hull cracked?"


@pytest.mark.parametrize("question", ["Thanks!", "Hi", "please", "Who said thanks to the crew?"])
def test_a_text_of_nothing_else_is_kept(question: str) -> None:
    assert without_introduction(question) == question
