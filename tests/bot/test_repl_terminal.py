"""The REPL around its conversation: pipes, threads, history and a real terminal."""

from __future__ import annotations

import io
import os
import stat
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from prompt_toolkit.history import InMemoryHistory
from rich.console import Console

from bot.repl import HISTORY_FILE, answer_piped, history_in, one_line
from bot.repl_loading import Interruptible, Loading, Progress
from bot.repl_seams import Answerer
from retrieval.errors import CorpusError
from tests.fakes_repl import FakeAssistant, in_order

if TYPE_CHECKING:
    import pexpect

ROOT = Path(__file__).resolve().parents[2]

PIPES: dict[str, tuple[Sequence[str], int, Sequence[str], Sequence[str]]] = {
    "an answer": (["Is it shut?\n"], 0, ["CONFIRMED"], []),
    "nothing found": (
        ["Is it shut?\n", "The weather?\n"],
        3,
        ["CONFIRMED", "The sources do not say"],
        [],
    ),
    "out of scope": (["Write a poem\n"], 3, ["That is not for me."], []),
    "an answer after nothing found": (["The weather?\n", "Is it shut?"], 0, ["CONFIRMED"], []),
    "a failed question, not the last": (
        ["Is it unreadable?\n", "Is it shut?\n"],
        0,
        ["CONFIRMED"],
        ["onrecord: the index cannot be read"],
    ),
    "a failed question": (["Is it unreadable?\n"], 1, [], ["the index cannot be read"]),
    "a failed command ends it": (
        [":as-of soon\n", "Is it shut?\n"],
        1,
        [],
        ["onrecord: 'soon' does not name one day"],
    ),
    "blank lines and nothing else": (["\n", " \r\n"], 0, [], []),
    "what follows :quit is not read": (["The weather?\n", ":quit\n", "Is it shut?\n"], 3, [], []),
    "commands work": ([":as-of 2024-03-06\n", "Shut?\n", ":why\n"], 0, ["6 Mar", "Claim 1"], []),
}


