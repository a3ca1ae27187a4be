"""What a sentence does: seven stances, hedged or not, judging or not, in whose voice."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.claims import Stance
from bot.evidence.reader import StatementReader
from bot.reading.wording import is_hedged, is_opinion
from retrieval.documents import Kind, Sentence, Source, Standing
from tests.fakes import a_source
from tests.fakes_evidence import NAMES, a_statement, statements
from tests.fakes_parser import packaged, sentences_of

ASSERTS, CONFIRMS, ADMITS = Stance.ASSERTS, Stance.CONFIRMS, Stance.ADMITS
DENIES, DECLINES, EVADES, RETRACTS = (
    Stance.DENIES,
    Stance.DECLINES,
    Stance.EVADES,
    Stance.RETRACTS,
)


@pytest.mark.parametrize(
    ("sentence", "stance"),
    [
        ("Lyle said the hull was cracked.", ASSERTS),
        ("Lyle warned that the hull was cracked.", ASSERTS),
        ("The hull was cracked.", ASSERTS),
        ("Lyle confirmed the crack.", CONFIRMS),
        ("The crack has been verified by the board.", CONFIRMS),
        ("Brook admitted the crack.", ADMITS),
        ("Brook acknowledged that the hull was cracked.", ADMITS),
        ("Brook confirmed that Dunmere Ferries knew of it.", ADMITS),
        ("Brook denied the crack.", DENIES),
        ("Brook said it was not true.", DENIES),
        ("The crack is a fabrication, Brook said.", DENIES),
        ("Lyle declined to confirm the crack.", DECLINES),
        ("Lyle could not confirm the crack.", DECLINES),
        ("Lyle said the board had no evidence of a crack.", DECLINES),
        ("Lyle did not deny the crack.", EVADES),
        ("Lyle could neither confirm nor deny it.", EVADES),
        ("Brook sidestepped the question.", EVADES),
        ("The Courier retracted its report.", RETRACTS),
        ("The Courier withdrew the report.", RETRACTS),
    ],
)
def test_each_stance_has_its_words(sentence: str, stance: Stance) -> None:
    assert a_statement(sentence).stance is stance


@pytest.mark.parametrize(
    "sentence",
    [
        "Lyle would not confirm the crack.",
        "Lyle wouldn’t confirm the crack.",
        "Lyle hasn't confirmed the crack.",
        "Lyle has never confirmed the crack.",
        "Lyle has yet to confirm the crack.",
        "Lyle stopped short of confirming the crack.",
        "Nobody at the board has confirmed the crack.",
        "None of the divers of the board confirmed the crack.",
        "Neither the board nor Brook would confirm the crack.",
        "The crack was not confirmed by the board.",
        "The crack has yet to be confirmed by the board.",
        "Brook never admitted the crack.",
        "Brook has not acknowledged the crack.",
    ],
)
def test_what_is_negated_confirms_and_admits_nothing(sentence: str) -> None:
    found = a_statement(sentence)
    assert found.stance is DECLINES
    assert found.claimant is not None


@pytest.mark.parametrize(
    "sentence", ["Brook never denied it.", "Brook didn't deny it.", "Brook could not deny it."]
)
def test_not_denying_is_evading(sentence: str) -> None:
    assert a_statement(sentence).stance is EVADES


@pytest.mark.parametrize(
    "sentence",
    [
        "Lyle hopes to confirm the crack this week.",
        "Lyle said he would confirm the crack once it was measured.",
        "Lyle will soon confirm the crack.",
        "Lyle, asked to confirm the crack, said the talks go on.",
    ],
)
def test_a_confirmation_that_is_only_hoped_for_is_a_hedged_assertion(sentence: str) -> None:
    found = a_statement(sentence)
    assert (found.stance, found.hedged) == (ASSERTS, True)


@pytest.mark.parametrize(
    "sentence",
    [
        "Not only has the board confirmed the crack.",
        "Nobody was hurt, the board confirmed.",
        "Lyle can confirm the crack.",
        "The board had not seen the hull and then confirmed the crack.",
    ],
)
def test_a_negation_elsewhere_leaves_a_confirmation_alone(sentence: str) -> None:
    assert a_statement(sentence).stance is CONFIRMS


def test_words_inside_a_quotation_are_not_the_reporters() -> None:
    found = a_statement('"They confirmed nothing," Lyle said.')
    assert (found.stance, found.claimant and found.claimant.name) == (ASSERTS, "Owen Lyle")


def test_own_quoted_words_may_decline_or_deny() -> None:
    assert a_statement('"There is no evidence of that," Lyle said.').stance is DECLINES
    assert a_statement('"That is not true," Brook said.').stance is DENIES


def test_somebody_elses_confirmation_is_the_word_of_who_reports_it() -> None:
    found = a_statement("The board has confirmed it, Ada Brook said on Friday.")
    assert (found.stance, found.claimant and found.claimant.name) == (ASSERTS, "Ada Brook")
    found = a_statement("Ada Brook said the board had confirmed it.")
    assert (found.stance, found.claimant and found.claimant.name) == (ASSERTS, "Ada Brook")


def test_a_paper_that_prints_a_confirmation_is_not_who_confirms() -> None:
    found = a_statement("The Courier reported that Owen Lyle had confirmed it.")
    assert (found.stance, found.claimant and found.claimant.name) == (CONFIRMS, "Owen Lyle")


def test_only_a_party_that_speaks_of_its_own_side_admits_by_confirming() -> None:
    assert a_statement("Brook confirmed that the ferry company knew.").stance is ADMITS
    assert a_statement("Brook confirmed that the board knew.").stance is CONFIRMS
    assert a_statement("Lyle confirmed that the board knew.").stance is CONFIRMS


def test_what_a_report_finds_not_established_it_declines_itself() -> None:
    found = a_statement("It is not established that it leaked.", kind=Kind.REPORT)
    assert (found.stance, found.claimant and found.claimant.name) == (DECLINES, "Harbour Gazette")


@pytest.mark.parametrize(
    ("text", "hedged"),
    [
        ("The hull was reportedly cracked.", True),
        ("The hull may be cracked.", True),
        ("In May the hull cracked.", False),
        ("Was the hull cracked?", True),
        ("If the hull cracked, it leaks.", True),
        ("The board asked the crew to crack the hull.", True),
        ("The hull was cracked in May.", False),
        ("The hull is likely cracked.", True),
        ("The hull is believed to be cracked.", True),
        ("If true, the hull leaks.", True),
        ("Crates have been reported at sea since May.", True),
        ("Crates were reported at sea by the board.", False),
        ("The board reported crates at sea.", False),
        ("The hull is cracked.", False),
        ("The mayor and the likes of him left.", False),
    ],
)
def test_a_hedge_is_seen_and_the_month_of_may_is_none(text: str, hedged: bool) -> None:
    assert is_hedged(text) is hedged
    assert a_statement(text).hedged is hedged


@pytest.mark.parametrize(
    ("text", "opinion"),
    [
        ("The firm would not survive it.", True),
        ("It is a dangerous precedent.", True),
        ("The minister ought to go.", True),
        ("The hull is cracked.", False),
        ("Forty crates were lost.", False),
    ],
)
def test_a_judgement_or_forecast_is_seen(text: str, opinion: bool) -> None:
    assert is_opinion(text) is opinion
    assert a_statement(text).opinion is opinion


def test_a_sources_own_voice_stands_as_media_and_counts_from_its_day() -> None:
    found = a_statement("The hull is cracked.", stated=date(2024, 3, 4))
    assert (found.claimant, found.standing, found.dated) == (None, Standing.MEDIA, date(2024, 3, 4))
    assert a_statement("Lyle said so.").standing is Standing.AUTHORITY


def test_there_is_one_statement_for_each_sentence_in_order() -> None:
    found = statements("The hull is old. Lyle said so. Brook denied it. Nobody swam.")
    assert [s.sentence.position for s in found] == [0, 1, 2, 3]
    assert all(s.source.body[s.sentence.start : s.sentence.end] == s.sentence.text for s in found)


def test_a_source_is_read_once() -> None:
    asked: list[str] = []

    def document(source_id: str) -> tuple[Source, tuple[Sentence, ...]]:
        asked.append(source_id)
        source = a_source(source_id, "Lyle said so.")
        return source, sentences_of(source)

    reader = StatementReader(NAMES, document, packaged())
    assert reader.of("a") is reader.of("a")
    assert reader.of("b")[0].source.id == "b"
    assert asked == ["a", "b"]


@given(st.text())
def test_hedges_and_opinions_are_looked_for_in_any_text(text: str) -> None:
    assert is_hedged(text) in {True, False}
    assert is_opinion(text) in {True, False}
