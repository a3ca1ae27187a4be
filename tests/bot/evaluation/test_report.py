"""The report says what the evaluation says: floors in words, labels, quotes, faults, changes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest

from bot.claims import Qualifier, Status
from bot.evaluation.report import render_report
from tests.fakes_answers import a_claim, a_label, an_answer
from tests.fakes_report import (
    a_comparison,
    a_delta,
    a_gold,
    a_judgement,
    a_long_entry,
    a_metric,
    a_mixed_evaluation,
    an_entry,
    an_error,
    an_evaluation,
    nothing_evaluated,
)
from tests.html_page import Document, parsed


def read(evaluation: Mapping[str, Any], compared: Mapping[str, Any] | None = None) -> Document:
    """The report of an evaluation, parsed."""
    return parsed(render_report(evaluation, compared))


def test_a_floor_is_met_or_missed_in_words() -> None:
    metrics = [
        a_metric(value=0.9),
        a_metric("over_confirmation", 0.034, better="lower", floor=0.02),
    ]
    text = read(an_evaluation(an_entry(), metrics=metrics)).text
    assert "90.0 % Met · floor 85 %" in text
    assert "3.4 % Missed · ceiling 2 %" in text
    assert "1 of 2 floors met. Missed: facts found." in text


def test_a_number_stands_with_its_interval_and_says_when_chance_decides() -> None:
    text = read(an_evaluation(an_entry())).text
    assert "95 % interval 70.0 to 90.0 % · n = 49" in text
    assert "The interval includes the floor." in text


def test_a_number_without_a_value_is_neither_met_nor_missed() -> None:
    text = read(nothing_evaluated()).text
    assert "not measured Not measured · floor 85 %" in text
    assert "0 of 1 floors met. 0 of 0 items have a fault." in text
    assert "The set holds no questions." in text
    assert "No answer was timed." in text
    assert "nan" not in text.casefold().split()


def test_judged_metrics_stand_apart_with_their_spread_and_without_a_verdict() -> None:
    text = read(an_evaluation(an_entry(), judged=a_judgement())).text
    assert "openai:judge, ragas 0.4.3 read every answer in 3 runs." in text
    assert "faithfulness 0.750 0.700 to 0.800 0.050 2 0 Agreement" in text
    assert "answer_correctness – – – 0 2: the model is gone" in text
    assert "All figures but those under “Judged by a model” come from code alone." in text
    assert "no model judged them" in read(an_evaluation(an_entry())).text


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("latency_p50_ms", 20.4, "20 ms"),
        ("latency_p50_ms", 2.44, "2.4 ms"),
        ("mrr", 0.87654, "0.877"),
        ("errors", 2, "2"),
        ("source_hit", 1, "100.0 %"),
    ],
)
def test_a_value_has_the_unit_of_its_metric(name: str, value: float, shown: str) -> None:
    metric = a_metric(name, value, title="It", floor=None, low=None, high=None)
    assert f"It {name} {shown} – 49 no floor" in read(an_evaluation(metrics=[metric])).text


def test_an_incomplete_run_says_so_at_the_top() -> None:
    evaluation = an_evaluation(an_entry(), complete=False)
    evaluation["set"]["items"] = 60
    assert "Incomplete. The run stopped after 1 of 60 items" in read(evaluation).text


def test_mistakes_of_the_label_are_named_and_lead_to_their_questions() -> None:
    document = read(an_evaluation(an_entry()))
    assert "unconfirmed 1 3 % over-confirmed 28 97 % right 0 0 % refused 29" in document.text
    assert "#gold=unconfirmed&got=confirmed" in document.attributes("a", "href")
    assert "#gold=no+answer&got=no+answer" in document.attributes("a", "href")
    assert "#gold=unconfirmed&got=no+answer" not in document.attributes("a", "href")


def test_calibration_is_drawn_where_there_is_confidence_and_a_sentence_where_there_is_none() -> (
    None
):
    assert "nothing to calibrate" in read(an_evaluation(an_entry())).text
    drawn = read(a_mixed_evaluation())
    assert "nothing to calibrate" not in drawn.text
    assert "0.50 to 1.00 40 95 %" in drawn.text
    assert len(drawn.attributes("circle", "r")) == 2


def test_the_time_to_answer_is_drawn_and_told() -> None:
    document = read(an_evaluation(an_entry()))
    assert "Half of the answers took at most 20 ms, 95 in 100 at most 31 ms" in document.text
    assert "25 to 50 ms 9" in document.text
    assert "mark" in document.attributes("rect", "class")


def test_an_item_shows_question_gold_answer_label_reason_and_scores() -> None:
    text = read(an_evaluation(an_entry())).text
    assert "Is the bridge shut? q-1 status as of 6 Mar 2024 CONFIRMED · official no fault" in text
    assert "Gold CONFIRMED · official Facts shut harbour office | port office" in text
    assert "Must not say open Cites one of mill-bridge Quotes The bridge is shut" in text
    assert "Remark the office is the first to know" in text
    assert "Why: The harbour office said so without hedge." in text
    assert "Scores Facts found: 100.0 %" in text


def test_a_citation_marks_the_quote_in_its_passage_with_the_verdict() -> None:
    page = render_report(an_evaluation(an_entry()))
    assert "nobody crossed. <mark>The bridge is shut,\nthe harbour office said.</mark> Fer" in page
    text = read(an_evaluation(an_entry(quotes=[{"n": 1, "verdict": "misattributed"}]))).text
    assert "[1] Bridge shut · Harbour Gazette, 5 Mar 2024 (said 4 Mar 2024)" in text
    assert "Quote misattributed · mill-bridge · gazette.example" in text


def test_evidence_stands_as_rows_with_claimant_standing_stance_and_origin() -> None:
    text = read(an_evaluation(an_entry())).text
    assert "Evidence: 1 row" in text
    assert "4 Mar 2024 Harbour Office authority asserts" in text
    assert "origin harbour-office" in text


def test_numbers_in_the_text_lead_to_their_citations_and_others_stay_text() -> None:
    answer = an_answer(text="It is shut [1]. It is not [7], see [0].", claims=())
    document = read(an_evaluation(an_entry("Q 1", answer)))
    assert document.attributes("a", "href").count("#item-q-1.c1") == 1
    assert "item-q-1.c1" in document.ids()
    assert "#item-q-1.c7" not in document.attributes("a", "href")
    assert "It is not [7], see [0]." in document.text


def test_each_paragraph_stands_under_the_label_of_its_claim() -> None:
    doubtful = a_label(Status.UNCONFIRMED, Qualifier.REPORTED, reason="only a ferryman says so")
    claims = (a_claim(), a_claim(text="It sank.", label=doubtful))
    answer = an_answer(text="The bridge is shut. [1]\n\nIt sank. [1]", claims=claims)
    text = read(an_evaluation(an_entry(answer=answer))).text
    assert "UNCONFIRMED · reported It sank. [1] Why: only a ferryman says so" in text
    assert text.count("The bridge is shut. [1]") == 1


def test_an_error_is_shown_as_an_error_and_counted_apart() -> None:
    document = read(an_evaluation(an_entry(), an_error()))
    assert "Error: the index is gone; run onrecord index" in document.text
    assert "1 ended in an error and is not scored." in document.text
    assert document.attributes("article", "data-outcome") == ["answered", "error"]


def test_items_with_one_id_and_ids_that_read_alike_have_anchors_of_their_own() -> None:
    names = ("dev-1", "dev 1", "dev-1", "dev-1-2", "", "\u4e00", "../x")
    ids = read(an_evaluation(*(an_entry(name) for name in names))).ids()
    assert len(ids) == len(set(ids))
    assert ids.count("item-dev-1") == 1


def test_five_hundred_items_stay_below_five_megabytes_and_closed() -> None:
    document = an_evaluation(*(a_long_entry(n) for n in range(500)))
    page = render_report(document)
    assert len(page.encode()) < 5_000_000
    opened = r"<article[^>]*>\s*<details open"
    assert re.search(opened, page) is None


def test_a_status_that_should_not_be_is_shown_for_what_it_is() -> None:
    gold = a_gold(outcome="nothing_found", status=None, facts=[])
    document = read(an_evaluation(an_entry(gold=gold, faults=["answered, should not be"])))
    assert document.attributes("article", "data-gold") == ["no answer"]
    assert document.attributes("article", "data-got") == ["confirmed"]
    assert "Gold NO ANSWER · official · nothing found" in document.text


def test_a_comparison_says_with_what_and_what_else_differs() -> None:
    text = read(a_mixed_evaluation(), a_comparison()).text
    assert "Compared with the run of 20 Nov 2026, 08:00 UTC, version 0.0.9, on 5 questions" in text
    assert "2 changed, 1 got the same scores in other words" in text
    assert "the corpora differ" in text


@pytest.mark.parametrize(
    ("delta", "shown"),
    [
        (a_delta(), "+10.0 points from 70.0 %: better (p = 0.012)"),
        (a_delta(delta=-0.1, p=0.0001), "\u221210.0 points from 70.0 %: worse (p < 0.001)"),
        (a_delta(p=0.42), "+10.0 points from 70.0 %: within chance (p = 0.42)"),
        (a_delta(delta=0.0, p=1.0), "No change from 70.0 %"),
        (a_delta(n=7), "better (p = 0.012) on 7 shared questions"),
        (
            a_delta(n=0, old=None, new=None, delta=None, low=None, high=None, p=None),
            "Not comparable.",
        ),
    ],
)
def test_a_change_stands_beside_its_number_with_its_chance(
    delta: Mapping[str, Any], shown: str
) -> None:
    assert shown in read(a_mixed_evaluation(), a_comparison(metrics=[delta])).text


def test_less_is_better_where_lower_is_better() -> None:
    evaluation = an_evaluation(metrics=[a_metric("over_confirmation", better="lower", floor=0.02)])
    deltas = [a_delta("over_confirmation", delta=-0.05), a_delta("unknown")]
    assert (
        "\u22125.0 points from 70.0 %: better"
        in read(evaluation, a_comparison(metrics=deltas)).text
    )


def test_a_changed_item_shows_the_old_answer_beside_the_new_with_its_faults() -> None:
    document = read(a_mixed_evaluation(), a_comparison())
    assert "Change: better Facts found: 50.0 %, now 100.0 %" in document.text
    assert (
        "Answer before CONFIRMED: Nobody knows (Harbour Office, 4 Mar 2024; official"
        in document.text
    )
    assert "fact missing: mayor Answer now UNCONFIRMED: It did not know" in document.text
    assert "Answer before Error: the index is gone; run onrecord index" in document.text
    assert document.attributes("article", "data-turn") == ["better", "worse"]
    assert document.text.count("other words") == 2


def test_without_a_comparison_nothing_speaks_of_changes() -> None:
    document = read(a_mixed_evaluation())
    assert "changed" not in document.text.casefold()
    assert "Paired test" not in document.text
    assert {"changed", "turn"}.isdisjoint(document.attributes("select", "name"))
