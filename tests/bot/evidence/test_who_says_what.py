"""Statements by kind of sentence: who says it, what they do, how it is told."""

from __future__ import annotations

import pytest

from bot.claims import Stance
from bot.evidence.statement import Statement
from bot.reading.claimant import UNNAMED
from tests.fakes_evidence import NOBODY, readings

PAGE = None
SOMEBODY = "somebody unnamed"


def parts(text: str) -> list[Statement]:
    return [part for reading in readings(text, NOBODY) for part in reading.parts]


def told(text: str, words: str) -> Statement:
    """The shortest statement of a text that holds these words."""
    holding = [part for part in parts(text) if words in part.text]
    return min(holding, key=lambda part: len(part.text))


def who(text: str, words: str) -> str | None:
    claimant = told(text, words).claimant
    return claimant.name if claimant else None


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        # whoever is told stands between the verb and what is said
        ("The nurse told the tribunal that the ward was locked.", "ward was locked", "the nurse"),
        ("The bank informed the couple that the loan had lapsed.", "loan had lapsed", "the bank"),
        # the parse hangs the clause elsewhere
        ("The club reported, citing two aides, that the bus had sunk.", "bus had sunk", "the club"),
        # an inverted verb with a noun for persons before the name
        ('"It was ours," said plumber Ana Ruiz. "We sold it."', "We sold it", "Ana Ruiz"),
        ('"It leaks," said warden Paul Ek. "It is old. We shut it."', "We shut it", "Paul Ek"),
        # set into what is said, inverted
        ("The ferry, said Owen Lyle, was overloaded.", "The ferry, said", "Owen Lyle"),
        ("The road, said the mayor, would stay shut.", "stay shut", "the mayor"),
        ('"The hull," said Ida Moe, "has lost its paint."', "has lost its paint", "Ida Moe"),
        # a deed that looks like telling
        ("The bakers' union called a strike for May.", "called a strike", PAGE),
        # headlines
        ("Hail ruined the vines: ministry", "ruined the vines", "ministry"),
        ("Storm kills nine in Porto - officials", "kills nine", "officials"),
        ("Two ways to win: luck and skill", "ways to win", PAGE),
        # words around those of somebody
        ("The club sold its bus and said it needed the money.", "sold its bus", PAGE),
        ("The club sold its bus and said it needed the money.", "needed the money", "the club"),
        ("The clerk, who allegedly forged the seal, was freed.", "was freed", PAGE),
        ("The clerk, who allegedly forged the seal, was freed.", "who allegedly", SOMEBODY),
    ],
)
def test_who_says_it(text: str, words: str, name: str | None) -> None:
    assert who(text, words) == name


def test_short_words_in_quotation_marks_are_one_statement() -> None:
    (found,) = parts('"It was ours," said Ana Ruiz.')
    assert found.text == "It was ours"


@pytest.mark.parametrize(
    ("text", "words", "flags"),
    [
        # the future of what was said
        ("The yard said it would pay the welders.", "would pay", "hp"),
        ("The welders would be paid, the yard said.", "would be paid", "hp"),
        ("It was said by the yard that the welders would win.", "would win", "hp"),
        ("The welders, the yard said, would be paid.", "would be paid", "hp"),
        ("The welders would be paid if they asked.", "would be paid", "h"),
        # said to be so, and told to do so
        ("The welder is said to have left.", "to have left", "h"),
        ("The welder is believed to be ill.", "to be ill", "h"),
        ("The welder was ordered to leave.", "to leave", "hp"),
        ("The welder claims to have won.", "have won", ""),
        # firmly told, and only meant
        ("The yard wanted to sell the crane.", "sell the crane", "p"),
        ("The yard is due to open in June.", "open in June", "p"),
        ("Divers tried to lift the wreck.", "lift the wreck", "p"),
        ("The yard did not want to sell.", "want to sell", "np"),
        ("The welders stopped to eat.", "stopped to eat", ""),
        ("The yard managed to sell the crane.", "sell the crane", ""),
    ],
)
def test_how_it_is_told(text: str, words: str, flags: str) -> None:
    """h: hedged, n: negated, p: planned."""
    found = told(text, words)
    marks = (("h", found.hedged), ("n", found.negated), ("p", found.planned))
    assert "".join(mark for mark, holds in marks if holds) == flags


@pytest.mark.parametrize(
    "text",
    [
        "The clinic retracted its claim that the drug works.",
        "The clinic withdrew its finding that the drug works.",
    ],
)
def test_who_takes_a_claim_back_no_longer_makes_it(text: str) -> None:
    (found,) = parts(text)
    assert found.stance is Stance.RETRACTS
    assert found.claimant not in {None, UNNAMED}
