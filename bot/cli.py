"""The `onrecord` command: names the commands; each is a thin shell in bot.commands.

Whatever is slow to import (the vector database, the model's runtime) is imported inside the
commands that need it, so that --help, --version and bad input answer at once.
"""

from __future__ import annotations

from importlib import metadata
from typing import Annotated

import typer

from bot.commands.asking import ask, repl
from bot.commands.changes import changes
from bot.commands.corpus import add, index, remove, sources
from bot.commands.doctor import doctor
from bot.commands.evaluation import evaluate
from bot.commands.failures import OneLineErrors
from bot.commands.feedback import feedback
from bot.commands.output import prepare_process, results
from bot.commands.serving import serve
from bot.commands.statements import statements
from bot.commands.status import status
from bot.commands.versions import show
from bot.commands.watching import watch
from bot.commands.weighing import check, timeline, why
from bot.rendering.lines import print_raw

app = typer.Typer(
    name="onrecord",
    cls=OneLineErrors,
    invoke_without_command=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main() -> None:
    """The entry point of the console script."""
    prepare_process()
    app(prog_name="onrecord")


def _version() -> str:
    try:
        return metadata.version("onrecord")
    except metadata.PackageNotFoundError:
        return "(run from its folder, not installed)"


def _show_version(wanted: bool) -> None:
    if wanted:
        print_raw(results(), f"onrecord {_version()}")
        raise typer.Exit


@app.callback()
def start(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=_show_version, help="Show the version."),
    ] = False,
) -> None:
    """Answers questions about a story from its sources: quoted, dated and labelled."""
    if context.invoked_subcommand is None:
        print_raw(results(), context.get_help())


COMMANDS = (
    ask, check, why, timeline, changes, repl, index, add, remove, show, sources, statements, status,
    doctor,
)  # fmt: skip

for command in COMMANDS:
    app.command()(command)
app.command("eval")(evaluate)
app.command("discord")(serve)
app.add_typer(watch, name="watch")
app.add_typer(feedback, name="feedback")
