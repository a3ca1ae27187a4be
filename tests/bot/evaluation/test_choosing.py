"""Which items, and which floors: read strictly, since a wrong word would pass everything."""

from __future__ import annotations

import pytest

from bot.errors import BadEvaluation
from bot.evaluation.choosing import choose, missed, read_floors
from bot.evaluation.items import QuestionSet
from bot.evaluation.loading import content_hash
from bot.evaluation.metrics import METRICS, Metric, Summary, summarise
from bot.evaluation.scoring import score
from tests.fakes_outturns import BODIES, CLOSED, an_item, an_outturn, cited, saying

ITEMS = tuple(
    an_item(name, type=kind)
    for name, kind in (("a", "numeric"), ("b", "status"), ("c", "status"), ("d", "opinion"))
)
SET = QuestionSet("set.yaml", ITEMS, content_hash(ITEMS))


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        ([], "abcd"),
        (["type=status"], "bc"),
        (["type=status", "type=opinion"], "bcd"),
        (["type=status,opinion"], "bcd"),
        (["type=status,type=opinion"], "bcd"),
        (["id=d,a"], "ad"),
        (["id=a,b", "type=status"], "b"),
        ([" type = status "], "bc"),
    ],
)
def test_items_are_chosen_by_type_and_id(wanted: list[str], ids: str) -> None:
    chosen = choose(SET, wanted)
    assert "".join(item.id for item in chosen.items) == ids
    assert chosen.content_hash == content_hash(chosen.items)


@pytest.mark.parametrize(
    ("wanted", "problem"),
    [
        ("type=staus", "no item has type=staus; did you mean status?"),
        ("id=x", "no item has id=x; the set has a, b, c, d"),
        ("kind=status", "'kind=status' chooses nothing; write type=... or id=..."),
        ("status", "'status' chooses nothing"),
        ("type=", "no item has type="),
    ],
)
def test_a_choice_that_finds_nothing_is_refused(wanted: str, problem: str) -> None:
    with pytest.raises(BadEvaluation, match="--only: ") as raised:
        choose(SET, [wanted])
    assert problem in str(raised.value)


def test_a_type_and_an_id_that_never_meet_are_refused() -> None:
    with pytest.raises(BadEvaluation, match="no item has both"):
        choose(SET, ["type=status", "id=a"])


def summary_of(*ids: str) -> Summary:
    outturns = [
        an_outturn(saying(f"{CLOSED} [1]", cited(1, CLOSED)), an_item(i, facts=(("closed",),)))
        for i in ids
    ]
    return summarise(outturns, [score(outturn, BODIES) for outturn in outturns])


@pytest.mark.parametrize(
    ("floor", "problems"),
    [
        ("fact_recall=1", ()),
        ("fact_recall=1.0000000001", ()),
        ("fact_recall=1.01", ("fact_recall is 1, at least 1.01 was asked for",)),
        ("latency_p50_ms=20", ()),
        ("latency_p50_ms=19.5", ("latency_p50_ms is 20, at most 19.5 was asked for",)),
        ("errors=0", ()),
        ("mrr=0", ("mrr was not measured",)),
        (
            "fact_recall=2,errors=-1",
            ("fact_recall is 1, at least 2 was asked for", "errors is 0, at most -1 was asked for"),
        ),
    ],
)
def test_a_floor_is_a_ceiling_where_lower_is_better(floor: str, problems: tuple[str, ...]) -> None:
    assert missed(read_floors([floor]), summary_of("a", "b")) == problems


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.name)
def test_no_floor_holds_over_an_empty_set(metric: Metric) -> None:
    assert missed(read_floors([f"{metric.name}=0"]), summary_of())


def test_an_unknown_metric_is_refused_with_all_names() -> None:
    with pytest.raises(BadEvaluation) as raised:
        read_floors(["facts=0.5"])
    assert "there is no metric 'facts'; the metrics are outcome_accuracy, " in str(raised.value)
    assert all(metric.name in str(raised.value) for metric in METRICS)


@pytest.mark.parametrize("value", ["", "high", "nan", "inf", "70%"])
def test_a_floor_that_is_no_number_is_refused(value: str) -> None:
    with pytest.raises(BadEvaluation, match=r"no number; write a number, as in fact_recall=0\.85"):
        read_floors([f"fact_recall={value}"])
