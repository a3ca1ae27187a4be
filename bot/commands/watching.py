"""`onrecord watch`: claims whose changes of label are recorded for as long as they are watched."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.asking import AsOfFlag, reply_to
from bot.commands.failures import NOTHING_FOUND
from bot.commands.options import CorpusFlag, settings_with
from bot.commands.output import results, say_error
from bot.commands.recording import tracking_of
from bot.dates import read_date
from bot.rendering.lines import block, print_lines, print_listing, print_raw

if TYPE_CHECKING:
    from bot.state.tracked import Tracked

watch = typer.Typer(invoke_without_command=True, rich_markup_mode=None)
ClaimArgument = Annotated[
    str, typer.Argument(metavar="CLAIM", help="A claim or a question, in quotation marks.")
]


@watch.callback()
def about(context: typer.Context) -> None:
    """Follow claims: `changes` lists how their labels changed."""
    if context.invoked_subcommand is None:
        print_raw(results(), context.get_help())


@watch.command()
def add(claim: ClaimArgument, as_of: AsOfFlag = None, corpus: CorpusFlag = None) -> None:
    """Watch a claim; shows the label it has now.

    A claim that nothing answers yet can be watched: that something does is a change.

    Exit codes: 0 watched, 2 bad usage, 1 error.
    """
    answer = reply_to(claim, as_of, corpus).answer
    with closing(tracking_of(settings_with(corpus))) as tracking:
        tracking.watch(answer)
    if not answer.claims:
        print_lines(results(), [block("Watched. No source answers it yet.")])
        return
    from bot.rendering.text import as_of_words, label_line

    label = answer.claims[0].label
    print_lines(results(), [label_line(label, *as_of_words(answer)), block(label.reason)])


@watch.command("list")
def list_watched(corpus: CorpusFlag = None) -> None:
    """List the claims that are watched, with their labels.

    Piped: a line each with number, claim, as-of day, label and reason between tabs.

    Exit codes: 0 listed, 3 there are none, 2 bad usage, 1 error.
    """
    from bot.rendering.changes import watched_table

    with closing(tracking_of(settings_with(corpus))) as tracking:
        claims = tracking.watched()
    if not claims:
        say_error("no claim is watched; `onrecord watch add CLAIM` watches one")
        raise typer.Exit(NOTHING_FOUND)
    print_listing(results(), watched_table(claims))


@watch.command()
def remove(
    claim: Annotated[
        str, typer.Argument(metavar="CLAIM", help="The claim, or its number in the list.")
    ],
    as_of: AsOfFlag = None,
    corpus: CorpusFlag = None,
) -> None:
    """Watch a claim no longer.

    A claim that was watched for a day needs that day with --as-of, or its number.

    Exit codes: 0 done, 3 it is not watched, 2 bad usage, 1 error.
    """
    when = None if as_of is None else read_date(as_of)
    with closing(tracking_of(settings_with(corpus))) as tracking:
        meant = _numbered(claim, tracking.watched())
        text, when = (meant.text, meant.as_of) if meant else (claim, when)
        done = tracking.unwatch(text, when)
    if not done:
        say_error(f"this is not watched: {claim}; `onrecord watch list` shows what is")
        raise typer.Exit(NOTHING_FOUND)
    print_lines(results(), [block(f"No longer watched: {text}")])


def _numbered(claim: str, watched: tuple[Tracked, ...]) -> Tracked | None:
    """The claim with this number in the list."""
    number = int(claim) if claim.isascii() and claim.isdigit() else 0
    return watched[number - 1] if 1 <= number <= len(watched) else None
