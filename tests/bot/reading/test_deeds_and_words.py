"""Deeds that look like somebody's words, and words that look like a deed."""

from __future__ import annotations

import pytest

from bot.claims import Stance
from bot.evidence.statement import Statement
from bot.reading.claimant import UNNAMED
from retrieval.documents import Kind
from tests.fakes_evidence import NOBODY, readings

TRANSCRIPT = (
    "Evidence of Ms Sunniva Pell, project manager\n\n"
    "Q: When did you notice?\n\n"
    "A: In June. I rang the captain and told him so.\n\n"
    "Q: Did you write?\n\n"
    "A: No.\n"
)


def parts(body: str) -> list[Statement]:
    return [part for reading in readings(body, NOBODY) for part in reading.parts]


@pytest.mark.parametrize(
    "deed",
    [
        "The court dismissed the claim of the quarry on Monday.",
        "A judge rejected the argument on Monday.",
        "Police questioned the mayor for two hours.",
        "Every death in the trial has been recorded.",
        "All deaths have been reported to the board.",
        "The man was freed, was questioned and was charged.",
        "The driver was not arrested; he was questioned as a witness.",
        "The plan for a second rink was rejected by the council.",
        "The guide had been dismissed.",
        "The swimmer was denied a visa.",
        "The club denied supporters entry to the ground.",
        "The court denied the club's appeal.",
        "The pharmacist was supposed to check the dose.",
    ],
)
def test_a_deed_is_the_pages_own_word(deed: str) -> None:
    found = parts(deed)
    assert found
    assert all(part.claimant is None and part.stance is Stance.ASSERTS for part in found)


@pytest.mark.parametrize(
    ("sentence", "stance", "words"),
    [
        ("The council rejected the claim that the pier leaks.", Stance.DENIES, "leaks"),
        ("The firm dismissed the allegation.", Stance.DENIES, "allegation"),
        ("The leak was confirmed by the board.", Stance.CONFIRMS, "leak"),
        ("The theft was denied by the bakery.", Stance.DENIES, "theft"),
        ("The allegation was rejected by the club.", Stance.DENIES, "allegation"),
        ("The paper took back its claim that the vet was drunk.", Stance.RETRACTS, "claim"),
        ("The idea that we cheated is laughable, said the captain.", Stance.DENIES, "cheated"),
        ("There is no truth in the rumour of a sale, the club said.", Stance.DENIES, "truth"),
        (
            "The board said it could confirm two things: the pier leaks, and the quay is closed.",
            Stance.CONFIRMS,
            "quay",
        ),
    ],
)
def test_words_stay_somebodys(sentence: str, stance: Stance, words: str) -> None:
    assert stance in {p.stance for p in parts(sentence) if words in p.text and p.claimant}


def test_in_a_transcript_whoever_was_introduced_answers() -> None:
    told = {p.claimant.name for p in parts(TRANSCRIPT) if p.claimant and "captain" in p.text}
    assert told == {"Sunniva Pell"}
    asked = {p.claimant for p in parts(TRANSCRIPT) if "notice" in p.text}
    assert asked == {UNNAMED}


def test_i_in_a_quotation_is_whoever_is_quoted() -> None:
    body = (
        "“The captain came into my office,” Ulla Krantz told the Telegraph. “He said that it would "
        "sink. I said that I wanted it in writing. He laughed.”"
    )
    assert {p.claimant.name for p in parts(body) if p.claimant and "writing" in p.text} == {
        "Ulla Krantz"
    }


def test_a_sentence_beside_a_quotation_lends_it_no_verb() -> None:
    body = "“It leaks,” Ada Brook said. “It always has. Nobody cares.” She made no note of it."
    (care,) = [p for p in parts(body) if "cares" in p.text]
    assert care.claimant is not None
    assert (care.claimant.name, care.stance) == ("Ada Brook", Stance.ASSERTS)


def test_people_of_the_publisher_speak_for_it_when_meant_by_a_pronoun() -> None:
    body = "The commission's engineers worked there in June. They find that the wall failed first."
    (found,) = [
        p
        for r in readings(body, NOBODY, kind=Kind.REPORT, publisher="River Commission")
        for p in r.parts
        if "wall" in p.text
    ]
    assert found.claimant is not None
    assert found.claimant.name == "River Commission"
