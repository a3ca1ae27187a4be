"""`onrecord why` and `onrecord timeline`, and the day that a question sets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.fakes_place import QUESTION, Place

CLAIM = "The Mill Bridge is closed"
BESIDE = "Which volcano erupted near Naples in antiquity?"


def test_why_shows_the_evidence_of_the_first_claim(indexed: Place) -> None:
    ran = indexed.run("why", QUESTION)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[1].startswith("Claim 1 [1]")
    assert "Evidence" in ran.out
    assert "Harbour Office" in ran.out


@pytest.mark.parametrize(
    ("number", "problem"), [("9", "nothing is numbered 9"), ("x", "no number")]
)
def test_why_refuses_a_number_that_no_claim_has(indexed: Place, number: str, problem: str) -> None:
    ran = indexed.run("why", QUESTION, number)
    assert (ran.code, ran.out) == (2, "")
    assert problem in ran.error


def test_a_timeline_ends_with_the_present_status(indexed: Place) -> None:
    ran = indexed.run("timeline", CLAIM)
    assert (ran.code, ran.err) == (0, "")
    first, *_, label, reason = ran.out.splitlines()
    assert first == f"“{CLAIM}”"
    assert label.startswith(("CONFIRMED · ", "UNCONFIRMED · "))
    assert reason


def test_a_timeline_as_json_holds_the_history(indexed: Place) -> None:
    values = json.loads(indexed.run("timeline", CLAIM, "--json", "--as-of", "2024-03-06").out)
    assert (values["question"], values["as_of"]) == (CLAIM, "2024-03-06")
    assert [change["source_id"] for change in values["history"]] == ["mill-bridge"]


@pytest.mark.parametrize("command", ["why", "timeline"])
def test_nothing_found_exits_with_3_and_shows_no_label(indexed: Place, command: str) -> None:
    ran = indexed.run(command, BESIDE)
    assert (ran.code, ran.err) == (3, "")
    assert "CONFIRMED" not in ran.out


def test_the_picture_is_written_with_its_words(indexed: Place, tmp_path: Path) -> None:
    file = tmp_path / "bridge.png"
    ran = indexed.run("timeline", CLAIM, "--png", str(file))
    assert ran.code == 0
    assert ran.err.startswith("Drew ")
    assert file.read_bytes().startswith(b"\x89PNG")
    assert (tmp_path / "bridge.alt.txt").read_text(encoding="utf-8").startswith("Status over time.")


def test_nothing_found_draws_nothing(indexed: Place, tmp_path: Path) -> None:
    assert indexed.run("timeline", BESIDE, "--png", str(tmp_path / "x.png")).code == 3
    assert list(tmp_path.iterdir()) == []


def test_a_picture_that_cannot_be_written_is_refused_at_once(place: Place) -> None:
    ran = place.run("timeline", CLAIM, "--png", "nowhere/x.png")
    assert (ran.code, ran.out) == (2, "")
    assert "name a file in a folder that exists" in ran.error
    assert not (place.home / "indexes").exists()


def test_the_day_in_a_question_is_its_as_of_date(indexed: Place) -> None:
    ran = indexed.run("ask", "Why is the Mill Bridge closed as of 6 March 2024?")
    assert ran.out.splitlines()[0].endswith("; as known on 6 Mar 2024)")
    assert "The question's own words set the day." in ran.out
    answer = json.loads(indexed.run("ask", "As of 6 March, why is it closed?", "--json").out)
    assert answer["as_of"] == "2024-03-06"
    assert answer["question"] == "As of 6 March, why is it closed?"


def test_the_flag_wins_over_the_day_in_the_question(indexed: Place) -> None:
    question = "Why is the Mill Bridge closed as of 6 March 2024?"
    ran = indexed.run("ask", question, "--as-of", "2024-03-07")
    assert ran.out.splitlines()[0].endswith("; as known on 7 Mar 2024)")
    assert "set the day" not in ran.out
