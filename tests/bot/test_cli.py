"""`onrecord ask`, help and usage: what comes out, where, and with which exit code."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from rich.console import Console

from bot.commands.output import Preparation
from tests.fakes_place import PROCESS, QUESTION, REPOSITORY, SOURCES, Place, Ran


def test_an_answer_is_labelled_and_cited_and_exits_with_0(indexed: Place) -> None:
    ran = indexed.run("ask", QUESTION)
    assert (ran.code, ran.err) == (0, "")
    verdict, _, lead, *_ = ran.out.splitlines()
    assert re.match(r"(UN)?CONFIRMED: .* \(.*, 5 Mar 2024\)$", verdict)
    assert lead.startswith("The Mill Bridge is closed because a barge struck its pier")
    source = "[1] Mill Bridge closed after barge strikes pier\n    Harbour Gazette, 5 Mar 2024\n"
    assert source in ran.out
    assert "\x1b" not in ran.out


def test_json_quotes_stand_in_their_sources(indexed: Place) -> None:
    answer = json.loads(indexed.run("ask", QUESTION, "--json", "--as-of", "6 March 2024").out)
    assert (answer["outcome"], answer["as_of"]) == ("answered", "2024-03-06")
    bodies = {source.id: source.body for source in SOURCES}
    rows = [*answer["citations"], *(r for c in answer["claims"] for r in c["evidence"])]
    assert rows
    for row in rows:
        assert bodies[row["source_id"]][row["start"] : row["end"]] == row["quote"]


def test_a_question_beside_the_story_exits_with_3_and_shows_no_label(indexed: Place) -> None:
    ran = indexed.run("ask", "Which volcano erupted near Naples in antiquity?")
    assert (ran.code, ran.err) == (3, "")
    assert "CONFIRMED" not in ran.out
    assert json.loads(indexed.run("ask", "Which volcano erupted?", "--json").out)["status"] is None


def test_the_first_question_builds_the_index_and_the_second_does_not(place: Place) -> None:
    first, second = place.run("ask", QUESTION), place.run("ask", QUESTION)
    assert first.err == "Indexing 2 sources…\n"
    assert second.err == ""
    assert first.out == second.out


@pytest.mark.parametrize(
    ("question", "problem"),
    [
        ("", "empty"),
        (" \n\t", "empty"),
        ("?!", "empty"),
        ("why " * 2500, "10000 characters|9999 characters"),
        ("why\x1b[31m", "control characters"),
        ("why\x00", "control characters"),
        ("why \udcff", "control characters"),
    ],
)
def test_a_bad_question_is_refused_before_anything_is_built(
    place: Place, question: str, problem: str
) -> None:
    ran = place.run("ask", question)
    assert (ran.code, ran.out) == (2, "")
    assert re.search(problem, ran.error)
    assert not (place.home / "indexes").exists()


@pytest.mark.parametrize("text", ["soon", "2024", "03/04/2024", "2024-02-30", ""])
def test_an_unknown_date_is_refused_with_the_form(indexed: Place, text: str) -> None:
    ran = indexed.run("ask", QUESTION, "--as-of", text)
    assert (ran.code, ran.out) == (2, "")
    assert "write it as in 2024-10-22" in ran.error


def test_a_date_before_the_first_source_is_refused_with_the_first_day(indexed: Place) -> None:
    ran = indexed.run("ask", QUESTION, "--as-of", "2024-03-04")
    assert (ran.code, ran.out) == (2, "")
    assert "2024-03-05" in ran.error


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["ask"], "Missing argument"),
        (["ask", "why", "though"], "though"),
        (["ask", "why", "--wrong"], "--wrong"),
        (["ask", "why", "--as-of"], "--as-of"),
        (["answer"], "No such command 'answer'"),
        (["--wrong"], "--wrong"),
        (["add"], "Missing argument"),
        (["add", "a.md", "--kind", "novel"], "digest"),
        (["ask", "why", "--corpus", "nowhere"], "no folder nowhere; pass --corpus DIR"),
        (["sources", "--corpus", "corpus/sources/mill-bridge.md"], "no folder corpus/sources"),
    ],
)
def test_bad_usage_is_one_line_and_exits_with_2(
    place: Place, arguments: Sequence[str], problem: str
) -> None:
    ran = place.run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert problem in ran.error


def test_an_unusable_setting_names_its_variable(place: Place) -> None:
    ran = place.run("status", ONRECORD_EMBEDDING_MODEL="")
    assert ran.code == 2
    assert ran.error.startswith("ONRECORD_EMBEDDING_MODEL: ")


@pytest.mark.parametrize("arguments", [[], ["--help"], ["-h"], ["ask", "--help"]])
def test_help_is_plain_text_on_stdout(place: Place, arguments: Sequence[str]) -> None:
    ran = place.run(*arguments)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Usage: ")


def test_the_version_is_one_line(place: Place) -> None:
    ran = place.run("--version")
    assert (ran.code, ran.err) == (0, "")
    assert re.fullmatch(r"onrecord \S.*\n", ran.out)


def test_a_process_exits_with_the_codes_of_the_contract(indexed: Place) -> None:
    answered = indexed.start("ask", QUESTION)
    assert answered == Ran(0, indexed.run("ask", QUESTION).out, "")
    assert indexed.start("ask", "Which volcano erupted near Naples?").code == 3
    refused = indexed.start("ask", "")
    assert (refused.code, refused.out) == (2, "")
    assert "empty" in refused.error
    assert indexed.start("remove", "nobody").code == 1


def test_a_question_leaves_nothing_outside_our_own_folder(indexed: Place) -> None:
    person = indexed.root / "person"
    person.mkdir(exist_ok=True)
    assert indexed.start("ask", QUESTION).code == 0
    assert list(person.rglob("*")) == []


def test_an_output_that_cannot_take_the_answer_is_one_line(indexed: Place) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no /dev/full")
    with full.open("w") as sink:
        done = subprocess.run(
            [sys.executable, "-m", "bot", "sources"],
            env=os.environ | indexed.environment | PROCESS,
            cwd=indexed.root,
            stdout=sink,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert done.returncode == 1
    assert Ran(1, "", done.stderr).error.startswith("No space left on device")


def test_an_output_that_knows_few_characters_still_gets_the_answer(indexed: Place) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "ask", QUESTION],
        env=os.environ | indexed.environment | PROCESS | {"PYTHONIOENCODING": "ascii"},
        cwd=indexed.root,
        capture_output=True,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"CONFIRMED: " in done.stdout


def test_starting_up_imports_nothing_heavy() -> None:
    code = (
        "import sys, bot.cli; heavy = 'torch sentence_transformers chromadb onnxruntime sqlalchemy "
        "langchain'; print([m for m in heavy.split() if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def test_progress_is_one_line_for_each_step_in_a_pipe() -> None:
    console = Console(file=io.StringIO(), force_terminal=False)
    with Preparation(console) as progress:
        progress("Exporting the model", 0, 1)
        progress("Exporting the model", 1, 1)
        progress("Indexing sources", 64, 144)
        progress("Indexing sources", 144, 144)
    assert isinstance(console.file, io.StringIO)
    assert console.file.getvalue() == "Exporting the model…\nIndexing 144 sources…\n"


def test_progress_is_a_bar_on_a_terminal_and_is_taken_away() -> None:
    console = Console(file=io.StringIO(), force_terminal=True, width=80, _environ={})
    with Preparation(console) as progress:
        progress("Indexing [red]sources", 0, 144)
        progress("Indexing [red]sources", 72, 144)
    assert isinstance(console.file, io.StringIO)
    shown = console.file.getvalue()
    assert "Indexing [red]sources" in shown
    assert "72/144" in shown
    assert shown.endswith("\x1b[2K")


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="counts open files by /proc")
def test_a_question_asked_in_this_process_leaves_no_file_open(indexed: Place) -> None:
    assert indexed.run("ask", QUESTION).code == 0
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(3):
        assert indexed.run("ask", QUESTION).code == 0
    assert len(list(Path("/proc/self/fd").iterdir())) <= before
