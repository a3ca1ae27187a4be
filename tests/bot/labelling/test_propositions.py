"""The proposition that a question puts into words, and the one that an answer makes."""

from __future__ import annotations

import pytest

from bot.evidence.bearers import Told
from bot.evidence.bearing import MOST, Proposition
from bot.labelling.propositions import answered_by, asked_for
from bot.language.words import stem
from retrieval.documents import Hit
from tests.fakes import a_source
from tests.fakes_evidence import Occurrences, a_hit, a_statement, asked
from tests.parsed import parse_of

KEY = "Lyle said on 4 March 2024 that the hull of Dunmere Ferries cracked off Ulva with 40 crates."


def hits(*bodies: str) -> tuple[Hit, ...]:
    """What the search found: the first sentence of each body."""
    return tuple(a_hit(a_source(f"page-{n}", body))[0] for n, body in enumerate(bodies))


ULVA = hits("They say the ferry sank off Ulva.", "The hull of the ferry cracked off Ulva.")


def of_question(text: str, found: tuple[Hit, ...] = ULVA) -> Proposition:
    return asked_for(asked(text), Occurrences(), found)


def of_answer(question: str, key: str = KEY, found: tuple[Hit, ...] = ULVA) -> Proposition:
    statement = a_statement(key)
    told = Told(parse_of(key), statement.mentions)
    return answered_by(asked(question), statement, told, Occurrences(), found)


def stems(words: str) -> set[str]:
    return {stem(word) for word in words.split()}


@pytest.mark.parametrize(
    ("question", "topic", "actors"),
    [
        ("Was the hull of the ferry cracked?", "hull ferry cracked", []),
        ("Did Dunmere Ferries mend the hull?", "mend hull", ["Dunmere Ferries"]),
        ("Did the board warn Brook of the crack?", "warn crack", ["Sea Safety Board", "Ada Brook"]),
        ("Were 40 crates lost off Ulva?", "crates lost Ulva", []),
        ("Is it so?", "", []),
    ],
)
def test_a_question_is_about_its_telling_words_and_its_actors(
    question: str, topic: str, actors: list[str]
) -> None:
    found = of_question(question)
    assert set(found.topic) == stems(topic)
    assert [actor.name for actor in found.actors] == actors
    assert found.share == MOST


@pytest.mark.parametrize(
    ("statement", "topic", "actors"),
    [
        ("The board confirmed that the hull was cracked.", "hull cracked", []),
        (
            "Ada Brook denied that Dunmere Ferries mended the hull.",
            "mended hull",
            ["Dunmere Ferries"],
        ),
    ],
)
def test_who_says_it_and_the_word_for_saying_are_no_part_of_what_was_said(
    statement: str, topic: str, actors: list[str]
) -> None:
    found = of_question(statement)
    assert set(found.topic) == stems(topic)
    assert [actor.name for actor in found.actors] == actors


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("Was the ferry ever seen in the region?", "ferry"),
        ("Was the crack the last one of the whole week?", "crack"),
        ("Was it the last area?", "last area"),
    ],
)
def test_words_that_add_little_are_left_out_where_others_are_left(
    question: str, topic: str
) -> None:
    assert set(of_question(question).topic) == stems(topic)


def test_rarer_words_weigh_more() -> None:
    read = asked("Was the hull full of saffron?")
    topic = asked_for(read, Occurrences(hull=0.5, saffron=0.01), ()).topic
    assert topic[stem("saffron")] > topic[stem("hull")] > 0


@pytest.mark.parametrize(
    ("found", "names"),
    [
        (ULVA, "Ulva"),
        ((), ""),
        # a first word is written so whatever it is
        (hits("Ulva is small."), ""),
        # a word that is written small as well is no name
        (hits("The ferry sank off Ulva.", "Every ulva is an alga."), ""),
        (hits("The Ferry sank off Ulva."), "Ferry Ulva"),
    ],
)
def test_a_name_is_what_the_passages_write_with_a_capital_wherever_it_stands(
    found: tuple[Hit, ...], names: str
) -> None:
    assert of_question("Did the ferry sink off Ulva?", found).names == stems(names)


@pytest.mark.parametrize(
    ("question", "negated"),
    [
        ("Was the hull cracked?", False),
        ("Was the hull not cracked?", True),
        ("Was nobody hurt on the ferry?", True),
        ("Was the ferry without a mast?", True),
        ("Had the ferry no mast?", True),
        ("The ferry hasn't sunk off Ulva?", True),
        ("The crew hadn’t left the ferry.", True),
        ("The hull was never cracked, was it?", True),
        # what only opens a question or invites an answer
        ("Isn't the hull cracked?", False),
        ("Wasn’t the hull cracked?", False),
        ("The hull was cracked, wasn't it?", False),
        ("Was the hull cracked or not?", False),
        ("The hull was cracked, no?", False),
        ("Was not only the hull cracked?", False),
    ],
)
def test_a_question_is_negated_when_it_says_that_something_is_not_so(
    question: str, negated: bool
) -> None:
    assert of_question(question).negated is negated


def test_a_question_has_the_figures_it_names() -> None:
    assert [f.value for f in of_question("Were 40 crates and 60 men lost?").figures] == [40, 60]
    assert of_question("Were crates lost?").figures == ()


def test_an_answer_is_about_the_telling_words_of_its_key() -> None:
    found = of_answer("What happened to the ferry?")
    assert set(found.topic) == stems("hull cracked Ulva crates")
    assert found.actors == ()
    assert found.share == MOST


@pytest.mark.parametrize(
    ("key", "topic"),
    [
        ("The hull was cracked.", "hull cracked"),
        ("Lyle said that the hull was cracked.", "hull cracked"),
        ("Mara Finn wrote on Ulva that Mara Finn had left the hull.", "Ulva left hull"),
        ("The board told Ines Holt of the crack.", "crack"),
        ("The hull was seen in the region.", "hull"),
        ("The region was seen.", "region seen"),
        ("Lyle said so.", ""),
    ],
)
def test_names_of_actors_dates_figures_and_reporting_verbs_are_no_topic(
    key: str, topic: str
) -> None:
    assert set(of_answer("What happened?", key).topic) == stems(topic)


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("How many crates were lost?", [40]),
        ("What happened to the ferry?", []),
        ("Where did the hull crack?", []),
        ("Where were the 60 crates lost?", [60]),
    ],
)
def test_a_figure_belongs_to_an_answer_where_one_was_asked_for(
    question: str, figures: list[float]
) -> None:
    assert [f.value for f in of_answer(question).figures] == figures


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Where did the hull crack?", "Ulva"),
        ("Who saw the crack?", "Ulva"),
        ("What is the name of the place?", "Ulva"),
        ("How many crates were lost?", ""),
        ("What happened to the ferry?", ""),
    ],
)
def test_a_name_belongs_to_an_answer_where_somebody_or_some_place_was_asked_for(
    question: str, names: str
) -> None:
    assert of_answer(question).names == stems(names)


@pytest.mark.parametrize(
    ("key", "negated"),
    [
        ("Lyle said the hull was cracked.", False),
        ("Lyle said the hull was not cracked.", True),
        ("Nobody saw a crack in the hull.", True),
        ("The hull was cracked off Ulva in a storm, but nobody swam.", False),
    ],
)
def test_an_answer_is_negated_as_its_key_is(key: str, negated: bool) -> None:
    assert of_answer("What happened to the hull?", key).negated is negated


def test_a_negation_in_another_clause_negates_no_key() -> None:
    key = "The hull was cracked, but nobody swam."
    assert not of_answer("What happened to the hull?", key).negated
