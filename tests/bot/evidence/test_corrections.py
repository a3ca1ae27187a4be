"""What a page takes back, in a note or in the sentence behind."""

from __future__ import annotations

from datetime import date

import pytest

from bot.claims import Stance
from bot.evidence.statement import Statement
from tests.fakes_evidence import readings

NOTE = (
    "The ferry sank off Ulva. Its captain was arrested.\n\n"
    "Correction, 6 May: An earlier version of this report said that the ferry sank. "
    "The captain was not arrested."
)


def parts(body: str) -> list[Statement]:
    return [part for reading in readings(body) for part in reading.parts]


def test_what_an_earlier_version_said_is_retracted_by_the_publisher() -> None:
    (taken,) = [p for p in parts(NOTE) if p.stance is Stance.RETRACTS]
    assert taken.text == "that the ferry sank"
    assert taken.claimant is not None
    assert taken.claimant.name == taken.source.publisher
    assert not taken.hedged


def test_what_a_note_states_itself_corrects() -> None:
    assert [p.text for p in parts(NOTE) if p.corrects] == ["The captain was not arrested"]


@pytest.mark.parametrize(
    "body",
    [
        "On Monday we reported that the ferry had sunk. That was wrong.",
        "Last week this newspaper wrote that the ferry had sunk. The report was false.",
    ],
)
def test_the_sentence_behind_takes_back_what_the_page_reported(body: str) -> None:
    assert Stance.RETRACTS in {p.stance for p in parts(body)}


@pytest.mark.parametrize(
    "body",
    [
        "Ada Brook said that the ferry had sunk. That was wrong.",
        "On Monday we reported that the ferry had sunk. It was a bad day for the harbour.",
        "Update: the ferry sank off Ulva.",
        "The correction officers said that the ferry sank.",
    ],
)
def test_nothing_else_is(body: str) -> None:
    found = parts(body)
    assert all(p.stance is not Stance.RETRACTS and not p.corrects for p in found)


@pytest.mark.parametrize(
    ("note", "day"),
    [
        ("Correction, 6 May: The ferry did not sink.", date(2024, 5, 6)),
        ("This article was amended on 7 May 2024. The ferry did not sink.", date(2024, 5, 7)),
        ("Correction: The ferry did not sink on 6 May.", date(2024, 3, 5)),
        ("Correction: A report on 4 March said that the ferry sank.", date(2024, 3, 5)),
    ],
)
def test_a_note_counts_from_the_day_that_it_names_as_its_own(note: str, day: date) -> None:
    assert parts(f"The ferry sank off Ulva.\n\n{note}")[-1].dated == day


def test_a_page_under_such_a_title_is_a_note() -> None:
    body = "A report on Friday misstated the number of passengers. There were 18, not 80."
    found = readings(body, title="Corrections and clarifications")
    assert all(part.corrects for reading in found for part in reading.parts)


def test_what_an_article_was_corrected_to_say_is_not_taken_back() -> None:
    (said,) = parts("This article has been corrected to say that the ferry is safe.")
    assert said.stance is not Stance.RETRACTS
