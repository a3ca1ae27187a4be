"""What a whole text makes of its sentences, and what an authority's own findings are worth."""

from __future__ import annotations

from typing import Any

import pytest

from bot.claims import Stance
from retrieval.documents import Kind
from tests.fakes_evidence import a_statement, statements

ASSERTS, CONFIRMS, ADMITS = Stance.ASSERTS, Stance.CONFIRMS, Stance.ADMITS
DENIES, DECLINES = Stance.DENIES, Stance.DECLINES
FIRM: dict[str, Any] = {"kind": Kind.STATEMENT, "publisher": "Dunmere Ferries"}
BOARD: dict[str, Any] = {"kind": Kind.STATEMENT, "publisher": "Sea Safety Board"}


@pytest.mark.parametrize(
    ("body", "opinions"),
    [
        ("I think the ferry was slow. The hull was cracked.", [True, True]),
        ("The hull was cracked. I believe the ferry was slow.", [True, True]),
        ("I think the ferry was slow. Lyle said the hull was cracked.", [True, False]),
        ("“I think the ferry was slow,” Lyle said. The hull was cracked.", [False, False]),
        ("The ferry was slow. The hull was cracked.", [False, False]),
    ],
)
def test_an_opinion_piece_only_has_opinions_of_its_own(body: str, opinions: list[bool]) -> None:
    assert [s.opinion for s in statements(body)] == opinions


def test_what_stands_in_a_language_that_is_not_read_confirms_nothing() -> None:
    body = "Die Reederei sagte, der Rumpf sei gebrochen. Der Rumpf ist gebrochen."
    assert [s.hedged for s in statements(body, language="de")] == [True, True]
    assert [s.hedged for s in statements("The hull is broken.", language="en-GB")] == [False]


def test_a_statement_is_no_opinion_piece() -> None:
    found = statements("I think the ferry was slow. The hull was cracked.", **FIRM)
    assert [s.opinion for s in found] == [False, False]


@pytest.mark.parametrize(
    ("body", "stances"),
    [
        ("We regret the accident. The hull was cracked.", [ADMITS, ADMITS]),
        ("The hull was cracked. We apologise for it.", [ADMITS, ADMITS]),
        ("Our ferry was late. It was our mistake.", [ADMITS, ADMITS]),
        ("We regret the accident. Ines Holt said the hull was cracked.", [ADMITS, ASSERTS]),
        ("I think we were late. We regret the accident.", [ADMITS, ADMITS]),
        ("We regret it. Dunmere Ferries denies that the hull was cracked.", [ADMITS, DENIES]),
        ("We regret it. It is not true that the hull was cracked.", [ADMITS, DENIES]),
        ("The ferry was late. The hull was cracked.", [ASSERTS, ASSERTS]),
        ("Holt said we should have known. The hull was cracked.", [ASSERTS, ASSERTS]),
    ],
)
def test_a_party_that_owns_up_in_its_own_text_owns_up_to_what_it_tells_of_itself(
    body: str, stances: list[Stance]
) -> None:
    assert [s.stance for s in statements(body, **FIRM)] == stances


@pytest.mark.parametrize(
    "keys",
    [
        {"kind": Kind.STATEMENT, "publisher": "City of Calder"},
        {"kind": Kind.STATEMENT, "publisher": "Sea Safety Board"},
        {"kind": Kind.STATEMENT, "publisher": "Tidal Institute"},
        {"kind": Kind.STATEMENT, "publisher": "Harbour Gazette"},
        {"kind": Kind.ARTICLE, "publisher": "Dunmere Ferries"},
        {"kind": Kind.DIGEST, "publisher": "Dunmere Ferries"},
    ],
)
def test_nobody_but_a_party_and_nothing_but_its_own_text_owns_up(keys: dict[str, Any]) -> None:
    found = statements("We regret the accident. The hull was cracked.", **keys)
    assert [s.stance for s in found] == [ASSERTS, ASSERTS]


@pytest.mark.parametrize(
    "sentence",
    [
        "The City of Calder hid the chart.",
        "Calder's ferry was cracked.",
        "The board has lost its chart.",
    ],
)
def test_who_owns_up_admits_nothing_for_others(sentence: str) -> None:
    found = statements(f"We regret the accident. {sentence}", **FIRM)
    assert found[1].stance is ASSERTS


