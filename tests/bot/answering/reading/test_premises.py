"""What a question takes for granted, as claims that can be looked up."""

from __future__ import annotations

import pytest

from tests.fakes_evidence import READER


@pytest.mark.parametrize(
    ("question", "predicate", "bearers"),
    [
        ("Why did Hester Quill resign?", "resign", {"quill"}),
        ("When did the court convict Ansgar Pohl?", "convict", {"court", "ansgar", "pohl"}),
        ("How many soldiers did the flood kill?", "kill", {"flood", "soldier"}),
        ("Now that the quay has been rebuilt, who runs it?", "rebuild", {"quai"}),
        ("When was Ada Brook convicted?", "convict", {"ada", "brook"}),
    ],
)
def test_a_question_takes_its_deed_for_granted(
    question: str, predicate: str, bearers: set[str]
) -> None:
    (premise,) = READER.read(question, None).premises
    assert premise.deed.predicate == predicate
    assert bearers <= premise.bearers
    assert not premise.modality.planned


@pytest.mark.parametrize(
    "question",
    [
        "Did the ferry sink?",  # asks it
        "What did Brook say about the hull?",  # only words
        "Which month is it?",
        "Who was sacked?",  # names nobody
    ],
)
def test_what_is_asked_or_only_said_is_no_premise(question: str) -> None:
    assert READER.read(question, None).premises == ()
