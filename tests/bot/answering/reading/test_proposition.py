"""Who did what to whom, what is negated, and what is taken for granted."""

from __future__ import annotations

import pytest

from bot.answering.reading.proposition import Proposition
from tests.fakes_evidence import READER


def proposition(question: str) -> Proposition:
    return READER.read(question, None).proposition


@pytest.mark.parametrize(
    ("question", "predicate", "subject", "object_"),
    [
        ("Did the tug ram the pier in May?", "ram", "tug", "pier"),
        ("Was the mill bought by the union?", "buy", "union", "mill"),
        ("Who opened the sluice?", "open", "", "sluice"),
        ("By whom was the contract signed?", "sign", "", "contract"),
        ("Is it true that the tug rammed the pier?", "ram", "tug", "pier"),
        ("The tug rammed the pier.", "ram", "tug", "pier"),
    ],
)
def test_roles_are_the_same_in_active_and_passive(
    question: str, predicate: str, subject: str, object_: str
) -> None:
    found = proposition(question)
    assert (found.predicate, found.subject, found.object) == (predicate, subject, object_)


def test_what_stands_behind_prepositions_is_kept_with_them() -> None:
    others = proposition("Were the miners taken to Lenz by bus on Friday?").others
    assert {("to", "Lenz"), ("on", "Friday")} <= set(others)


@pytest.mark.parametrize(
    ("question", "negated", "expects_yes"),
    [
        ("Hasn't the tower been sold?", True, True),
        ("Has the tower not been sold?", True, False),
        ("Did nobody open the gate?", True, False),
        ("The tower hasn't been sold, has it?", True, False),
        ("Is it true that the tower was not sold?", True, False),
        ("Was the guard who did not sleep dismissed?", False, False),
        ("Did she know that the gate was not locked?", False, False),
        ("so did they pay the ransom or not?", False, False),
    ],
)
def test_only_the_main_clause_is_negated(question: str, negated: bool, expects_yes: bool) -> None:
    found = proposition(question)
    assert (found.negated, found.expects_yes) == (negated, expects_yes)


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Who opened the sluice?", "subject"),
        ("By whom was the contract signed?", "subject"),
        ("Which people did they put on trial?", "object"),
        ("When was the ferry raised?", "time"),
        ("Where were the crates found?", "place"),
        ("Why was it closed?", "reason"),
        ("How was the bridge blown up?", "manner"),
        ("Was the bridge blown up?", ""),
    ],
)
def test_the_role_that_is_left_open_has_a_name(question: str, asked: str) -> None:
    assert proposition(question).asked == asked


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Why did the mayor resign?", "mayor did resign"),
        ("When was the ferry raised?", "ferry was raised"),
        ("Which people did they put on trial?", "they did put people on trial"),
        ("Now that the firm has its patent, who owns it?", "the firm has its patent"),
        ("Since the mayor resigned, who runs the city?", "the mayor resigned"),
        ("Did Ada Brook know that the gate was open?", "the gate was open"),
        ("Who gave the union three boats?", "somebody gave the union three boats"),
    ],
)
def test_what_is_taken_for_granted_is_a_statement(question: str, told: str) -> None:
    assert told in READER.read(question, None).presupposed


@pytest.mark.parametrize(
    "question", ["Did the mayor resign?", "The mayor resigned.", "What is it?"]
)
def test_a_plain_question_takes_nothing_for_granted(question: str) -> None:
    assert READER.read(question, None).presupposed == ()
