"""What is asked for, by a noun, a verb or a frame around the question."""

from __future__ import annotations

import pytest

from bot.answering.asked import Asked
from tests.fakes_evidence import READER


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Which surgeon performed the operation?", Asked.PERSON),
        ("Which club did the striker sign for?", Asked.PERSON),
        ("Which players did the club sell?", Asked.PERSON),
        ("What's behind the delay?", Asked.REASON),
        ("what made the board change its mind?", Asked.REASON),
        ("do you happen to know what the coach earns", Asked.NUMBER),
        ("Can you tell me if the well was tested?", Asked.WHETHER),
        ("To what extent is the mayor to blame?", Asked.OPEN),
        ("In which port did the ferry dock?", Asked.PLACE),
    ],
)
def test_what_is_asked_for(question: str, asked: Asked) -> None:
    assert READER.read(question, None).asked is asked


def test_what_stands_behind_can_you_tell_me_if_is_claimed() -> None:
    claimed = READER.read("Can you tell me if the well was tested?", None).claimed
    assert claimed is not None
    assert claimed.told.parse.text == "the well was tested."


def test_a_name_that_the_parse_parts_stays_whole() -> None:
    question = READER.read("When did Rhona Pike admit that the invoice was forged?", None)
    assert (question.speaker, question.speech_verb) == ("Rhona Pike", "admit")


def test_who_regrets_something_is_asked_about_it() -> None:
    question = READER.read("Does the club regret that it sold the ground?", None)
    assert (question.speaker, question.speech_verb) == ("club", "regret")


def test_an_article_is_no_subject() -> None:
    claimed = READER.read("Was the well poisoned?", None).claimed
    assert claimed is not None
    assert claimed.told.parse.text == "the well was poisoned."
