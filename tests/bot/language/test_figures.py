"""Figures have a value and a bound however they are written; dates and names are none."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.language.figures import Bound, conflict, dates_in, figures_of, supports

WRITTEN = (
    "12,000 3.5 1,2 twelve thousand twenty-two million 5 March 2024 2024-03-05 May 7th MiG-29 - – "
    "to and or at least up to $ % k m bn two dozen . , ( ) ٣ ² 1\u00a0200 99999999999999999"
).split(" ")
PIECES = st.lists(st.sampled_from(WRITTEN)).map(" ".join)


def values(text: str) -> list[float]:
    return [figure.value for figure in figures_of(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12,000 crates", 12_000),
        ("12 000 crates", 12_000),
        ("12\u00a0000 crates", 12_000),
        ("12\u202f000 crates", 12_000),
        ("twelve thousand crates", 12_000),
        ("Twelve Thousand crates", 12_000),
        ("12k crates", 12_000),
        ("1,234,567 crates", 1_234_567),
        ("3.5 million crowns", 3_500_000),
        ("1.5m crowns", 1_500_000),
        ("2bn crowns", 2_000_000_000),
        ("two hundred crates", 200),
        ("twenty-two crates", 22),
        ("two dozen crates", 24),
        ("a 44-year-old", 44),
        ("a 3,000-strong crew", 3_000),
        ("10.5% of it", 10.5),
        ("$50", 50),
        ("There were 15,000.", 15_000),
    ],
)
def test_a_figure_has_its_value_however_it_is_written(text: str, value: float) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "5 March 2024",
        "March 5, 2024",
        "the 5th of March",
        "Mar. 2024",
        "2024-03-05",
        "in 2023",
        "6 to 7 March",
        "14-20 October",
        "between 14 and 20 October 2024",
        "March 5-7",
    ],
)
def test_dates_and_years_are_no_figures(text: str) -> None:
    assert values(text) == []
    assert len(dates_in(text)) == 1


@pytest.mark.parametrize(
    "text",
    ["MiG-29", "bay K14", "the 3rd crew", "a 21st crew", "no-one", "COVID-19", "x1y", "someone"],
)
def test_names_and_ordinals_are_no_figures(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("10-12 crates", 10, 12),
        ("10–12 crates", 10, 12),
        ("10 to 12 crates", 10, 12),
        ("10 or 12 crates", 10, 12),
        ("eight or nine crates", 8, 9),
        ("between 10 and 12", 10, 12),
        ("from 10 to 12 crates were sent", 10, 12),
        ("14,000-15,000 crates", 14_000, 15_000),
        ("4 to 6 million crates", 4e6, 6e6),
        ("500,000 to 2 million crates", 500_000, 2e6),
        ("$4m to $6m", 4e6, 6e6),
        ("10% to 12%", 10, 12),
    ],
)
def test_a_range_is_one_figure(text: str, low: float, high: float) -> None:
    (figure,) = figures_of(text)
    assert (figure.value, figure.high) == (low, high)
    assert figure.values == (low, high)


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("It rose from 3,000 to 12,000.", [3_000, 12_000]),
        ("They cut the crew from 10 to 40 a shift.", [10, 40]),
        ("3,000 and 12,000 crates", [3_000, 12_000]),
        ("They won 3-1.", [3, 1]),
        ("52 to 48 voted for it", [52, 48]),
        ("2 or 300 crates", [2, 300]),
        ("10 crates, 12 men", [10, 12]),
    ],
)
def test_a_change_a_score_or_a_list_is_two_figures(text: str, both: list[float]) -> None:
    assert values(text) == both
    assert all(figure.high is None for figure in figures_of(text))


def test_a_season_is_no_figure() -> None:
    assert values("the 2022-23 season") == []


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("$50", "USD"),
        ("€3.5bn", "EUR"),
        ("50 dollars", "USD"),
        ("10%", "percent"),
        ("10 per cent of it", "percent"),
        ("50 km away", "km"),
        ("a 44-year-old", "year"),
        ("20 million tons of grain", "tonne"),
        ("10 to 12 hours", "hour"),
        ("12,000 North Velian troops", "troop"),
        ("3,000 wooden crates", "crate"),
        ("12 people", "person"),
        ("12 of them", None),
        ("There were 12.", None),
        ("12, crates aside", None),
    ],
)
def test_a_figure_has_the_unit_it_is_measured_in_or_the_noun_it_counts(
    text: str, unit: str | None
) -> None:
    (figure,) = figures_of(text)
    assert figure.unit == unit


def test_a_count_beside_a_date_stays_a_figure() -> None:
    text = "On 5 March 2024 40 people left, 12 more on 6 March."
    assert values(text) == [40, 12]
    assert [text[start:end] for start, end in dates_in(text)] == ["5 March 2024", "6 March"]


@pytest.mark.parametrize(
    ("before", "bound"),
    [
        ("", Bound.EXACT),
        ("exactly ", Bound.EXACT),
        ("at least ", Bound.AT_LEAST),
        ("more than ", Bound.AT_LEAST),
        ("no fewer than ", Bound.AT_LEAST),
        ("no less than ", Bound.AT_LEAST),
        ("over ", Bound.AT_LEAST),
        ("up to ", Bound.AT_MOST),
        ("as many as ", Bound.AT_MOST),
        ("fewer than ", Bound.AT_MOST),
        ("less than ", Bound.AT_MOST),
        ("no more than ", Bound.AT_MOST),
        ("not more than ", Bound.AT_MOST),
        ("about ", Bound.ABOUT),
        ("nearly ", Bound.ABOUT),
        ("an estimated ", Bound.ABOUT),
    ],
)
def test_the_words_before_a_figure_bound_it(before: str, bound: Bound) -> None:
    (figure,) = figures_of(f"They sent {before}3,000 crates.")
    assert (figure.value, figure.bound) == (3_000, bound)


def test_a_bound_belongs_to_the_figure_right_behind_it() -> None:
    bounds = [figure.bound for figure in figures_of("at least 3,000 crates and 40 men")]
    assert bounds == [Bound.AT_LEAST, Bound.EXACT]


@given(st.one_of(st.text(), PIECES))
@example("9" * 400)
@example("1,2345 and 1,23 and 12,34,56")
def test_any_text_is_read_and_every_figure_lies_inside_it(text: str) -> None:
    figures = figures_of(text)
    assert all(0 <= f.start < f.end <= len(text) for f in figures)
    assert all(one.end <= other.start for one, other in pairwise(figures))
    assert all(0 <= start < end <= len(text) for start, end in dates_in(text))


@given(st.integers(min_value=0, max_value=999_999_999))
def test_a_written_number_is_read_back(number: int) -> None:
    assert values(f"of {number:,} crates") == [number]


@pytest.mark.parametrize(
    ("one", "other", "conflicts"),
    [
        ("3,000 crates", "1,100 crates", True),
        ("at least 3,000 crates", "1,100 crates", True),
        ("at least 3,000 crates", "12,000 crates", False),
        ("up to 3,000 crates", "1,100 crates", False),
        ("up to 3,000 crates", "at least 9,000 crates", True),
        ("3,000 crates", "about 3,100 crates", False),
        ("3,000 crates", "1,000 to 2,000 crates", True),
        ("3,000 crates", "2,000 to 4,000 crates", False),
        ("3,000 crates", "$50", False),
        ("30%", "30 to 40 tonnes", False),
    ],
)
def test_figures_conflict_where_both_cannot_be_right(one: str, other: str, conflicts: bool) -> None:
    (first,), (second,) = figures_of(one), figures_of(other)
    assert conflict(first, second) is conflicts
    assert conflict(second, first) is conflicts


@pytest.mark.parametrize(
    ("said", "asked", "expected"),
    [
        ("10,000 to 12,000 crates", "10,000 to 12,000 crates", True),
        ("10,000 to 12,000 crates", "12,000 crates", False),
        ("10,000 to 12,000 crates", "up to 12,000 crates", True),
        ("10,000 to 12,000 crates", "at least 10,000 crates", True),
        ("10,000 to 12,000 crates", "at least 12,000 crates", False),
        ("12,000 crates", "10,000 to 12,000 crates", False),
        ("$12,000", "12,000 crates", False),
        ("12,000 soldiers", "12,000 troops", True),
        ("12,000 km", "12,000 miles", False),
        ("12,000", "12,000 troops", True),
    ],
)
def test_a_figure_supports_only_what_it_says(said: str, asked: str, expected: bool) -> None:
    (first,), (second,) = figures_of(said), figures_of(asked)
    assert supports(first, second) is expected
