"""`onrecord discord`: the bot, whether it would work, and how it is invited."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.commands.failures import ERROR
from bot.commands.options import CorpusFlag, settings_with
from bot.commands.output import results, say_error
from bot.errors import BadCommand
from bot.rendering.lines import print_raw
from bot.settings import Settings


def serve(
    check: Annotated[
        bool, typer.Option("--check", help="Only say whether it would work, and what to do.")
    ] = False,
    invite: Annotated[
        bool, typer.Option("--invite", help="Only print the address that invites it.")
    ] = False,
    corpus: CorpusFlag = None,
) -> None:
    """Run the bot in Discord until SIGTERM or Ctrl-C.

    Its token is read from ONRECORD_DISCORD_TOKEN, in the environment or in .env.

    Exit codes: 0 went off in an orderly way or all is well, 2 bad usage, 1 error.
    """
    settings = settings_with(corpus)
    if check and invite:
        raise BadCommand("--check and --invite: pass one of them")
    if check:
        _check(settings)
    elif invite:
        from bot.discord_bot.checking import invitation

        print_raw(results(), invitation(settings))
    else:
        from bot.discord_bot.running import run

        run(settings)


def _check(settings: Settings) -> None:
    from bot.discord_bot.checking import check

    findings = check(settings)
    for finding in findings:
        cure = "" if finding.is_well else f"; {finding.cure}"
        print_raw(results(), f"{finding.name}: {finding.said}{cure}")
    faulty = [finding.name for finding in findings if not finding.is_well]
    if faulty:
        say_error(f"not everything is well ({', '.join(faulty)}); each line says what to do")
        raise typer.Exit(ERROR)
