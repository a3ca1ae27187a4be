"""The conversation of `onrecord repl`, without a terminal: lines in, text out.

A line that begins with a colon is a command, any other is a question. The terminal, the threads
and the loading are in bot.repl; a Session only needs something to ask and somewhere to print.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rich.console import Console

from bot.claims import Answer, Outcome
from bot.commands.output import writes_unicode
from bot.dates import read_date
from bot.errors import BadCommand, BotError
from bot.rendering.answers import View, figure_lines, more_lines, print_answer
from bot.rendering.checked import checked_lines
from bot.rendering.json_format import json_text
from bot.rendering.lines import BLANK, Line, Listing, block, print_lines, print_listing
from bot.rendering.text import passage_lines, source_table
from bot.rendering.timeline import timeline_lines
from bot.rendering.why import why_lines
from bot.rendering.written import trace_lines
from bot.repl_keeping import Keeper
from bot.repl_seams import Answerer, Turn, Work, at_once
from bot.state.ratings import Reason, Verdict
from bot.writing.model import Heard
from retrieval.documents import digests_of
from retrieval.errors import RetrievalError

LATEST = "latest"
_CODES = {Outcome.ANSWERED: 0, Outcome.ERROR: 1}
_NOT_FOUND = 3


@dataclass(frozen=True, slots=True)
class Command:
    """A line that begins with `name`; `argument` and `help` are shown to people."""

    name: str
    argument: str
    help: str
    run: Callable[[Session, str], None]


class Session:
    """One conversation: the last question and answer, and the date answers are given for.

    `assistant` may block until loaded and may raise. Answers go to `out`, the one line that says
    what went wrong to `complain`, or to `out` in red. An interrupted line changes nothing but the
    question that `:passages` falls back on.
    """

    def __init__(
        self,
        assistant: Callable[[], Answerer],
        out: Console,
        complain: Callable[[str], None] | None = None,
        work: Work = at_once,
        keeper: Keeper | None = None,
    ) -> None:
        self._assistant = assistant
        self._out = out
        self._complain = complain or (lambda problem: self._print(block(problem, "red")))
        self._work = work
        self._keeper = keeper
        self._question: str | None = None
        self._answer: Answer | None = None
        self._digests: frozenset[str] = frozenset()
        self.as_of: date | None = None
        self.exit_code = 0

    def handle(self, line: str) -> Turn:
        """Answers a question or obeys a command; whatever is known to go wrong is one line."""
        text = line.strip()
        if not text:
            return Turn.DONE
        try:
            return self._obey(text) if text.startswith(":") else self._ask(text)
        except (BotError, RetrievalError) as error:
            self.exit_code = 1
            self._complain(str(error))
            return Turn.FAILED

    def prompt(self) -> str:
        """What to show before the next line: the date answers are for stays in sight."""
        return f"as of {self.as_of}> " if self.as_of else "onrecord> "

    def why(self, argument: str) -> None:
        """The evidence behind a claim, or behind the claims that rest on a citation."""
        self._print(*why_lines(self._last_answer(), argument))

    def more(self, argument: str) -> None:
        """The further claims of the last answer, and all its sources with their quotations."""
        _refuse(argument, ":more")
        self._print(*more_lines(self._last_answer(), self._digests))

    def figures(self, argument: str) -> None:
        """The values over time that the last answer holds."""
        _refuse(argument, ":figures")
        self._print(*figure_lines(self._last_answer()))

    def check(self, argument: str) -> None:
        """Each claim of a text with its label, and what it rests on."""
        if not argument:
            raise BadCommand("nothing to check; type a claim after :check")
        self._print(
            *checked_lines(self._work(lambda _: self._assistant().check(argument, self.as_of)))
        )

    def timeline(self, argument: str) -> None:
        """How the status came about, of the last answer or of another claim."""
        if argument:
            answer, _ = self._asked(argument, self.as_of)
        else:
            answer = self._last_answer()
        self._print(*timeline_lines(answer))

    def passages(self, argument: str) -> None:
        """What search finds for a question, the last one unless another is given."""
        question = argument or self._question
        if question is None:
            raise BadCommand("no question yet; type one after :passages, or ask one first")
        hits = self._work(lambda _: self._assistant().passages(question, self.as_of))
        self._print(*(passage_lines(hits) or [block("Search found no passage.")]))

    def set_as_of(self, argument: str) -> None:
        """The date that answers are given for from now on; without argument, shows it."""
        if argument:
            self.as_of = None if argument.casefold() == LATEST else read_date(argument)
        self._print(block(f"Answers are as of {self.as_of or 'the latest source'}."))

    def list_sources(self, argument: str) -> None:
        """The sources, or those whose row holds all words of the argument."""
        words = argument.casefold().split()
        table = source_table(self._work(lambda _: self._assistant().sources))
        rows = tuple(row for row in table.rows if _holds(row, words))
        if not rows:
            raise BadCommand(f"no source holds '{argument}'; :sources lists all {len(table.rows)}")
        print_listing(self._out, replace(table, rows=rows))
        if self._out.is_terminal:
            self._print(block(f"{len(rows)} of {len(table.rows)} sources", "dim"))

    def json(self, argument: str) -> None:
        """The last answer as JSON."""
        _refuse(argument, ":json")
        unicode = writes_unicode(self._out.encoding)
        text = json_text(self._last_answer(), ascii_only=not unicode)
        self._out.out(text, highlight=False)

    def trace(self, argument: str) -> None:
        """What a model had to do with the last answer, step by step."""
        _refuse(argument, ":trace")
        self._print(*trace_lines(self._last_answer()))

    def good(self, argument: str) -> None:
        """The last answer is good."""
        _refuse(argument, ":good")
        self._print(block(self._kept().rate(self._last_answer(), Verdict.GOOD, None)))

    def bad(self, argument: str) -> None:
        """The last answer is bad, for a reason if one is given."""
        reason = _reason(argument) if argument else None
        self._print(block(self._kept().rate(self._last_answer(), Verdict.BAD, reason)))

    def save(self, argument: str) -> None:
        """The last question as a draft for a question set."""
        self._print(block(self._kept().save(self._last_answer(), argument)))

    def help(self, argument: str) -> None:
        """The commands."""
        _refuse(argument, ":help")
        rows = tuple((f"{c.name} {c.argument}".strip(), c.help) for c in COMMANDS)
        print_listing(self._out, Listing(("command", "what it does"), rows))
        self._print(block("Any other line is a question.", "dim"))

    def quit(self, argument: str) -> None:
        """Ends the conversation; handle() says so to its caller."""
        _refuse(argument, ":quit")

    def _ask(self, question: str) -> Turn:
        earlier, self._question = self._question, question
        read, as_of = self._work(lambda _: self._read_as(question, earlier)), self.as_of
        if read != question:
            self._print(block(f"Read as: {read}", "dim"))
        self._question = read
        self._answer, digests = self._asked(read, as_of)
        self.exit_code = _CODES.get(self._answer.outcome, _NOT_FOUND)
        self._digests = digests
        print_answer(self._out, self._answer, View(digests, more=":more"))
        self._print(BLANK)
        if self._keeper:
            self._keeper.shown(self._answer)
        return Turn.DONE

    def _asked(self, question: str, as_of: date | None) -> tuple[Answer, frozenset[str]]:
        """The answer, and the ids of the sources that are our own summaries."""

        def task(heard: Heard | None) -> tuple[Answer, frozenset[str]]:
            assistant = self._assistant()
            digests = digests_of(assistant.sources)
            return assistant.ask(question, as_of, heard), digests

        return self._work(task)

    def _read_as(self, question: str, earlier: str | None) -> str:
        return self._assistant().stand_alone(question, earlier) if earlier else question

    def _obey(self, text: str) -> Turn:
        name, *rest = text.split(maxsplit=1)
        command = _command(name)
        command.run(self, rest[0] if rest else "")
        return Turn.LEFT if command.name == ":quit" else Turn.DONE

    def _last_answer(self) -> Answer:
        if self._answer is None:
            raise BadCommand("no answer yet; ask a question first")
        return self._answer

    def _kept(self) -> Keeper:
        if self._keeper is None:
            raise BadCommand("this session keeps nothing; start one with `onrecord repl`")
        return self._keeper

    def _print(self, *lines: Line) -> None:
        print_lines(self._out, lines)


COMMANDS = (
    Command(
        ":why", "[N]", "the evidence behind claim or citation N, at first claim 1", Session.why
    ),
    Command(":more", "", "all that stands behind the last answer", Session.more),
    Command(":figures", "", "the figures of the last answer over time", Session.figures),
    Command(":check", "CLAIM", "the label of a claim, and what decides it", Session.check),
    Command(":timeline", "[CLAIM]", "how the status came about", Session.timeline),
    Command(":passages", "[QUESTION]", "what search finds, with its scores", Session.passages),
    Command(":as-of", "[DATE|latest]", "answer from what was known on a day", Session.set_as_of),
    Command(":sources", "[WORDS]", "the sources, or those that match", Session.list_sources),
    Command(":json", "", "the last answer as JSON", Session.json),
    Command(":trace", "", "what a model had to do with it, step by step", Session.trace),
    Command(":good", "", "keep that the last answer is good", Session.good),
    Command(":bad", f"[{'|'.join(Reason)}]", "keep that it is bad, and why", Session.bad),
    Command(":save", "[FILE]", "add the last question to a file of drafts", Session.save),
    Command(":help", "", "this list", Session.help),
    Command(":quit", "", "leave, as Ctrl-D does", Session.quit),
)
_BY_NAME = {c.name: c for c in COMMANDS} | {
    alias: c for c in COMMANDS if c.name == ":quit" for alias in (":q", ":exit")
}


def _command(name: str) -> Command:
    command = _BY_NAME.get(name.casefold())
    if command is None:
        near = difflib.get_close_matches(name.casefold(), _BY_NAME, n=1)
        cure = f"did you mean {near[0]}?" if near else ":help lists the commands"
        raise BadCommand(f"there is no command {name}; {cure}")
    return command


def _refuse(argument: str, name: str) -> None:
    if argument:
        raise BadCommand(f"{name} takes nothing after it; type {name} alone")


def _reason(argument: str) -> Reason:
    try:
        return Reason(argument.casefold())
    except ValueError:
        known = ", ".join(Reason)
        raise BadCommand(f"'{argument}' is no reason; the reasons are {known}") from None


def _holds(row: Sequence[str], words: Sequence[str]) -> bool:
    text = " ".join(row).casefold()
    return all(word in text for word in words)
