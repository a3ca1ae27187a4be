"""What is exact keeps a sentence silent on a claim: names, counts, choices and what is over."""

from __future__ import annotations

import pytest

from bot.evidence.bearers import Told
from bot.evidence.claimed import Claimed, claimed_in
from bot.evidence.fitting import fit, is_vetoed
from bot.evidence.vetoes import leaves_out_name
from bot.reading.claimant import Claimant
from tests.fakes_evidence import FERRIES, NAMES
from tests.parsed import parse_of


def told(sentence: str, title: str = "", speaker: Claimant | None = None) -> Told:
    return Told(parse_of(sentence), NAMES.find(sentence), speaker, title=title)


def claimed(claim: str) -> Claimed:
    found = claimed_in(told(claim))
    assert found is not None
    return found


def silent(claim: str, sentence: str) -> bool:
    """Neither by its words nor by a reader can the sentence support the claim."""
    beside = told(sentence)
    tokens = range(len(beside.parse))
    wanted = claimed(claim)
    return fit(wanted, beside, tokens) is None and is_vetoed(wanted, beside, tokens)


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        # a name that is not there
        ("The tug was built by Harker.", "The tug was built by Lomax in May."),
        ("Engineers tested the RB-19 engine.", "Engineers tested the RB-11 engine."),
        ("The captain was arrested in Oban.", "The captain was arrested in Leith."),
        # a figure that stands there for something else
        ("They found 138 cases in Oban.", "They found 138 cases in Leith and 74 cases in Oban."),
        (
            "Altogether 138 people fell ill.",
            "Altogether 212 people fell ill, 138 of them in Leith.",
        ),
        (
            "In 58 cases it was debris, in three drowning.",
            "In 58 cases it was drowning, in three debris.",
        ),
        # described otherwise
        ("They found cracks in the right wall.", "They found cracks in the left wall."),
        # a place that only tells who does it
        (
            "Norway has sent tugs to Iceland.",
            "Tugs from Iceland were sent along the coast of Norway.",
        ),
        ("Norway sent the tugs.", "Norway paid, and it was Iceland that sent the tugs."),
        # whose it is
        ("Police charged Owen Lyle's lawyer.", "Police charged Owen Lyle with fraud."),
        # a choice
        ("Forty sailors were killed.", "Forty sailors were killed or wounded."),
        # what was going on then
        ("The ferry is still burning.", "The ferry was still burning on Tuesday."),
        ("The harbour is closing.", "The harbour was closing then."),
    ],
)
def test_what_is_exact_keeps_a_sentence_silent(claim: str, sentence: str) -> None:
    assert silent(claim, sentence)


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("The captain was arrested in Oban.", "Police in Oban arrested the captain."),
        ("They found 74 cases in Oban.", "They found 138 cases in Leith and 74 cases in Oban."),
        (
            "Altogether 212 people fell ill.",
            "Altogether 212 people fell ill, 138 of them in Leith.",
        ),
        ("Forty sailors were killed or wounded.", "Forty sailors were killed or wounded."),
    ],
)
def test_what_is_there_does_not(claim: str, sentence: str) -> None:
    beside = told(sentence)
    assert fit(claimed(claim), beside, range(len(beside.parse))) is not None


def test_a_name_may_stand_over_the_page_or_be_the_speakers() -> None:
    claim = claimed("The pier of Oban was sold.")
    assert leaves_out_name(claim, told("The pier was sold."))
    assert not leaves_out_name(claim, told("The pier was sold.", title="Oban in April"))
    own = claimed("Dunmere Ferries sold the pier.")
    assert not leaves_out_name(own, told("We sold the pier.", speaker=Claimant.of(FERRIES)))
