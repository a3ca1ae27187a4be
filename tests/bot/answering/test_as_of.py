"""Which dates in a question limit what may be known, and which are its topic."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.as_of import Span, limit_in

SOURCES = Span(date(2023, 1, 10), date(2025, 3, 17))


def day_in(text: str) -> str | None:
    limit = limit_in(text, SOURCES)
    return limit.day.isoformat() if limit else None


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("As of 20 October 2024, is the bridge shut?", "2024-10-20"),
        ("Is the bridge shut as of 2024-10-22?", "2024-10-22"),
        ("How many were hurt by 23 Dec 2024?", "2024-12-23"),
        ("how many were hurt by dec 23rd, 2024", "2024-12-23"),
        ("Was it confirmed by October 2024?", "2024-10-31"),
        ("Was it confirmed by the end of October 2024?", "2024-10-31"),
        ("Was it confirmed by early October 2024?", "2024-10-10"),
        ("Was it confirmed by mid-October 2024?", "2024-10-20"),
        ("Was it confirmed by the start of October 2024?", "2024-10-01"),
        ("Who had said so by 2024?", "2024-12-31"),
        ("What did the office say until 26 April 2024?", "2024-04-26"),
        ("Who said so before 28 October 2024?", "2024-10-27"),
        ("Who said so before October 2024?", "2024-09-30"),
    ],
)
def test_a_limiting_phrase_sets_the_last_day_that_counts(question: str, day: str) -> None:
    assert day_in(question) == day


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("Was it known on 24 October 2024?", "2024-10-24"),
        ("Back in October 2024, was the strike confirmed?", "2024-10-31"),
        ("In October 2024, what was known about the strike?", "2024-10-31"),
        ("Had the office confirmed it on 24 October 2024?", "2024-10-24"),
    ],
)
def test_on_and_in_limit_a_question_about_what_was_known(question: str, day: str) -> None:
    assert day_in(question) == day


@pytest.mark.parametrize(
    "question",
    [
        "What happened on 24 October 2024?",
        "The office confirmed 12 deaths on 28 October 2024, right?",
        "Did the mayor admit it on 24 October 2024?",
        "Why did the office confirm it on 18 October 2024?",
        "Was it confirmed that four men died on 24 October 2024?",
        "Was it confirmed by the office on 24 October 2024?",
        "What is known about the meeting on 24 October 2024?",
        "How did the line shift between 10 and 24 October 2024?",
        "Which unit came home in December 2024?",
    ],
)
def test_a_date_that_is_the_topic_limits_nothing(question: str) -> None:
    assert day_in(question) is None


@pytest.mark.parametrize(
    "question",
    [
        "Will the bridge open by December 2024?",
        "Did the office say 10 boats would sail by December 2024?",
        "Did the mayor deny it until 26 April 2024?",
        "Were up to 2000 men sent?",
        "Did it rise by 2024 tons?",
        "Was it made by 24 October 2024 or by 30 October 2024?",
        "Was it known by 31 February 2024?",
        "Was it made by the harbour office?",
        "The town had been left by 26 April 2024",
    ],
)
def test_plans_amounts_ends_of_acts_statements_and_no_dates_limit_nothing(question: str) -> None:
    assert day_in(question) is None


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("Was it confirmed by the end of October?", "2024-10-31"),
        ("Was it confirmed by February?", "2025-02-28"),
        ("Was it confirmed by March?", "2025-03-31"),
        ("Was it confirmed by 17 March?", "2025-03-17"),
        ("Was it confirmed by 18 March?", "2024-03-18"),
    ],
)
def test_without_a_year_it_is_the_latest_that_the_sources_reach(question: str, day: str) -> None:
    assert day_in(question) == day


def test_a_day_before_the_first_source_limits_nothing() -> None:
    assert day_in("Was it known by 9 January 2023?") is None
    assert day_in("Was it known by 10 January 2023?") == "2023-01-10"


@pytest.mark.parametrize(
    ("question", "rest"),
    [
        ("As of 20 October 2024, is it shut?", "is it shut?"),
        ("Is it shut as of 20 October 2024?", "Is it shut?"),
        ("Was it confirmed by October 2024 that it is shut?", "Was it confirmed that it is shut?"),
        ("How many were hurt by 23 Dec 2024?", "How many were hurt by 23 Dec 2024?"),
    ],
)
def test_the_words_are_taken_out_where_the_day_is_about_knowing(question: str, rest: str) -> None:
    limit = limit_in(question, SOURCES)
    assert limit is not None
    assert limit.rest == rest


@given(st.text(max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    limit_in(f"as of {text} by {text}?", SOURCES)


@given(st.dates(SOURCES.first, SOURCES.last))
def test_every_day_of_the_sources_can_be_named(day: date) -> None:
    assert day_in(f"Was it known by {day.day} {day:%B} {day.year}?") == day.isoformat()
    assert day_in(f"Was it known by {day:%b} {day.day}, {day.year}?") == day.isoformat()
