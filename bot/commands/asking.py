"""`onrecord ask` and `onrecord repl`: questions in, answers out."""

from __future__ import annotations

import sys
from datetime import date
from typing import Annotated

import typer

from bot.claims import Answer, Outcome
from bot.commands.failures import ERROR, NOTHING_FOUND
from bot.commands.options import CorpusFlag, settings_with
from bot.commands.output import Preparation, remarks, results, writes_unicode
from bot.dates import read_date
from bot.rendering.lines import print_raw
from bot.settings import Settings
from retrieval.documents import Kind

_EXIT_CODES = {
    Outcome.ANSWERED: 0,
    Outcome.NOTHING_FOUND: NOTHING_FOUND,
    Outcome.OUT_OF_SCOPE: NOTHING_FOUND,
    Outcome.ERROR: ERROR,
}


def ask(
    question: Annotated[str, typer.Argument(help="The question, in quotation marks.")],
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help="Use no source later than this day."),
    ] = None,
    corpus: CorpusFlag = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
) -> None:
    """Answer one question, labelled and quoted.

    Exit codes: 0 answered, 3 nothing found, 2 bad usage, 1 error.
    """
    settings = settings_with(corpus)
    when = None if as_of is None else read_date(as_of)
    answer, digests = _answered(settings, question, when)
    _show(answer, digests, as_json=as_json)
    raise typer.Exit(_EXIT_CODES[answer.outcome])


def repl(corpus: CorpusFlag = None) -> None:
    """Ask many questions in one session.

    :help lists what else it understands; piped questions are answered line by line.
    """
    from bot.repl import run

    raise typer.Exit(run(settings_with(corpus), results()))


def _answered(
    settings: Settings, question: str, when: date | None
) -> tuple[Answer, frozenset[str]]:
    """The answer, and the ids of sources that are our own summaries."""
    from bot.assistant import checked_question

    checked_question(question)  # refused at once, not after an index was built for it
    from bot.assembly import open_assistant

    with Preparation(remarks()) as progress:
        assistant = open_assistant(settings, progress)
    digests = frozenset(s.id for s in assistant.sources if s.kind is Kind.DIGEST)
    return assistant.ask(question, when), digests


def _show(answer: Answer, digests: frozenset[str], *, as_json: bool) -> None:
    if as_json:
        from bot.rendering.json_format import json_text

        ascii_only = not writes_unicode(sys.stdout.encoding)
        print_raw(results(), json_text(answer, ascii_only=ascii_only))
        return
    from bot.rendering.text import print_answer

    print_answer(results(), answer, digests)
