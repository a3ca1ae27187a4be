"""`onrecord eval --judged`: a judge is opened before the first question, asked after the last."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import typer
from rich.console import Console

from bot.errors import BadEvaluation
from bot.rendering.lines import BLANK, Listing, block, print_lines, print_listing
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.evaluation.examination import Examined
    from bot.evaluation.judging import Judge

LEAST_RUNS = 3
_HEADERS = ("judged metric", "mean", "lowest to highest run", "deviation", "n", "unscored")
_NOT_MEASURED = "–"
_MOST = 5

Progress = Callable[[str, int, int], None]


def _configured(settings: Settings, progress: Progress) -> Judge:
    from bot.assembly import judge_of

    return judge_of(settings, progress)


@dataclass(frozen=True, slots=True)
class Judges:
    """Where the judge comes from; whoever calls the command may pass another as its object."""

    open: Callable[[Settings, Progress], Judge] = _configured


@dataclass(frozen=True, slots=True)
class Judging:
    """The wish to have answers judged, so many times."""

    judges: Judges
    runs: int

    def judged(self, found: Examined, judge: Judge, progress: Progress) -> Examined:
        """The evaluation with what the judge made of it."""
        from bot.evaluation.judged_document import with_judged
        from bot.evaluation.judging import judge_all

        def report(done: int, total: int) -> None:
            progress("Collecting judgements", done, total)

        return with_judged(found, judge_all(found.run.outturns, judge, self.runs, report))


def judging_of(context: typer.Context, judged: bool, runs: int | None) -> Judging | None:
    """What the options wish for, if anything. Raises BadEvaluation."""
    if judged:
        return Judging(context.find_object(Judges) or Judges(), runs or LEAST_RUNS)
    if runs is not None:
        raise BadEvaluation("--judge-runs: nothing is judged without --judged; add it")
    return None


def print_judged(console: Console, judged: Mapping[str, Any]) -> None:
    """The judged metrics in a table of their own, then why items are unscored."""
    head = f"Judged by {judged['judge']}, {judged['runs']} runs; judged metrics never gate."
    print_lines(console, [BLANK, block(head, "bold"), BLANK])
    rows = tuple(_row(metric) for metric in judged["metrics"])
    print_listing(console, Listing(_HEADERS, rows))
    reasons = [block(text, indent=2, hang=2) for text in _reasons(judged)]
    print_lines(console, [BLANK, *reasons] if reasons else [])


def _row(metric: Mapping[str, Any]) -> tuple[str, ...]:
    mean, low, high, deviation = (_amount(metric[k]) for k in ("mean", "low", "high", "deviation"))
    spread = f"{low} to {high}" if metric["n"] else ""
    unscored = sum(part["items"] for part in metric["unscored"])
    return metric["name"], mean, spread, deviation, str(metric["n"]), str(unscored)


def _amount(value: float | None) -> str:
    return _NOT_MEASURED if value is None else f"{value:.3f}"


def _reasons(judged: Mapping[str, Any]) -> Iterator[str]:
    for metric in judged["metrics"]:
        for part in metric["unscored"][:_MOST]:
            yield f"{metric['name']}: {part['items']} unscored, {part['reason']}"
        if len(metric["unscored"]) > _MOST:
            yield f"{metric['name']}: {len(metric['unscored']) - _MOST} more reasons"
