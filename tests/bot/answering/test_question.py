"""What a question asks, of whom, in which words, of which kind of source."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.asked import Asked
from bot.claims import Stance
from bot.language.words import stem
from retrieval.documents import Kind
from tests.fakes_evidence import BOARD, BROOK, CALDER, FERRIES, HOLT, TIDES, asked

PIECES = st.sampled_from(
    "who what when did has is the board Brook SSB 12,000 5 March 2024 31 February 2024 2024-13-45 "
    "? . , ; ' ’ say deny denied confirmed article report may if \u0000 é 報 how many".split(" ")
)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How many crates were lost?", Asked.NUMBER),
        ("how much did the ferry company pay?", Asked.NUMBER),
        ("What's the exact number of crates?", Asked.NUMBER),
        ("what price did they get?", Asked.NUMBER),
        ("how big was the leak?", Asked.NUMBER),
        ("When did the ferry sink?", Asked.DATE),
        ("what day was the hearing?", Asked.DATE),
        ("Where did it sink?", Asked.PLACE),
        ("which port took the crew in?", Asked.PLACE),
        ("Why was the hull cracked?", Asked.REASON),
        ("how come nobody was told?", Asked.REASON),
        ("Who found the crack?", Asked.PERSON),
        ("whose ship was it?", Asked.PERSON),
        ("Names of the sailors?", Asked.NAME),
        ("what are the names of the sailors?", Asked.NAME),
        ("what was the ship called?", Asked.NAME),
        ("What did Ada Brook say about the hull?", Asked.SPEECH),
        ("how did calder react to it?", Asked.SPEECH),
        ("what's the board's position on the leak?", Asked.SPEECH),
        ("what word did Holt use?", Asked.SPEECH),
        ("what did DF want?", Asked.SPEECH),
        ("how did the toll change between march and june?", Asked.CHANGE),
        ("Did the board confirm the leak?", Asked.WHETHER),
        ("DID THE BOARD CONFIRM IT", Asked.WHETHER),
        ("so was the hull cracked?", Asked.WHETHER),
        ("is it true that the hull was cracked?", Asked.WHETHER),
        ("The hull was cracked, right?", Asked.WHETHER),
        ("In May, did the ferry sail?", Asked.WHETHER),
        ("The hull was cracked.", Asked.WHETHER),
        ("how dangerous is the leak?", Asked.OPEN),
        ("Tell me about the ferry", Asked.OPEN),
        ("summarise the story", Asked.OPEN),
    ],
)
def test_a_question_is_of_one_kind(question: str, kind: Asked) -> None:
    assert asked(question).asked is kind


def test_the_last_clause_with_a_question_mark_counts() -> None:
    assert asked("I know when it sank. How many crates were lost?").asked is Asked.NUMBER
    assert asked("How many? I only want to know where.").asked is Asked.NUMBER


@pytest.mark.parametrize(
    ("question", "actors"),
    [
        ("Did the board confirm what Brook said?", (BOARD, BROOK)),
        ("what did the ferry company say?", (FERRIES,)),
        ("did ssb and the institute agree?", (BOARD, TIDES)),
        ("did Holt accuse Calder's mayor?", (HOLT,)),
        ("WHAT DID CALDER SAY", (CALDER,)),
        ("was the hull cracked?", ()),
    ],
)
def test_actors_are_found_by_any_of_their_names(question: str, actors: tuple[object, ...]) -> None:
    assert asked(question).actors == actors


def test_terms_are_stems_of_telling_words_and_topic_leaves_names_out() -> None:
    question = asked("Did Ada Brook admit that the hulls were cracked, the hull?")
    assert question.terms == tuple(map(stem, ("Ada", "Brook", "admit", "hulls", "cracked")))
    assert question.topic == tuple(map(stem, ("admit", "hull", "cracked")))


def test_figures_and_years_of_a_question_are_kept_apart() -> None:
    question = asked("Did 12,000 crates go overboard in 2023?")
    assert [figure.value for figure in question.figures] == [12_000]
    assert question.days == ("2023",)
    assert not any(term[0].isdigit() for term in question.terms)


def test_a_short_abbreviation_is_spelled_out_for_the_search() -> None:
    question = asked("what did DF want?")
    assert question.search_text == "what did Dunmere Ferries want?"
    assert "Dunmere Ferries" in question.search_phrases
    assert question.text == "what did DF want?"


def test_search_phrases_are_the_telling_words_and_full_names_once_each() -> None:
    phrases = asked("did the hull of the hull crack, SSB?").search_phrases
    assert phrases == ("hull", "crack", "SSB", "Sea Safety Board")


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("in the article, who found it?", Kind.ARTICLE),
        ("what does the article say?", Kind.ARTICLE),
        ("according to the report, how deep was the crack?", Kind.REPORT),
        ("what was promised in that statement?", Kind.STATEMENT),
        ("how did calder react to the report?", None),
        ("who denied the statement?", None),
        ("what did Brook report?", None),
        ("who found it?", None),
    ],
)
def test_a_question_may_ask_for_one_kind_of_source(question: str, kind: Kind | None) -> None:
    assert asked(question).kind is kind


@pytest.mark.parametrize(
    ("question", "hypothetical"),
    [
        ("would Calder win if it sued?", True),
        ("what could happen next?", True),
        ("How dangerous is the leak?", True),
        ("what's at stake for Calder?", True),
        ("Will the ferry sail again?", True),
        ("did Calder win?", False),
        ("what happened next?", False),
        ("how many would not sail?", False),
    ],
)
def test_a_question_for_a_forecast_is_known(question: str, hypothetical: bool) -> None:
    assert asked(question).hypothetical is hypothetical


@pytest.mark.parametrize(
    ("question", "stance"),
    [
        ("when did the board confirm it?", Stance.CONFIRMS),
        ("why has Brook admitted it?", Stance.ADMITS),
        ("who owned up to it?", Stance.ADMITS),
        ("why did Calder deny it?", Stance.DENIES),
        ("what did the board find?", None),
    ],
)
def test_a_question_may_presume_that_somebody_settled_it(
    question: str, stance: Stance | None
) -> None:
    assert asked(question).presumes is stance


def test_a_plain_statement_of_an_act_is_read_with_its_day() -> None:
    act = asked("The Sea Safety Board has confirmed the leak on 5 March 2024.").act
    assert act is not None
    assert (act.actor, act.stance, act.day) == (BOARD, Stance.CONFIRMS, date(2024, 3, 5))
    assert asked("Brook denied the leak in March 2024.").act.day is None  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("5 March 2024", date(2024, 3, 5)),
        ("March 5th, 2024", date(2024, 3, 5)),
        ("2024-03-05", date(2024, 3, 5)),
        ("31 February 2024", None),
        ("May 2024", None),
        ("14-20 October 2024", None),
        ("5th and 6th of June 2024", None),
    ],
)
def test_the_day_of_an_act_is_a_full_and_single_day(written: str, day: date | None) -> None:
    act = asked(f"The board confirmed the leak on {written}.").act
    assert act is not None
    assert act.day == day


def test_a_question_about_what_was_said_is_no_act() -> None:
    assert asked("What did Brook deny?").act is None
    assert asked("The hull was cracked.").act is None


@given(st.one_of(st.text(), st.lists(PIECES, max_size=15).map(" ".join)))
def test_any_text_can_be_read(text: str) -> None:
    question = asked(text, date(2024, 3, 5))
    assert (question.text, question.as_of) == (text, date(2024, 3, 5))
    assert set(question.topic) <= set(question.terms)
    assert all(0 <= f.start < f.end <= len(text) for f in question.figures)
