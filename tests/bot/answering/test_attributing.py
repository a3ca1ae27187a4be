"""How a quoted sentence keeps its speaker, by a name in brackets that is ours."""

from __future__ import annotations

from typing import Any

import pytest

from bot.answering.attributing import told
from retrieval.documents import Kind
from tests.fakes_evidence import statements

FIRM: dict[str, Any] = {"kind": Kind.STATEMENT, "publisher": "Dunmere Ferries"}
BROOK, BOARD = "Ada Brook said the hull was whole. ", "The board said the hull was whole. "


def tell(body: str, before: str = "", *, opens: bool = True, **keys: Any) -> str:
    """The last sentence of a body as it is told."""
    return told(statements(body, **keys)[-1], before, opens=opens)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"{BROOK}She said it leaked.", "She [Ada Brook] said it leaked."),
        (
            f"{BROOK}On Monday, she said it leaked.",
            "On Monday, she [Ada Brook] said it leaked.",
        ),
        (
            "Mara Finn, of Ulva, saw the crack. She said it leaked, and he left.",
            "She [Mara Finn] said it leaked, and he left.",
        ),
        (f"{BOARD}It said the mast broke.", "It [Sea Safety Board] said the mast broke."),
        # named in the sentence itself, by whatever name
        (f"{BOARD}The board said the mast broke.", "The board said the mast broke."),
        (f"{BROOK}She said Ada Brook was late.", "She said Ada Brook was late."),
        (f"{BROOK}She left, Brook said.", "She left, Brook said."),
        # nobody speaks
        ("The hull was whole. It leaked.", "It leaked."),
        # no pronoun of a speaker's kind
        (f"{BROOK}Then she said it leaked.", "[Ada Brook:] Then she said it leaked."),
    ],
)
def test_a_pronoun_that_opens_a_run_gets_the_name_behind_it(body: str, expected: str) -> None:
    assert tell(body) == expected


@pytest.mark.parametrize(
    "sentence", ["She said it leaked.", "On Monday, she said it leaked.", "It leaked, she said."]
)
def test_a_pronoun_right_behind_its_name_stays_as_it_is(sentence: str) -> None:
    assert tell(BROOK + sentence, opens=False) == sentence


def test_a_name_that_the_paragraph_holds_does_not_save_a_pronoun_apart_from_it() -> None:
    found = tell(f"{BROOK}She said it leaked.", "Ada Brook spoke.")
    assert found == "She [Ada Brook] said it leaked."


@pytest.mark.parametrize(
    "sentence",
    [
        "He drowned in the storm, she said.",
        "He was no sailor, she said of the mayor.",
    ],
)
def test_a_name_never_goes_to_the_pronoun_of_somebody_else(sentence: str) -> None:
    assert "He [Ada Brook]" not in tell(BROOK + sentence)


def test_a_name_never_goes_to_the_pronoun_of_a_thing() -> None:
    assert "It [Sea Safety Board]" not in tell(f"{BOARD}It leaked all night, it said.")


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("", "[Dunmere Ferries:] We regret the accident."),
        ("The sea was calm.", "[Dunmere Ferries:] We regret the accident."),
        ("The board of DFS met.", "[Dunmere Ferries:] We regret the accident."),
        ("Dunmere Ferries met.", "We regret the accident."),
        ("The ferry company met.", "We regret the accident."),
        ("A letter of DF was read.", "We regret the accident."),
        ("A letter of ADF was read.", "[Dunmere Ferries:] We regret the accident."),
    ],
)
@pytest.mark.parametrize("kind", [Kind.STATEMENT, Kind.REPORT])
@pytest.mark.parametrize("opens", [True, False])
def test_a_paragraph_that_names_nobody_who_speaks_for_themselves_gets_the_name_in_front(
    before: str, expected: str, kind: Kind, opens: bool
) -> None:
    found = tell("We regret the accident.", before, opens=opens, **FIRM | {"kind": kind})
    assert found == expected


@pytest.mark.parametrize(
    ("body", "keys"),
    [
        # no text of their own
        ("We regret the accident.", {"publisher": "Dunmere Ferries"}),
        ("We regret the accident.", {"publisher": "Dunmere Ferries", "kind": Kind.DIGEST}),
        # named already
        ("Dunmere Ferries regrets the accident.", FIRM),
        ("We regret the accident, the ferry company said.", FIRM),
        # somebody else speaks
        ("We regret the accident, Ines Holt said.", FIRM),
    ],
)
def test_nobody_else_gets_a_name_in_front(body: str, keys: dict[str, Any]) -> None:
    assert tell(body, **keys) == body


@pytest.mark.parametrize(
    ("body", "keys"),
    [
        ("Ines Holt saw the crack. She said it leaked.", FIRM),
        ("Dunmere Ferries saw the crack. It said it leaked.", {"publisher": "Dunmere Ferries"}),
    ],
)
def test_nobody_gets_a_name_in_front_who_is_not_its_publisher_or_in_no_text_of_their_own(
    body: str, keys: dict[str, Any]
) -> None:
    assert tell(body, opens=False, **keys).endswith("said it leaked.")
    assert "[" not in tell(body, opens=False, **keys)


def test_a_name_behind_the_pronoun_is_enough() -> None:
    assert tell("It regrets the accident.", **FIRM) == "It [Dunmere Ferries] regrets the accident."


@pytest.mark.parametrize("publisher", ["Ferries 24", "Ferries [Ulva]", "Room 101 Ferries"])
def test_a_name_that_reads_like_a_figure_or_a_citation_is_never_put_in(publisher: str) -> None:
    keys = FIRM | {"publisher": publisher}
    assert tell("We regret the accident.", **keys) == "We regret the accident."
    assert tell("It regrets the accident.", **keys) == "It regrets the accident."


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("The hull [1] was whole, Lyle said [12].", "The hull (1) was whole, Lyle said (12)."),
        ("The hull [sic] was whole.", "The hull [sic] was whole."),
        ("The hull\nwas  whole, \n Lyle said.", "The hull was whole, Lyle said."),
    ],
)
def test_a_sentence_is_one_line_and_its_own_numbers_are_no_citations(
    body: str, expected: str
) -> None:
    assert tell(body) == expected
