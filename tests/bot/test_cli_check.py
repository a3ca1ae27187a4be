"""`onrecord check`: the claims of a text with their labels, in words and as JSON."""

from __future__ import annotations

import json

import pytest

from tests.fakes_place import Place

CLAIM = "The Mill Bridge is closed"
FALSE = "The Mill Bridge was sold"


def test_a_claim_has_its_label_first_and_what_decides_it(indexed: Place) -> None:
    ran = indexed.run("check", CLAIM)
    assert (ran.code, ran.err) == (0, "")
    claim, label, reason, *rest = ran.out.splitlines()
    assert claim == f"“{CLAIM}”"
    assert "CONFIRMED" in label
    assert "Harbour Office" in reason
    assert rest[0] == "Decided by"


def test_what_no_source_says_is_unconfirmed_and_borrows_no_label(indexed: Place) -> None:
    checked = json.loads(indexed.run("check", FALSE, "--json").out)
    assert [(c["claim"], c["status"], c["deciding"]) for c in checked] == [
        (FALSE, "unconfirmed", [])
    ]
    assert checked[0]["reason"] == "no source here says it"


def test_of_two_claims_in_a_sentence_the_lower_leads(indexed: Place) -> None:
    text = f"{CLAIM} and the ferrymen sank a barge."
    checked = json.loads(indexed.run("check", text, "--json").out)
    assert [c["claim"] for c in checked] in (
        [CLAIM, "the ferrymen sank a barge"],
        ["the ferrymen sank a barge", CLAIM],
    )
    order = ["unconfirmed", "confirmed"]
    statuses = [c["status"] for c in checked]
    assert statuses == sorted(statuses, key=order.index)


def test_each_sentence_of_a_text_is_checked(indexed: Place) -> None:
    checked = json.loads(indexed.run("check", f"{CLAIM}. {FALSE}.", "--json").out)
    assert len(checked) == 2


def test_a_day_limits_what_counts(indexed: Place) -> None:
    claim = "The union called a strike"
    (now,) = json.loads(indexed.run("check", claim, "--json").out)
    (before,) = json.loads(indexed.run("check", claim, "--as-of", "2024-03-06", "--json").out)
    assert [row["source_id"] for row in now["deciding"]] == ["ferry-strike"]
    assert (before["as_of"], before["status"], before["deciding"]) == (
        "2024-03-06",
        "unconfirmed",
        [],
    )


def test_a_checker_that_is_not_there_is_one_line(indexed: Place) -> None:
    ran = indexed.run("check", CLAIM, ONRECORD_CHECKER="nowhere")
    assert (ran.code, ran.out) == (2, "")
    assert ran.error.startswith("ONRECORD_CHECKER: nowhere: no card of a model there")


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [(["check", "  "], "empty"), (["check", CLAIM, "--as-of", "soon"], "soon")],
)
def test_bad_usage_is_one_line(indexed: Place, arguments: list[str], problem: str) -> None:
    ran = indexed.run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert problem in ran.error
