"""Metrics over a set: by hand, over odd sets, and what must hold for any."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from math import isnan
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.gates import QuoteVerdict
from bot.claims import Elapsed, Outcome, Qualifier, Status
from bot.evaluation.metrics import METRICS, Summary, summarise, summary_json
from bot.evaluation.record import Outturn
from bot.evaluation.scoring import score
from tests.fakes_outturns import (
    BODIES,
    CLOSED,
    CRACK,
    STRIKE,
    an_item,
    an_outturn,
    cited,
    failed,
    labelled,
    refusal,
    saying,
    unanswerable,
)

CONFIRMED, UNCONFIRMED = Status.CONFIRMED, Status.UNCONFIRMED
SHARES = [m.name for m in METRICS if m.name != "errors" and not m.name.endswith("_ms")]


def summed(outturns: Sequence[Outturn]) -> Summary:
    return summarise(outturns, [score(o, BODIES) for o in outturns])


def figures(outturns: Sequence[Outturn], *names: str) -> list[tuple[float | None, int]]:
    found = {m.name: (m.value, m.n) for m in summed(outturns).metrics}
    return [found[name] for name in names]


# Gold confirmed: one right, one under, one refused. Gold unconfirmed: one right, one over.
# Two unanswerable: one answered. One error.
MIXED = (
    an_outturn(labelled(CONFIRMED), an_item("a", facts=(("crack",), ("closed",)))),
    an_outturn(labelled(UNCONFIRMED, Qualifier.DENIED), an_item("b", facts=(("closed",),))),
    an_outturn(refusal(), an_item("c", facts=(("closed",),), type="status")),
    an_outturn(
        labelled(UNCONFIRMED, Qualifier.DENIED, Qualifier.REPORTED),
        an_item("d", status=UNCONFIRMED, qualifiers=(Qualifier.DENIED,), type="status"),
    ),
    an_outturn(
        labelled(CONFIRMED, Qualifier.OFFICIAL),
        an_item("e", status=UNCONFIRMED, qualifiers=(Qualifier.DENIED, Qualifier.REPORTED)),
    ),
    an_outturn(refusal(), unanswerable("f")),
    an_outturn(labelled(CONFIRMED), unanswerable("g")),
    failed(an_item("h", facts=(("closed",),))),
)


@pytest.mark.parametrize(
    ("name", "value", "n"),
    [
        ("outcome_accuracy", 5 / 7, 7),
        ("wrong_on_unanswerable", 1 / 2, 2),
        ("refused_on_answerable", 1 / 5, 5),
        ("fact_recall", (1 / 2 + 1 + 0) / 3, 3),
        ("fact_recall_strict", 1 / 3, 3),
        ("must_not_violations", None, 0),
        ("citation_precision", 1, 5),
        ("citation_recall", 1, 5),
        ("quotes_found", 1, 5),
        ("status_accuracy", 2 / 5, 5),
        # Confirmed: 1 hit, 2 missed, 1 wrongly: 2/5. Unconfirmed: 1 hit, 1 missed, 1 wrongly: 2/4.
        ("status_macro_f1", (2 / 5 + 1 / 2) / 2, 5),
        ("over_confirmation", 1 / 5, 5),
        ("under_confirmation", 1 / 5, 5),
        # 1 hit, 1 and 1 extras, 2 misses: 5 / (5 + 8 + 2).
        ("qualifier_f1", 5 / 15, 2),
        ("errors", 1, 8),
    ],
)
def test_a_mixed_set_has_these_values(name: str, value: float | None, n: int) -> None:
    ((found, counted),) = figures(MIXED, name)
    assert found == pytest.approx(value)
    assert counted == n


def test_the_confusion_matrix_has_gold_in_rows_and_leaves_errors_out() -> None:
    found = summed(MIXED).confusion
    assert found.labels == ("confirmed", "unconfirmed", "no answer")
    assert found.rows == ((1, 1, 1), (1, 1, 0), (1, 0, 1))


def test_qualifiers_are_counted_over_items_that_expect_some() -> None:
    counts = {c.name: (c.gold, c.got, c.both) for c in summed(MIXED).qualifiers}
    assert counts == {"official": (0, 1, 0), "reported": (1, 1, 0), "denied": (2, 1, 1)}


def test_types_have_their_own_values() -> None:
    rows = {row.type: row for row in summed(MIXED).by_type}
    assert {name: row.n for name, row in rows.items()} == {"factoid": 6, "status": 2}
    assert dict(rows["status"].values)["status_accuracy"] == 1 / 2
    assert dict(rows["status"].values)["wrong_on_unanswerable"] is None
    assert dict(rows["factoid"].values)["errors"] == 1


def test_all_four_verdicts_on_quotations_are_counted() -> None:
    quotes = (CRACK, STRIKE, f"{CLOSED} {STRIKE}", "The mayor resigned.", CLOSED)
    citations = tuple(cited(n, quote) for n, quote in enumerate(quotes, 1))
    found = summed([an_outturn(saying(f"{CRACK} [1]", *citations))])
    assert found.quotes == tuple(zip(QuoteVerdict, (2, 1, 1, 1), strict=True))
    assert found.value("quotes_found") == 2 / 5


def test_latency_has_nearest_rank_percentiles_and_round_bins() -> None:
    answers = [replace(refusal(), elapsed=Elapsed(total=float(ms))) for ms in range(1, 101)]
    found = summed([an_outturn(a) for a in answers])
    assert (found.value("latency_p50_ms"), found.value("latency_p95_ms")) == (50, 95)
    assert (found.latency.p50, found.latency.p95, found.latency.p99) == (50, 95, 99)
    assert [b.n for b in found.latency.bins] == [9, *[10] * 9, 1]
    assert [b.low for b in found.latency.bins][:3] == [0, 10, 20]


def test_an_answer_without_a_measured_time_has_one_bin() -> None:
    found = summed([an_outturn(replace(refusal(), elapsed=Elapsed()))])
    assert [b.n for b in found.latency.bins] == [1]


def test_calibration_counts_answerable_items_by_confidence() -> None:
    sure = [(0.05, unanswerable()), (0.95, an_item()), (1.0, an_item()), (0.97, unanswerable())]
    found = summed([an_outturn(replace(refusal(), confidence=c), i) for c, i in sure])
    bins = {b.low: (b.n, b.answerable) for b in found.calibration if b.n}
    assert [b.high for b in found.calibration] == [n / 10 for n in range(1, 11)]
    assert bins == {0.0: (1, 0), 0.9: (3, 2)}


def test_an_empty_set_has_no_values_anywhere() -> None:
    found = summed([])
    assert {(m.value, m.n, m.low, m.high) for m in found.metrics} == {(None, 0, None, None)}
    assert found.by_type == ()
    assert found.calibration == ()
    assert found.latency.p50 is None
    assert sum(map(sum, found.confusion.rows)) == 0


def test_one_item_has_values_without_intervals() -> None:
    found = {m.name: m for m in summed(MIXED[:1]).metrics}
    assert (found["status_accuracy"].value, found["status_accuracy"].n) == (1, 1)
    assert (found["status_accuracy"].low, found["status_accuracy"].high) == (None, None)


def test_a_set_of_errors_counts_them_and_measures_nothing() -> None:
    found = summed([failed(an_item(str(n))) for n in range(4)])
    assert {m.name: m.value for m in found.metrics if m.value is not None} == {"errors": 4}
    assert found.value("refused_on_answerable") is None
    assert sum(map(sum, found.confusion.rows)) == 0


def test_two_items_of_one_id_are_two_items() -> None:
    twice = [MIXED[0], an_outturn(refusal(), an_item("a", facts=(("crack",), ("closed",))))]
    assert figures(twice, "fact_recall", "errors") == [(1 / 4, 2), (0, 2)]


def test_the_json_has_the_fields_of_the_contract_and_no_nan() -> None:
    for outturns in ((), MIXED):
        written = json.loads(json.dumps(summary_json(summed(outturns)), allow_nan=False))
        assert [m["name"] for m in written["metrics"]] == [m.name for m in METRICS]
        assert list(written["metrics"][0]) == [
            *("name", "title", "better", "floor", "value", "n", "low", "high")
        ]
        assert list(written["latency"]) == ["p50", "p95", "p99", "bins"]
        assert written["confusion"]["labels"] == ["confirmed", "unconfirmed", "no answer"]
    assert list(written["by_type"][0]) == ["type", "n", "values"]
    assert list(written["qualifiers"][0]) == ["name", "gold", "got", "both"]
    assert written["quotes"] == {"found": 5, "misattributed": 0, "stitched": 0, "absent": 0}


def test_floors_are_those_of_the_design() -> None:
    floors = {m.name: m.floor for m in METRICS if m.floor is not None}
    assert floors == {
        "wrong_on_unanswerable": 0.10,
        "refused_on_answerable": 0.08,
        "fact_recall": 0.85,
        "source_hit": 0.90,
        "quotes_found": 1.0,
        "status_accuracy": 0.90,
        "over_confirmation": 0.02,
        "latency_p50_ms": 40.0,
        "latency_p95_ms": 120.0,
    }


ITEMS = st.builds(
    an_item,
    outcome=st.just(Outcome.ANSWERED),
    status=st.sampled_from([CONFIRMED, UNCONFIRMED]),
    qualifiers=st.lists(st.sampled_from(list(Qualifier)), max_size=2, unique=True).map(tuple),
    facts=st.lists(st.sampled_from([("crack",), ("closed",), ("sunk",)]), max_size=3).map(tuple),
    must_not=st.sampled_from([(), ("crack",)]),
    sources=st.sampled_from([(), ("mill-bridge",), ("ferry-strike",)]),
    passages=st.sampled_from([(), (("mill-bridge", "Divers found"),)]),
    as_of=st.sampled_from([None, date(2024, 3, 1), date(2024, 3, 9)]),
    type=st.sampled_from(["factoid", "status"]),
)
TEXTS = st.sampled_from([f"{CLOSED} [1]", f"{CRACK} [1]", f"{CLOSED} [1] {STRIKE} [2]", CRACK])
ANSWERS = st.one_of(
    st.just(refusal()),
    st.builds(
        lambda text, status, quotes, ms: replace(
            labelled(status), text=text, citations=quotes, elapsed=Elapsed(total=ms)
        ),
        TEXTS,
        st.sampled_from([CONFIRMED, UNCONFIRMED]),
        st.sampled_from([(), (cited(1, CLOSED),), (cited(1, STRIKE), cited(2, CRACK))]),
        st.floats(0, 1e5),
    ),
)
OUTTURNS = st.lists(
    st.one_of(
        st.builds(an_outturn, ANSWERS, ITEMS | st.just(unanswerable())),
        st.builds(failed, ITEMS),
    ),
    max_size=8,
)


@given(OUTTURNS)
@settings(max_examples=60)
def test_values_are_shares_or_none_and_lie_in_their_intervals(outturns: list[Outturn]) -> None:
    for measured in summed(outturns).metrics:
        if measured.value is None:
            assert (measured.n, measured.low, measured.high) == (0, None, None)
            continue
        assert not isnan(measured.value)
        assert measured.value >= 0
        assert measured.n > 0
        assert measured.value <= 1 or measured.name not in SHARES
        if measured.low is not None and measured.high is not None:
            assert measured.low <= measured.value <= measured.high


@given(OUTTURNS, st.randoms(use_true_random=False))
@settings(max_examples=30)
def test_the_order_of_the_items_changes_nothing(outturns: list[Outturn], random: Random) -> None:
    shuffled = list(outturns)
    random.shuffle(shuffled)
    assert summed(shuffled) == summed(outturns)


def test_the_documentation_has_every_metric_and_bar() -> None:
    page = (Path(__file__).parents[3] / "docs" / "evaluation.md").read_text(encoding="utf-8")
    page = page.split("\n## Results")[0]
    rows = [line for line in page.splitlines() if line.startswith(("| `", "`latency"))]
    for metric in METRICS:
        (row,) = [line for line in rows if f"`{metric.name}`" in line]
        if metric.floor is not None and metric.name.endswith("_ms"):
            assert f"`{metric.name}` (bar {metric.floor:g})" in row
        elif metric.floor is not None:
            assert f"{'≥' if metric.better == 'higher' else '≤'} {metric.floor:.2f}" in row
