"""Which statements of a sentence bear, what they do to the proposition, and what echoes them."""

from __future__ import annotations

from typing import Any

import pytest

from bot.claims import Stance
from bot.evidence.bearing import Proposition, bearing_of, echoes, is_negated, towards
from bot.evidence.statement import Reading
from bot.language.figures import figures_of
from bot.language.words import stem
from retrieval.documents import Kind
from tests.fakes import a_source
from tests.fakes_evidence import a_statement, read

ASSERTS, CONFIRMS, ADMITS = Stance.ASSERTS, Stance.CONFIRMS, Stance.ADMITS
DENIES, DECLINES, RETRACTS = Stance.DENIES, Stance.DECLINES, Stance.RETRACTS


def about(topic: str, *, negated: bool = False, figures: str = "") -> Proposition:
    """A proposition whose topic words weigh the same."""
    weights = {stem(word): 1.0 for word in topic.split()}
    return Proposition(weights, frozenset(), (), figures_of(figures), negated)


CRACKED, WHOLE = about("hull cracked"), about("hull cracked", negated=True)


def readings(body: str, **keys: Any) -> tuple[Reading, ...]:
    return read(a_source(body=body, title="A page", **keys))


def bearing(sentence: str, proposition: Proposition) -> list[tuple[str | None, Stance, str]]:
    (reading,) = readings(sentence)
    found = bearing_of(reading, proposition)
    return [(s.claimant.name if s.claimant else None, s.stance, s.text) for s in found]


@pytest.mark.parametrize(
    ("sentence", "to_cracked", "to_whole"),
    [
        ("Lyle said the hull was cracked.", ASSERTS, DENIES),
        ("Lyle said the hull was not cracked.", DENIES, ASSERTS),
        ("Lyle confirmed that the hull was cracked.", CONFIRMS, DENIES),
        ("Lyle confirmed that the hull was not cracked.", DENIES, CONFIRMS),
        ("Brook admitted that the hull was cracked.", ADMITS, DENIES),
        ("Brook admitted that the hull was not cracked.", DENIES, ADMITS),
        ("Lyle said no crack was seen in the hull.", DENIES, ASSERTS),
        ("The hull was never cracked.", DENIES, ASSERTS),
    ],
)
def test_where_only_one_is_negated_to_assert_is_to_deny(
    sentence: str, to_cracked: Stance, to_whole: Stance
) -> None:
    statement = a_statement(sentence)
    assert towards(statement, CRACKED).stance is to_cracked
    assert towards(statement, WHOLE).stance is to_whole


@pytest.mark.parametrize(
    ("sentence", "stance"),
    [
        ("Lyle declined to confirm that the hull was not cracked.", DECLINES),
        ("The Courier retracted its report that the hull was not cracked.", RETRACTS),
        ("Lyle denied that the hull was cracked.", DENIES),
    ],
)
def test_what_affirms_nothing_is_not_turned(sentence: str, stance: Stance) -> None:
    statement = a_statement(sentence)
    assert statement.stance is stance
    assert towards(statement, CRACKED) == towards(statement, WHOLE) == statement


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The hull was cracked.", False),
        ("The hull was not cracked.", True),
        ("The mast did not break, and the hull was cracked.", False),
        ("The ferry failed to sail, because the hull was cracked.", False),
        ("The hull was cracked, but nobody swam.", False),
        ("Nobody swam.", False),
        ("Not only the hull was cracked.", False),
    ],
)
def test_a_negation_counts_that_takes_in_a_good_part_of_the_topic_words(
    text: str, expected: bool
) -> None:
    assert is_negated(text, CRACKED.topic) is expected


def test_the_heavier_words_decide_what_is_a_good_part() -> None:
    text = "The hull was not cracked."
    assert not is_negated(text, {stem("hull"): 3.0, stem("cracked"): 1.0})
    assert is_negated(text, {stem("hull"): 1.0, stem("cracked"): 3.0})


