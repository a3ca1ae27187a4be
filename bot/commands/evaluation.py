"""`onrecord eval`: a question set asked, scored, reported and held against floors."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from bot.commands.evaluation_judged import LEAST_RUNS, Judging, judging_of, print_judged
from bot.commands.evaluation_setup import (
    ComposerName,
    asking_with,
    prepared,
    remark,
    say_left_out,
    warn,
    write_example,
)
from bot.commands.failures import ERROR, INTERRUPTED
from bot.commands.options import CorpusFlag, settings_with
from bot.commands.output import Preparation, remarks, results, say_error
from bot.errors import BadEvaluation
from bot.rendering.lines import BLANK, print_lines
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.evaluation.choosing import Floor
    from bot.evaluation.comparison import Comparison
    from bot.evaluation.examination import Examination, Examined
    from bot.evaluation.items import QuestionSet


@dataclass(frozen=True, slots=True)
class _Outputs:
    """The files to be written, each as the option that named it."""

    json: Path | None
    html: Path | None
    junit: Path | None

    def check(self) -> None:
        """Refuses at once what would only fail after the last question."""
        for name in ("json", "html", "junit"):
            path: Path | None = getattr(self, name)
            if path is not None and (path.is_dir() or not path.absolute().parent.is_dir()):
                cure = "name a file in a folder that exists"
                raise BadEvaluation(f"--{name}: {path} cannot be written; {cure}")


@dataclass(frozen=True, slots=True)
class _Wishes:
    """What the options ask of a run, beside the questions."""

    outputs: _Outputs
    floors: tuple[Floor, ...]
    older: Mapping[str, Any] | None
    jobs: int
    fresh: bool
    judging: Judging | None


_Questions = Annotated[
    Path | None,
    typer.Argument(metavar="SET", help="YAML, JSONL or CSV; the shipped set when left out."),
]
_Composer = Annotated[ComposerName, typer.Option("--composer", help="Who writes the answers.")]
_Json = Annotated[Path | None, typer.Option(metavar="FILE", help="Keep everything in FILE.")]
_Html = Annotated[Path | None, typer.Option(metavar="FILE", help="Write a report to read.")]
_Junit = Annotated[Path | None, typer.Option(metavar="FILE", help="Write JUnit XML, for CI.")]
_Compare = Annotated[
    Path | None, typer.Option(metavar="OLD", help="Compare with what --json kept earlier.")
]
_FailUnder = Annotated[
    list[str] | None, typer.Option(metavar="METRIC=VALUE", help="Exit 1 when a metric is worse.")
]
_Jobs = Annotated[int, typer.Option(min=1, metavar="N", help="Ask N questions at a time.")]
_Only = Annotated[
    list[str] | None, typer.Option(metavar="KEY=VALUE", help="Only items of type=... or id=...")
]
_Init = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Write a commented example set, then stop.")
]
_Fresh = Annotated[bool, typer.Option("--fresh", help="Ask again what is kept from before.")]
_Judged = Annotated[bool, typer.Option("--judged", help="Let ONRECORD_MODEL read the answers too.")]
_JudgeRuns = Annotated[
    int | None,
    typer.Option(min=LEAST_RUNS, metavar="N", help="How often it reads each; 3 when left out."),
]


def evaluate(  # a command's options are its parameters, however many
    context: typer.Context,
    questions: _Questions = None,
    corpus: CorpusFlag = None,
    composer: _Composer = ComposerName.EXTRACTIVE,
    json: _Json = None,
    html: _Html = None,
    junit: _Junit = None,
    compare: _Compare = None,
    fail_under: _FailUnder = None,
    jobs: _Jobs = 1,
    only: _Only = None,
    init: _Init = None,
    fresh: _Fresh = False,
    judged: _Judged = False,
    judge_runs: _JudgeRuns = None,
) -> None:
    """Ask every question of a set and score the answers.

    Ctrl-C keeps what is done, and the same command goes on from there. Options that take
    something=something may be repeated, or hold several between commas. A metric that does
    not exist is refused with the names of those that do.

    Exit codes: 0 done, 1 a floor was missed or a question failed, 2 bad usage, 130 interrupted.
    """
    if init is not None:
        write_example(init)
        return
    from bot.evaluation.choosing import choose, read_floors
    from bot.evaluation.document import read_document
    from bot.evaluation.loading import SHIPPED, load_set

    settings = settings_with(corpus)
    outputs = _Outputs(json, html, junit)
    outputs.check()
    older = None if compare is None else read_document(compare)
    judging = judging_of(context, judged, judge_runs)
    wishes = _Wishes(outputs, read_floors(fail_under or ()), older, jobs, fresh, judging)
    chosen = choose(load_set(questions or SHIPPED), only or ())
    say_left_out(chosen)
    raise typer.Exit(_evaluated(settings, chosen, composer, wishes))


def _evaluated(
    settings: Settings, questions: QuestionSet, composer: ComposerName, wishes: _Wishes
) -> int:
    """Asks, reports, and returns the exit code."""
    from bot.assembly import open_assistant

    judging, asking = wishes.judging, asking_with(settings, composer)
    with Preparation(remarks()) as progress:
        judge = judging.judges.open(settings, progress) if judging else None
        assistant = open_assistant(asking, progress)
        examination = prepared(asking, questions, composer)
        warn(examination)
        if wishes.fresh:
            examination.journal.discard()
        elif known := len(examination.known()):
            total = len(questions.items)
            remark(f"{known} of {total} answers are kept from before; --fresh asks them again")

        def report(done: int, total: int) -> None:
            progress("Answering questions", done, total)

        found = examination.hold(assistant, report, wishes.jobs)
        if judging and judge and found.run.complete:
            found = judging.judged(found, judge, progress)
    if not found.run.left_behind:  # else a thread still asks
        assistant.close()
    if found.run.outturns or found.run.complete:
        _report(wishes, examination, found)
    code = _exit_code(wishes, found, len(questions.items))
    if found.run.left_behind:
        _leave_at_once(code)
    return code


def _report(wishes: _Wishes, examination: Examination, found: Examined) -> None:
    """Files first: what fails after them leaves everything to be had again."""
    from bot.commands.evaluation_output import print_examined
    from bot.evaluation.document import write_document

    if wishes.outputs.json:
        write_document(wishes.outputs.json, found.document)
    comparison = _compared(wishes.older, found)
    _write_pages(wishes.outputs, found, comparison)
    examination.finish(found)
    print_examined(results(), examination, found)
    if judged := found.document.get("judged"):
        print_judged(results(), judged)
    if comparison is not None:
        from bot.evaluation.comparison_lines import comparison_lines

        print_lines(results(), (BLANK, *comparison_lines(comparison)))


def _compared(older: Mapping[str, Any] | None, found: Examined) -> Comparison | None:
    if older is None:
        return None
    from bot.evaluation.comparison import compare

    return compare(older, found.document)


def _write_pages(outputs: _Outputs, found: Examined, comparison: Comparison | None) -> None:
    if outputs.html:
        from bot.evaluation.comparison import comparison_json
        from bot.evaluation.report import render_report

        compared = comparison_json(comparison) if comparison else None
        outputs.html.write_text(render_report(found.document, compared), encoding="utf-8")
    if outputs.junit:
        from bot.evaluation.junit import write_junit

        name = found.document["set"]["name"]
        write_junit(outputs.junit, name, found.run.outturns, found.scores)


def _exit_code(wishes: _Wishes, found: Examined, total: int) -> int:
    from bot.evaluation.choosing import missed

    if not found.run.complete:
        done = len(found.run.outturns)
        say_error(f"interrupted after {done} of {total}; the same command goes on from there")
        return INTERRUPTED
    problems: list[str] = []
    if found.errors:
        first = found.errors[0]
        again = "the same command asks only these again"
        problems.append(f"{len(found.errors)} of {total} questions failed, {again}")
        problems.append(f"the first was {first.item.id}: {first.error}")
    problems += missed(wishes.floors, found.summary)
    if problems:
        say_error("; ".join(problems))
    return ERROR if problems else 0


def _leave_at_once(code: int) -> NoReturn:
    """Ends the process as it is: a question is still being asked, in native code."""
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(code)
