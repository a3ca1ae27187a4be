"""The reason of a label names who says so since when, who denies it and what is not known."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.claims import Evidence, Stance
from bot.evidence.policy import Case, Nature, label
from bot.evidence.reasons import LONGEST
from retrieval.documents import Standing
from tests.fakes_answers import an_evidence

PARTY, AUTHORITY, MEDIA = Standing.PARTY, Standing.AUTHORITY, Standing.MEDIA


def row(who: str | None, stance: Stance, day: int, standing: Standing, **keys: Any) -> Evidence:
    """Somebody's statement on that day of March."""
    origin = who or "printed by Gazette"
    when = date(2024, 3, day)
    values = {"claimant": who, "origin": origin, "standing": standing, "stance": stance}
    return an_evidence(date=when, **values | keys)


RUMOUR = row(None, Stance.ASSERTS, 1, MEDIA)
DENIAL = row("Ferry Firm", Stance.DENIES, 2, PARTY)
BOARD = row("Sea Board", Stance.CONFIRMS, 4, AUTHORITY)
AGAIN = row("Sea Board", Stance.CONFIRMS, 9, AUTHORITY)
ADMISSION = row("Ferry Firm", Stance.ADMITS, 6, PARTY)
UNABLE = row("Sea Board", Stance.DECLINES, 3, AUTHORITY)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ((RUMOUR, BOARD, AGAIN), "Sea Board, 4 Mar 2024, on the record"),
        (
            (RUMOUR, DENIAL, BOARD),
            "Sea Board, 4 Mar 2024, on the record; denied by Ferry Firm, 2 Mar 2024",
        ),
        (
            (DENIAL, BOARD, ADMISSION),
            "admitted by Ferry Firm, 6 Mar 2024; denied by Ferry Firm until 6 Mar 2024",
        ),
        (
            (RUMOUR,),
            "only Gazette, 1 Mar 2024, says so; no authority in these sources confirms it",
        ),
        (
            (RUMOUR, DENIAL),
            "only Gazette, 1 Mar 2024, says so; denied by Ferry Firm, 2 Mar 2024; "
            "no authority in these sources confirms it",
        ),
        (
            (RUMOUR, row("A Sailor", Stance.ASSERTS, 2, Standing.OTHER)),
            "reported by Gazette, 1 Mar 2024, and A Sailor, 2 Mar 2024; "
            "no authority in these sources confirms it",
        ),
        (
            (row("Sea Board", Stance.ASSERTS, 4, AUTHORITY, hedged=True),),
            "only Sea Board, 4 Mar 2024, says so; "
            "no authority in these sources confirms it without a hedge",
        ),
        (
            (row("Sea Board", Stance.ASSERTS, 4, AUTHORITY),),
            "only Sea Board, 4 Mar 2024, says so; no other authority in these sources confirms it",
        ),
        ((UNABLE,), "not confirmed by Sea Board, 3 Mar 2024; no source here says it"),
        ((DENIAL,), "denied by Ferry Firm, 2 Mar 2024; no source here says it"),
        (
            (row("Ferry Firm", Stance.EVADES, 2, PARTY),),
            "left open by Ferry Firm, 2 Mar 2024; no source here says it",
        ),
        (
            (RUMOUR, row("Gazette", Stance.RETRACTS, 5, MEDIA)),
            "only Gazette, 1 Mar 2024, says so; retracted by Gazette, 5 Mar 2024; "
            "no authority in these sources confirms it",
        ),
        ((), "no source here says it"),
    ],
)
def test_a_content_is_explained_by_its_rows(rows: tuple[Evidence, ...], reason: str) -> None:
    assert label(Case(Nature.CONTENT, rows)).reason == reason


def test_many_claimants_are_the_first_and_a_count() -> None:
    rows = tuple(row(f"Sailor {n}", Stance.ASSERTS, n, Standing.OTHER) for n in range(1, 6))
    reason = label(Case(Nature.CONTENT, rows)).reason
    assert reason.startswith("reported by Sailor 1, 1 Mar 2024, and 4 more; ")


@pytest.mark.parametrize(
    ("nature", "rows", "reason"),
    [
        (Nature.SPEECH, (RUMOUR,), "Gazette, 1 Mar 2024, on the record"),
        (Nature.OPINION, (RUMOUR,), "a judgement or forecast, not a fact"),
        (Nature.CONTRADICTED, (RUMOUR, UNABLE), "contradicted by Sea Board, 3 Mar 2024"),
        (
            Nature.BACKGROUND,
            (RUMOUR,),
            "Gazette, 1 Mar 2024: plain background that no source contests",
        ),
    ],
)
def test_other_natures_have_their_own_words(
    nature: Nature, rows: tuple[Evidence, ...], reason: str
) -> None:
    assert label(Case(nature, rows)).reason == reason


_rows = st.lists(
    st.builds(
        row,
        st.text(st.characters(categories=["L", "Zs"]), min_size=1, max_size=120),
        st.sampled_from(Stance),
        st.integers(1, 31),
        st.sampled_from(Standing),
        hedged=st.booleans(),
    ),
    max_size=8,
).map(tuple)


@given(st.sampled_from(Nature), _rows)
def test_a_reason_is_one_line_that_fits(nature: Nature, rows: tuple[Evidence, ...]) -> None:
    reason = label(Case(nature, rows)).reason
    assert 0 < len(reason) <= LONGEST
    assert "\n" not in reason


@given(_rows, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(rows: tuple[Evidence, ...], dice: Any) -> None:
    distinct = tuple({(r.origin, r.date): r for r in rows}.values())
    mixed = list(distinct)
    dice.shuffle(mixed)
    natures = (Nature.CONTENT, Nature.BACKGROUND)
    for nature in natures:
        assert label(Case(nature, distinct)) == label(Case(nature, tuple(mixed)))
