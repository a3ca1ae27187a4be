"""Several questions in one are told apart, in their order; one question stays one."""

from __future__ import annotations

import pytest

from tests.fakes_evidence import READER


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "When was the lake drained? Who moved the trout?",
            ("When was the lake drained?", "Who moved the trout?"),
        ),
        (
            "What does the repair of the lock cost and where does the town get its water?",
            ("What does the repair of the lock cost?", "Where does the town get its water?"),
        ),
        (
            "who sank the barge, who saw it, and was anybody hurt?",
            ("Who sank the barge?", "Who saw it?", "Was anybody hurt?"),
        ),
        (
            "The board met in May. What did it decide? And who told the crew?",
            ("The board met in May. What did it decide?", "And who told the crew?"),
        ),
    ],
)
def test_each_question_is_a_part(question: str, parts: tuple[str, ...]) -> None:
    assert READER.read(question, None).parts == parts


@pytest.mark.parametrize(
    "question",
    [
        "Who moved the trout?",
        "Was the barge sunk and the pier closed?",
        "When and where was the ferry raised?",
        "What did she know and when?",
        "Who sold the mill to the union and the town?",
        "Did the mayor, who sold the mill, resign?",
        "Who moved the trout? Who moved the trout?",
        "Who confirmed it first, the board or the town? And how far apart?",
    ],
)
def test_one_question_has_no_parts(question: str) -> None:
    assert READER.read(question, None).parts == ()


def test_the_first_part_is_what_a_question_asks() -> None:
    read = READER.read("How many crates were lost, and who found them?", None)
    assert (read.asked.value, read.clause and read.clause.wh_lemma) == ("number", "how")
