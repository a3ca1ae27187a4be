"""Numbers survive being written: in digits, grouped, in words, with scales and shares."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.bounds import Bound, bound_of
from bot.language.figures import figures_of
from bot.language.numbers import numbers_in, parts_thousands_by_points

SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()


def spelled(n: int) -> str:
    """A whole number in British words."""
    if n < 20:
        return SMALL[n]
    if n < 100:
        return TENS[n // 10] + (f"-{SMALL[n % 10]}" if n % 10 else "")
    for size, name in (
        (10**9, "billion"),
        (10**6, "million"),
        (1000, "thousand"),
        (100, "hundred"),
    ):
        if n >= size:
            head, rest = f"{spelled(n // size)} {name}", n % size
            if not rest:
                return head
            return f"{head} and {spelled(rest)}" if rest < 100 else f"{head} {spelled(rest)}"
    raise AssertionError(n)


def values(text: str) -> list[float]:
    return [number.value for number in numbers_in(text)]


@given(st.integers(1, 10**12 - 1))
def test_a_whole_number_in_words_is_read_back(n: int) -> None:
    text = f"They counted {spelled(n)} crates."
    (number,) = numbers_in(text)
    assert number.value == n
    assert text[number.start : number.end] == spelled(n)


@given(st.integers(1, 10**12 - 1), st.sampled_from([",", " ", "\u00a0", "\u202f"]))
def test_a_whole_number_in_grouped_digits_is_read_back(n: int, mark: str) -> None:
    (figure,) = figures_of(f"They counted {n:,} crates.".replace(",", mark))
    assert (figure.value, figure.unit) == (n, "crate")


@given(st.integers(1000, 10**9))
def test_points_between_thousands_are_read_back_where_crates_are_counted(n: int) -> None:
    (figure,) = figures_of(f"They counted {n:,} crates.".replace(",", "."))
    assert figure.value == n


@given(st.integers(1, 999), st.integers(0, 99))
def test_a_decimal_share_is_read_back(whole: int, hundredths: int) -> None:
    (figure,) = figures_of(f"a share of {whole}.{hundredths:02} percent")
    assert figure.value == pytest.approx(whole + hundredths / 100)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("half a million tonnes", [500_000]),
        ("a quarter of a million people", [250_000]),
        ("three quarters of a million", [750_000]),
        ("one and a half million", [1_500_000]),
        ("a million and a half", [1_500_000]),
        ("two and a half hours", [2.5]),
        ("fifteen hundred dockers", [1_500]),
        ("a hundred", [100]),
        ("a hundred and two", [102]),
        ("a dozen", [12]),
        ("half a dozen", [6]),
        ("two dozen", [24]),
        ("dozens of crates", [24]),
        ("tens of thousands", [20_000]),
        ("hundreds of thousands", [200_000]),
        ("two hundred thousand", [200_000]),
        ("two hundred and three hundred", [200, 300]),
        ("between two and three hundred", [2, 300]),
        ("five six", [5, 6]),
        ("seven million two hundred thousand", [7_200_000]),
        ("1.1 million", [1_100_000]),
        ("a third man", []),
        ("the third quarter", []),
        ("the twenty-first crew", []),
        ("no one came", []),
        ("a thousandth", []),
    ],
)
def test_a_number_is_read_word_by_word_as_far_as_it_goes(text: str, found: list[float]) -> None:
    assert values(text) == found


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("a third of the votes", 100 / 3),
        ("two-thirds of the votes", 200 / 3),
        ("three quarters of them", 75),
        ("half of the crates", 50),
        ("half the crates", 50),
        ("one tenth of it", 10),
    ],
)
def test_a_share_is_a_percentage(text: str, percent: float) -> None:
    (figure,) = figures_of(text)
    assert figure.value == pytest.approx(percent)
    assert figure.unit == "percent"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("27.346 crates were shipped", 27_346),
        ("a share of 27.346 percent", 27.346),
        ("0.346 of it", 0.346),
        ("It was 27.346.", 27.346),
        ("1.234.567", 1_234_567),
    ],
)
def test_a_point_parts_thousands_where_whole_things_are_counted(text: str, value: float) -> None:
    assert [figure.value for figure in figures_of(text)] == [value]


@pytest.mark.parametrize("text", ["900 to 1.200 crates", "between 900 and 1.200 crates"])
def test_both_ends_of_a_range_are_written_alike(text: str) -> None:
    (figure,) = figures_of(text)
    assert (figure.value, figure.high) == (900, 1200)
    (figure,) = figures_of(text.replace("900", "1.100"))
    assert (figure.value, figure.high) == (1100, 1200)


def test_elsewhere_the_habit_of_the_text_decides_about_a_point() -> None:
    assert parts_thousands_by_points("1.200.000 and 3,5")
    assert not parts_thousands_by_points("1,200 and 3,5")
    assert [f.value for f in figures_of("It was 27.346.", continental=True)] == [27_346]
    assert [f.value for f in figures_of("It rose by 3,5 percent. It is 27.346.")] == [3.5, 27_346]


@pytest.mark.parametrize("text", ["at 10:30", "at 10:30:15", "5 p.m.", "9 am", "six o'clock"])
def test_a_time_of_the_day_is_no_figure(text: str) -> None:
    assert figures_of(text) == ()


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("half an hour late", 0.5, "hour"),
        ("half a mile off", 0.5, "mile"),
        ("half a bridge", 0, ""),
    ],
)
def test_half_a_measure_is_a_figure_and_half_a_thing_is_none(
    text: str, value: float, unit: str
) -> None:
    assert [(f.value, f.unit) for f in figures_of(text)] == ([(value, unit)] if unit else [])


@pytest.mark.parametrize(
    ("before", "after", "bound"),
    [
        ("at least ", "", Bound.AT_LEAST),
        ("well over ", "", Bound.AT_LEAST),
        ("no fewer than ", "", Bound.AT_LEAST),
        ("", " or more", Bound.AT_LEAST),
        ("", " people or more", Bound.AT_LEAST),
        ("", " crates at the very least", Bound.AT_LEAST),
        ("fewer than ", "", Bound.AT_MOST),
        ("no more than ", "", Bound.AT_MOST),
        ("a maximum of ", "", Bound.AT_MOST),
        ("at the very most ", "", Bound.AT_MOST),
        ("", " people at most", Bound.AT_MOST),
        ("nearly ", "", Bound.ABOUT),
        ("just under ", "", Bound.ABOUT),
        ("an estimated ", "", Bound.ABOUT),
        ("", " or so", Bound.ABOUT),
        ("More than $", "", Bound.AT_LEAST),
        ("the ", "", Bound.EXACT),
        ("", " people, at least two of them old", Bound.EXACT),
        ("", " or more than that", Bound.EXACT),
    ],
)
def test_the_words_around_a_figure_bound_it(before: str, after: str, bound: Bound) -> None:
    text = f"{before}12{after}"
    assert bound_of(text, len(before), len(before) + 2) is bound
