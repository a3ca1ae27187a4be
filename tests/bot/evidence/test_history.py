"""How a status came about: each change with its day and with the source that brought it."""

from __future__ import annotations

from datetime import date

from bot.claims import Stance, Status
from bot.evidence.history import history_of
from bot.evidence.policy import Case, Nature, label
from retrieval.documents import Standing
from tests.fakes_answers import an_evidence

RUMOUR = an_evidence(
    source_id="a", claimant="A Sailor", origin="sailor", standing=Standing.OTHER, start=0
)
REPEATED = an_evidence(
    source_id="z", claimant="A Cook", origin="cook", standing=Standing.OTHER, date=date(2024, 3, 9)
)
CONFIRMED = an_evidence(source_id="m", stance=Stance.CONFIRMS, date=date(2024, 3, 9))


def test_a_change_is_due_to_the_row_that_brings_it_not_to_the_last_of_its_day() -> None:
    case = Case(Nature.CONTENT, (REPEATED, CONFIRMED, RUMOUR))
    assert [(c.date.day, c.status, c.source_id) for c in history_of(case)] == [
        (4, Status.UNCONFIRMED, "a"),
        (9, Status.CONFIRMED, "m"),
    ]


def test_the_last_change_is_the_present_status() -> None:
    case = Case(Nature.CONTENT, (RUMOUR, CONFIRMED))
    last, now = history_of(case)[-1], label(case)
    assert (last.status, last.qualifiers, last.reason) == (now.status, now.qualifiers, now.reason)


def test_rows_that_change_nothing_leave_no_trace() -> None:
    case = Case(Nature.CONTENT, (RUMOUR, REPEATED))
    assert len(history_of(case)) == 1


def test_nothing_known_has_no_history() -> None:
    assert history_of(Case(Nature.CONTENT, ())) == ()
