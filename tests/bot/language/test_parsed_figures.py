"""What a figure counts and what it is a part of, from the parse of a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.bounds import Bound
from bot.language.figures import Figure
from bot.language.parsed_figures import figures_in
from bot.language.words import stem
from tests.fakes_parser import packaged

Read = tuple[str, float, str | None, float | None]


def figures(text: str) -> list[Figure]:
    (sentences,) = packaged().parse([text])
    return [figure for sentence in sentences for figure in figures_in(sentence)]


def read(text: str) -> list[Read]:
    return [(text[f.start : f.end], f.value, f.unit, f.whole) for f in figures(text)]


def counted(written: str, value: float, noun: str | None, whole: float | None = None) -> Read:
    return written, value, stem(noun) if noun else None, whole


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Some 1950 soldiers were sent.", counted("1950", 1950, "soldier")),
        ("2000 people fled.", counted("2000", 2000, "people")),
        ("Power failed in 2000 homes.", counted("2000", 2000, "home")),
        ("More than 2000 sailors came.", counted("2000", 2000, "sailor")),
        ("Velia sent 12,000 North Velian troops.", counted("12,000", 12_000, "troop")),
        ("A dozen of the cranes stood idle.", counted("A dozen", 12, "crane")),
        ("Half a million tonnes of grain were lost.", ("Half a million", 5e5, "tonne", None)),
        ("A force of 12,000 was sent.", counted("12,000", 12_000, "force")),
        ("A total of 26 people died.", counted("26", 26, "people")),
        ("The toll rose to 26.", counted("26", 26, None)),
        ("27.346 containers were unloaded.", counted("27.346", 27_346, "container")),
        ("Dozens of people died.", counted("Dozens", 24, "people")),
        ("The firm paid 12 percent of it.", ("12", 12, "percent", None)),
    ],
)
def test_a_figure_counts_the_noun_that_governs_it(text: str, expected: Read) -> None:
    assert read(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "It happened in 1950.",
        "The 1950 war was short.",
        "In 2022 exports rose.",
        "In 2000 people fled to Korb.",
        "Since 2020 members have left.",
        "The 2024 elections were held.",
        "1950 was a hard year.",
        "It was built under Article 5.",
        "The council passed Resolution 2397.",
        "The one in red is hers.",
        "There is no evidence.",
        "Both Roon and Karst left.",
        "They came at 10:30 on 5 May.",
    ],
)
def test_years_names_pronouns_and_times_are_no_figures(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Three of the nine hostages were freed.", counted("Three", 3, "hostages", 9)),
        ("Three out of nine hostages died.", counted("Three", 3, "hostages", 9)),
        ("Of the 300 homes, 40 burned.", counted("40", 40, "home", 300)),
        ("Half of the 40 crates were lost.", ("Half", 50, "percent", 40)),
        ("All 12 hostages are free.", counted("12", 12, "hostages", 12)),
        ("All of the nine hostages left.", counted("nine", 9, "hostages", 9)),
        ("Both crates were found.", counted("Both", 2, "crate", 2)),
        ("None of the nine hostages was freed.", counted("None", 0, "hostages", 9)),
    ],
)
def test_a_part_knows_its_whole_and_the_whole_is_no_figure_of_its_own(
    text: str, expected: Read
) -> None:
    assert read(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nobody was hurt.", counted("Nobody", 0, "people")),
        ("No one died.", counted("No one", 0, "people")),
        ("None were found.", counted("None", 0, None)),
        ("No soldiers were sent.", counted("No", 0, "soldier")),
        ("Not a single soldier came.", counted("Not a single", 0, "soldier")),
    ],
)
def test_none_in_words_is_a_figure(text: str, expected: Read) -> None:
    assert read(text) == [expected]


def test_no_more_than_a_number_is_a_bound_and_no_zero() -> None:
    (figure,) = figures("No more than 12 soldiers came.")
    assert (figure.value, figure.bound) == (12, Bound.AT_MOST)


def test_a_range_is_one_figure_and_stands_where_it_is_written() -> None:
    text = "It employs 2,000 to 3,000 people in 12 towns."
    people, towns = figures(text)
    assert (people.value, people.high, people.unit) == (2000, 3000, stem("people"))
    assert text[people.start : people.end] == "2,000 to 3,000"
    assert (towns.value, towns.unit) == (12, stem("town"))


def test_offsets_count_in_the_sentence() -> None:
    (sentences,) = packaged().parse(["It rained all day. Three barges sank."])
    (figure,) = figures_in(sentences[-1])
    assert sentences[-1].text[figure.start : figure.end] == "Three"


PIECES = (
    "12,000 1950 3.5 million twelve dozens none nobody both all half of the nine hostages soldiers "
    "in May at least no more than one a third $ % , . and were sent Article 5 10:30"
).split()


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join))
def test_any_sentence_is_read_in_order_and_every_figure_lies_inside_it(text: str) -> None:
    (sentences,) = packaged().parse([text])
    for sentence in sentences:
        found = figures_in(sentence)
        assert all(0 <= f.start < f.end <= len(sentence.text) for f in found)
        assert [f.start for f in found] == sorted(f.start for f in found)
