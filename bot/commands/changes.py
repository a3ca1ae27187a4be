"""`onrecord changes`: which labels changed, why, and by which sources."""

from __future__ import annotations

from contextlib import closing
from typing import Annotated

import typer

from bot.commands.failures import NOTHING_FOUND
from bot.commands.options import CorpusFlag, settings_with
from bot.commands.output import results, say_error
from bot.commands.recording import tracking_of
from bot.dates import read_date
from bot.rendering.lines import print_lines, print_listing


def changes(
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only changes of this day (UTC) or later.")
    ] = None,
    corpus: CorpusFlag = None,
) -> None:
    """List how the labels of tracked claims changed, oldest change first.

    Tracked are claims you watch (`onrecord watch`) and those shown in answers of the last 30 days.
    Piped: a line each with time (UTC), claim, as-of day, label before, label now, reason and
    sources between tabs.

    Exit codes: 0 listed, 3 there are none, 2 bad usage, 1 error.
    """
    from bot.assembly import note_changes

    first = None if since is None else read_date(since)
    settings = settings_with(corpus)
    note_changes(settings)
    with closing(tracking_of(settings)) as tracking:
        events = tracking.events(first)
    if not events:
        when = f" since {first}" if first else ""
        cure = "`onrecord watch add CLAIM` follows one"
        say_error(f"no label of a tracked claim changed{when}; {cure}")
        raise typer.Exit(NOTHING_FOUND)
    from bot.rendering.changes import change_lines, change_table

    console = results()
    if console.is_terminal:
        print_lines(console, change_lines(events))
    else:
        print_listing(console, change_table(events))