def test_a_word_for_the_same_thing_is_negated_as_well() -> None:
    assert is_negated("No vessel was seen.", {stem("ship"): 1.0})


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Lyle said the hull was cracked, but the mast was whole.",
            [("Owen Lyle", ASSERTS, "the hull was cracked")],
        ),
        (
            "The mast broke at once, but the hull was not cracked, Lyle said.",
            [("Owen Lyle", DENIES, "the hull was not cracked")],
        ),
        (
            "Lyle said the hull was cracked, but Brook denied that the hull had cracked.",
            [
                ("Owen Lyle", ASSERTS, "the hull was cracked"),
                ("Ada Brook", DENIES, "that the hull had cracked"),
            ],
        ),
        (
            "Brook and Holt said the hull was cracked.",
            [
                ("Ada Brook", ASSERTS, "the hull was cracked"),
                ("Ines Holt", ASSERTS, "the hull was cracked"),
            ],
        ),
        ("The mast was broken, but nobody swam.", []),
        ("Lyle said the mast was broken.", []),
    ],
)
def test_those_statements_bear_whose_clause_holds_what_the_sentence_holds(
    sentence: str, expected: list[tuple[str | None, Stance, str]]
) -> None:
    assert bearing(sentence, CRACKED) == expected


def test_the_sentence_as_a_whole_bears_where_no_clause_holds_enough() -> None:
    sentence = "The hull was old, and Brook said it was cracked."
    assert bearing(sentence, CRACKED) == [("Ada Brook", ASSERTS, sentence)]


def test_a_figure_must_stand_in_the_clause_itself() -> None:
    sentence = "Lyle said 40 crates were lost, but Brook said 60 crates were lost."
    found = bearing(sentence, about("crates lost", figures="60 crates"))
    assert found == [("Ada Brook", ASSERTS, "60 crates were lost")]


def test_nothing_bears_on_a_proposition_without_topic_words() -> None:
    assert bearing("Lyle said the hull was cracked.", about("")) == []


@pytest.mark.parametrize(
    ("following", "expected"),
    [
        ("Brook denied it.", [("Ada Brook", DENIES)]),
        ("Brook called the claim a fabrication.", [("Ada Brook", DENIES)]),
        ("Brook said that is not true.", [("Ada Brook", DENIES)]),
        ("Lyle declined to confirm this.", [("Owen Lyle", DECLINES)]),
        ("Brook sidestepped that.", [("Ada Brook", Stance.EVADES)]),
        ("The Courier retracted the story.", [("Dunmere Courier", RETRACTS)]),
        ("The sea rose, but Brook denied it.", [("Ada Brook", DENIES)]),
        (
            "Brook denied it. The Courier retracted the story.",
            [("Ada Brook", DENIES), ("Dunmere Courier", RETRACTS)],
        ),
        # no denial or retraction
        ("Brook confirmed it.", []),
        ("Brook said so.", []),
        # of something else
        ("Brook denied the crack.", []),
        ("Brook denied fraud.", []),
        # not short
        ("Brook denied it in a letter that she wrote on Monday to all papers of the coast.", []),
    ],
)
def test_a_short_denial_or_retraction_of_it_right_behind_bears_as_well(
    following: str, expected: list[tuple[str, Stance]]
) -> None:
    found = echoes(readings(following))
    assert [(s.claimant.name if s.claimant else None, s.stance) for s in found] == expected


@pytest.mark.parametrize(("between", "count"), [(0, 1), (1, 1), (2, 0)])
def test_an_echo_stands_no_further_than_the_second_sentence(between: int, count: int) -> None:
    body = "The sea was calm. " * between + "Brook denied it."
    assert len(list(echoes(readings(body)))) == count


@pytest.mark.parametrize("sentence", ["We withdraw that report.", "We retract that report."])
def test_a_publisher_that_takes_its_own_report_back_echoes_it(sentence: str) -> None:
    keys: dict[str, Any] = {"kind": Kind.STATEMENT, "publisher": "Dunmere Courier"}
    found = list(echoes(readings(sentence, **keys)))
    assert [s.stance for s in found] == [RETRACTS]
