"""Judged metrics: answers read by a model, several times over, with the spread shown.

They tell a person where to look and never gate: no floor, no comparison and no exit code knows
them. A judgement that came to nothing is unscored with its reason, never 0. An item counts for a
metric when every run has a score for it, so that the runs differ in the judge alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from statistics import fmean, stdev
from typing import Protocol

from bot.claims import Answer, Outcome
from bot.errors import NotJudged
from bot.evaluation.items import Item
from bot.evaluation.matching import without_markers
from bot.evaluation.record import Outturn

LEAST_RUNS = 3
AT_A_TIME = 8
FAITHFULNESS = "faithfulness"
RELEVANCY = "response_relevancy"
CORRECTNESS = "answer_correctness"
# Each with what it says, in the order of the report.
JUDGED: Mapping[str, str] = {
    FAITHFULNESS: "Statements that follow from the cited quotes",
    RELEVANCY: "How near the questions it answers are to the one asked",
    CORRECTNESS: "Agreement with the gold facts, weighted to recall",
}


@dataclass(frozen=True, slots=True)
class Case:
    """What a judge is given: an answer without its [n], the quotes it cites, the gold in words."""

    question: str
    answer: str
    quotes: tuple[str, ...]
    reference: str | None


class Judge(Protocol):
    """Reads answers and scores them; threads share it."""

    @property
    def name(self) -> str:
        """Which model judges, with which library."""
        ...

    def score(self, metric: str, case: Case) -> float:
        """One judgement from 0 to 1 by a metric of JUDGED. Raises NotJudged."""
        ...


@dataclass(frozen=True, slots=True)
class Judgement:
    """One metric for one item in one run: either `value` or `reason` is None."""

    value: float | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class JudgedMetric:
    """A metric over the `n` items that all runs scored: the mean of each run, and their spread.

    `deviation` is the sample standard deviation of `runs`. `unscored` are reasons with the number
    of items left out for them.
    """

    name: str
    n: int
    runs: tuple[float, ...]
    unscored: tuple[tuple[str, int], ...]

    @property
    def mean(self) -> float | None:
        """The mean over the runs."""
        return fmean(self.runs) if self.runs else None

    @property
    def low(self) -> float | None:
        """The lowest run."""
        return min(self.runs, default=None)

    @property
    def high(self) -> float | None:
        """The highest run."""
        return max(self.runs, default=None)

    @property
    def deviation(self) -> float | None:
        """How far the runs lie from their mean."""
        return stdev(self.runs) if len(self.runs) > 1 else None


@dataclass(frozen=True, slots=True)
class Judged:
    """What a judge made of an evaluation; `scores` hold item, metric and one value for each run."""

    judge: str
    runs: int
    metrics: tuple[JudgedMetric, ...]
    scores: tuple[tuple[str, str, tuple[Judgement, ...]], ...]


Progress = Callable[[int, int], None]
_Task = tuple[str, str, int]


def judge_all(outturns: Sequence[Outturn], judge: Judge, runs: int, progress: Progress) -> Judged:
    """Every answered item, by every metric, `runs` times; a failure leaves the rest alone."""
    cases = {o.item.id: case_of(o.item, o.answer) for o in outturns if o.answer and _answered(o)}
    found = _judgements(cases, judge, runs, progress)
    scores = tuple(
        (item_id, metric, tuple(found[item_id, metric, run] for run in range(runs)))
        for item_id in cases
        for metric in JUDGED
    )
    metrics = tuple(_metric(name, [row[2] for row in scores if row[1] == name]) for name in JUDGED)
    return Judged(judge.name, runs, metrics, scores)


def case_of(item: Item, answer: Answer) -> Case:
    """An answer to an item as a judge gets it."""
    quotes = tuple(dict.fromkeys(citation.quote for citation in answer.citations))
    facts = "\n".join(_fact(fact) for fact in item.expect.facts)
    return Case(item.question, without_markers(answer.text), quotes, facts or None)


def _answered(outturn: Outturn) -> bool:
    return outturn.answer is not None and outturn.answer.outcome is Outcome.ANSWERED


def _fact(alternatives: Sequence[str]) -> str:
    first, *others = alternatives
    return f"{first} (or: {', '.join(others)})." if others else f"{first}."


def _judgements(
    cases: Mapping[str, Case], judge: Judge, runs: int, progress: Progress
) -> dict[_Task, Judgement]:
    """All judgements, several at a time; Ctrl-C drops those that have not begun."""
    tasks = [(i, metric, run) for run in range(runs) for i in cases for metric in JUDGED]
    found: dict[_Task, Judgement] = {}
    pool = ThreadPoolExecutor(AT_A_TIME)
    try:
        waiting: dict[Future[Judgement], _Task] = {
            pool.submit(_judgement, judge, task[1], cases[task[0]]): task for task in tasks
        }
        for done in as_completed(waiting):
            found[waiting[done]] = done.result()
            progress(len(found), len(tasks))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    return found


def _judgement(judge: Judge, metric: str, case: Case) -> Judgement:
    lacking = _lacking(metric, case)
    if lacking:
        return Judgement(None, lacking)
    try:
        return Judgement(judge.score(metric, case))
    except NotJudged as error:
        return Judgement(None, str(error))


def _lacking(metric: str, case: Case) -> str | None:
    """Why there is nothing to judge: no quote to hold it against, or no fact."""
    if metric == FAITHFULNESS and not case.quotes:
        return "nothing is cited"
    if metric == CORRECTNESS and case.reference is None:
        return "no facts are expected"
    return None


def _metric(name: str, items: Sequence[Sequence[Judgement]]) -> JudgedMetric:
    whole: list[list[float]] = []
    reasons: Counter[str] = Counter()
    for runs in items:
        values = [j.value for j in runs if j.value is not None]
        if len(values) == len(runs):
            whole.append(values)
        else:
            reasons[next(j.reason or "no reason" for j in runs if j.value is None)] += 1
    means = tuple(fmean(run) for run in zip(*whole, strict=True))
    return JudgedMetric(name, len(whole), means, tuple(reasons.most_common()))
