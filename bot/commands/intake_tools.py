"""What `onrecord add` does with what is named, and what it reads with: a fetcher, a terminal."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import typer

from bot.commands.failures import ERROR
from bot.commands.output import Preparation, print_json, remarks, results, say_error
from bot.commands.updating import bring_in_line
from bot.intake.items import Item
from bot.intake.reading import Tools
from bot.intake.report import SourceReport
from bot.rendering.lines import print_lines, print_listing
from bot.settings import Settings

if TYPE_CHECKING:
    from retrieval.fetching.fetcher import Fetcher


def take_in(
    settings: Settings,
    names: Sequence[str],
    overrides: Mapping[str, str],
    tools: Tools,
    *,
    as_json: bool,
) -> None:
    """Adds what is named, brings the index in line, and shows what came of each item.

    Exits with ERROR where something was not added.
    """
    from bot.assembly import corpus_of
    from bot.intake.adding import add_all, failure

    items = add_all(corpus_of(settings), names, overrides, tools)
    try:
        if any(item.added for item in items):
            bring_in_line(settings, to=remarks() if as_json else None)
    finally:
        _show(items, _reports(settings, items), as_json=as_json)
    problem = failure(items)
    if problem is not None:
        say_error(problem)
        raise typer.Exit(ERROR)


def terminal_tools(settings: Settings, given: Tools | None = None, *, force: bool = False) -> Tools:
    """The tools given, or such that ask at the terminal where there is one; progress is shown."""

    def fetcher() -> Fetcher:
        from bot.assembly import fetcher_of

        return fetcher_of(settings)

    at_terminal = sys.stdin.isatty() and sys.stderr.isatty()
    tools = given or Tools(fetcher, ask=_ask if at_terminal else None)
    return replace(tools, force=force, progress=lambda: Preparation(remarks()))


def _reports(settings: Settings, items: Sequence[Item]) -> tuple[SourceReport, ...]:
    from bot.assembly_reading import statement_counts
    from bot.intake.report import report_of

    added = [one for item in items for one in item.added]
    counts = statement_counts(settings, {one.source.id for one in added}) if added else {}
    today = datetime.now(UTC).date()
    return tuple(report_of(one, counts, today) for one in added)


def _show(items: Sequence[Item], reports: Sequence[SourceReport], *, as_json: bool) -> None:
    from bot.intake.adding import as_listing
    from bot.rendering.intake import items_json, report_lines

    if as_json:
        print_json(items_json(items, reports))
        return
    print_listing(results(), as_listing(items))
    print_lines(results(), report_lines(reports))


def _ask(question: str) -> str:
    remarks().print(f"{question}: ", end="", markup=False)
    return sys.stdin.readline()
