"""Questions whether something is so, as the statements that they ask about."""

from __future__ import annotations

import pytest

from bot.answering.reading.stating import as_statement, in_words
from tests.fakes_evidence import READER


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Did the ferries collide?", "the ferries did collide"),
        (
            "Has the harbour fee been raised to 40 euros?",
            "the harbour fee has been raised to 40 euros",
        ),
        ("Is Dale Vint the harbour master?", "Dale Vint is the harbour master"),
        ("Is a curfew in force in Oban?", "a curfew is in force in Oban"),
        ("Is the pier at Oban safe?", "the pier at Oban is safe"),
        ("Was the fire at the depot caused by arson?", "the fire at the depot was caused by arson"),
        ("Hasn't the pier been sold?", "the pier has been sold"),
        ("Were all nine sailors rescued?", "all nine sailors were rescued"),
        ("Is it true that the pier was sold?", "the pier was sold"),
        ("Has the board confirmed that the hull is cracked?", "the hull is cracked"),
        (
            "Did the court dismiss the claim of the quarry?",
            "the court did dismiss the claim of the quarry",
        ),
        ("The pier has been sold", "The pier has been sold"),
        ("Who sold the pier?", ""),
        ("Has the board confirmed the crack?", ""),
    ],
)
def test_the_subject_comes_before_the_verb(question: str, expected: str) -> None:
    clause = READER.read(question, None).clause
    assert clause is not None
    assert as_statement(clause) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Did the ferries ever collide?", "the ferries collided"),
        ("Was the wreck ever officially identified?", "the wreck was officially identified"),
        ("So the pier was sold?", "the pier was sold"),
        ("ok, and the pier has been sold", "the pier has been sold"),
        ("Is it true that the pier was sold?", "the pier was sold"),
        ("Is the pier or the dam safe?", ""),
    ],
)
def test_an_editor_would_put_it_so(question: str, expected: str) -> None:
    clause = READER.read(question, None).clause
    assert clause is not None
    assert in_words(clause) == expected
