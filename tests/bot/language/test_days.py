"""Days in text, those that count from the page's day among them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.days import Day, days_in, overlaps
from retrieval.parsing import Parse
from tests.fakes_parser import packaged

ON = date(2025, 3, 12)  # a Wednesday


def d(written: str) -> date:
    return date.fromisoformat(written)


def one(text: str, ahead: bool | None = None) -> tuple[str, date, date]:
    (day,) = days_in(text, ON, ahead)
    return text[day.start : day.end], day.first, day.last


def parsed(text: str) -> Parse:
    ((sentence,),) = packaged().parse([text])
    return sentence


@pytest.mark.parametrize(
    ("text", "written", "day"),
    [
        ("on 7 March 2025", "7 March 2025", "2025-03-07"),
        ("on March 7, 2025, it", "March 7, 2025", "2025-03-07"),
        ("on Friday, March 7, 2025", "Friday, March 7, 2025", "2025-03-07"),
        ("on 2025-03-07", "2025-03-07", "2025-03-07"),
        ("on 22/10/2024", "22/10/2024", "2024-10-22"),
        ("the 7th of March", "the 7th of March", "2025-03-07"),
        ("Sept. 30", "Sept. 30", "2024-09-30"),
        ("on 20 December", "20 December", "2024-12-20"),
        ("on 29 February", "29 February", "2024-02-29"),
        ("today", "today", "2025-03-12"),
        ("this morning", "this morning", "2025-03-12"),
        ("yesterday", "yesterday", "2025-03-11"),
        ("last night", "last night", "2025-03-11"),
        ("the day before yesterday", "the day before yesterday", "2025-03-10"),
        ("tomorrow", "tomorrow", "2025-03-13"),
        ("It came last Friday.", "last Friday", "2025-03-07"),
        ("It came last Wednesday.", "last Wednesday", "2025-03-05"),
        ("on Tuesday", "Tuesday", "2025-03-11"),
        ("on Wednesday", "Wednesday", "2025-03-12"),
        ("on Thursday", "Thursday", "2025-03-06"),
        ("this Sunday", "this Sunday", "2025-03-16"),
        ("next Monday", "next Monday", "2025-03-17"),
        ("Friday's vote", "Friday", "2025-03-07"),
        ("said Friday that", "Friday", "2025-03-07"),
        ("Tuesday of last week", "Tuesday of last week", "2025-03-04"),
        ("Tuesday next week", "Tuesday next week", "2025-03-18"),
        ("three days ago", "three days ago", "2025-03-09"),
        ("a day earlier", "a day earlier", "2025-03-11"),
    ],
)
def test_a_day_is_resolved_from_the_day_of_the_page(text: str, written: str, day: str) -> None:
    assert one(text) == (written, d(day), d(day))


@pytest.mark.parametrize(
    ("text", "written", "first", "last"),
    [
        ("in April", "April", "2025-04-01", "2025-04-30"),
        ("in October", "October", "2024-10-01", "2024-10-31"),
        ("last March", "last March", "2024-03-01", "2024-03-31"),
        ("in October 2023", "October 2023", "2023-10-01", "2023-10-31"),
        ("the end of May", "the end of May", "2025-05-21", "2025-05-31"),
        ("mid-June 2024", "mid-June 2024", "2024-06-11", "2024-06-20"),
        ("early 2024", "early 2024", "2024-01-01", "2024-04-30"),
        ("the end of the year", "the end of the year", "2025-09-01", "2025-12-31"),
        ("in 2024", "2024", "2024-01-01", "2024-12-31"),
        ("the 1990s", "the 1990s", "1990-01-01", "1999-12-31"),
        (
            "the third quarter of 2024",
            "the third quarter of 2024",
            "2024-07-01",
            "2024-09-30",
        ),
        ("last week", "last week", "2025-03-03", "2025-03-09"),
        ("last weekend", "last weekend", "2025-03-08", "2025-03-09"),
        ("next month", "next month", "2025-04-01", "2025-04-30"),
        ("last year", "last year", "2024-01-01", "2024-12-31"),
        ("earlier this month", "earlier this month", "2025-03-01", "2025-03-12"),
        ("later this year", "later this year", "2025-03-12", "2025-12-31"),
        ("earlier in the week", "earlier in the week", "2025-03-10", "2025-03-12"),
        ("two months ago", "two months ago", "2025-01-01", "2025-01-31"),
        ("two weeks ago", "two weeks ago", "2025-02-23", "2025-03-01"),
        (
            "in the past three weeks",
            "in the past three weeks",
            "2025-02-19",
            "2025-03-12",
        ),
        ("14-20 October 2024", "14-20 October 2024", "2024-10-14", "2024-10-20"),
        ("October 14-20", "October 14-20", "2024-10-14", "2024-10-20"),
        ("between 14 and 20 October", "14 and 20 October", "2024-10-14", "2024-10-20"),
        (
            "from 30 September to 4 October 2024",
            "30 September to 4 October 2024",
            "2024-09-30",
            "2024-10-04",
        ),
        ("between Monday and Tuesday", "Monday and Tuesday", "2025-03-10", "2025-03-11"),
    ],
)
def test_a_longer_time_has_its_first_and_last_day(
    text: str, written: str, first: str, last: str
) -> None:
    assert one(text) == (written, d(first), d(last))


def test_two_days_of_one_month_are_two() -> None:
    days = days_in("on 14 and 20 October 2024", ON)
    assert [(day.first, day.last) for day in days] == [
        (d("2024-10-14"), d("2024-10-14")),
        (d("2024-10-20"), d("2024-10-20")),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Then May said no.",
        "they may march",
        "March on the capital!",
        "Friday Harbour is small.",
        "She reads the Sun.",
        "Good Friday prayers",
        "It was written by May.",
        "30 February 2024",
        "31 November",
        "03/04/2024",
        "It was rebuilt in three days.",
        "a march of 12 miles",
        "he sat 5 hours",
    ],
)
def test_names_plain_words_and_impossible_days_are_none(text: str) -> None:
    assert days_in(text, ON) == ()


def test_what_lies_ahead_is_told_or_read_from_the_tense() -> None:
    assert one("on Friday", ahead=True)[1] == d("2025-03-14")
    assert one("in two days", ahead=True)[1] == d("2025-03-14")
    assert one("on 5 January", ahead=True)[1] == d("2026-01-05")
    assert one("on 5 May", ahead=False)[1] == d("2024-05-05")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The council will meet on Friday.", "2025-03-14"),
        ("The council met on Friday.", "2025-03-07"),
        ("She said the council would meet on Friday.", "2025-03-14"),
        ("The council plans to meet on Friday.", "2025-03-14"),
        ("The bridge was closed on Friday.", "2025-03-07"),
    ],
)
def test_a_weekday_goes_by_the_verb_above_it(text: str, day: str) -> None:
    assert [found.first for found in days_in(parsed(text), ON)] == [d(day)]


@pytest.mark.parametrize(
    "text",
    [
        "Theresa May said on the radio that she left.",
        "Some 1950 soldiers were sent.",
        "The Friday Harbour ferry sank.",
    ],
)
def test_in_a_parse_names_and_counts_are_no_days(text: str) -> None:
    assert days_in(parsed(text), ON) == ()


@pytest.mark.parametrize(
    ("one_day", "other", "expected"),
    [
        ("7 March 2025", "March 2025", True),
        ("7 March 2025", "2025", True),
        ("7 March 2025", "8 March 2025", False),
        ("last week", "last Friday", True),
        ("last week", "on Monday", False),
    ],
)
def test_days_overlap_where_they_can_be_the_same(one_day: str, other: str, expected: bool) -> None:
    (first,), (second,) = days_in(one_day, ON), days_in(other, ON)
    assert overlaps(first, second) is expected
    assert overlaps(second, first) is expected


WRITTEN = ["%d %B %Y", "%B %d, %Y", "%Y-%m-%d", "%d %b %Y", "%A, %d %B %Y", "the %dth of %B %Y"]


@given(st.dates(date(1000, 1, 1)), st.sampled_from(WRITTEN), st.dates())
def test_any_full_date_is_read_back_whatever_the_page(day: date, form: str, on: date) -> None:
    text = f"It closed on {day.strftime(form)}."
    (found,) = days_in(text, on)
    assert (found.first, found.last) == (day, day)
    assert text[found.start : found.end] == day.strftime(form)


PIECES = (
    "14 20 and to between - / 2024 1990s October may May March Sun Friday last next this week year "
    "earlier in the past three days ago end of early , . 31 ½ ²"
).split()


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join), st.dates(), st.booleans())
def test_any_text_is_read_in_order_without_overlap(text: str, on: date, ahead: bool) -> None:
    end = 0
    for day in days_in(text, on, ahead):
        assert end <= day.start < day.end <= len(text)
        assert day.first <= day.last
        end = day.end


def test_a_day_compares_by_what_it_names() -> None:
    assert Day(0, 5, ON, ON) == Day(0, 5, ON, ON)


@pytest.mark.parametrize(
    "text",
    [
        "LYON, 3 May (Reuters) - The mill burned down.",
        "LYON, May 3 - Two people were hurt.",
    ],
)
def test_the_day_of_a_dateline_is_read_though_it_is_no_part_of_the_parse(text: str) -> None:
    sentence = parsed(text)
    assert sentence.starts[0] > text.index("-")
    assert [day.start for day in days_in(sentence, date(2024, 5, 4))] == [6]
