"""What somebody said must leave as something somebody said."""

from __future__ import annotations

import pytest

from bot.claims import Answer, Evidence
from bot.evaluation.attributed import attributed_sentences, is_named
from retrieval.documents import Actor
from retrieval.naming import ActorNames
from tests.fakes_answers import a_claim, an_evidence
from tests.fakes_outturns import BODIES, CLOSED, CRACK, cited, saying

ACTORS = ActorNames(
    (
        Actor("Harbour Office", ("the port",)),
        Actor("North Velmora", ("Northerners",)),
        Actor("South Velmora"),
        Actor("Union of Seamen", ("US",)),
    )
)


def row(quote: str, claimant: str | None, source_id: str = "mill-bridge") -> Evidence:
    start = BODIES[source_id].index(quote)
    place = {"source_id": source_id, "quote": quote, "start": start, "end": start + len(quote)}
    return an_evidence(claimant=claimant, **place)


def attributed(text: str, *rows: Evidence, quote: str = f"{CLOSED} {CRACK}") -> list[object]:
    answer: Answer = saying(text, cited(1, quote), claims=(a_claim(evidence=rows),))
    return [(s.text, claimants) for s, claimants, _ in attributed_sentences(answer)]


def test_a_sentence_rests_on_the_row_whose_span_it_covers() -> None:
    rows = row(CLOSED, "Harbour Office"), row(CRACK, "the divers")
    assert attributed(f"{CRACK} [1]", *rows) == [(CRACK, ("the divers",))]


def test_a_sentence_on_a_row_without_claimant_is_not_attributed() -> None:
    assert attributed(f"{CRACK} [1]", row(CRACK, None)) == []


def test_a_sentence_without_rows_is_not_judged() -> None:
    assert attributed(f"{CRACK} [1]", row(CLOSED, "Harbour Office")) == []
    assert attributed(CRACK, row(CRACK, "the divers")) == []


def test_other_words_rest_on_all_rows_of_the_citation() -> None:
    rows = row(CLOSED, "Harbour Office"), row(CRACK, "the divers")
    told = "A crack closed the bridge."
    assert attributed(f"{told} [1]", *rows) == [(told, ("Harbour Office", "the divers"))]
    assert attributed(f"{told} [1]", row(CLOSED, None), row(CRACK, "the divers")) == []


def test_rows_of_another_source_do_not_count() -> None:
    other = row("Up to 300 ferrymen will not work.", "the union", "ferry-strike")
    assert attributed(f"{CLOSED} [1]", other) == []


def test_the_run_is_the_paragraph() -> None:
    rows = row(CLOSED, "Harbour Office"), row(CRACK, "Harbour Office")
    text = f"{CLOSED} [1]\n\n{CRACK} [1]"
    answer = saying(text, cited(1, f"{CLOSED} {CRACK}"), claims=(a_claim(evidence=rows),))
    assert [run for _, _, run in attributed_sentences(answer)] == [CLOSED, CRACK]


@pytest.mark.parametrize(
    ("claimant", "text"),
    [
        ("Harbour Office", "The Harbour Office said so."),
        ("Harbour Office", "The port's spokesman said so."),  # a listed alias
        ("North Velmora", "Northerners deny it."),
        ("Union of Seamen", "The US wants more."),
        ("Ada Brook", "Ada Brook said so."),
        ("Ada Brook", "It will open, Brook said."),  # unlisted: the last word of the name
        ("Board of Inland Ports", "The BIP said so."),  # initials
        ("unnamed Western official", "Officials in the West said so."),
        ("Ada Brook", "He [Ada Brook] left."),
    ],
)
def test_a_claimant_is_named_by_any_known_name(claimant: str, text: str) -> None:
    assert is_named(claimant, text, ACTORS)


@pytest.mark.parametrize(
    ("claimant", "text"),
    [
        ("Harbour Office", "The bridge is shut."),
        ("Harbour Office", "The Office of Ports said so."),  # listed: only listed names count
        ("South Velmora", "North Velmora denies it."),
        ("Union of Seamen", "They told us."),
        ("Ada Brook", "Carl Brook said so."),  # another person of that name
        ("Ada Brook", "The brook is wide."),
        ("Ada", "It will open."),
        ("unnamed Western official", "The bridge is shut."),
    ],
)
def test_somebody_else_is_not_the_claimant(claimant: str, text: str) -> None:
    assert not is_named(claimant, text, ACTORS)
