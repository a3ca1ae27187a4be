"""Judged metrics: the mean and spread over runs by hand, failures unscored, nothing gated."""

from __future__ import annotations

import json

import pytest

from bot.claims import Outcome
from bot.errors import BadEvaluation
from bot.evaluation.choosing import read_floors
from bot.evaluation.comparison import compare
from bot.evaluation.judged_document import judged_json
from bot.evaluation.judging import (
    CORRECTNESS,
    FAITHFULNESS,
    JUDGED,
    RELEVANCY,
    Case,
    Judged,
    JudgedMetric,
    case_of,
    judge_all,
)
from bot.evaluation.metrics import METRICS
from bot.evaluation.record import Outturn
from tests.fakes_evaluations import RIGHT, document
from tests.fakes_judges import FakeJudge, Score
from tests.fakes_outturns import (
    CLOSED,
    CRACK,
    an_item,
    an_outturn,
    cited,
    failed,
    refusal,
    saying,
)

FACTS = (("closed",), ("5 March", "March 5"))


def an_answered(item_id: str, text: str = f"{CLOSED} [1]") -> Outturn:
    """An item with two facts, answered with one cited sentence."""
    return an_outturn(saying(text, cited(1, CLOSED)), an_item(item_id, facts=FACTS))


def judged(rule: Score, *outturns: Outturn, runs: int = 3) -> Judged:
    """What a judge makes of these, by a rule."""
    return judge_all(outturns, FakeJudge(rule), runs, lambda done, total: None)


def metric_of(found: Judged, name: str) -> JudgedMetric:
    return next(metric for metric in found.metrics if metric.name == name)


def test_a_judge_gets_the_question_the_answer_without_marks_the_quotes_and_the_facts() -> None:
    quotes = (cited(1, CLOSED), cited(2, CRACK), cited(3, CLOSED))
    outturn = an_outturn(saying(f"{CLOSED} [1][3] {CRACK} [2]", *quotes), an_item(facts=FACTS))
    assert outturn.answer is not None
    assert case_of(outturn.item, outturn.answer) == Case(
        "Is the bridge closed?",
        f"{CLOSED} {CRACK}",
        (CLOSED, CRACK),
        "closed.\n5 March (or: March 5).",
    )


def test_the_mean_is_that_of_the_runs_and_the_spread_theirs() -> None:
    marks = {"a": (1.0, 0.5, 0.0), "b": (1.0, 1.0, 0.5)}

    def rule(metric: str, case: Case, nth: int) -> float:
        return marks[case.answer][nth - 1]

    found = judged(rule, an_answered("1", "a"), an_answered("2", "b"))
    assert found.runs == 3
    for metric in found.metrics:
        # Which judgement of a run comes first is left to the threads, so only sums are certain.
        assert metric.n == 2
        assert metric.mean == pytest.approx(4.0 / 6)


def test_the_spread_is_that_of_the_runs() -> None:
    metric = JudgedMetric("faithfulness", 2, (1.0, 0.75, 0.25), ())
    assert metric.mean == pytest.approx(2 / 3)
    assert (metric.low, metric.high) == (0.25, 1.0)
    # Deviations of 1/3, 1/12 and -5/12: their squares add up to 42/144, over two that is 21/144.
    assert metric.deviation == pytest.approx((21 / 144) ** 0.5)


def test_a_failure_in_one_run_leaves_the_item_unscored_with_its_reason_and_never_zero() -> None:
    def rule(metric: str, case: Case, nth: int) -> float | str:
        if case.answer == "b" and metric == FAITHFULNESS:
            return 1.0 if nth > 1 else "the model is busy"
        return 0.5

    found = judged(rule, an_answered("1", "a"), an_answered("2", "b"))
    faithful = metric_of(found, FAITHFULNESS)
    assert (faithful.n, faithful.mean) == (1, 0.5)
    assert faithful.unscored == (("the model is busy", 1),)
    assert (metric_of(found, RELEVANCY).n, metric_of(found, RELEVANCY).unscored) == (2, ())
    scores = {i["id"]: i["scores"] for i in judged_json(found)["items"]}
    assert sorted(scores["2"][FAITHFULNESS], key=str) == [1.0, 1.0, None]


def test_what_is_not_there_is_not_judged() -> None:
    bare = an_outturn(saying("It is closed."), an_item("bare"))
    judge = FakeJudge()
    found = judge_all([bare], judge, 3, lambda done, total: None)
    assert {metric for metric, _ in judge.asked} == {RELEVANCY}
    assert metric_of(found, FAITHFULNESS).unscored == (("nothing is cited", 1),)
    assert metric_of(found, CORRECTNESS).unscored == (("no facts are expected", 1),)


def test_only_answers_are_judged() -> None:
    others = [an_outturn(refusal(), an_item("no")), failed(an_item("broken"))]
    scope = an_outturn(refusal(Outcome.OUT_OF_SCOPE), an_item("scope"))
    found = judged(lambda *_: 1.0, an_answered("yes"), *others, scope)
    assert {row[0] for row in found.scores} == {"yes"}


def test_with_no_answer_there_is_no_value_and_no_nan() -> None:
    found = judged(lambda *_: 1.0)
    kept = json.loads(json.dumps(judged_json(found), allow_nan=False))
    assert [metric["name"] for metric in kept["metrics"]] == list(JUDGED)
    assert {metric["mean"] for metric in kept["metrics"]} == {None}
    assert {metric["deviation"] for metric in kept["metrics"]} == {None}
    assert kept["items"] == []


def test_every_answer_is_judged_by_every_metric_in_every_run() -> None:
    judge, steps = FakeJudge(), []
    judge_all(
        [an_answered("1", "a"), an_answered("2", "b")], judge, 4, lambda *step: steps.append(step)
    )
    assert len(judge.asked) == 2 * len(JUDGED) * 4
    assert steps == [(done, 24) for done in range(1, 25)]


def test_a_mistake_of_the_judge_itself_is_not_hidden() -> None:
    def rule(metric: str, case: Case, nth: int) -> float:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        judged(rule, an_answered("1"))


@pytest.mark.parametrize("name", JUDGED)
def test_a_judged_metric_is_refused_as_a_floor(name: str) -> None:
    with pytest.raises(BadEvaluation, match=f"--fail-under {name}: judged metrics never gate"):
        read_floors([f"{name}=0.5"])


def test_no_comparison_knows_a_judged_metric() -> None:
    assert not set(JUDGED) & {metric.name for metric in METRICS}
    old = document([an_outturn(RIGHT)])
    new = old | {"judged": judged_json(judged(lambda *_: 0.0, an_answered("1")))}
    found = compare(old, new)
    assert (found.changes, found.notes) == ((), ())
    assert not set(JUDGED) & {delta.metric.name for delta in found.deltas}
