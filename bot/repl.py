"""`onrecord repl`: a terminal, or a pipe, around the Session of bot.repl_commands.

The prompt appears at once and the assistant loads in a thread behind it. Questions run in
threads too: Ctrl-C gives the prompt back, and the late result reaches nobody. Piped input is
answered line by line without prompts; answers go to the output, everything else to the errors.
"""

from __future__ import annotations

import io
import logging
import os
import re
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.output.defaults import create_output
from prompt_toolkit.patch_stdout import patch_stdout
from rich.console import Console

from bot.commands.output import Preparation, remarks, say_error
from bot.commands.recording import recorder_of
from bot.errors import BotError
from bot.rendering.lines import block, print_lines
from bot.repl_commands import Session
from bot.repl_completion import completions
from bot.repl_keeping import Keeper, Recorder
from bot.repl_loading import Interruptible, Loading, Opener, Progress
from bot.repl_seams import Answerer, Turn
from bot.settings import Settings

HISTORY_FILE = "repl_history"
_log = logging.getLogger(__name__)
_LINE_BREAKS = re.compile(r"[ \t]*[\r\n]+[ \t]*")


def run(settings: Settings, console: Console) -> int:
    """Holds a conversation with the assistant of these settings; returns the exit code."""

    def opener(progress: Progress) -> Answerer:
        # Imported here, in the loading thread: it takes longer than a person waits for a prompt.
        from bot.assembly import note_changes, open_live_assistant

        assistant = open_live_assistant(settings, progress)
        try:
            note_changes(settings, assistant)
        except BotError as error:  # no reason to keep the person from asking
            _log.warning("which labels changed is not known yet: %s", error)
        return assistant

    with closing(recorder_of(settings)) as recorder:
        return converse(opener, settings.home, console, recorder)


def converse(opener: Opener, home: Path, console: Console, recorder: Recorder | None = None) -> int:
    """Holds a conversation with what `opener` opens, on a terminal or from a pipe."""
    keeper = Keeper(home, recorder)
    if sys.stdin.isatty():
        return Terminal(Loading(opener), home, console, keeper).talk()
    return answer_piped(opener, sys.stdin, console, keeper)


class Terminal:
    """A person at a terminal."""

    def __init__(self, loading: Loading, home: Path, console: Console, keeper: Keeper) -> None:
        self._loading = loading
        self._keeper = keeper
        self._told = False
        self._console = console
        work = Interruptible(console, loading.notice)
        self._session = Session(loading.get, console, work=work, keeper=keeper)
        self._prompts: PromptSession[str] = PromptSession(
            history=history_in(home, self._complain),
            completer=_SessionCompleter(loading),
            complete_while_typing=False,
            key_bindings=_paste_as_one_line(),
            output=create_output(always_prefer_tty=True),
        )

    def talk(self) -> int:
        """Until the person leaves. The exit code is 1 when the assistant could not be loaded."""
        self._loading.on_change = self._on_change
        self._loading.start()
        self._show_notice()
        turn = Turn.DONE
        while turn is not Turn.LEFT:
            try:
                turn = self._turn()
            except KeyboardInterrupt:
                continue
        return 1 if self._loading.failed else 0

    def _turn(self) -> Turn:
        try:
            with patch_stdout(raw=True):  # what is told meanwhile stands above the prompt
                line = self._prompts.prompt(self._session.prompt())
        except EOFError:
            return Turn.LEFT
        try:
            return self._session.handle(line)
        except KeyboardInterrupt:
            self._console.print("cancelled", style="dim")
        except Exception as error:
            self._show_fault(error)
        return Turn.FAILED

    def _show_fault(self, error: Exception) -> None:
        """A fault of ours is no reason to take the conversation away."""
        if os.environ.get("ONRECORD_DEBUG"):
            self._console.print_exception()
        fault = f"unexpected {type(error).__name__}: {error}"
        self._complain(f"{fault}; set ONRECORD_DEBUG=1 to see where")

    def _on_change(self) -> None:
        """Loading went on; once it is done, the person hears what changed since last time."""
        self._show_notice()
        if self._loading.ready and not self._told:
            self._told = True
            news = self._keeper.news()
            if news:
                print_lines(self._console, [block(news)])

    def _show_notice(self) -> None:
        notice = self._loading.notice()
        width = max(20, self._console.width - 1)
        self._prompts.bottom_toolbar = textwrap.fill(notice, width) if notice else None
        self._prompts.app.invalidate()

    def _complain(self, problem: str) -> None:
        print_lines(self._console, [block(problem, "red")])


def answer_piped(
    opener: Opener, lines: Iterable[str], console: Console, keeper: Keeper | None = None
) -> int:
    """Answers piped lines; returns the exit code of the last one that had an outcome.

    A command that fails ends it, since the lines after it count on what it should have done; so
    does an assistant that cannot be loaded. A question that fails does not.
    """

    def prepared(_: Progress) -> Answerer:
        with Preparation(remarks()) as progress:
            return opener(progress)

    loading = Loading(prepared)
    session = Session(loading.get, console, say_error, keeper=keeper)
    for line in _readable(lines):
        turn = session.handle(line)
        fatal = loading.failed or line.lstrip().startswith(":")
        if turn is Turn.LEFT or (turn is Turn.FAILED and fatal):
            break
    return session.exit_code


def history_in(home: Path, complain: Callable[[str], None]) -> History:
    """The history kept in `home`, readable by its owner alone; in memory where that fails."""
    file = home / HISTORY_FILE
    try:
        home.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.read_bytes()
    except OSError as error:
        complain(f"{file}: {error.strerror}; this session's history will not be kept")
        return InMemoryHistory()
    return _LastingHistory(file, complain)


def one_line(pasted: str) -> str:
    """A paste as one line, so that Enter alone submits it."""
    return _LINE_BREAKS.sub(" ", pasted.rstrip("\r\n"))


class _LastingHistory(FileHistory):
    """A file that may fill its disk without ending the conversation."""

    def __init__(self, file: Path, complain: Callable[[str], None]) -> None:
        super().__init__(file)
        self._complain = complain

    def store_string(self, string: str) -> None:
        try:
            super().store_string(string)
        except OSError as error:
            self._complain(f"{HISTORY_FILE}: {error.strerror}; this line is not kept in it")


class _SessionCompleter(Completer):
    def __init__(self, loading: Loading) -> None:
        self._loading = loading

    def get_completions(self, document: Document, event: CompleteEvent) -> Iterator[Completion]:
        line = document.text_before_cursor
        start = -len(line.split(" ")[-1])
        for name in completions(line, self._loading.source_ids()):
            yield Completion(name, start)


def _paste_as_one_line() -> KeyBindings:
    bindings = KeyBindings()

    @bindings.add(Keys.BracketedPaste)
    def paste(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text(one_line(event.data))

    return bindings


def _readable(lines: Iterable[str]) -> Iterable[str]:
    """The lines, with what is no valid text replaced instead of fatal."""
    if isinstance(lines, io.TextIOWrapper):
        lines.reconfigure(errors="replace")
    return lines
