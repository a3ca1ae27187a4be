"""What the rules make of a sentence: one changed thing, and what is then right."""

from __future__ import annotations

import random

import pytest

from retrieval.parsing import Parse
from tests.fakes_parser import packaged
from training import claim_rules, statement_rules
from training.rewriting import CONTRADICTS, NEUTRAL, NOT_SUPPORTED, SUPPORTS, Rule, Words
from training.rule_pairs import Sourced, core_of, is_plain, parsed_pairs, rule_examples

WORDS = Words(
    names={"GPE": ["Varn"], "PERSON": ["Ida Brandt"], "ORG": ["The Coast Guard"]},
    near_verbs={"arrest/VBD": ["warn/warned"], "close/VBD": ["open/opened"]},
)
ARREST = "Police in Lenz arrested three sailors on Monday."


def parsed(text: str) -> Parse:
    ((sentence,),) = packaged().parse([text])
    return sentence


def made(rule: Rule, text: str) -> dict[str, tuple[int, ...]]:
    """What a rule makes of a sentence, with the labels that are right."""
    return {r.text: r.right for r in rule(parsed(text), WORDS, random.Random(1))}


def test_another_figure_contradicts() -> None:
    ((text, right),) = made(claim_rules.figure_changed, ARREST).items()
    assert right == CONTRADICTS
    assert text.startswith("Police in Lenz arrested ")
    assert "three" not in text


def test_a_number_word_and_its_digit_say_the_same() -> None:
    assert made(claim_rules.figure_spelt, ARREST) == {
        "Police in Lenz arrested 3 sailors on Monday.": SUPPORTS
    }


def test_another_day_contradicts() -> None:
    ((text, right),) = made(claim_rules.day_changed, ARREST).items()
    assert right == CONTRADICTS
    assert "Monday" not in text


def test_another_place_is_not_supported() -> None:
    found = made(claim_rules.name_changed, "Police in Norway arrested three sailors.")
    assert found == {"Police in Varn arrested three sailors.": NOT_SUPPORTED}


@pytest.mark.parametrize(
    ("text", "denial"),
    [
        (ARREST, "Police in Lenz did not arrest three sailors on Monday."),
        ("The bridge was closed.", "The bridge was not closed."),
        ("The mayor is a lawyer.", "The mayor is not a lawyer."),
        ("The mayor has resigned.", "The mayor has not resigned."),
    ],
)
def test_a_sentence_is_denied_by_one_word(text: str, denial: str) -> None:
    assert claim_rules.denial_of(parsed(text)) == denial


def test_who_and_whom_change_places() -> None:
    found = made(claim_rules.roles_swapped, "The union sued the port authority.")
    assert found == {"The port authority sued the union.": NOT_SUPPORTED}


def test_a_country_is_not_its_minister() -> None:
    found = made(claim_rules.modifier_taken, "Norland's minister left the talks.")
    assert found == {"Norland left the talks.": NOT_SUPPORTED}


def test_the_opposite_verb_contradicts_and_a_neighbour_does_not_support() -> None:
    closed = made(claim_rules.verb_changed, "The council closed the bridge.")
    assert closed == {"The council opened the bridge.": CONTRADICTS}
    assert set(made(claim_rules.verb_changed, ARREST).values()) == {NOT_SUPPORTED}


def test_the_other_voice_says_the_same() -> None:
    found = made(claim_rules.voice_changed, "The council closed the bridge.")
    assert found == {"The bridge was closed by the council.": SUPPORTS}


def test_a_plan_leaves_open_and_a_failure_contradicts() -> None:
    rights = set()
    for seed in range(40):
        rule = statement_rules.planned(parsed("The council closed the bridge."), WORDS, _draw(seed))
        rights |= {(r.text.split(" close")[0], r.right) for r in rule}
    assert ("The council planned to", NEUTRAL) in rights
    assert ("The council failed to", CONTRADICTS) in rights


def test_what_somebody_cannot_confirm_is_left_open() -> None:
    texts = {
        r.text: r.right
        for seed in range(400)
        for r in statement_rules.spoken_of(parsed("The bridge fell."), WORDS, _draw(seed))
    }
    assert texts["Ida Brandt could not confirm that the bridge fell."] == NEUTRAL
    assert texts["Ida Brandt denied that the bridge fell."] == CONTRADICTS
    assert texts["Ida Brandt said that the bridge fell."] == SUPPORTS


def test_a_state_that_ended_contradicts_that_it_holds() -> None:
    rights = set()
    for seed in range(60):
        found = statement_rules.ended_states(parsed("Ida Brandt is the minister."), _draw(seed))
        rights |= {(claim, said.text, said.right) for claim, said in found}
    resigned = "Ida Brandt resigned as the minister."
    assert ("Ida Brandt is the minister.", resigned, CONTRADICTS) in rights
    assert ("Ida Brandt was the minister.", resigned, SUPPORTS) in rights


def test_some_are_not_all_and_all_are_some() -> None:
    rights = {}
    for seed in range(120):
        for claim, said in statement_rules.quantified(parsed("The ships sank."), _draw(seed)):
            rights[claim, said.text] = said.right
    assert rights["All of the ships sank.", "Some of the ships sank."] == NOT_SUPPORTED
    assert rights["Some of the ships sank.", "All of the ships sank."] == SUPPORTS


def test_a_core_leaves_out_what_is_beside_the_point() -> None:
    whole = parsed("Ida Brandt, who had been ill, quickly closed the bridge, a steel arch.")
    assert core_of(whole, random.Random(2)) == "Ida Brandt closed the bridge."


@pytest.mark.parametrize(
    "text",
    ["The bridge may fall.", "The bridge did not fall.", "Closed!", "It fell.", "Fog over Lenz."],
)
def test_doubts_denials_and_scraps_are_not_rewritten(text: str) -> None:
    assert not is_plain(parsed(text))


def test_each_sentence_gives_a_few_examples_of_its_group() -> None:
    sentence = Sourced(ARREST, "The sailors were later released.", "set/page")
    pairs = parsed_pairs(packaged(), [sentence], random.Random(3))
    examples = list(rule_examples(pairs, WORDS, random.Random(3)))
    assert 1 < len(examples) <= 4
    assert {e.group for e in examples} == {"set/page"}
    assert all(e.first and e.seconds[0] and e.right for e in examples)


def _draw(seed: int) -> random.Random:
    return random.Random(seed)
