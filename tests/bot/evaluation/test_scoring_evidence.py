"""What an answer rests on, item by item: citations, figures, attribution, dates, ranking, time."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answering.gates import QuoteVerdict
from bot.claims import Answer, Evidence, Outcome
from bot.evaluation.items import Item
from bot.evaluation.scoring import ItemScore, score
from retrieval.documents import Actor
from retrieval.naming import ActorNames
from tests.fakes_answers import a_change, a_claim, an_evidence
from tests.fakes_outturns import (
    BODIES,
    CLOSED,
    CRACK,
    DAY,
    STRIKE,
    an_item,
    an_outturn,
    cited,
    refusal,
    saying,
)

SOUND = saying(f"{CLOSED} [1] {CRACK} [1]", cited(1, f"{CLOSED} {CRACK}"))


def scored(answer: Answer, item: Item | None = None, retrieved: tuple[str, ...] = ()) -> ItemScore:
    return score(an_outturn(answer, item, retrieved=retrieved), BODIES)


def value(name: str, answer: Answer, item: Item | None = None) -> float | None:
    return scored(answer, item).values[name]


@pytest.mark.parametrize(
    ("answer", "precision", "recall"),
    [
        (SOUND, 1, 1),
        # One of two sentences carries nothing.
        (saying(f"{CLOSED} {CRACK} [1]", cited(1, CRACK)), 1, 1 / 2),
        # The right quote behind the wrong sentence.
        (saying(f"{STRIKE} [1] {CRACK} [1]", cited(1, CRACK)), 1 / 2, 1 / 2),
        # Two markers, one of which supports.
        (
            saying(f"{CRACK} [1][2]", cited(1, CRACK), cited(2, STRIKE, "ferry-strike")),
            1 / 2,
            1,
        ),
        (saying(f"{CRACK} [9]", cited(1, CRACK)), 0, 0),
        (saying(CRACK, cited(1, CRACK)), None, 0),
        # A quotation from the wrong source: its words are right, its place is not.
        (saying(f"{STRIKE} [1]", cited(1, STRIKE, "mill-bridge")), 0, 0),
        # One stitched from two.
        (saying(f"{CLOSED} [1] {STRIKE} [1]", cited(1, f"{CLOSED} {STRIKE}")), 0, 0),
        (refusal(), None, None),
    ],
)
def test_citations_have_precision_and_recall(
    answer: Answer, precision: float | None, recall: float | None
) -> None:
    values = scored(answer).values
    assert (values["citation_precision"], values["citation_recall"]) == (precision, recall)


def test_verdicts_tell_found_misattributed_stitched_and_absent() -> None:
    quotes = (CRACK, STRIKE, f"{CLOSED} {STRIKE}", "The mayor resigned.")
    citations = tuple(cited(n, quote) for n, quote in enumerate(quotes, 1))
    found = scored(saying(f"{CRACK} [1]", *citations))
    assert found.quotes == tuple(enumerate(QuoteVerdict, 1))
    assert found.values["quotes_found"] == 1 / 4
    assert "citation 2 is misattributed" in found.faults


def test_passages_shown_beside_a_refusal_are_looked_up_too() -> None:
    nearest = saying("No.", cited(1, STRIKE), outcome=Outcome.NOTHING_FOUND, claims=())
    assert value("quotes_found", nearest) == 0
    assert value("quotes_found", refusal()) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{CRACK} [1]", 1),
        ("A crack of 3 metres. [1]", 0),
        ("Two cracks on 7 March 2024. [1]", 0),
    ],
)
def test_every_figure_must_stand_in_a_cited_passage(text: str, expected: float) -> None:
    assert value("numbers_supported", saying(text, cited(1, CRACK))) == expected


def by_the_office(quote: str) -> Evidence:
    start = BODIES["mill-bridge"].index(quote)
    return an_evidence(claimant="Harbour Office", quote=quote, start=start, end=start + len(quote))


def attributed(text: str) -> ItemScore:
    claim = a_claim(evidence=(by_the_office(CLOSED), by_the_office(CRACK)))
    answer = saying(text, cited(1, f"{CLOSED} {CRACK}"), claims=(claim,))
    return score(an_outturn(answer), BODIES, ActorNames((Actor("Harbour Office"),)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{CLOSED} [1]", 1),
        (f"{CLOSED} [1] {CRACK} [1]", 1),  # the run names the office
        (f"{CLOSED} [1]\n\n{CRACK} [1]", 1 / 2),  # a new paragraph does not
        (f"{CRACK} [1]", 0),
    ],
)
def test_an_attributed_sentence_names_its_claimant_or_follows_one_that_does(
    text: str, expected: float
) -> None:
    assert attributed(text).values["attribution_kept"] == expected


def test_a_lost_attribution_is_a_fault() -> None:
    assert f"names none of Harbour Office: {CRACK}" in attributed(f"{CRACK} [1]").faults


def test_without_attributed_rows_there_is_no_attribution_to_keep() -> None:
    assert value("attribution_kept", SOUND) is None


LATE = date(2024, 3, 10)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (SOUND, 1),
        (saying(f"{CRACK} [1]", cited(1, CRACK, published=LATE)), 0),
        # What counts is when the words were made public.
        (saying(f"{CRACK} [1]", cited(1, CRACK, published=LATE, stated=DAY)), 1),
        (saying(f"{CRACK} [1]", claims=(a_claim(evidence=(an_evidence(date=LATE),)),)), 0),
        (saying(f"{CRACK} [1]", claims=(a_claim(history=(a_change(date=LATE),)),)), 0),
        (saying(f"{CRACK} [1]", cited(1, CRACK), later="On 10 March it opened."), 1),
        (refusal(), None),  # nothing dated to judge
    ],
)
def test_nothing_behind_an_answer_is_newer_than_the_day_asked_for(
    answer: Answer, expected: float | None
) -> None:
    assert value("as_of_consistency", answer, an_item(as_of=DAY)) == expected
    assert value("as_of_consistency", answer, an_item()) is None


def test_rankings_are_scored_where_the_set_has_gold_passages() -> None:
    item = an_item(passages=(("mill-bridge", "a crack of 2 metres"),))
    start = BODIES["mill-bridge"].index(CRACK)
    retrieved = ("ferry-strike@0-9", f"mill-bridge@{start}-{start + len(CRACK)}")
    values = scored(SOUND, item, retrieved=retrieved).values
    assert (values["recall_at_5"], values["mrr"]) == (1, 1 / 2)
    assert scored(SOUND, item).values["recall_at_10"] == 0
    assert scored(SOUND).values["ndcg_at_10"] is None


def test_gold_passages_that_stand_nowhere_leave_the_ranking_unscored() -> None:
    item = an_item(passages=(("mill-bridge", "a crack of 9 metres"),))
    found = scored(SOUND, item, retrieved=("mill-bridge@0-9",))
    assert found.values["recall_at_10"] is None
    assert found.faults[0].startswith("unscored: the gold passage of mill-bridge")


def test_the_time_to_answer_counts_for_refusals_too() -> None:
    for answer in (SOUND, refusal()):
        values = scored(answer).values
        assert (values["latency_p50_ms"], values["latency_p95_ms"]) == (20.0, 20.0)
