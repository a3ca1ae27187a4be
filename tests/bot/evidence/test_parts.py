"""The statements of one sentence: who makes each clause, and how firmly."""

from __future__ import annotations

from typing import Any

import pytest

from bot.claims import Stance
from bot.evidence.statement import Statement
from retrieval.documents import Kind
from tests.fakes_evidence import readings

ASSERTS, CONFIRMS, ADMITS = Stance.ASSERTS, Stance.CONFIRMS, Stance.ADMITS
DENIES, DECLINES = Stance.DENIES, Stance.DECLINES
BROOK, LYLE, HOLT, BOARD = "Ada Brook", "Owen Lyle", "Ines Holt", "Sea Safety Board"
Said = list[tuple[str | None, Stance]]


def parts(sentence: str, **keys: Any) -> tuple[Statement, ...]:
    """The statements of a single sentence."""
    (reading,) = readings(sentence, **keys)
    return reading.parts


def said(sentence: str, **keys: Any) -> Said:
    """Who makes each statement of a sentence, and its stance."""
    found = parts(sentence, **keys)
    return [(part.claimant.name if part.claimant else None, part.stance) for part in found]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Lyle said the hull was cracked.", [(LYLE, ASSERTS)]),
        (
            "Lyle said the hull was cracked, but Brook denied that it leaked at all.",
            [(LYLE, ASSERTS), (BROOK, DENIES)],
        ),
        (
            "Brook denied that it leaked at all, but Lyle confirmed the crack.",
            [(BROOK, DENIES), (LYLE, CONFIRMS)],
        ),
        (
            "The board said the hull was cracked, and Brook said the mast was whole.",
            [(BOARD, ASSERTS), (BROOK, ASSERTS)],
        ),
        (
            "Owen Lyle said the hull was cracked; he confirmed that the mast was broken.",
            [(LYLE, ASSERTS), (LYLE, CONFIRMS)],
        ),
        (
            "The Courier reported that Brook had admitted the crack, but Holt said it was older.",
            [("Dunmere Courier", ASSERTS), (BROOK, ADMITS), (HOLT, ASSERTS)],
        ),
        (
            "Brook admitted the crack, but Lyle declined to confirm that it was old.",
            [(BROOK, ADMITS), (LYLE, DECLINES)],
        ),
        ("The hull was cracked, but nobody saw it.", [(None, ASSERTS), (None, ASSERTS)]),
    ],
)
def test_a_cue_with_its_claimant_rules_its_own_clause(sentence: str, expected: Said) -> None:
    assert said(sentence) == expected


def test_who_speaks_last_speaks_for_all_of_the_clause() -> None:
    found = said("The board confirmed it, Ada Brook said; but Owen Lyle denied the crack.")
    assert found == [(BROOK, ASSERTS), (BOARD, CONFIRMS), (LYLE, DENIES)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Holt said that it leaked, and that the crew had known it.", (HOLT, ASSERTS)),
        ("Brook denied that it leaked and that the crew had known it.", (BROOK, DENIES)),
        ("Brook admitted that it leaked, and that the crew had known it.", (BROOK, ADMITS)),
        ("Lyle confirmed that it leaked, and that the crew had known it.", (LYLE, CONFIRMS)),
    ],
)
def test_behind_and_that_the_leading_cue_keeps_its_stance(
    sentence: str, expected: tuple[str, Stance]
) -> None:
    assert said(sentence)[1] == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Lyle confirmed that it leaked, but the mast was still whole.",
        "Brook denied that it leaked, but the mast was broken.",
        "Lyle declined to confirm the crack, but the mast was broken.",
        "Brook admitted that the ferry was late, but the hull was whole.",
    ],
)
def test_what_is_joined_to_a_report_goes_on_with_it_in_nobodys_voice(sentence: str) -> None:
    _, joined = parts(sentence)
    assert (joined.claimant, joined.stance, joined.leaning) == (None, ASSERTS, True)


