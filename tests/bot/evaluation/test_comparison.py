"""Two runs side by side: pairs, refusals, changes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from bot.claims import Elapsed, Qualifier, Status
from bot.errors import BadEvaluation
from bot.evaluation.comparison import Comparison, Delta, Turn, compare, comparison_json
from bot.evaluation.comparison_lines import verdict
from bot.evaluation.metrics import METRICS
from tests.fakes_evaluations import RIGHT, WRONG, document, of_set
from tests.fakes_outturns import CLOSED, CRACK, an_item, an_outturn, cited, refusal, saying

UNCONFIRMED = Status.UNCONFIRMED


def delta(comparison: Comparison, name: str) -> Delta:
    return next(d for d in comparison.deltas if d.metric.name == name)


def test_a_run_compared_with_itself_did_not_change() -> None:
    run = document(of_set(RIGHT, WRONG, refusal(), None))
    found = compare(run, run)
    assert (found.n, found.notes, found.changes, found.reworded) == (4, (), (), ())
    assert {d.delta for d in found.deltas} <= {0.0, None}
    assert {d.p for d in found.deltas} <= {1.0, None}


def test_the_gain_of_a_metric_has_its_interval_and_its_test() -> None:
    old, new = document(of_set(*[WRONG] * 6, RIGHT)), document(of_set(*[RIGHT] * 7))
    found = delta(compare(old, new), "status_accuracy")
    assert (found.n, found.old, found.new, found.delta) == (7, 1 / 7, 1.0, 1 - 1 / 7)
    assert found.p == 2 / 2**6
    assert found.low is not None
    assert found.high is not None
    assert 0 < found.low <= 1 - 1 / 7 <= found.high <= 1
    assert verdict(found) == "better"
    assert verdict(delta(compare(new, old), "status_accuracy")) == "worse"


def test_less_of_what_should_be_less_is_better() -> None:
    gold = {"status": UNCONFIRMED}
    old, new = document(of_set(*[RIGHT] * 7, **gold)), document(of_set(*[WRONG] * 7, **gold))
    found = delta(compare(old, new), "over_confirmation")
    assert (found.delta, verdict(found)) == (-1.0, "better")


def test_a_small_gain_is_within_chance() -> None:
    found = delta(
        compare(document(of_set(WRONG, RIGHT)), document(of_set(RIGHT, RIGHT))), "status_accuracy"
    )
    assert (found.delta, found.p, verdict(found)) == (0.5, 1.0, "within chance")


def test_ratios_are_computed_from_the_items_of_both_files() -> None:
    gold = {"status": UNCONFIRMED, "qualifiers": (Qualifier.REPORTED, Qualifier.DENIED)}
    found = compare(document(of_set(RIGHT, WRONG, **gold)), document(of_set(WRONG, WRONG, **gold)))
    # Old: one hit, one extra, three misses: 5 / (5 + 1 + 12). New: two hits, two misses.
    qualifiers = delta(found, "qualifier_f1")
    assert (qualifiers.old, qualifiers.new) == (5 / 18, 10 / 18)
    # Old: confirmed wrongly once (F1 0), unconfirmed 1 hit and 1 missed (F1 2/3).
    statuses = delta(found, "status_macro_f1")
    assert statuses.old == pytest.approx(1 / 3)
    assert statuses.new == 1.0


def test_files_agree_with_their_own_summaries() -> None:
    gold = {"status": UNCONFIRMED, "qualifiers": (Qualifier.REPORTED,), "facts": (("crack",),)}
    run = document(of_set(RIGHT, WRONG, refusal(), **gold))
    written = {m["name"]: m["value"] for m in run["metrics"]}
    assert {d.metric.name: d.new for d in compare(run, run).deltas} == written


def test_only_items_that_both_runs_scored_are_paired() -> None:
    old, new = document(of_set(None, RIGHT, WRONG)), document(of_set(RIGHT, RIGHT, RIGHT))
    found = compare(old, new)
    assert (delta(found, "status_accuracy").n, delta(found, "status_accuracy").old) == (2, 1 / 2)
    errors = delta(found, "errors")
    assert (errors.n, errors.old, errors.new) == (3, 1.0, 0.0)


def test_items_turn_better_worse_or_mixed_and_the_worst_come_first() -> None:
    facts = {"facts": (("crack",),)}
    both = saying(f"{CRACK} [1]", cited(1, CRACK), claims=WRONG.claims)
    old = document(of_set(WRONG, RIGHT, RIGHT, **facts))
    new = document(of_set(RIGHT, WRONG, both, **facts))
    found = compare(old, new).changes
    assert [(c.id, c.turn) for c in found] == [
        ("i1", Turn.WORSE),
        ("i2", Turn.MIXED),
        ("i0", Turn.BETTER),
    ]
    assert ("fact_recall", 0.0, 1.0) in found[1].scores
    assert ("status_accuracy", 1.0, 0.0) in found[1].scores
    assert {name for name, _, _ in found[0].scores} == {"status_accuracy", "under_confirmation"}


def test_a_new_error_makes_an_item_worse() -> None:
    found = compare(document(of_set(RIGHT)), document(of_set(None))).changes
    assert [(c.turn, c.scores) for c in found] == [(Turn.WORSE, (("errors", 0.0, 1.0),))]


def test_time_alone_changes_no_item() -> None:
    slow = replace(RIGHT, elapsed=Elapsed(total=900.0))
    found = compare(document(of_set(RIGHT)), document(of_set(slow)))
    assert found.changes == ()
    assert delta(found, "latency_p50_ms").delta == 880.0
    assert verdict(delta(found, "latency_p50_ms")) == "not tested"


def test_other_words_with_the_same_scores_are_told_apart() -> None:
    other = saying(f"{CRACK} [1]", cited(1, CRACK))
    found = compare(
        document(of_set(saying(f"{CLOSED} [1]", cited(1, CLOSED)))), document(of_set(other))
    )
    assert (found.changes, found.reworded) == ((), ("i0",))


def test_items_are_paired_by_id_and_not_by_place() -> None:
    outturns = of_set(RIGHT, WRONG, refusal())
    assert compare(document(outturns), document(outturns[::-1])).changes == ()


def test_two_items_of_one_id_stay_two() -> None:
    twice = [an_outturn(RIGHT, an_item("i0")), an_outturn(WRONG, an_item("i0"))]
    found = compare(document(twice), document(twice))
    assert (found.n, found.changes) == (2, ())


def test_other_sets_are_compared_on_what_they_share() -> None:
    old = document(of_set(RIGHT, RIGHT, RIGHT))
    new = document(of_set(WRONG, RIGHT), set={"name": "more", "content_hash": "other"})
    found = compare(old, new)
    assert found.n == 2
    assert found.notes == (
        "compared are 2 items that both runs hold; only the older has 1 more, only the newer 0",
        "the question sets differ",
    )


def test_items_with_other_gold_are_left_out_and_named() -> None:
    old = document([*of_set(RIGHT), an_outturn(RIGHT, an_item("same"))])
    new = document([*of_set(RIGHT, facts=(("crack",),)), an_outturn(RIGHT, an_item("same"))])
    found = compare(old, new)
    assert found.n == 1
    assert "left out, since question, date or gold changed: i0" in found.notes


def test_gold_that_a_newer_program_only_writes_out_is_no_change() -> None:
    old, new = document(of_set(RIGHT)), document(of_set(RIGHT))
    del old["items"][0]["gold"]["passages"]
    new["items"][0]["gold"]["rank"] = None
    assert compare(old, new).n == 1


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            document(of_set(RIGHT)),
            document([an_outturn(RIGHT, an_item("z"))], set={"name": "z", "content_hash": "z"}),
            "bridges and z share no item; compare two runs of one set",
        ),
        (
            document(of_set(RIGHT)),
            document(of_set(RIGHT, status=UNCONFIRMED)),
            "bridges and bridges ask or judge every item they share otherwise",
        ),
        ({}, document(of_set(RIGHT)), "the older file is no evaluation of schema 1"),
        (document([], schema=2), document([]), "the older file is no evaluation of schema 1"),
        (document(of_set(RIGHT)), [], "the newer file is no evaluation of schema 1"),
        (document([], items=None), document([]), "the older evaluation lacks its set or its items"),
        (document([], items=[{"id": "a"}]), document([]), "item 1 of the older evaluation is not"),
        (document([]), document([]), "share no item"),
    ],
)
def test_what_cannot_be_compared_is_refused_in_one_line(
    old: Mapping[str, Any], new: Mapping[str, Any], message: str
) -> None:
    with pytest.raises(BadEvaluation) as refused:
        compare(old, new)
    assert message in str(refused.value)
    assert "\n" not in str(refused.value)


def test_what_else_differs_between_the_runs_is_said() -> None:
    old = document(of_set(RIGHT), model="small")
    new = document(of_set(RIGHT), complete=False, model="large", corpus={"content_hash": "new"})
    assert compare(old, new).notes == (
        "the corpora differ",
        "model: small, now large",
        "the newer run was not finished",
    )


def test_the_json_is_what_the_report_reads() -> None:
    old, new = document(of_set(RIGHT, RIGHT), version="0.9"), document(of_set(WRONG, RIGHT))
    written = json.loads(json.dumps(comparison_json(compare(old, new)), allow_nan=False))
    assert written["old"]["version"] == "0.9"
    assert [row["name"] for row in written["metrics"]] == [m.name for m in METRICS]
    assert list(written["metrics"][0]) == ["name", "n", "old", "new", "delta", "low", "high", "p"]
    assert [row["id"] for row in written["changed"]] == ["i0"]
    assert written["changed"][0]["old"] == old["items"][0]
