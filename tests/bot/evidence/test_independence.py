"""What counts as one origin: a table of cases, then properties of copies and order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evidence.credits import printer_of
from bot.evidence.independence import near, origins
from bot.evidence.statement import Statement
from bot.reading.claimant import Claimant
from retrieval.documents import Actor
from retrieval.naming import ActorNames
from tests.fakes import a_source
from tests.fakes_evidence import BOARD, NAMES, a_statement

SUNK = "The car ferry Petrel sank in nine metres of water off Calder on Sunday night."
EDITED = "The car ferry Petrel sank in nine metres of water just off Calder on Sunday."
OTHER = "Divers went down to the wreck at dawn and came up without having found anybody inside."
QUOTED = '"Nobody on this quay was told that the ramp was open"'


def _read(source_id: str, text: str, publisher: str = "", **keys: Any) -> Statement:
    return a_statement(text, source_id=source_id, publisher=publisher or source_id, **keys)


def _count(*statements: Statement) -> int:
    return len(set(origins(statements, NAMES).values()))


@pytest.mark.parametrize(
    ("why", "texts", "count"),
    [
        ("one claimant on two pages", ("The board said it sank.", "It sank, the board said."), 1),
        ("two claimants", ("The board said it sank.", "The institute said it sank."), 2),
        ("the same words in nobody's voice", (SUNK, SUNK), 1),
        ("slightly edited words", (SUNK, EDITED), 1),
        ("one holds most of the other", (SUNK, SUNK[:-1] + " and nobody knew of " + OTHER), 1),
        ("other words in nobody's voice", (SUNK, OTHER), 2),
        (
            "one paper cites the other's officials",
            ("Sailors told Coast Wire it sank.", "It sank, sailors said, citing Coast Wire."),
            2,
        ),
        (
            "citing a claimant",
            ("The board said it sank.", "It sank, Holt said, citing the board."),
            1,
        ),
        (
            "a wire reports it twice",
            ("Coast Wire reported a leak.", "Coast Wire reported fire."),
            1,
        ),
        (
            "first reported by a wire",
            ("Coast Wire reported a leak.", "The leak, first reported by Coast Wire, is shut."),
            1,
        ),
        (
            "a quotation moved to another mouth",
            (f"{QUOTED}, Holt said.", f"{QUOTED}, Lyle said."),
            1,
        ),
        (
            "a quotation repeated in nobody's voice",
            (f"{QUOTED}, Holt said.", f"There was this on the quay: {QUOTED}."),
            1,
        ),
    ],
)
def test_statements_of_one_origin_count_once(why: str, texts: tuple[str, ...], count: int) -> None:
    assert _count(*(_read(f"page-{n}", text) for n, text in enumerate(texts))) == count, why


@pytest.mark.parametrize(
    ("keys", "printer"),
    [
        ({"syndicated_from": "the Wire"}, "Coast Wire"),
        ({"publisher": "Harbour Gazette (Coast Wire)"}, "Coast Wire"),
        ({"body": "CALDER, 5 March (Coast Wire) - It sank."}, "Coast Wire"),
        ({"body": "It sank. The story was first published by Coast Wire."}, "Coast Wire"),
        ({"body": "It sank. This is a version based on the Orsany Post."}, "Orsany Post"),
        ({"body": "The ferry (Petrel) sank."}, "Harbour Gazette"),
        ({"body": "It sank."}, "Harbour Gazette"),
    ],
)
def test_a_page_belongs_to_the_wire_it_credits(keys: dict[str, Any], printer: str) -> None:
    assert printer_of(a_source(**keys), NAMES) == printer


def test_a_page_that_drops_the_claimant_is_still_the_claimants() -> None:
    said = _read("first", "The board said: " + SUNK)
    bare = _read("second", SUNK, published=date(2024, 3, 1))
    assert origins([bare, said], NAMES)[bare] == "Sea Safety Board"


def test_pages_that_are_nearly_the_same_speak_with_one_voice() -> None:
    body = f"{SUNK} {OTHER}"
    one = a_source("one", body, publisher="One")
    assert near(one.body, f"{EDITED} {OTHER}")
    assert not near(one.body, QUOTED)


_TEXTS = st.sampled_from(
    [SUNK, EDITED, OTHER, f"{QUOTED}, Holt said.", f"{QUOTED}, Lyle said."]
    + [f"{who} said it sank." for who in ("The board", "Sailors", "Coast Wire", "Holt", "He")]
    + ["The board said: " + SUNK, "Lyle said it sank, citing Holt.", "It sank."]
)
_ROWS = st.lists(
    st.builds(
        lambda text, page, day, wire: _read(
            f"{page}-{day}", text, page, published=date(2024, 3, day), syndicated_from=wire
        ),
        _TEXTS,
        st.sampled_from(["Gazette", "Courier", "Coast Wire", "Post"]),
        st.integers(1, 9),
        st.sampled_from([None, "Coast Wire"]),
    ),
    min_size=1,
    max_size=7,
)


@given(_ROWS, st.randoms(use_true_random=False))
def test_order_never_matters(rows: list[Statement], random: Any) -> None:
    mixed = list(rows)
    random.shuffle(mixed)
    assert origins(mixed, NAMES) == origins(rows, NAMES)


@given(_ROWS, st.integers(0, 6), st.integers(1, 9))
def test_a_copy_never_adds_an_origin(rows: list[Statement], which: int, day: int) -> None:
    copied = rows[which % len(rows)]
    copy = _read("copy", copied.sentence.text, "Echo", published=date(2024, 3, day))
    assert _count(*rows, copy) <= _count(*rows)


@pytest.mark.parametrize(
    ("why", "claimants", "count"),
    [
        ("full name and bare surname", ("Robert Doe", "Mr. Doe"), 1),
        ("title, initial and full name", ("Mayor Robert Doe", "R. Doe", "Robert Doe"), 1),
        ("with and without marks", ("Łukasz Wójcik", "Lukasz Wojcik"), 1),
        ("ways to transliterate", ("Serhii Zabolynskyi", "Sergei Zabolinsky"), 1),
        ("two of one surname", ("Anna Wójcik", "Łukasz Wójcik"), 2),
        ("a surname that two of them bear", ("Anna Wójcik", "Łukasz Wójcik", "Wójcik"), 2),
        ("father and son", ("Robert Doe", "Robert Doe Jr."), 2),
        ("a body and its spokesman", ("Belmor", "a Belmor spokesman"), 1),
        ("spokesmen of two bodies", ("a spokesman for Belmor", "a spokesman for Lenz"), 2),
        ("a listed actor and a surname of his", ("Owen Lyle", "Mr. Lyle"), 1),
    ],
)
def test_one_person_is_one_voice_however_named(
    why: str, claimants: tuple[str, ...], count: int
) -> None:
    said = [_said_by(name, f"page-{n}") for n, name in enumerate(claimants)]
    assert _count(*said) == count, why
    assert _count(*reversed(said)) == count, why


def test_a_bare_surname_of_two_adds_no_voice_where_only_one_of_them_speaks() -> None:
    names = ActorNames((Actor("Anna Wójcik"), Actor("Łukasz Wójcik")))
    said = [_said_by("Anna Wójcik", "page-1"), _said_by("Wójcik", "page-2")]
    assert set(origins(said, names).values()) == {"Anna Wójcik"}


def test_who_speaks_for_a_listed_body_is_its_voice() -> None:
    lund = replace(_said_by("Mary Lund", "page-1"), claimant=Claimant("Mary Lund", BOARD))
    board = replace(_said_by("", "page-2"), claimant=Claimant.of(BOARD))
    assert set(origins([lund, board], NAMES).values()) == {BOARD.name}


def _said_by(name: str, page: str) -> Statement:
    """A statement of its own words by somebody of that name."""
    words = {"page-0": SUNK, "page-1": OTHER}.get(page, "Nobody had looked at the ramp since May.")
    claimant = Claimant(name, anonymous=name[:1].islower())
    return replace(_read(page, words), claimant=claimant)
