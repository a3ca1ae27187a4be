"""The conversation of `onrecord repl`, without a terminal: lines in, text out.

A line that begins with a colon is a command, any other is a question. The terminal, the threads
and the loading are in bot.repl; a Session only needs something to ask and somewhere to print.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Protocol, TypeVar

from rich.console import Console

from bot.claims import Answer, Claim, Outcome
from bot.commands.output import writes_unicode
from bot.dates import read_date
from bot.errors import BotError
from bot.rendering.json_format import json_text
from bot.rendering.lines import BLANK, Line, Listing, block, print_lines, print_listing
from bot.rendering.text import evidence_table, passage_lines, print_answer, source_table
from retrieval.documents import Hit, Kind, Source
from retrieval.errors import RetrievalError

T = TypeVar("T")
LATEST = "latest"
_NUMBER = re.compile(r"\[?(\d{1,4})\]?")
_CODES = {Outcome.ANSWERED: 0, Outcome.ERROR: 1}
_NOT_FOUND = 3


class Answerer(Protocol):
    """What a conversation is held with; bot.assistant.Assistant is one."""

    @property
    def sources(self) -> Sequence[Source]:
        """All sources, oldest first."""
        ...

    def ask(self, question: str, as_of: date | None = None) -> Answer:
        """The answer as of a date; raises BotError or RetrievalError."""
        ...

    def passages(self, question: str, as_of: date | None = None) -> Sequence[Hit]:
        """What search finds, best first; raises BotError or RetrievalError."""
        ...


class Work(Protocol):
    """Runs what may take long. An interrupted task's result must be thrown away."""

    def __call__(self, task: Callable[[], T]) -> T:
        """The task's result; raises what the task raises, or KeyboardInterrupt."""
        ...


class BadCommand(BotError):
    """A command does not exist, or cannot do what was asked of it."""


class Turn(Enum):
    """How the handling of one line ended."""

    DONE = "done"
    FAILED = "failed"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Command:
    """A line that begins with `name`; `argument` and `help` are shown to people."""

    name: str
    argument: str
    help: str
    run: Callable[[Session, str], None]


def at_once(task: Callable[[], T]) -> T:
    """Work without threads: nobody can interrupt, nobody has to wait."""
    return task()


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
    ) -> None:
        self._assistant = assistant
        self._out = out
        self._complain = complain or (lambda problem: self._print(block(problem, "red")))
        self._work = work
        self._question: str | None = None
        self._answer: Answer | None = None
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
        answer = self._last_answer()
        for n in _claims_meant(answer, argument):
            claim = answer.claims[n - 1]
            self._print(BLANK, block(_claim_heading(n, claim), "bold"), *evidence_table(claim))

    def passages(self, argument: str) -> None:
        """What search finds for a question, the last one unless another is given."""
        question = argument or self._question
        if question is None:
            raise BadCommand("no question yet; type one after :passages, or ask one first")
        hits = self._work(lambda: self._assistant().passages(question, self.as_of))
        self._print(*(passage_lines(hits) or [block("Search found no passage.")]))

    def set_as_of(self, argument: str) -> None:
        """The date that answers are given for from now on; without argument, shows it."""
        if argument:
            self.as_of = None if argument.casefold() == LATEST else read_date(argument)
        self._print(block(f"Answers are as of {self.as_of or 'the latest source'}."))

    def list_sources(self, argument: str) -> None:
        """The sources, or those whose row holds all words of the argument."""
        words = argument.casefold().split()
        table = source_table(self._work(lambda: self._assistant().sources))
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
        self._question = question
        as_of = self.as_of
        self._answer, digests = self._work(lambda: _asked(self._assistant(), question, as_of))
        self.exit_code = _CODES.get(self._answer.outcome, _NOT_FOUND)
        print_answer(self._out, self._answer, digests)
        self._print(BLANK)
        return Turn.DONE

    def _obey(self, text: str) -> Turn:
        name, *rest = text.split(maxsplit=1)
        command = _command(name)
        command.run(self, rest[0] if rest else "")
        return Turn.LEFT if command.name == ":quit" else Turn.DONE

    def _last_answer(self) -> Answer:
        if self._answer is None:
            raise BadCommand("no answer yet; ask a question first")
        return self._answer

    def _print(self, *lines: Line) -> None:
        print_lines(self._out, lines)


COMMANDS = (
    Command(
        ":why", "[N]", "the evidence behind claim or citation N, at first claim 1", Session.why
    ),
    Command(":passages", "[QUESTION]", "what search finds, with its scores", Session.passages),
    Command(":as-of", "[DATE|latest]", "answer from what was known on a day", Session.set_as_of),
    Command(":sources", "[WORDS]", "the sources, or those that match", Session.list_sources),
    Command(":json", "", "the last answer as JSON", Session.json),
    Command(":help", "", "this list", Session.help),
    Command(":quit", "", "leave, as Ctrl-D does", Session.quit),
)
_BY_NAME = {c.name: c for c in COMMANDS} | {
    alias: c for c in COMMANDS if c.name == ":quit" for alias in (":q", ":exit")
}


def completions(line: str, source_ids: Sequence[str]) -> tuple[str, ...]:
    """What the last word of `line` may become.

    1. A line that is one word with a colon: the commands.
    2. The argument of `:as-of`: latest.
    3. Any word after `:sources`, and elsewhere a word that was begun: the source ids.
    """
    word = line.split(" ")[-1]
    if line.startswith(":") and word == line:
        return _beginning(word, [c.name for c in COMMANDS])
    if line.startswith(":as-of "):
        return _beginning(word, [LATEST])
    return _beginning(word, source_ids) if word or line.startswith(":sources ") else ()


def _beginning(word: str, names: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name.casefold().startswith(word.casefold()))


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


def _asked(assistant: Answerer, question: str, as_of: date | None) -> tuple[Answer, frozenset[str]]:
    digests = frozenset(s.id for s in assistant.sources if s.kind is Kind.DIGEST)
    return assistant.ask(question, as_of), digests


def _claims_meant(answer: Answer, argument: str) -> tuple[int, ...]:
    """Numbers of the claims that are meant: claim N itself, and claims that rest on [N].

    Both are numbered from 1 in what a person reads, so both are shown where they differ;
    brackets ask for the citation alone.
    """
    count = len(answer.claims)
    if not count:
        raise BadCommand("the last answer makes no claim; :passages shows what search found")
    match = _NUMBER.fullmatch(argument or "1")
    if match is None:
        raise BadCommand(f"{argument} is no number; type :why 1 for the first claim")
    n = int(match[1])
    claim = n if "[" not in argument else None
    meant = [k for k, c in enumerate(answer.claims, 1) if k == claim or n in c.citations]
    if not meant:
        raise BadCommand(f"nothing is numbered {n} that has a label; the claims are 1 to {count}")
    return tuple(meant)


def _claim_heading(n: int, claim: Claim) -> str:
    return " ".join((f"Claim {n}", *(f"[{key}]" for key in claim.citations)))


def _holds(row: Sequence[str], words: Sequence[str]) -> bool:
    text = " ".join(row).casefold()
    return all(word in text for word in words)
