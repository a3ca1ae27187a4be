"""`onrecord why` and `onrecord timeline`: how a label came about."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from bot.claims import Answer, Outcome
from bot.commands.asking import (
    EXIT_CODES,
    AsOfFlag,
    JsonFlag,
    Reply,
    assistant_for,
    reply_to,
    show,
)
from bot.commands.options import CorpusFlag, settings_with
from bot.commands.output import remarks, results, writes_unicode
from bot.dates import read_date
from bot.errors import BadCommand
from bot.rendering.lines import print_lines, print_raw


def why(
    question: Annotated[str, typer.Argument(help="The question, in quotation marks.")],
    number: Annotated[
        str, typer.Argument(metavar="[N]", help="Claim N or citation [N] of its answer.")
    ] = "1",
    as_of: AsOfFlag = None,
    corpus: CorpusFlag = None,
) -> None:
    """Show the evidence behind a label: who, when, in which words.

    Exit codes: 0 shown, 3 nothing found, 2 bad usage, 1 error.
    """
    reply = reply_to(question, as_of, corpus)
    if reply.answer.outcome is Outcome.ANSWERED:
        from bot.rendering.why import why_lines

        print_lines(results(), why_lines(reply.answer, number))
    else:
        show(reply)
    raise typer.Exit(EXIT_CODES[reply.answer.outcome])


def check(
    claim: Annotated[
        str, typer.Argument(help="A claim, or a text with several, in quotation marks.")
    ],
    as_of: AsOfFlag = None,
    corpus: CorpusFlag = None,
    as_json: JsonFlag = False,
) -> None:
    """Check the claims of a text: the label of each, what decides it and what speaks against it.

    Of two claims in one sentence the one with the lower label comes first.

    Exit codes: 0 checked, 2 bad usage, 1 error.
    """
    settings = settings_with(corpus)
    when = None if as_of is None else read_date(as_of)
    with closing(assistant_for(claim, settings)) as assistant:
        checked = assistant.check(claim, when)
    if as_json:
        from bot.rendering.json_format import checked_json, json_of

        ascii_only = not writes_unicode(sys.stdout.encoding)
        print_raw(results(), json_of([checked_json(c) for c in checked], ascii_only=ascii_only))
    else:
        from bot.rendering.checked import checked_lines

        print_lines(results(), checked_lines(checked))


def timeline(
    claim: Annotated[str, typer.Argument(help="A claim or a question, in quotation marks.")],
    as_of: AsOfFlag = None,
    corpus: CorpusFlag = None,
    as_json: JsonFlag = False,
    png: Annotated[Path | None, typer.Option("--png", metavar="FILE", help="Draw it, too.")] = None,
) -> None:
    """Show how the status of a claim came about, oldest change first.

    --png draws it, and writes the same in words beside it, into a file that ends in .alt.txt.

    Exit codes: 0 shown, 3 nothing found, 2 bad usage, 1 error.
    """
    if png is not None and (png.is_dir() or not png.absolute().parent.is_dir()):
        raise BadCommand(f"--png: {png} cannot be written; name a file in a folder that exists")
    reply = reply_to(claim, as_of, corpus)
    _show(reply.answer, as_json=as_json)
    if png is not None and reply.answer.claims:
        _draw(reply, png)
    raise typer.Exit(EXIT_CODES[reply.answer.outcome])


def _show(answer: Answer, *, as_json: bool) -> None:
    from bot.rendering.timeline import timeline_json, timeline_lines

    if as_json:
        from bot.rendering.json_format import json_of

        ascii_only = not writes_unicode(sys.stdout.encoding)
        print_raw(results(), json_of(timeline_json(answer), ascii_only=ascii_only))
    else:
        print_lines(results(), timeline_lines(answer))


def _draw(reply: Reply, path: Path) -> None:
    from bot.rendering.chart import draw, words_file

    answer = reply.answer
    until = answer.as_of or max(source.dated for source in reply.sources)
    draw(answer.claims[0], answer.question, until, path)
    print_raw(remarks(), f"Drew {path}; {words_file(path)} has it in words")
