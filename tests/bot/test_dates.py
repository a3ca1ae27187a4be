"""Dates that people type: one day, or a refusal that shows the form."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dates import read_date
from bot.errors import BadDate


@pytest.mark.parametrize(
    "text",
    [
        "2024-10-22",
        " 2024-10-22 ",
        "20241022",
        "22 October 2024",
        "22 Oct 2024",
        "Oct 22, 2024",
        "October 22nd, 2024",
        "Tuesday 22 October 2024",
        "22/10/2024",
        "10/22/2024",
        "22.10.2024",
        "2024/10/22",
    ],
)
def test_one_day_is_read_in_many_forms(text: str) -> None:
    assert read_date(text) == date(2024, 10, 22)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "soon",
        "October",
        "October 2024",
        "2024",
        "22",
        "22 October",
        "Tuesday",
        "03/04/2024",
        "22-10-24",
        "31/02/2024",
        "2024-13-01",
        "2024-02-30",
        "9" * 50,
        "22 October 2024 or so",
        "10:30",
    ],
)
def test_what_does_not_name_one_day_is_refused_with_the_form(text: str) -> None:
    with pytest.raises(BadDate, match="write it as in 2024-10-22"):
        read_date(text)


@given(st.text(max_size=30))
def test_any_text_is_a_day_or_a_refusal_in_one_line(text: str) -> None:
    try:
        read_date(text)
    except BadDate as error:
        problem = str(error)
    else:
        problem = "none"
    assert len(problem.splitlines()) == 1


@given(st.dates())
def test_every_iso_date_is_itself(day: date) -> None:
    assert read_date(day.isoformat()) == day
