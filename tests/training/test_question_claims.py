"""Questions and their answers as claims."""

from __future__ import annotations

import random

import pytest

from tests.fakes_parser import packaged
from tests.parsed import parse_of
from training.question_claims import Answered, claim_of, question_examples


@pytest.mark.parametrize(
    ("question", "answer", "claim"),
    [
        ("Who founded the museum?", "Reed", "Reed founded the museum."),
        ("Which town bought the ferry?", "Oban", "Oban bought the ferry."),
        ("When did the mill burn down?", "1871", "The mill did burn down in 1871."),
        ("Where was the treaty signed?", "Leith", "The treaty was signed in Leith."),
        ("What did the board sell in May?", "the pier", "The board did sell the pier in May."),
        ("How many sheep did the farmer lose?", "40", "The farmer did lose 40 sheep."),
    ],
)
def test_the_answer_stands_where_it_was_asked_for(question: str, answer: str, claim: str) -> None:
    assert claim_of(parse_of(question), answer) == claim


@pytest.mark.parametrize("question", ["Why did the mill burn?", "Name the town.", "Did it burn?"])
def test_what_cannot_be_turned_is_left_out(question: str) -> None:
    assert claim_of(parse_of(question), "an answer") == ""


def test_a_twin_has_another_name_of_the_same_sentence() -> None:
    one = Answered(
        "Who founded the museum?",
        "Ada Reed",
        "Ada Reed founded the museum, and Owen Lyle sold it.",
        ("It opened in May.",),
        "set",
        "set/1",
    )
    made = list(question_examples(packaged(), [one], random.Random(3)))
    texts = {e.source: (e.first, e.seconds[0], e.right) for e in made}
    assert texts["question_answer"] == ("Ada Reed founded the museum.", one.sentence, (2,))
    assert texts["question_neighbour"] == ("Ada Reed founded the museum.", one.neighbours[0], ())
    assert texts["question_twin"] == ("Owen Lyle founded the museum.", one.sentence, (0, 1))