def test_only_the_clause_with_an_authoritys_finding_settles_it() -> None:
    found = said("Lyle said the board had measured the crack, and that the crew had left.")
    assert found == [(LYLE, CONFIRMS), (BOARD, CONFIRMS), (LYLE, ASSERTS)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Lyle concluded that the hull was cracked, and Brook denied it again.",
        "Lyle concluded that the hull was cracked, but the mast was whole.",
        "The board said it had measured the crack; the mast was whole.",
    ],
)
def test_an_authority_settles_its_finding_whatever_clause_comes_behind(sentence: str) -> None:
    assert said(sentence)[0][1] is CONFIRMS


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Lyle said the hull was cracked, but the mast was whole.", [False, False]),
        ("Lyle said it was reportedly cracked, but the mast was whole.", [True, False]),
        ("Lyle said the hull was cracked, but the mast was reportedly broken.", [False, True]),
        ("Lyle said the hull was cracked, and Brook may have known it.", [False, True]),
        ("Reportedly, Lyle said the hull was cracked.", [True, True]),
        ("Lyle is believed to have said it leaked.", [True, True]),
        ("Lyle hopes to confirm that it leaked.", [True, True]),
    ],
)
def test_a_hedge_counts_in_its_clause_and_before_the_leading_words(
    sentence: str, expected: list[bool]
) -> None:
    assert [part.hedged for part in parts(sentence)] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Lyle confirmed it on Monday, as he opened the new bridge.", (None, ASSERTS)),
        ("Lyle denied it on Monday, while he opened the new bridge.", (None, ASSERTS)),
        ("Lyle said that on Monday, but he opened the new bridge.", (None, ASSERTS)),
        (
            "Lyle said the hull had been cracked for a week before the storm, as he had seen.",
            (LYLE, ASSERTS),
        ),
    ],
)
def test_the_circumstances_of_speaking_are_told_by_the_page(
    sentence: str, expected: tuple[str | None, Stance]
) -> None:
    assert said(sentence)[1] == expected


def test_in_a_text_of_its_own_the_circumstances_are_told_by_its_publisher() -> None:
    sentence = "Holt denied it on Monday, as she opened the new bridge."
    found = said(sentence, kind=Kind.STATEMENT, publisher="Sea Safety Board")
    assert found == [(HOLT, DENIES), (BOARD, ASSERTS)]


@pytest.mark.parametrize(
    ("sentence", "who", "stance"),
    [
        ("Neither Brook nor the board would confirm the crack.", {BROOK, BOARD}, DECLINES),
        ("Brook and the board said the hull was cracked.", {BROOK, BOARD}, ASSERTS),
        ("Both Brook and Holt denied the crack.", {BROOK, HOLT}, DENIES),
        ("Brook, as well as Holt, said the hull was cracked.", {BROOK, HOLT}, ASSERTS),
        ("Holt together with Brook said the hull was cracked.", {BROOK, HOLT}, ASSERTS),
        ("Holt along with Brook confirmed the crack.", {BROOK, HOLT}, CONFIRMS),
        ("Lyle told Brook the hull was cracked.", {LYLE}, ASSERTS),
    ],
)
def test_who_is_named_together_with_the_claimant_makes_the_same_statement(
    sentence: str, who: set[str], stance: Stance
) -> None:
    found = said(sentence)
    assert {name for name, _ in found} == who
    assert {each for _, each in found} == {stance}
    assert len(found) == len(who)


@pytest.mark.parametrize(
    "sentence",
    [
        "Ada Brook, Owen Lyle and Ines Holt said the hull was cracked.",
    ],
)
def test_all_of_a_list_with_commas_make_the_same_statement(sentence: str) -> None:
    assert {name for name, _ in said(sentence)} == {LYLE, BROOK, HOLT}


def test_companions_belong_to_their_own_clause() -> None:
    found = said("Lyle and Holt said the hull was cracked, but Brook denied that it leaked.")
    assert sorted(found, key=str) == sorted(
        [(LYLE, ASSERTS), (HOLT, ASSERTS), (BROOK, DENIES)], key=str
    )


def test_each_part_is_the_span_of_what_is_said_in_the_body() -> None:
    body = "The sea was calm.\n\nLyle said the hull was cracked; Brook denied that it leaked."
    reading = readings(body)[1]
    assert [body[p.start : p.end] for p in reading.parts] == [
        "the hull was cracked",
        "that it leaked",
    ]
    assert [p.text for p in reading.parts] == [body[p.start : p.end] for p in reading.parts]


def test_judgement_and_finding_belong_to_the_clause_that_holds_them() -> None:
    judged, plain = parts("Lyle said it was a grave danger, and that the hull was cracked.")
    assert (judged.opinion, plain.opinion) == (True, False)
    found, heard = parts("Holt found that the hull was cracked, but Brook said that it held.")
    assert (found.finding, heard.finding) == (True, False)


def test_an_act_belongs_to_the_clause_that_tells_it() -> None:
    sentence = "The firm has suspended the ferry, but the hull was whole."
    acts = [p.act for p in parts(sentence, kind=Kind.STATEMENT, publisher="Dunmere Ferries")]
    assert acts == [True, False]
