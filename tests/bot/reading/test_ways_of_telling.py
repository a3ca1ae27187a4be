"""Who says it where it is told in a set way, in an aside, by a noun, or only heard."""

from __future__ import annotations

import pytest

from bot.evidence.statement import Statement
from bot.reading.claimant import UNNAMED
from tests.fakes_evidence import NOBODY, readings


def about(words: str, body: str) -> Statement:
    """The shortest statement that holds the words."""
    found = [p for r in readings(body, NOBODY) for p in r.parts if words in p.text]
    return min(found, key=lambda part: len(part.text))


@pytest.mark.parametrize(
    ("sentence", "words", "name"),
    [
        ("The mayor made it clear that the pool would stay shut.", "stay shut", "the mayor"),
        ("The club made it known that the keeper had left.", "had left", "the club"),
        ("The vicar is adamant that the bell was stolen.", "stolen", "the vicar"),
        ("The chair was clear that the sale was off.", "was off", "the chair"),
        ("The clerk is on record as saying that the fund is empty.", "empty", "the clerk"),
        ("The curator was quoted as saying that the vase was fake.", "fake", "the curator"),
        ("The minister's insistence that the tests were fair angered all.", "fair", "the minister"),
        ("The library would reopen in May, promised mayor Jon Astley.", "reopen", "Jon Astley"),
        ('"Every invoice," texted Rhona Pike, "was paid in full."', "was paid", "Rhona Pike"),
        ("The tenants are convinced that the meter was rigged.", "rigged", "the tenants"),
        ("The show must go on, insisted director Ravi Menon.", "go on", "Ravi Menon"),
        ("Ferry late for third day, passengers complain", "late", "passengers"),
        ("Manager quits after row: report", "quits", "report"),
        # Set into the clause that it tells, between commas.
        ("The tram, the mayor told the council, will cost more.", "cost more", "the mayor"),
        ("The bakery, neighbours told the Post, had been shut.", "been shut", "neighbours"),
        ("The striker, the club announced on Friday, has left.", "has left", "the club"),
    ],
)
def test_somebody_says_it(sentence: str, words: str, name: str) -> None:
    claimant = about(words, sentence).claimant
    assert claimant is not None
    assert claimant.name.removeprefix("The ") == name


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Word has it that the bakery chain will be sold.", "sold"),
        ("Rumour has it that the chef has left.", "has left"),
        ("Nurse ignored two alarms, court told", "two alarms"),
        # Who hears, gets or looks into what somebody says does not say it.
        ("The council received a complaint that the drains stank.", "stank"),
        ("Police are investigating claims that the ballot was rigged.", "rigged"),
        ("The bank ignored warnings that the vault was unsafe.", "unsafe"),
        ("The ministry confirmed it had seen the allegation that pupils were beaten.", "beaten"),
    ],
)
def test_somebody_unnamed_says_it(sentence: str, words: str) -> None:
    said = about(words, sentence)
    assert said.claimant == UNNAMED
    assert said.hedged


@pytest.mark.parametrize(
    "sentence",
    [
        "The inquest heard that the nurse ignored two alarms.",
        "Nurse ignored two alarms, inquest hears",
    ],
)
def test_what_is_heard_in_a_hearing_is_settled_by_nobody(sentence: str) -> None:
    said = about("two alarms", sentence)
    assert said.claimant is not None
    assert said.hedged


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("The union repeated its claim that the rota was illegal.", "rota"),
        ("Police found evidence that the ballot was rigged.", "rigged"),
        ("The trust issued a statement that the painting was fake.", "painting"),
    ],
)
def test_who_gives_a_word_says_it(sentence: str, words: str) -> None:
    assert about(words, sentence).claimant not in {None, UNNAMED}


@pytest.mark.parametrize(
    "sentence",
    [
        "It is clear that the sale is off.",
        "The fact that the bus had left annoyed the fans.",
        "Her discovery that the safe was empty shocked the staff.",
    ],
)
def test_what_is_known_is_the_pages_own_word(sentence: str) -> None:
    (reading,) = readings(sentence, NOBODY)
    assert reading.lead.claimant is None


def test_a_single_question_and_its_answer_are_turns() -> None:
    body = "Q: Did the club pay the agent?\n\nA: It paid him nothing.\n"
    assert about("paid him", body).claimant == UNNAMED


def test_nowhere_but_makes_an_exception() -> None:
    assert not about("won", "The team has won nowhere but at home.").negated


def test_a_paragraph_that_opens_with_a_quotation_of_nobody_else_goes_on_with_the_last_one() -> None:
    body = (
        '"The boiler was old," said caretaker Niall Orr. "Nobody ever came."\n\n'
        '"We wrote to the council. They sent a leaflet."\n'
    )
    claimant = about("leaflet", body).claimant
    assert claimant is not None
    assert claimant.name == "Niall Orr"


def test_what_stands_behind_a_question_may_be_its_answer() -> None:
    body = 'The chair asked: "Was the boiler ever checked?"\n\n"It was checked in June."\n'
    assert about("in June", body).claimant == UNNAMED


def test_hearsay_hedges_its_own_clause_only() -> None:
    body = "The cook allegedly poured bleach into the soup, and two guests fell ill."
    assert about("bleach", body).hedged
    assert not about("two guests", body).hedged