@pytest.mark.parametrize(
    ("sentence", "stance"),
    [
        ("We deny that the hull was cracked.", DENIES),
        ("We cannot confirm that the hull was cracked.", DECLINES),
        ("We confirm that the hull was cracked.", CONFIRMS),
    ],
)
@pytest.mark.parametrize("publisher", ["City of Calder", "Sea Safety Board"])
def test_we_is_who_publishes_the_text(sentence: str, stance: Stance, publisher: str) -> None:
    assert a_statement(sentence, **FIRM | {"publisher": publisher}).stance is stance


@pytest.mark.parametrize("opening", ["", "We regret the accident. "])
def test_a_party_that_denies_in_its_own_text_admits_nothing(opening: str) -> None:
    found = statements(f"{opening}We deny that the hull was cracked.", **FIRM)
    assert found[-1].stance is DENIES


@pytest.mark.parametrize(
    ("body", "leaning"),
    [
        ("Lyle said the hull was cracked. It had leaked.", [False, True]),
        ("Lyle said so. It had leaked. The sea was calm.", [False, True, True]),
        ("Lyle said so. Brook denied it. The sea was calm.", [False, False, True]),
        ("Lyle said so. It had leaked.\n\nThe sea was calm.", [False, True, False]),
        ("Lyle said the hull was cracked.\n\nIt had leaked.", [False, False]),
        ("The hull was cracked. Lyle said so.", [False, False]),
        ("The hull was cracked. It had leaked.", [False, False]),
    ],
)
def test_a_bare_sentence_right_behind_an_attributed_one_leans_on_it(
    body: str, leaning: list[bool]
) -> None:
    assert [s.leaning for s in statements(body)] == leaning


def test_nothing_leans_in_a_text_that_speaks_for_its_publisher() -> None:
    found = statements("Lyle said the hull was cracked. It had leaked.", **FIRM)
    assert [s.leaning for s in found] == [False, False]


@pytest.mark.parametrize(
    "sentence",
    [
        "Lyle identified the hull as cracked.",
        "Lyle concluded that the hull was cracked.",
        "The board said it had measured the crack.",
        "The board has evidence of a crack, it said.",
    ],
)
def test_an_authority_that_tells_its_own_finding_confirms_it(sentence: str) -> None:
    assert a_statement(sentence).stance is CONFIRMS


@pytest.mark.parametrize(
    ("sentence", "keys", "stance"),
    [
        ("The hull was cracked.", BOARD | {"kind": Kind.REPORT}, CONFIRMS),
        ("Our inspectors found the hull cracked.", BOARD, CONFIRMS),
        ("The hull was cracked.", BOARD, ASSERTS),
        ("Ines Holt said the hull was cracked.", BOARD | {"kind": Kind.REPORT}, ASSERTS),
        ("The hull was cracked.", FIRM | {"kind": Kind.REPORT}, ASSERTS),
        (
            "The hull was cracked.",
            {"kind": Kind.REPORT, "publisher": "Tidal Institute"},
            ASSERTS,
        ),
    ],
)
def test_anything_in_an_authoritys_own_report_is_its_finding(
    sentence: str, keys: dict[str, Any], stance: Stance
) -> None:
    assert a_statement(sentence, **keys).stance is stance


@pytest.mark.parametrize(
    ("sentence", "stance"),
    [
        ("Lyle said the hull was cracked.", ASSERTS),
        ("Holt concluded that the hull was cracked.", ASSERTS),
        ("Brook concluded that the hull was cracked.", ASSERTS),
        ("The institute concluded that the hull was cracked.", ASSERTS),
        ("Officials concluded that the hull was cracked.", ASSERTS),
        ("Lyle hopes to confirm that the board measured it.", ASSERTS),
        ("The board said it had not established that the hull was cracked.", DECLINES),
        ("Lyle denied that the board had measured the crack.", DENIES),
    ],
)
def test_nothing_else_settles_it(sentence: str, stance: Stance) -> None:
    assert a_statement(sentence).stance is stance


def test_a_hedge_stays_on_what_an_authority_finds() -> None:
    found = a_statement("The hull was reportedly cracked.", **BOARD | {"kind": Kind.REPORT})
    assert found.hedged


@pytest.mark.parametrize(
    "sentence",
    [
        "The board said Brook had measured the crack.",
        "Lyle said the ferry company had concluded that the hull was whole.",
    ],
)
def test_an_authority_that_tells_the_finding_of_a_party_only_asserts(sentence: str) -> None:
    assert a_statement(sentence).stance is ASSERTS


def test_an_authority_that_has_found_nothing_confirms_nothing() -> None:
    assert a_statement("The board said the crack had not been measured.").stance is not CONFIRMS