@pytest.mark.parametrize(("lines", "code", "out", "err"), PIPES.values(), ids=PIPES.keys())
def test_piped_lines_are_answered_without_prompts(
    lines: Sequence[str],
    code: int,
    out: Sequence[str],
    err: Sequence[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert answer_piped(lambda _: FakeAssistant(), lines, Console()) == code
    said = capsys.readouterr()
    assert "onrecord>" not in said.out
    assert bool(said.out) == (bool(out) or code == 3)
    assert in_order(said.out, out)
    assert bool(said.err) == bool(err)
    assert in_order(said.err, err)


def test_a_pipe_ends_when_the_assistant_cannot_be_loaded(
    capsys: pytest.CaptureFixture[str],
) -> None:
    tries: list[int] = []

    def opener(_: Progress) -> Answerer:
        tries.append(1)
        raise CorpusError("title is missing; add it", Path("mill.md"), 3)

    lines = [":help\n", "Is it shut?\n", "Is it?\n"]
    assert answer_piped(opener, lines, Console()) == 1
    said = capsys.readouterr()
    assert said.err == "onrecord: mill.md:3: title is missing; add it\n"
    assert len(tries) == 1


def test_a_pipe_gets_the_answer_and_no_draft() -> None:
    out = io.StringIO()
    assert (
        answer_piped(lambda _: FakeAssistant(), ["What does the model say?"], Console(file=out))
        == 0
    )
    assert "Written by openai:gpt-5-mini" in out.getvalue()
    assert "draft" not in out.getvalue()


def test_a_pipe_that_is_no_valid_text_is_still_answered() -> None:
    assistant = FakeAssistant()
    stdin = io.TextIOWrapper(io.BytesIO(b"Is caf\xe9 shut?\n"), encoding="utf-8")
    assert answer_piped(lambda _: assistant, stdin, Console(file=io.StringIO())) == 0
    assert assistant.asked == [("Is caf\ufffd shut?", None)]


def test_a_failed_loading_is_said_and_the_next_question_tries_again() -> None:
    results: Iterator[Exception | FakeAssistant] = iter([OSError("disk full"), FakeAssistant()])

    def opener(_: Progress) -> Answerer:
        result = next(results)
        if isinstance(result, Exception):
            raise result
        return result

    loading = Loading(opener)
    with pytest.raises(OSError, match="disk full"):
        loading.get()
    assert loading.failed
    assert loading.notice() == "not loaded: disk full (the next question tries again)"
    assert loading.source_ids() == ()
    loading.get()
    assert loading.notice() is None
    assert loading.source_ids() == ("bridge-20240305", "ferry-20240307")


def test_the_notice_follows_the_loading() -> None:
    stepped, release = threading.Event(), threading.Event()
    notices: list[str | None] = []

    def opener(progress: Progress) -> Answerer:
        progress("Indexing sources", 3, 9)
        stepped.set()
        assert release.wait(60)
        return FakeAssistant()

    loading = Loading(opener)
    loading.on_change = lambda: notices.append(loading.notice())
    loading.start()
    assert stepped.wait(60)
    assert notices == ["loading… Indexing sources 3/9"]
    release.set()
    loading.get()


def test_work_in_a_thread_gives_back_results_and_errors() -> None:
    work = Interruptible(Console(file=io.StringIO()), lambda: None)
    assert work(lambda _: 7) == 7
    with pytest.raises(ZeroDivisionError):
        work(lambda _: 1 // 0)


@pytest.mark.parametrize(
    ("pasted", "line"),
    [
        ("one line", "one line"),
        ("Is the bridge\nshut,\r\n  or not?", "Is the bridge shut, or not?"),
        ("a\n\n\nb", "a b"),
        ("ends in a break\r\n", "ends in a break"),
    ],
)
def test_a_paste_becomes_one_line(pasted: str, line: str) -> None:
    assert one_line(pasted) == line


def test_history_is_kept_for_its_owner_alone(tmp_path: Path) -> None:
    home = tmp_path / "new" / "home"
    history_in(home, pytest.fail).append_string("Is the bridge shut?")
    file = home / HISTORY_FILE
    assert list(history_in(home, pytest.fail).load_history_strings()) == ["Is the bridge shut?"]
    assert stat.S_IMODE(file.stat().st_mode) & 0o077 == 0


def test_a_home_that_is_no_folder_costs_the_history_not_the_session(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.write_text("a file")
    problems: list[str] = []
    assert isinstance(history_in(home, problems.append), InMemoryHistory)
    assert len(problems) == 1
    assert "history will not be kept" in problems[0]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
def test_a_full_disk_costs_the_history_line_not_the_session(tmp_path: Path) -> None:
    problems: list[str] = []
    history = history_in(tmp_path, problems.append)
    (tmp_path / HISTORY_FILE).unlink()
    (tmp_path / HISTORY_FILE).symlink_to("/dev/full")
    history.append_string("Is the bridge shut?")
    assert problems == ["repl_history: No space left on device; this line is not kept in it"]


CHILD = """
import sys, time
from pathlib import Path
from typing import TYPE_CHECKING
from rich.console import Console
from bot.repl import converse
from tests.fakes_repl import FakeAssistant

home = Path(sys.argv[1])

def opener(progress):
    while not (home / "seen").exists():  # "loading…" on the screen
        time.sleep(0.05)
    return FakeAssistant()

sys.exit(converse(opener, home, Console()))
"""


LOADED = "from then on the assistant is there"
# What a person types, and what the screen then shows, in this order; the prompt ends each.
SITTING = (
    ("Is the bridge shut?\r", ("loading…", LOADED, "The bridge is shut ")),
    (":help\r", ("this list",)),
    ("a slow one\r", ("Ctrl-C cancels",)),
    ("\x03", ("cancelled",)),
    ("a model\r", ("draft, not checked yet", "│ The bridge confirmed to be of gol", "Written by")),
    ("a slow model\r", ("draft, not checked yet",)),
    ("\x03", ("cancelled",)),
    ("half a line\x03", ()),
    ("\x1b[200~What will\nthe weather be?\x1b[201~", ()),
    ("\r", ("The sources do not say",)),
    (":so\t ferry\r", ("ferry-20240307",)),
    ("our fault\r", ("unexpected ZeroDivisionError",)),
)
STILL_AT_IT = (("Ctrl-C cancels",), ("draft, not checked yet",))


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_person_at_a_terminal_is_served(tmp_path: Path) -> None:
    import pexpect

    seen = io.StringIO()
    child = spawned(tmp_path, seen)
    child.expect("onrecord>")
    for typed, shown in SITTING:
        child.send(typed)
        for fragment in shown:
            if fragment is LOADED:
                (tmp_path / "seen").touch()
            else:
                child.expect_exact(fragment)
        if shown[-1:] not in STILL_AT_IT and "200~" not in typed:
            child.expect("onrecord>")
    child.sendeof()
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert "\x1b[31m" not in seen.getvalue()
    assert "CONFIRMED to be" not in seen.getvalue()
    kept = (tmp_path / HISTORY_FILE).read_text(encoding="utf-8")
    assert "+What will the weather be?\n" in kept
    assert "half a line" not in kept


def spawned(home: Path, seen: io.StringIO) -> pexpect.spawn[str]:
    """A REPL on a terminal of its own, without colours."""
    import pexpect

    keep = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    env = {"TERM": "xterm", "NO_COLOR": "1", "PROMPT_TOOLKIT_NO_CPR": "1", "PYTHONPATH": str(ROOT)}
    arguments = ["-c", CHILD, str(home)]
    child = pexpect.spawn(
        sys.executable,
        arguments,
        cwd=ROOT,
        env=keep | env,
        encoding="utf-8",
        timeout=90,
        use_poll=True,
    )
    child.setwinsize(40, 120)
    child.logfile_read = seen
    return child
