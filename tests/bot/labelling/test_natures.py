"""What kind of proposition is labelled: one table for each rule, in their order."""

from __future__ import annotations

from typing import Any

import pytest

from bot.evidence.bearing import opposes
from bot.evidence.policy import Nature
from bot.labelling.natures import nature_of, own_nature
from bot.labelling.propositions import asked_for
from retrieval.documents import Kind
from tests.fakes_evidence import Occurrences, a_statement, asked, statements

CONTRADICTED, SPEECH, OPINION = Nature.CONTRADICTED, Nature.SPEECH, Nature.OPINION
BACKGROUND, CONTENT = Nature.BACKGROUND, Nature.CONTENT


def nature(question: str, answer: str, **keys: Any) -> Nature:
    """The nature of an answer of one or more sentences, the first of which is its key."""
    read = asked(question)
    run = statements(answer, **keys)
    return nature_of(read, run, opposes(run[0], asked_for(read, Occurrences(), ())))


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        (
            "When did the board confirm that the hull was cracked?",
            "Owen Lyle declined to confirm that the hull was cracked.",
            CONTRADICTED,
        ),
        (
            "When did Brook admit that the hull was cracked?",
            "Ada Brook denied that the hull was cracked.",
            CONTRADICTED,
        ),
        (
            "Has the board confirmed that the hull was cracked?",
            "Ada Brook denied that the hull was cracked.",
            CONTRADICTED,
        ),
        (
            "Why did the board confirm that the hull was cracked?",
            "The hull was cracked, Ines Holt said. Owen Lyle declined to confirm it.",
            CONTRADICTED,
        ),
        # declining never refutes a yes/no question
        (
            "Has the board confirmed that the hull was cracked?",
            "Owen Lyle declined to confirm that the hull was cracked.",
            CONTENT,
        ),
        (
            "Did Brook admit that the hull was cracked?",
            "Ada Brook sidestepped whether the hull was cracked.",
            CONTENT,
        ),
        # it was given after all
        (
            "When did the board confirm that the hull was cracked?",
            "Ada Brook denied that the hull was cracked. Owen Lyle confirmed the crack.",
            CONTENT,
        ),
        # nothing is taken for granted but the words
        (
            "What did Brook admit about the hull?",
            "Ada Brook denied that the hull was cracked.",
            SPEECH,
        ),
        (
            "Why did Brook deny that the hull was cracked?",
            "Ada Brook denied that the hull was cracked.",
            CONTENT,
        ),
        ("Where was the hull cracked?", "Ada Brook denied that the hull was cracked.", CONTENT),
    ],
)
def test_a_confirmation_that_is_taken_for_granted_and_was_not_given_is_contradicted(
    question: str, answer: str, expected: Nature
) -> None:
    assert nature(question, answer) is expected


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        ("What did Brook say of the hull?", "Ada Brook denied that the hull leaked.", SPEECH),
        ("How did Brook react to the crack?", "Ada Brook said the hull was whole.", SPEECH),
        ("How did the board's account shift?", "Owen Lyle said the hull was cracked.", SPEECH),
        ("Who said the hull was cracked?", "Ines Holt said the hull was cracked.", SPEECH),
        ("Who denied the crack?", "Ada Brook denied the crack.", SPEECH),
        ("Which chair of a board warned of it?", "Owen Lyle warned of the crack.", SPEECH),
        ("What was Brook's reply on the crack?", "Ada Brook said the hull was whole.", SPEECH),
        ("Give the wording of the board.", "The hull was cracked, Owen Lyle said.", SPEECH),
        ("When did Brook deny the crack?", "Ada Brook denied the crack.", SPEECH),
        ("When did the sailors warn of it?", "Sailors warned of the crack.", SPEECH),
        # not who speaks
        ("What was Brook's reply on the crack?", "Owen Lyle said the hull was whole.", CONTENT),
        ("When did Brook deny the crack?", "Ines Holt said Calder had known.", CONTENT),
        # not asked what somebody said
        ("Where was the hull cracked?", "Ines Holt said the hull was cracked.", CONTENT),
        ("Who cracked the hull?", "Ines Holt said a rock had cracked the hull.", CONTENT),
        ("Did Brook deny the crack?", "Ada Brook denied the crack.", CONTENT),
        ("Why did Brook deny the crack?", "Ada Brook said the hull was whole.", CONTENT),
        # nobody speaks
        ("What did Brook say of the hull?", "The hull was cracked.", CONTENT),
        ("Who said the hull was cracked?", "The hull was cracked.", BACKGROUND),
    ],
)
def test_what_somebody_said_is_a_speech_act_where_they_are_who_speaks(
    question: str, answer: str, expected: Nature
) -> None:
    assert nature(question, answer) is expected


