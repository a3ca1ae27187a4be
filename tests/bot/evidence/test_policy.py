"""The label policy: a table of cases for every rule, and what must never matter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.claims import Evidence, Qualifier, Stance, Status
from bot.evidence.history import history_of
from bot.evidence.policy import Case, Nature, label
from retrieval.documents import Standing
from tests.fakes_answers import an_evidence

C, U = Status.CONFIRMED, Status.UNCONFIRMED
ADMITTED, OFFICIAL, CORROBORATED, ON_RECORD = (
    Qualifier.ADMITTED,
    Qualifier.OFFICIAL,
    Qualifier.CORROBORATED,
    Qualifier.ON_RECORD,
)
REPORTED, DENIED, DISPUTED, REFUTED, OPINION = (
    Qualifier.REPORTED,
    Qualifier.DENIED,
    Qualifier.DISPUTED,
    Qualifier.REFUTED,
    Qualifier.OPINION,
)
STANDINGS = {
    "firm": Standing.PARTY,
    "rival": Standing.ADVERSARY,
    "board": Standing.AUTHORITY,
    "court": Standing.AUTHORITY,
    "lab": Standing.RESEARCH,
    "wire": Standing.MEDIA,
    "diver": Standing.OTHER,
    "unnamed officials": Standing.AUTHORITY,
}
VERBS = {stance.value: stance for stance in Stance} | {"says": Stance.ASSERTS}


def row(said: str, day: int = 1, **keys: object) -> Evidence:
    """A row such as "board confirms" or "maybe board says"; a `voice` has no claimant."""
    *hedge, who, verb = said.replace("unnamed officials", "unnamed_officials").split()
    claimant = who.replace("_", " ")
    values: dict[str, object] = {
        "source_id": f"{claimant}-{day}",
        "claimant": None if claimant == "voice" else claimant,
        "standing": STANDINGS.get(claimant, Standing.MEDIA),
        "stance": VERBS[verb],
        "hedged": bool(hedge),
        "date": date(2024, 3, day),
        "origin": claimant,
    }
    return an_evidence(**values | keys)


def labelled(nature: Nature, *said: str) -> tuple[Status, set[Qualifier]]:
    """The label of rows that were said on one day after the other."""
    rows = tuple(row(one, day) for day, one in enumerate(said, 1))
    found = label(Case(nature, rows))
    assert found.reason.strip() == found.reason != ""
    assert "\n" not in found.reason
    return found.status, set(found.qualifiers)


@pytest.mark.parametrize(
    ("said", "status", "qualifiers"),
    [
        # admitted, against its interest
        (["firm admits"], C, {ADMITTED}),
        (["firm denies", "firm admits"], C, {ADMITTED, DENIED, DISPUTED}),
        (["rival admits"], U, {REPORTED}),
        (["diver admits"], U, {REPORTED}),
        (["maybe firm admits"], U, {REPORTED}),
        # official: an authority that is not the first claimant, or confirms in so many words
        (["rival says", "board says"], C, {OFFICIAL}),
        (["board says"], U, {REPORTED}),
        (["board says", "board says"], U, {REPORTED}),
        (["board says", "rival says"], U, {REPORTED}),
        (["board confirms"], C, {OFFICIAL}),
        (["rival says", "firm denies", "board says"], C, {OFFICIAL, DENIED, DISPUTED}),
        (["rival says", "maybe board says"], U, {REPORTED}),
        (["maybe board confirms"], U, {REPORTED}),
        (["rival says", "unnamed officials says"], U, {REPORTED}),
        (["unnamed officials confirms"], U, {REPORTED}),
        (["rival confirms"], U, {REPORTED}),
        # corroborated: two named finders, none a party
        (["lab says", "board says"], C, {OFFICIAL}),
        (["board says", "lab says"], C, {CORROBORATED}),
        (["lab says", "lab says"], U, {REPORTED}),
        (["lab says", "rival says"], U, {REPORTED}),
        (["lab says", "firm says"], U, {REPORTED}),
        (["maybe lab says", "board says"], U, {REPORTED}),
        (["unnamed officials says", "lab says"], U, {REPORTED}),
        # reported, denied, disputed, refuted
        (["rival says"], U, {REPORTED}),
        (["rival says", "wire says", "diver says", "voice says"], U, {REPORTED}),
        (["rival says", "firm denies"], U, {REPORTED, DENIED, DISPUTED}),
        (["firm denies"], U, {REPORTED, DENIED}),
        (["diver denies", "rival says"], U, {REPORTED, DENIED, DISPUTED}),
        (["wire denies", "rival says"], U, {REPORTED}),
        (["wire says", "wire retracts"], U, {REPORTED, REFUTED}),
        (["lab says", "board says", "wire retracts"], C, {OFFICIAL, REFUTED}),
        # declining and evading neither confirm nor refute
        (["board declines"], U, {REPORTED}),
        (["firm evades"], U, {REPORTED}),
        (["rival says", "board declines", "firm evades"], U, {REPORTED}),
        # nothing
        ([], U, {REPORTED}),
    ],
)
def test_content_is_confirmed_by_the_rules_alone(
    said: list[str], status: Status, qualifiers: set[Qualifier]
) -> None:
    assert labelled(Nature.CONTENT, *said) == (status, qualifiers)


@pytest.mark.parametrize(
    ("said", "status", "qualifiers"),
    [
        (["voice says"], C, {ON_RECORD}),
        (["maybe voice says"], U, {REPORTED}),
        (["voice says", "firm denies"], U, {REPORTED, DENIED, DISPUTED}),
        (["voice says", "wire retracts"], U, {REPORTED, REFUTED}),
        (["voice declines"], U, {REPORTED}),
        ([], U, {REPORTED}),
    ],
)
def test_plain_background_is_on_record_where_nobody_contests_it(
    said: list[str], status: Status, qualifiers: set[Qualifier]
) -> None:
    assert labelled(Nature.BACKGROUND, *said) == (status, qualifiers)


@pytest.mark.parametrize("said", [["board confirms"], ["firm admits"], ["voice says"], []])
def test_a_judgement_is_never_confirmed(said: list[str]) -> None:
    assert labelled(Nature.OPINION, *said) == (U, {OPINION})


@pytest.mark.parametrize("verb", ["says", "denies", "declines", "evades", "admits"])
def test_what_somebody_said_is_on_record_whatever_they_said(verb: str) -> None:
    assert labelled(Nature.SPEECH, f"firm {verb}") == (C, {ON_RECORD})
    assert labelled(Nature.SPEECH, f"maybe diver {verb}") == (C, {ON_RECORD})


def test_what_nobody_is_known_to_have_said_is_not() -> None:
    assert labelled(Nature.SPEECH) == (U, {REPORTED})


def test_what_the_answer_contradicts_is_refuted() -> None:
    status, qualifiers = labelled(Nature.CONTRADICTED, "board declines", "rival says")
    assert (status, REFUTED in qualifiers) == (U, True)


@pytest.mark.parametrize(
    ("act", "said", "status", "qualifier"),
    [
        (Stance.CONFIRMS, ["board confirms"], C, ON_RECORD),
        (Stance.CONFIRMS, ["firm admits"], C, ON_RECORD),
        (Stance.CONFIRMS, ["board says"], U, REFUTED),
        (Stance.CONFIRMS, ["board declines"], U, REFUTED),
        (Stance.ADMITS, ["firm denies"], U, REFUTED),
        (Stance.ADMITS, ["firm denies", "firm admits"], C, ON_RECORD),
        (Stance.DENIES, ["firm denies"], C, ON_RECORD),
        (Stance.DENIES, ["firm denies", "firm admits"], U, REFUTED),
        (Stance.DENIES, ["firm admits", "firm denies"], C, ON_RECORD),
        (Stance.ASSERTS, ["rival says"], C, ON_RECORD),
        (Stance.ASSERTS, ["rival denies"], U, REFUTED),
        (Stance.CONFIRMS, [], U, REPORTED),
    ],
)
def test_that_somebody_did_so_is_on_record_when_they_did(
    act: Stance, said: list[str], status: Status, qualifier: Qualifier
) -> None:
    rows = tuple(row(one, day) for day, one in enumerate(said, 1))
    found = label(Case(Nature.ACT, rows, act))
    assert (found.status, found.qualifiers[0]) == (status, qualifier)


def test_an_authority_counts_as_official_though_the_first_claimant_repeats_it_later() -> None:
    rows = (row("rival says", 1), row("board says", 2), row("rival says", 3))
    assert label(Case(Nature.CONTENT, rows)).qualifiers == (OFFICIAL,)


def test_ten_copies_of_a_claim_confirm_nothing() -> None:
    copies = tuple(row("lab says", day, source_id=f"page-{day}") for day in range(1, 11))
    assert label(Case(Nature.CONTENT, copies)).status is U


def test_history_tells_each_change_with_the_source_that_brought_it() -> None:
    rows = (
        row("rival says", 1),
        row("rival says", 2, source_id="copy"),
        row("firm denies", 3),
        row("firm admits", 4),
    )
    steps = history_of(Case(Nature.CONTENT, rows))
    assert [(s.date.day, s.status, set(s.qualifiers), s.source_id) for s in steps] == [
        (1, U, {REPORTED}, "rival-1"),
        (3, U, {REPORTED, DENIED, DISPUTED}, "firm-3"),
        (4, C, {ADMITTED, DENIED, DISPUTED}, "firm-4"),
    ]
    assert history_of(Case(Nature.CONTENT, ())) == ()


ROWS = st.lists(
    st.builds(
        lambda who, verb, day, hedge: row(f"{hedge}{who} {verb}", day, start=day),
        st.sampled_from([*(w for w in STANDINGS if " " not in w), "unnamed_officials", "voice"]),
        st.sampled_from(sorted(VERBS)),
        st.integers(1, 9),
        st.sampled_from(["", "maybe "]),
    ),
    max_size=7,
)
NATURES = st.sampled_from([n for n in Nature if n is not Nature.ACT])
SUPPORTING = {Stance.ASSERTS, Stance.CONFIRMS, Stance.ADMITS}


@given(NATURES, ROWS, st.data())
def test_without_a_supporting_row_no_label_rises(
    nature: Nature, rows: list[Evidence], data: st.DataObject
) -> None:
    before = label(Case(nature, tuple(rows)))
    supporting = [n for n, r in enumerate(rows) if r.stance in SUPPORTING]
    if not supporting or before.status is C:
        return
    gone = data.draw(st.sampled_from(supporting))
    fewer = tuple(r for n, r in enumerate(rows) if n != gone)
    assert label(Case(nature, fewer)).status is U


@given(st.sampled_from([Nature.CONTENT, Nature.BACKGROUND]), ROWS)
def test_hedged_rows_alone_never_confirm(nature: Nature, rows: list[Evidence]) -> None:
    hedged = tuple(replace(r, hedged=True) for r in rows)
    assert label(Case(nature, hedged)).status is U


@given(st.sampled_from([Nature.CONTENT, Nature.BACKGROUND]), ROWS, ROWS)
def test_a_hedged_row_never_raises_a_label(
    nature: Nature, rows: list[Evidence], more: list[Evidence]
) -> None:
    if label(Case(nature, tuple(rows))).status is U:
        hedged = [replace(r, hedged=True) for r in more]
        assert label(Case(nature, (*rows, *hedged))).status is U


@given(NATURES, ROWS, st.randoms())
def test_the_order_of_the_rows_never_matters(
    nature: Nature, rows: list[Evidence], random: object
) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert label(Case(nature, tuple(shuffled))) == label(Case(nature, tuple(rows)))


@given(NATURES, ROWS, st.data())
def test_a_copy_never_matters(nature: Nature, rows: list[Evidence], data: st.DataObject) -> None:
    if not rows:
        return
    copy = replace(data.draw(st.sampled_from(rows)), source_id="zz-copy")
    before, after = label(Case(nature, tuple(rows))), label(Case(nature, (*rows, copy)))
    assert (after.status, set(after.qualifiers)) == (before.status, set(before.qualifiers))


@given(NATURES, ROWS)
def test_a_label_says_why_and_its_qualifiers_agree_with_its_status(
    nature: Nature, rows: list[Evidence]
) -> None:
    found = label(Case(nature, tuple(rows)))
    confirming = {ADMITTED, OFFICIAL, CORROBORATED, ON_RECORD}
    assert (found.qualifiers[0] in confirming) is (found.status is C)
    assert len(set(found.qualifiers)) == len(found.qualifiers)
    assert found.reason
