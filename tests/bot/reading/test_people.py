"""Names of people and bodies: taken apart, compared, brought to one. All of them are invented."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.people import Name, bears, canonical, may_be_one, parted, speaks_for


@pytest.mark.parametrize(
    ("text", "titles", "words", "suffixes"),
    [
        ("Ada Brook", (), ("Ada", "Brook"), ()),
        ("Mayor Ada Brook", ("Mayor",), ("Ada", "Brook"), ()),
        ("Sen. Ada M. Brook", ("Sen",), ("Ada", "M.", "Brook"), ()),
        ("Mr. Brook", ("Mr",), ("Brook",), ()),
        ("Tom Reed Jr.", (), ("Tom", "Reed"), ("Jr",)),
        ("the Varda Bank's", (), ("Varda", "Bank"), ()),
        ("President", (), ("President",), ()),
    ],
)
def test_titles_and_suffixes_are_apart_from_the_name(
    text: str, titles: tuple[str, ...], words: tuple[str, ...], suffixes: tuple[str, ...]
) -> None:
    assert parted(text) == Name(titles, words, suffixes)


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("Mr. Lund", "m"),
        ("Mrs. Lund", "f"),
        ("Mary Lund", "f"),
        ("Łukasz Lund", "m"),
        ("Kim Lund", ""),
        ("Lund", ""),
    ],
)
def test_a_title_or_a_first_name_tells_the_gender(text: str, gender: str) -> None:
    assert parted(text).gender == gender


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Łukasz Wójcik", "Lukasz Wojcik"),
        ("Jürgen Möller", "Juergen Moeller"),
        ("Jürgen Möller", "Jurgen Moller"),
        ("Serhii Zabolynskyi", "Sergei Zabolinsky"),
        ("Serhii Zabolynskyi", "Serhiy Zabolinskiy"),
        ("Kim Dae-won", "Kim Dae Won"),
        ("Robert Doe", "R. Doe"),
        ("Robert Doe", "Robert J. Doe"),
        ("Senator Robert Doe", "Robert Doe"),
        ("the Lenz town hall", "Lenz town hall"),
    ],
)
def test_spellings_of_one_name_may_be_one(one: str, other: str) -> None:
    assert may_be_one(parted(one), parted(other))
    assert may_be_one(parted(other), parted(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anna Wójcik", "Łukasz Wójcik"),
        ("Robert Doe", "Robert Roe"),
        ("Robert J. Doe", "Robert K. Doe"),
        ("Robert Doe", "Robert Doe Jr."),
        ("John Hill", "John Gill"),
        ("North Belmor", "South Belmor"),
        ("Lenz police", "Korb police"),
        ("Mr. Doe", "Mrs. Doe"),
    ],
)
def test_names_of_two_are_two(one: str, other: str) -> None:
    assert not may_be_one(parted(one), parted(other))


def test_a_bare_surname_is_borne_by_persons_only() -> None:
    assert bears(parted("Mr. Doe"), parted("Robert Doe"))
    assert not bears(parted("Mrs. Doe"), parted("Robert Doe"))
    assert not bears(parted("police"), parted("Lenz police"))
    assert not bears(parted("Belmor"), parted("North Belmor"))


def test_all_names_of_one_are_brought_to_the_fullest() -> None:
    names = ["Doe", "Mr. Doe", "R. Doe", "Mayor Robert Doe", "Robert Doe", "the landlord"]
    assert set(canonical(names[:-1]).values()) == {"Robert Doe"}
    assert canonical(names)["the landlord"] == "the landlord"


def test_the_spelling_with_its_marks_stands_for_those_without() -> None:
    assert set(canonical(["Lukasz Wojcik", "Łukasz Wójcik"]).values()) == {"Łukasz Wójcik"}


def test_a_bare_surname_that_two_bear_stays_by_itself() -> None:
    found = canonical(["Anna Wójcik", "Łukasz Wójcik", "Wójcik", "Mrs. Wójcik"])
    assert found == {
        "Anna Wójcik": "Anna Wójcik",
        "Łukasz Wójcik": "Łukasz Wójcik",
        "Wójcik": "Wójcik",
        "Mrs. Wójcik": "Anna Wójcik",
    }


def test_an_initial_that_two_bear_stays_by_itself() -> None:
    found = canonical(["John Doe", "Jane Doe", "J. Doe"])
    assert len(set(found.values())) == 3


def test_a_surname_that_nobody_bears_in_full_is_one_however_it_is_written() -> None:
    assert set(canonical(["Zabolynskyi", "Zabolinskiy", "President Zabolinsky"]).values()) == {
        "Zabolinskiy"
    }


@given(st.permutations(["Anna Wójcik", "A. Wojcik", "Łukasz Wójcik", "Mr. Doe", "Robert Doe"]))
def test_the_order_of_names_does_not_matter(names: list[str]) -> None:
    assert canonical(names) == canonical(sorted(names))


def test_canonical_names_stand_for_themselves() -> None:
    names = ["Doe", "Robert Doe", "R. Doe", "Zabolinskiy", "Zabolynskyi", "Lenz police"]
    for some in permutations(names, 4):
        found = canonical(some)
        assert {canonical([*some, head])[head] for head in found.values()} == set(found.values())


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("a Belmor spokesman", "Belmor"),
        ("Belmor's spokeswoman", "Belmor"),
        ("a spokesperson for the Varda Bank", "Varda Bank"),
        ("a spokesman", None),
        ("the landlord", None),
        ("an aide to the spokesman", None),
    ],
)
def test_a_spokesman_speaks_for_the_body_named_beside_him(name: str, body: str | None) -> None:
    assert speaks_for(name) == body
