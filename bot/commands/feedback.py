"""`onrecord feedback`: what people said of answers, as drafts of questions."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.failures import NOTHING_FOUND
from bot.commands.options import settings_with
from bot.commands.output import results, say_error
from bot.rendering.lines import print_raw

if TYPE_CHECKING:
    from bot.evaluation.drafts import Draft
    from bot.state.ratings import Feedback, Rated


class Which(StrEnum):
    """Which answers are exported."""

    ALL = "all"
    GOOD = "good"
    BAD = "bad"


feedback = typer.Typer(invoke_without_command=True, rich_markup_mode=None)


@feedback.callback()
def about(context: typer.Context) -> None:
    """See what people said of answers."""
    if context.invoked_subcommand is None:
        print_raw(results(), context.get_help())


@feedback.command()
def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A YAML file, made or added to.")],
    which: Annotated[
        Which, typer.Option("--only", help="Answers that anybody rated so.")
    ] = Which.ALL,
) -> None:
    """Add the questions people rated to a file, as drafts for a question set.

    A draft says what was answered and what people said of it; its facts are for you to write.
    Questions the file holds already are left alone.
    """
    from bot.evaluation.drafts import append
    from bot.state.feedback import STATE_FILE, FeedbackStore

    store = FeedbackStore(settings_with(None).home / STATE_FILE)
    try:
        drafts = drafts_of(store.rated(), which)
    finally:
        store.close()
    if not drafts:
        rated = "answer was rated" if which is Which.ALL else f"answer was rated {which}"
        say_error(f"no {rated} yet; `:good` and `:bad` in `onrecord repl` do so")
        raise typer.Exit(NOTHING_FOUND)
    added = len(append(file, drafts))
    print_raw(results(), f"{added} added to {file}, {len(drafts) - added} already there")


def drafts_of(rated: tuple[Rated, ...], which: Which) -> tuple[Draft, ...]:
    """One draft for each question and day, with everything said of its answers."""
    from bot.evaluation.drafts import Draft

    chosen = [
        r
        for r in rated
        if which is Which.ALL or any(f.verdict.value == which.value for f in r.feedback)
    ]
    together: dict[str, list[Rated]] = {}
    for one in chosen:
        together.setdefault(Draft(one.answer).id, []).append(one)
    return tuple(
        Draft(
            same[-1].answer,
            _remarks([f for one in same for f in one.feedback]),
            any(f.verdict.value == Which.BAD.value for one in same for f in one.feedback),
        )
        for same in together.values()
    )


def _remarks(said: list[Feedback]) -> tuple[str, ...]:
    counts = Counter(f"{f.verdict} ({f.reason})" if f.reason else str(f.verdict) for f in said)
    return tuple(f"rated {what} by {n}" for what, n in sorted(counts.items()))
