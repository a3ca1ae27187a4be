"""Whose findings corroborate and whose denials count: what standing, name and hedge decide."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest

from bot.claims import Evidence, Label, Qualifier, Stance, Status
from bot.evidence.policy import Case, Nature, label
from retrieval.documents import Standing
from tests.fakes_answers import an_evidence

PARTY, ADVERSARY, AUTHORITY = Standing.PARTY, Standing.ADVERSARY, Standing.AUTHORITY
RESEARCH, MEDIA, OTHER = Standing.RESEARCH, Standing.MEDIA, Standing.OTHER


def row(name: str | None, standing: Standing, day: int = 1, **keys: object) -> Evidence:
    """What somebody asserts of the hull, without a finding of their own unless told."""
    values: dict[str, object] = {
        "source_id": f"{name}-{day}",
        "claimant": name,
        "standing": standing,
        "stance": Stance.ASSERTS,
        "hedged": False,
        "date": date(2024, 3, day),
        "origin": str(name),
        "finding": False,
    }
    return an_evidence(**values | keys)


def found(name: str | None, standing: Standing, day: int = 1, **keys: object) -> Evidence:
    """A finding of somebody's own."""
    return row(name, standing, day, **{"finding": True} | keys)


def labelled(*rows: Evidence, nature: Nature = Nature.CONTENT) -> Label:
    return label(Case(nature, rows))


DIVERS, WIRE = found("Ferry Divers", OTHER), found("Coast Wire", MEDIA)
TIDES, HARBOUR = row("Tidal Institute", RESEARCH), row("Harbour Office", AUTHORITY)


@pytest.mark.parametrize(
    "rows",
    [
        (DIVERS, WIRE),
        (DIVERS, found("Ulva Swimmers", OTHER)),
        (WIRE, found("Dunmere Courier", MEDIA, 2)),
        (DIVERS, TIDES),
        (WIRE, TIDES),
        # an authority that was there first is a finder like others
        (HARBOUR, found("Ferry Divers", OTHER, 2)),
    ],
)
def test_two_who_are_no_party_corroborate_what_both_found(rows: tuple[Evidence, ...]) -> None:
    made = labelled(*rows)
    assert (made.status, made.qualifiers) == (Status.CONFIRMED, (Qualifier.CORROBORATED,))
    assert all(r.claimant in made.reason for r in rows if r.claimant)


@pytest.mark.parametrize("standing", [PARTY, ADVERSARY])
@pytest.mark.parametrize("other", [DIVERS, WIRE, TIDES])
def test_the_finding_of_a_party_or_an_adversary_corroborates_nothing(
    standing: Standing, other: Evidence
) -> None:
    made = labelled(found("Dunmere Ferries", standing), other)
    assert (made.status, made.qualifiers) == (Status.UNCONFIRMED, (Qualifier.REPORTED,))


def test_two_parties_that_found_it_corroborate_nothing() -> None:
    made = labelled(found("Dunmere Ferries", PARTY), found("City of Calder", ADVERSARY))
    assert made.status is Status.UNCONFIRMED


@pytest.mark.parametrize(
    "rows",
    [
        # only said, not found out
        (row("Ferry Divers", OTHER), WIRE),
        (DIVERS, row("Coast Wire", MEDIA)),
        (TIDES, row("Coast Wire", MEDIA)),
        # hedged
        (found("Ferry Divers", OTHER, hedged=True), WIRE),
        # nobody by name
        (found("unnamed sailors", OTHER), WIRE),
        (found(None, MEDIA), DIVERS),
        # one origin
        (DIVERS, found("Coast Wire", MEDIA, origin="Ferry Divers")),
        (DIVERS, found("Ferry Divers", OTHER, 2)),
        (DIVERS,),
        # nothing affirmed
        (DIVERS, found("Coast Wire", MEDIA, stance=Stance.DECLINES)),
    ],
)
def test_it_takes_two_named_origins_that_found_it_themselves(rows: tuple[Evidence, ...]) -> None:
    made = labelled(*rows)
    assert (made.status, made.qualifiers) == (Status.UNCONFIRMED, (Qualifier.REPORTED,))


def test_a_denial_disputes_what_was_corroborated_and_a_retraction_undoes_it() -> None:
    denied = labelled(DIVERS, WIRE, row("Ada Brook", PARTY, 2, stance=Stance.DENIES))
    assert denied.status is Status.CONFIRMED
    assert set(denied.qualifiers) == {
        Qualifier.CORROBORATED,
        Qualifier.DENIED,
        Qualifier.DISPUTED,
    }
    retracted = labelled(DIVERS, WIRE, found("Coast Wire", MEDIA, 2, stance=Stance.RETRACTS))
    assert retracted.status is Status.UNCONFIRMED
    assert Qualifier.REFUTED in retracted.qualifiers


def test_findings_make_no_judgement_a_fact() -> None:
    assert labelled(DIVERS, WIRE, TIDES, nature=Nature.OPINION).status is Status.UNCONFIRMED


@pytest.mark.parametrize("standing", [PARTY, ADVERSARY, AUTHORITY, RESEARCH, OTHER])
def test_a_denial_by_anybody_named_counts_whatever_their_standing(standing: Standing) -> None:
    denial = row("Mara Finn", standing, 2, stance=Stance.DENIES)
    assert labelled(denial).qualifiers == (Qualifier.REPORTED, Qualifier.DENIED)
    disputed = labelled(row("Ines Holt", ADVERSARY), denial)
    assert disputed.qualifiers == (Qualifier.REPORTED, Qualifier.DENIED, Qualifier.DISPUTED)
    assert "Mara Finn" in disputed.reason


@pytest.mark.parametrize(
    "denial",
    [
        row("Coast Wire", MEDIA, 2, stance=Stance.DENIES),
        row(None, MEDIA, 2, stance=Stance.DENIES),
        row("unnamed sailors", OTHER, 2, stance=Stance.DENIES),
        row("unnamed officials", AUTHORITY, 2, stance=Stance.DENIES),
        row("Mara Finn", OTHER, 2, stance=Stance.DECLINES),
        row("Mara Finn", OTHER, 2, stance=Stance.EVADES),
    ],
)
def test_a_denial_of_media_or_of_somebody_unnamed_never_counts(denial: Evidence) -> None:
    assert labelled(denial).qualifiers == (Qualifier.REPORTED,)
    assert labelled(row("Ines Holt", ADVERSARY), denial).qualifiers == (Qualifier.REPORTED,)


def test_plain_background_is_contested_by_anybody_named_and_by_no_page() -> None:
    page = row(None, MEDIA, origin="page")
    named = row("Mara Finn", OTHER, 2, stance=Stance.DENIES)
    paper = row("Coast Wire", MEDIA, 2, stance=Stance.DENIES)
    assert labelled(page, named, nature=Nature.BACKGROUND).status is Status.UNCONFIRMED
    assert labelled(page, paper, nature=Nature.BACKGROUND).status is Status.CONFIRMED


@pytest.mark.parametrize(("one", "other"), list(combinations(Standing, 2)))
def test_the_order_in_which_two_found_it_on_one_day_never_matters(
    one: Standing, other: Standing
) -> None:
    rows = (found("Ada Brook", one), found("Ines Holt", other))
    assert labelled(*rows) == labelled(*reversed(rows))
