"""Who says it: by name, role, pronoun, from either side of the verb, listed or not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.claimant import UNNAMED, Claimant
from retrieval.documents import Kind, Standing
from tests.fakes_evidence import (
    BOARD,
    BROOK,
    CREW,
    FERRIES,
    NAMES,
    NOBODY,
    a_statement,
    claimant,
    readings,
    statements,
)

BROOKS = "Ada Brook"
BOARDS = "Sea Safety Board"
PIECES = st.sampled_from(
    "Ada Brook the Sea Board board said confirmed denied by according to , . \" “ ” ' he she it "
    "officials that who had not reports Owen Lyle Mara Tenn which ( ) : ; United States".split(" ")
)


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        # before and after the verb
        ("Ada Brook said that the ferry was overloaded.", BROOKS),
        ("The ferry was overloaded, Ada Brook said.", BROOKS),
        ("The ferry, Brook said, was overloaded.", BROOKS),
        ("On Monday the Sea Safety Board announced its findings.", BOARDS),
        # inverted
        ("The ferry was overloaded, said Owen Lyle.", "Owen Lyle"),
        ('"It was overloaded," said the Tidal Institute on Monday.', "Tidal Institute"),
        ("The ferry was overloaded, the board told the Courier.", BOARDS),
        # passive
        ("The overloading was confirmed by the Sea Safety Board.", BOARDS),
        ("The overloading has since been confirmed independently by the board.", BOARDS),
        ("The overloading was confirmed by Mara Tenn on Friday.", "Mara Tenn"),
        # nested
        ("The board had confirmed the leak, Ada Brook said.", BROOKS),
        ("The board had confirmed the leak, said Ada Brook, head of the firm.", BROOKS),
        ("Ines Holt said the board had confirmed the leak.", "Ines Holt"),
        ("Ada Brook said that Holt had said it.", BROOKS),
        # objects, possessors, appositions, relative clauses
        ("A spokesman for Dunmere Ferries said the hull was sound.", "Dunmere Ferries"),
        ("In Calder, Ada Brook denied the leak.", BROOKS),
        ("After a meeting with Owen Lyle, Ada Brook announced a new hull.", BROOKS),
        ("Calder's mayor accused Dunmere Ferries of lying.", "Ines Holt"),
        ("Ada Brook, who leads Dunmere Ferries, admitted the leak.", BROOKS),
        ("Ada Brook, who denied the leak, left the firm.", BROOKS),
        ("The firm, the Sea Safety Board said, had ignored the crack.", BOARDS),
        ("The company said nothing, but Holt called it a lie.", "Ines Holt"),
        # neither, nor
        ("Neither the Sea Safety Board nor the Tidal Institute confirmed the leak.", BOARDS),
        ("Ada Brook did not deny it, nor did she confirm it.", BROOKS),
        # according to
        ("According to the Sea Safety Board, the hull was cracked.", BOARDS),
        ("The hull was cracked, according to Ines Holt.", "Ines Holt"),
        ("According to the Harbour Office, the hull was cracked.", "Harbour Office"),
        # anonymous
        ("The hull was cracked, officials said.", "officials"),
        ("An official said the hull was cracked.", "an official"),
        ("A sailor said the hull was cracked.", "unnamed sailors"),
        ("Two sources told reporters that the hull was cracked.", "two sources"),
        # unlisted
        ("Mara Tenn told the harbour meeting that the hull was cracked.", "Mara Tenn"),
        ("The hull was cracked, said Mara Tenn.", "Mara Tenn"),
        ("Mara Tenn, the prosecutor in charge, said the hull was cracked.", "Mara Tenn"),
        ("Inspectors in Dunmere confirmed it on Friday.", "inspectors in Dunmere"),
        ("On Friday the Harbour Office confirmed it.", "Harbour Office"),
        # nobody
        ("The hull was cracked.", None),
        ("Ada Brook was told that the hull was cracked.", UNNAMED.name),
        ("The hull of the Ada Brook, named in the inquiry, was cracked.", None),
        ("Ferries of the United States are larger.", None),
        ("She said so.", UNNAMED.name),
    ],
)
def test_a_sentence_has_its_claimant(sentence: str, name: str | None) -> None:
    assert claimant(sentence) == name


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("Ada Brook spoke to reporters. He said the ferry was sound.", UNNAMED.name),
        ("Ada Brook spoke to reporters. She denied any leak.", BROOKS),
        ("The Tidal Institute measured it. The institute said it leaked.", "Tidal Institute"),
        ("The Sea Board said no. Ada Brook left. It said that a crack was there.", BOARDS),
        ("Coast Wire asked Owen Lyle. He declined to comment.", "Owen Lyle"),
        ("Mara Tenn, a diver, works there. She said the hull was cracked.", "Mara Tenn"),
        ("Owen Lyle said no. Ada Brook said she had seen it.", BROOKS),
        ("Officials said no. They said the hull was sound.", "officials"),
        ("A sailor came. Nobody spoke.", None),
    ],
)
def test_a_pronoun_or_role_means_who_spoke_before(body: str, name: str | None) -> None:
    assert claimant(body) == name


def test_a_pronoun_means_nobody_of_another_source() -> None:
    statements("Ada Brook said no.")
    assert claimant("He said the hull was cracked.") == UNNAMED.name


def test_without_a_list_of_actors_names_in_the_text_are_found() -> None:
    body = "The divers met Mara Holm. Holm said that it leaked. The Harbour Office denied it."
    first, second, third = statements(body, NOBODY)
    assert first.claimant is None
    assert second.claimant == Claimant("Mara Holm")
    assert third.claimant == Claimant("Harbour Office")
    assert third.standing is Standing.OTHER


def test_a_sentence_in_which_two_speak_has_both() -> None:
    body = "The leak was denied by Dunmere Ferries but confirmed by the Sea Board."
    (reading,) = readings(body)
    assert {part.claimant for part in reading.parts} >= {Claimant.of(FERRIES), Claimant.of(BOARD)}


def test_he_is_not_the_woman_who_spoke_last() -> None:
    body = "Owen Lyle is her aide. Ada Brook spoke first. He said that it leaked."
    assert claimant(body) in {"Owen Lyle", UNNAMED.name}


def test_a_statement_or_report_speaks_for_its_publisher() -> None:
    said, denied = statements(
        "The hull was cracked. Ada Brook denied it.", publisher="Sea Board", kind=Kind.REPORT
    )
    assert said.claimant == Claimant.of(BOARD)
    assert denied.claimant == Claimant.of(BROOK)
    assert claimant("The hull was cracked.", kind=Kind.STATEMENT) == "Harbour Gazette"
    assert claimant("The hull was cracked.", kind=Kind.DIGEST) is None


def test_a_claimant_has_the_standing_and_side_of_its_actor() -> None:
    assert Claimant.of(BROOK).side == Claimant.of(FERRIES).side == "Dunmere Ferries"
    assert Claimant.of(BOARD).standing is Standing.AUTHORITY
    assert Claimant("Mara Tenn").side == "Mara Tenn"
    assert Claimant.of(CREW).anonymous


@pytest.mark.parametrize(
    ("name", "is_person"),
    [("Mara Tenn", True), ("Tenn", False), ("Harbour Office", False), ("Tenn Holdings", False)],
)
def test_a_person_has_two_names_and_none_of_a_body(name: str, is_person: bool) -> None:
    assert Claimant(name).is_person is is_person


def test_an_unnamed_claimant_is_no_person() -> None:
    assert not Claimant("unnamed official", anonymous=True).is_person
    assert not Claimant.of(FERRIES).is_person


def test_mentions_are_those_of_the_sentence() -> None:
    found = a_statement("Brook met the board.").mentions
    assert [mention.actor for mention in found] == [BROOK, BOARD]


@given(st.one_of(st.text(), st.lists(PIECES, max_size=30).map(" ".join)))
def test_any_text_is_read_without_fail(text: str) -> None:
    for names in (NAMES, NOBODY):
        for statement in statements(f"{text}.", names):
            assert statement.claimant is None or statement.claimant.name.strip()
