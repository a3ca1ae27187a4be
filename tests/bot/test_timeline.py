"""A claim's status over time: as text, as JSON, as a picture and in its words."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.claims import Claim, Qualifier, Status
from bot.rendering.answers import answer_text
from bot.rendering.chart import alt_text, draw, words_file
from bot.rendering.lines import plain
from bot.rendering.timeline import timeline_json, timeline_lines
from tests.fakes_answers import a_change, a_claim, a_label, a_non_answer, an_answer, an_evidence

RUMOUR = a_change()
CONFIRMATION = a_change(
    date=date(2024, 3, 4),
    status=Status.CONFIRMED,
    qualifiers=(Qualifier.OFFICIAL,),
    source_id="mill-bridge",
    reason="Harbour Office, 4 Mar 2024, on the record",
)
FERRYMAN = an_evidence(
    source_id="rumour", date=date(2024, 3, 1), claimant=None, origin="printed by Gazette"
)
CLAIM = a_claim(history=(RUMOUR, CONFIRMATION), evidence=(FERRYMAN, an_evidence()))
UNTIL = date(2024, 3, 20)


def drawn(claim: Claim, folder: Path, title: str = "Is it shut?", until: date = UNTIL) -> bytes:
    """The picture's bytes."""
    draw(claim, title, until, folder / "line.png")
    return (folder / "line.png").read_bytes()


def size(png: bytes) -> tuple[int, int]:
    """Width and height as a PNG's header tells them."""
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")


def test_the_oldest_change_comes_first_and_the_present_status_last() -> None:
    assert plain(timeline_lines(an_answer(claims=(CLAIM,)))).splitlines() == [
        "“Is the bridge shut?”",
        "  1 Mar 2024: UNCONFIRMED · reported — Only a ferryman said so. (rumour)",
        "  4 Mar 2024: CONFIRMED · official — Harbour Office, 4 Mar 2024, on the record "
        "(mill-bridge)",
        "",
        "CONFIRMED · official · as of 6 Mar 2024",
        "The harbour office said so without hedge.",
    ]


def test_a_claim_without_dated_statements_says_so() -> None:
    assert "No dated statement bears on it." in plain(timeline_lines(an_answer()))


def test_nothing_found_is_shown_as_an_answer_is() -> None:
    nothing = a_non_answer()
    assert plain(timeline_lines(nothing)) == answer_text(nothing)
    values = timeline_json(nothing)
    assert (values["status"], values["reason"], values["history"]) == (None, None, [])
    assert values["citations"][0]["source_id"] == "mill-bridge"


def test_json_holds_the_history_and_the_present_label() -> None:
    values = timeline_json(an_answer(claims=(CLAIM,)))
    assert [c["date"] for c in values["history"]] == ["2024-03-01", "2024-03-04"]
    assert (values["status"], values["qualifiers"]) == ("confirmed", ["official"])


def test_a_day_that_the_question_sets_is_said_beside_the_label() -> None:
    answer = an_answer(as_of_in_question=True)
    assert "as known on 6 Mar 2024)" in answer_text(answer).splitlines()[0]
    assert answer_text(answer).splitlines()[1] == "The question's own words set the day."
    assert "own words" not in answer_text(an_answer())
    assert "own words set the day" in answer_text(a_non_answer(as_of_in_question=True))


def test_the_words_of_the_picture_hold_every_change_with_who_brought_it() -> None:
    assert alt_text(CLAIM) == (
        "Status over time. 1 Mar 2024: UNCONFIRMED · reported, Gazette, in rumour. "
        "4 Mar 2024: CONFIRMED · official, Harbour Office, in mill-bridge. "
        "Now: CONFIRMED · official; The harbour office said so without hedge."
    )


def test_the_words_are_written_beside_the_picture(tmp_path: Path) -> None:
    drawn(CLAIM, tmp_path)
    beside = words_file(tmp_path / "line.png")
    assert beside.name == "line.alt.txt"
    assert beside.read_text(encoding="utf-8") == f"{alt_text(CLAIM)}\n"


def test_every_picture_has_one_width_and_grows_with_its_changes(tmp_path: Path) -> None:
    many = tuple(
        a_change(date=date(2024, 3, 1) + timedelta(days=n), qualifiers=(Qualifier.REPORTED,))
        for n in range(12)
    )
    short, long = (size(drawn(a_claim(history=h), tmp_path)) for h in (many[:1], many))
    assert short[0] == long[0] == 800
    assert short[1] < long[1]


@pytest.mark.parametrize(
    ("claim", "title", "until"),
    [
        (a_claim(), "no history", UNTIL),
        (a_claim(history=(RUMOUR,)), "a single day", RUMOUR.date),
        (CLAIM, "until is before the last change", RUMOUR.date),
        (CLAIM, "costs $5 and 5$ \\frac_{x}", UNTIL),
        (CLAIM, "橋は閉まっていますか 🌉 \x1b[31m", UNTIL),
        (CLAIM, "w" * 300, UNTIL),
        (a_claim(label=a_label(reason="")), "", UNTIL),
    ],
)
def test_odd_claims_are_drawn_too(claim: Claim, title: str, until: date, tmp_path: Path) -> None:
    assert drawn(claim, tmp_path, title, until).startswith(b"\x89PNG")


def test_the_picture_tells_the_two_statuses_apart_without_colour(tmp_path: Path) -> None:
    """Lane and pattern differ where the colours do not."""
    one, other = (
        drawn(a_claim(history=(a_change(status=status, qualifiers=()),)), tmp_path)
        for status in Status
    )
    assert one != other