@pytest.mark.parametrize(
    "question",
    [
        "What did Brook say of the hull?",
        "How did Brook react to the crack?",
        "How did Brook's account of the hull shift?",
    ],
)
def test_the_words_of_somebody_else_are_no_speech_act_of_whom_was_asked_about(
    question: str,
) -> None:
    assert nature(question, "Ines Holt said the hull was cracked.") is CONTENT


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        (
            "Would the ferry sink if it struck a rock?",
            "Owen Lyle said the hull was cracked.",
            OPINION,
        ),
        ("How bad is the crack?", "The hull was cracked.", OPINION),
        ("Is the hull a danger?", "The hull is a grave danger.", OPINION),
        ("Where is the hull a danger?", "The hull is not a danger off Ulva.", OPINION),
        # somebody else judges
        ("Is the hull a danger?", "Ines Holt said the hull is a grave danger.", CONTENT),
        ("Is the hull cracked?", "The hull is cracked.", BACKGROUND),
        # a judgement that was asked for as a speech act
        ("How bad is the crack, did Brook say?", "Ada Brook said the crack was small.", SPEECH),
    ],
)
def test_a_judgement_that_is_asked_for_or_that_only_the_page_makes_is_an_opinion(
    question: str, answer: str, expected: Nature
) -> None:
    assert nature(question, answer) is expected


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        ("Was the hull cracked?", "The hull was not cracked.", CONTRADICTED),
        ("Was the hull cracked?", "Owen Lyle said the hull was not cracked.", CONTRADICTED),
        ("Was the hull cracked?", "The institute said the hull was not cracked.", CONTRADICTED),
        ("Did the hull not crack?", "The hull was cracked.", CONTRADICTED),
        ("Did the hull not crack?", "Owen Lyle confirmed that the hull cracked.", CONTRADICTED),
        # who is neither
        ("Was the hull cracked?", "Ada Brook said the hull was not cracked.", CONTENT),
        ("Was the hull cracked?", "Ines Holt said the hull was not cracked.", CONTENT),
        ("Was the hull cracked?", "Sailors said the hull was not cracked.", CONTENT),
        ("Was the hull cracked?", "Officials said the hull was not cracked.", CONTENT),
        # no more than a hedge, a denial, or the same
        ("Was the hull cracked?", "The hull was reportedly not cracked.", CONTENT),
        ("Was the hull cracked?", "Owen Lyle denied that the hull was cracked.", CONTENT),
        ("Was the hull cracked?", "Owen Lyle denied that the hull was not cracked.", CONTENT),
        ("Was the hull cracked?", "Owen Lyle said the hull was cracked.", CONTENT),
        ("Was the hull cracked?", "The hull was cracked.", BACKGROUND),
        ("Did the hull not crack?", "The hull was not cracked.", BACKGROUND),
        # no yes/no question
        ("Where was the hull cracked?", "The hull was not cracked.", BACKGROUND),
    ],
)
def test_a_yes_or_no_question_is_contradicted_by_who_says_that_it_is_not_so(
    question: str, answer: str, expected: Nature
) -> None:
    assert nature(question, answer) is expected


def test_a_paper_quoted_by_another_contradicts_nothing() -> None:
    answer = "The Courier reported that the hull was not cracked."
    assert nature("Was the hull cracked?", answer) is CONTENT


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("The hull was cracked.", BACKGROUND),
        ("The hull was reportedly cracked.", CONTENT),
        ("The hull is a grave danger.", OPINION),
        ("Owen Lyle said the hull was cracked.", CONTENT),
        ("Owen Lyle confirmed that the hull was cracked.", CONTENT),
    ],
)
def test_an_unhedged_statement_in_a_sources_own_voice_is_background(
    answer: str, expected: Nature
) -> None:
    assert own_nature(a_statement(answer)) is expected
    assert nature("Which hull was it?", answer) is expected


def test_what_goes_on_with_somebodys_account_is_no_background() -> None:
    found = statements("Owen Lyle said the hull was cracked. It had leaked.\n\nThe sea was calm.")
    assert [own_nature(s) for s in found] == [CONTENT, CONTENT, BACKGROUND]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("The board has imposed a fine.", BACKGROUND),
        ("We accept the crack; the chair has resigned.", BACKGROUND),
        ("The board has reportedly imposed a fine.", CONTENT),
        ("The hull was cracked.", CONTENT),
        ("Ines Holt has resigned, Ada Brook said.", CONTENT),
    ],
)
def test_an_act_that_its_doer_makes_known_is_background(answer: str, expected: Nature) -> None:
    made = a_statement(answer, kind=Kind.STATEMENT, publisher="Sea Safety Board")
    assert own_nature(made) is expected


def test_an_act_that_a_page_tells_of_is_its_background_and_no_act() -> None:
    assert not a_statement("The board has imposed a fine.").act


@pytest.mark.parametrize("answer", ["40 crates were lost.", "The board has fined 40 sailors."])
def test_a_figure_that_is_asked_about_is_content_in_anybodys_voice(answer: str) -> None:
    assert nature("Were 40 crates lost?", answer) is CONTENT
