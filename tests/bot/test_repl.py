"""The conversation of the REPL, as whole transcripts: lines in, text out."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from rich.console import Console

from bot.repl_commands import COMMANDS, Session
from bot.repl_completion import completions
from bot.repl_keeping import Keeper
from bot.repl_seams import T, Task, Turn
from bot.state.ratings import Reason
from tests.fakes_repl import FakeAssistant, in_order

ROOT = Path(__file__).resolve().parents[2]


class Talk:
    """A Session whose output and complaints are kept."""

    def __init__(self, *, terminal: bool = False, keeper: Keeper | None = None) -> None:
        assistant = FakeAssistant()
        self._file = io.StringIO()
        console = Console(file=self._file, width=90, force_terminal=terminal, no_color=True)
        self.session = Session(lambda: assistant, console, keeper=keeper)

    def says(self, line: str) -> str:
        """What is printed in reply to one line."""
        before = len(self._file.getvalue())
        self.session.handle(line)
        return self._file.getvalue()[before:]


@pytest.fixture
def talk() -> Talk:
    return Talk()


Exchange = tuple[str, Sequence[str]]
QUESTION: Exchange = (
    "Is the bridge shut?",
    [
        "CONFIRMED: The bridge is shut (Harbour Office, 4 Mar 2024; official)",
        "The bridge is shut. [1][3]",
        "Also: UNCONFIRMED · Ferries run. [2]",
        "Sources",
        "[3] Bridge shut",
    ],
)
TRANSCRIPTS: dict[str, Sequence[Exchange]] = {
    "an empty line says nothing": [("", []), ("   ", [])],
    "a question is answered": [QUESTION],
    "a digest is cited as one": [("Do ferries run?", ["[2] Bridge", "our summary"])],
    "why without a number is about the first claim": [
        QUESTION,
        (":why", ["Claim 1 [1] [3]", "CONFIRMED", "Harbour Office (authority) asserts"]),
    ],
    "why shows claim and citation of one number": [
        QUESTION,
        (":why 2", ["Claim 2 [2]", "UNCONFIRMED", "ferry-20240307"]),
    ],
    "why finds the claim that rests on a citation": [QUESTION, (":why 3", ["Claim 1 [1] [3]"])],
    "why takes a citation as it is printed": [QUESTION, (":why [2]", ["Claim 2 [2]"])],
    "why says which numbers there are": [
        QUESTION,
        (":why 9", ["nothing is numbered 9", "claims are 1 to 2"]),
        (":why 0", ["nothing is numbered 0"]),
        (":why bridge", ["bridge is no number", ":why 1"]),
    ],
    "more shows every quotation": [
        QUESTION,
        (":more", ["Sources", "[1] Bridge shut", "“The bridge is shut, the harbour office said.”"]),
        (":more please", [":more takes nothing"]),
    ],
    "more needs an answer": [(":more", ["no answer yet; ask a question first"])],
    "figures are those of the last answer": [
        QUESTION,
        (":figures", ["The sources give no two values for it."]),
    ],
    "why needs an answer": [(":why 1", ["no answer yet; ask a question first"])],
    "why needs a claim": [
        (
            "What will the weather be?",
            ["The sources do not say.", "Nearest, and no answer", "[1] Bridge shut"],
        ),
        (":why 1", ["makes no claim", ":passages"]),
    ],
    "a timeline is that of the last answer": [
        QUESTION,
        (":timeline", ["“Is the bridge shut?”", "CONFIRMED · official"]),
    ],
    "a timeline is that of a given claim": [
        (":timeline the ferry runs", ["“the ferry runs”", "CONFIRMED"]),
        (":timeline the weather is fine", ["The sources do not say."]),
    ],
    "a claim is checked by itself": [
        (":check the ferry runs", ["“the ferry runs”", "CONFIRMED", "Decided by"]),
        (":check", ["nothing to check", ":check"]),
    ],
    "a timeline needs an answer": [(":timeline", ["no answer yet; ask a question first"])],
    "passages are those of the last question": [
        QUESTION,
        (":passages", ["1. Bridge shut after storm", "bridge-20240305#1 · cosine 0.71"]),
    ],
    "passages are those of a given question": [(":passages is it shut", ["Bridge shut"])],
    "passages need a question": [(":passages", ["no question yet"])],
    "no passage is said in words": [(":passages weather", ["Search found no passage."])],
    "a question that follows up is read on its own, and shown so": [
        QUESTION,
        ("and the ferry?", ["Read as: Is the bridge shut? What about the ferry?", "CONFIRMED"]),
        (":timeline", ["“Is the bridge shut? What about the ferry?”"]),
    ],
    "a first question follows up on nothing": [("and the ferry?", ["CONFIRMED"])],
    "a date is set, shown and taken back": [
        (":as-of 2024-03-06", ["Answers are as of 2024-03-06."]),
        ("Is the bridge shut?", ["as known on 6 Mar 2024"]),
        (":as-of", ["Answers are as of 2024-03-06."]),
        (":as-of LATEST", ["Answers are as of the latest source."]),
        QUESTION,
    ],
    "a date that is none changes nothing": [
        (":as-of 2024-03-06", []),
        (":as-of 2024-02-31", ["'2024-02-31' does not name one day"]),
        (":as-of", ["2024-03-06"]),
    ],
    "all sources are listed": [(":sources", ["bridge-20240305\t2024-03-05", "ferry-20240307"])],
    "sources are listed that hold all words": [(":sources title RADIO", ["ferry-20240307\t"])],
    "no source is an error with a cure": [(":sources coast gazette", ["no source holds", "all 2"])],
    "a written answer tells who wrote it, and its trace each step": [
        ("What does the model say?", ["CONFIRMED", "Written by openai:gpt-5-mini", "$0.0012"]),
        (":trace", ["Written by openai:gpt-5-mini", "1. 1 of 2", "2. dropped: claim 2"]),
        (":trace all", [":trace takes nothing after it"]),
    ],
    "an answer without a model has no trace": [QUESTION, (":trace", ["No model was asked"])],
    "a trace needs an answer": [(":trace", ["no answer yet; ask a question first"])],
    "JSON needs an answer": [(":json", ["no answer yet"])],
    "help names the commands": [(":help", [":why [N]", ":as-of", ":quit", "is a question"])],
    "commands ignore case and outer space": [("  :HELP  ", [":why [N]"])],
    "an unknown command suggests another": [
        (":passage", ["there is no command :passage; did you mean :passages?"]),
        (":xyzzy", ["there is no command :xyzzy; :help lists the commands"]),
        (":", ["there is no command :"]),
    ],
    "ratings and drafts need somewhere to be kept": [
        QUESTION,
        (":good", ["this session keeps nothing"]),
        (":bad", ["this session keeps nothing"]),
        (":save", ["this session keeps nothing"]),
    ],
    "a reason is one of the list": [
        QUESTION,
        (":bad boring", ["'boring' is no reason; the reasons are wrong, outdated, label, "]),
        (":good indeed", [":good takes nothing after it"]),
    ],
    "what a command does not take is refused": [(":json all", [":json takes nothing after it"])],
    "an error is one line and the talk goes on": [
        ("Is it unreadable?", ["the index cannot be read; run onrecord index --rebuild\n"]),
        QUESTION,
    ],
    "brackets in an error are no markup": [(":[red]x", ["there is no command :[red]x"])],
}


@pytest.mark.parametrize("exchanges", TRANSCRIPTS.values(), ids=TRANSCRIPTS.keys())
def test_a_talk_goes_as_written(talk: Talk, exchanges: Sequence[Exchange]) -> None:
    for line, fragments in exchanges:
        said = talk.says(line)
        assert in_order(said, fragments), said
        assert bool(said) == bool(line.strip())


def test_citation_in_brackets_is_never_taken_for_a_claim(talk: Talk) -> None:
    talk.says("Is the bridge shut?")
    assert "Claim 2" not in talk.says(":why [1]")


def test_json_is_the_last_answer_and_can_be_parsed(talk: Talk) -> None:
    talk.says("Is the bridge shut?")
    answer = json.loads(talk.says(":json"))
    assert answer["question"] == "Is the bridge shut?"
    assert answer["status"] == "confirmed"


def test_a_terminal_gets_tables_and_a_count() -> None:
    said = Talk(terminal=True).says(":sources ferry")
    assert in_order(said, ["publisher", "ferry-20240307", "1 of 2 sources"])


def test_the_prompt_shows_the_date_that_answers_are_for(talk: Talk) -> None:
    assert talk.session.prompt() == "onrecord> "
    talk.says(":as-of 2024-03-06")
    assert talk.session.prompt() == "as of 2024-03-06> "


@pytest.mark.parametrize("line", [":quit", ":q", ":exit", " :QUIT "])
def test_quit_ends_the_talk(talk: Talk, line: str) -> None:
    assert talk.session.handle(line) is Turn.LEFT


def test_an_interrupted_question_leaves_the_last_answer_in_place() -> None:
    interrupted: list[bool] = []

    def work(task: Task[T]) -> T:
        if interrupted:
            raise KeyboardInterrupt
        return task(None)

    out = io.StringIO()
    session = Session(FakeAssistant, Console(file=out), work=work)
    session.handle("Is the bridge shut?")
    interrupted.append(True)
    with pytest.raises(KeyboardInterrupt):
        session.handle("What will the weather be?")
    session.handle(":json")
    assert '"question": "Is the bridge shut?"' in out.getvalue()


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        (":", tuple(c.name for c in COMMANDS)),
        (":PA", (":passages",)),
        (":as-of l", ("latest",)),
        (":bad l", ("label",)),
        (":bad ", tuple(Reason)),
        (":sources ", ("bridge-20240305", "ferry-20240307")),
        (":sources FER", ("ferry-20240307",)),
        ("what says bri", ("bridge-20240305",)),
        ("what says ", ()),
        ("", ()),
        ("what of :pa", ()),
    ],
)
def test_commands_and_source_ids_complete(line: str, offered: tuple[str, ...]) -> None:
    assert completions(line, ("bridge-20240305", "ferry-20240307")) == offered


def test_the_page_on_the_repl_names_every_command() -> None:
    page = (ROOT / "docs" / "repl.md").read_text(encoding="utf-8")
    assert [c.name for c in COMMANDS if f"`{c.name}" not in page] == []
