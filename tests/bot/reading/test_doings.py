"""What somebody's words do, read from the parse: find, act, judge, deny, decline, retract."""

from __future__ import annotations

import pytest

from bot.claims import Stance
from bot.language.words import stem
from bot.reading.doings import is_act, is_finding, is_opinion, negated_stems, reported_stance
from tests.parsed import parse_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The divers measured the crack in the hull.", True),
        ("We established that the hull was cracked.", True),
        ("Lyle found a crack in the hull.", True),
        ("It was found that the hull leaked.", True),
        ("The board has seen the crack in the hull.", True),
        ("Our analysis shows a crack in the hull.", True),
        ("The paint matched that of the ferry.", True),
        ("Nobody measured the crack in the hull.", False),
        ("The divers will measure the crack in the hull.", False),
        ("Lyle said the hull was cracked.", False),
        ("The hull was cracked.", False),
        ("The founder of the ferry company left.", False),
    ],
)
def test_a_finding_is_one_where_somebody_found_it(text: str, expected: bool) -> None:
    parse = parse_of(text)
    assert is_finding(parse, range(len(parse))) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The board has imposed a fine on the ferry company.", True),
        ("The head of the ferry company resigned.", True),
        ("Dunmere Ferries accepts the fine.", True),
        ("The board hereby orders a new hull.", True),
        ("The company will not appeal.", True),
        ("The board may impose a fine on the ferry company.", False),
        ("The board will order a new hull.", False),
        ("The board refused to impose a fine.", False),
        ("The hull was cracked.", False),
    ],
)
def test_an_act_is_in_force(text: str, expected: bool) -> None:
    parse = parse_of(text)
    assert is_act(parse, range(len(parse))) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The fine is a dangerous precedent.", True),
        ("The company should pay the fine.", True),
        ("The company paid the fine in May.", False),
    ],
)
def test_a_judgement_is_told_by_its_words(text: str, expected: bool) -> None:
    parse = parse_of(text)
    assert is_opinion(parse, range(len(parse))) is expected


def test_a_negation_takes_in_its_predicate_and_not_its_neighbour() -> None:
    parse = parse_of("The crew did not leave the pier, but the cook swam ashore.")
    found = negated_stems(parse, range(len(parse)))
    assert {stem("leave"), stem("pier")} <= found
    assert not {stem("crew"), stem("swam"), stem("ashore")} & found


def test_what_is_denied_is_negated_and_an_exception_is_not() -> None:
    denied = parse_of("The firm denied that it sold the ferry.")
    assert stem("ferry") in negated_stems(denied, range(len(denied)))
    spared = parse_of("The ferry has not been seen anywhere but in the harbour.")
    assert not negated_stems(spared, range(len(spared)))


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("We retract our report on the ferry.", Stance.RETRACTS),
        ("We do not deny the sale.", Stance.EVADES),
        ("We neither confirm nor deny the sale.", Stance.EVADES),
        ("We cannot confirm the sale of the ferry.", Stance.DECLINES),
        ("There is no evidence of a sale.", Stance.DECLINES),
        ("We have no comment.", Stance.DECLINES),
        ("We are not aware of a sale.", Stance.DECLINES),
        ("We deny the sale of the ferry.", Stance.DENIES),
        ("The report is a fabrication.", Stance.DENIES),
        ("The report is not true.", Stance.DENIES),
        ("The report is not a lie.", Stance.ASSERTS),
        ("The ferry was sold in May.", Stance.ASSERTS),
    ],
)
def test_own_words_retract_evade_decline_deny_or_assert(text: str, stance: Stance) -> None:
    parse = parse_of(text)
    assert reported_stance(parse, range(len(parse))) is stance
