"""The few rows that a label rests on, and the strongest against it."""

from __future__ import annotations

from bot.claims import Claim, Evidence, Label, Qualifier, Stance, Status
from bot.evidence.deciding import MOST, deciding_rows
from retrieval.documents import Standing
from tests.fakes_answers import an_evidence


def row(claimant: str, stance: Stance, standing: Standing, **keys: object) -> Evidence:
    values = {"claimant": claimant, "stance": stance, "standing": standing, "origin": claimant}
    return an_evidence(**{**values, "hedged": False, **keys})


FIRM = row("the firm", Stance.ASSERTS, Standing.PARTY)
BOARD = row("the board", Stance.CONFIRMS, Standing.AUTHORITY)
RIVAL = row("the rival", Stance.DENIES, Standing.ADVERSARY)
GUESS = row("the union", Stance.ASSERTS, Standing.OTHER, hedged=True)


def a_claim(status: Status, *qualifiers: Qualifier, rows: tuple[Evidence, ...]) -> Claim:
    return Claim("The pier was sold.", Label(status, qualifiers, "so"), (), (), rows)


def test_the_strongest_come_first_and_the_hedged_last() -> None:
    claim = a_claim(Status.CONFIRMED, Qualifier.OFFICIAL, rows=(GUESS, FIRM, RIVAL, BOARD))
    assert deciding_rows(claim) == ((BOARD, FIRM, GUESS), RIVAL)


def test_of_what_is_refuted_those_decide_that_speak_against_it() -> None:
    claim = a_claim(Status.UNCONFIRMED, Qualifier.REFUTED, rows=(FIRM, RIVAL))
    assert deciding_rows(claim) == ((RIVAL,), FIRM)


def test_where_nobody_affirms_it_those_are_named_that_would_not() -> None:
    declines = row("the board", Stance.DECLINES, Standing.AUTHORITY)
    claim = a_claim(Status.UNCONFIRMED, Qualifier.REPORTED, rows=(declines,))
    assert deciding_rows(claim) == ((declines,), None)


def test_a_voice_counts_once_and_three_are_enough() -> None:
    rows = [row(f"witness {n}", Stance.ASSERTS, Standing.OTHER) for n in range(5)]
    again = row("witness 0", Stance.ASSERTS, Standing.OTHER, source_id="another")
    found, _ = deciding_rows(a_claim(Status.UNCONFIRMED, rows=(*rows, again)))
    assert len(found) == len({r.origin for r in found}) == MOST
