"""`onrecord ask` and `onrecord repl`: questions in, answers out."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.claims import Answer, Outcome
from bot.commands.failures import ERROR, NOTHING_FOUND
from bot.commands.options import CorpusFlag, settings_with
from bot.commands.output import Preparation, remarks, results, writes_unicode
from bot.commands.recording import recorder_of
from bot.dates import read_date
from bot.rendering.lines import print_raw
from retrieval.documents import Source, digests_of

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from bot.settings import Settings
    from bot.writing.model import Heard

EXIT_CODES = {
    Outcome.ANSWERED: 0,
    Outcome.NOTHING_FOUND: NOTHING_FOUND,
    Outcome.OUT_OF_SCOPE: NOTHING_FOUND,
    Outcome.ERROR: ERROR,
}


AsOfFlag = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="Use no source later than this day."),
]
JsonFlag = Annotated[bool, typer.Option("--json", help="Print JSON.")]


MoreFlag = Annotated[
    bool, typer.Option("--more", help="Show every claim behind the answer, and all quotations.")
]


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, and all the sources there are."""

    answer: Answer
    sources: tuple[Source, ...]

    @property
    def digests(self) -> frozenset[str]:
        """Ids of the sources that are our own summaries."""
        return digests_of(self.sources)


def ask(
    question: Annotated[str, typer.Argument(help="The question, in quotation marks.")],
    as_of: AsOfFlag = None,
    corpus: CorpusFlag = None,
    as_json: JsonFlag = False,
    more: MoreFlag = False,
) -> None:
    """Answer one question, labelled and quoted.

    Exit codes: 0 answered, 3 nothing found, 2 bad usage, 1 error.
    """
    reply = reply_to(question, as_of, corpus, watch=not as_json)
    show(reply, as_json=as_json, more=more)
    with closing(recorder_of(settings_with(corpus))) as recorder:
        recorder.shown(reply.answer)
    raise typer.Exit(EXIT_CODES[reply.answer.outcome])


def repl(corpus: CorpusFlag = None) -> None:
    """Ask many questions in one session.

    :help lists what else it understands; piped questions are answered line by line.
    """
    from bot.repl import run

    raise typer.Exit(run(settings_with(corpus), results()))


def reply_to(
    question: str, as_of: str | None, corpus: Path | None, *, watch: bool = False
) -> Reply:
    """What the assistant answers to a question as typed, with its flags as typed.

    With `watch` a person at a terminal sees what a model writes, until its answer was checked.
    """
    settings = settings_with(corpus)
    when = None if as_of is None else read_date(as_of)
    with closing(assistant_for(question, settings)) as assistant:
        with _watched(settings.model if watch and settings.writes else None) as heard:
            answer = assistant.ask(question, when, heard)
        return Reply(answer, assistant.sources)


def assistant_for(text: str, settings: Settings) -> Assistant:
    """Opens the assistant for one question or claim; the caller closes it. Raises BadQuestion."""
    from bot.assistant import checked_question

    checked_question(text)  # refused at once, not after an index was built for it
    from bot.assembly import open_assistant

    with Preparation(remarks()) as progress:
        return open_assistant(settings, progress)


def _watched(model: str | None) -> AbstractContextManager[Heard | None]:
    """A view of what the model writes; nobody needs one of what is there in a moment."""
    if model is None:
        return nullcontext()
    from bot.commands.drafting import watched

    return watched(results(), f"{model} writes… (Ctrl-C cancels)")


def show(reply: Reply, *, as_json: bool = False, more: bool = False) -> None:
    """Prints an answer, with `more` all that stands behind it."""
    if as_json:
        from bot.rendering.json_format import json_text

        ascii_only = not writes_unicode(sys.stdout.encoding)
        print_raw(results(), json_text(reply.answer, ascii_only=ascii_only))
        return
    from bot.rendering.answers import View, print_answer

    print_answer(results(), reply.answer, View(reply.digests, whole=more))
