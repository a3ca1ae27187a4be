"""The README keeps its word: its commands parse, its tables are complete, CI runs what it says."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CI = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
_FENCED = re.compile(r"^```(?:bash|console)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`(onrecord [^`]+)`")
_OPERATORS = {"&&", "||", "|", ";", ">", "<"}


def shell_lines() -> Iterator[str]:
    """Every command line in a block of commands; in a transcript, those after a prompt."""
    for block in _FENCED.findall(README):
        lines = block.splitlines()
        typed = [line.removeprefix("$ ") for line in lines if line.startswith("$ ")]
        yield from typed or lines


def onrecord_calls() -> Iterator[tuple[str, ...]]:
    """The arguments of every call of onrecord, in blocks and in running text."""
    inline = (re.sub(r"[\[\]]", "", code) for code in _INLINE.findall(README))
    for line in [*shell_lines(), *inline]:
        yield from _calls(line)


def _calls(line: str) -> Iterator[tuple[str, ...]]:
    words = iter(shlex.shlex(line, posix=True, punctuation_chars=True))
    for word in words:
        if word == "onrecord" or word.endswith("/onrecord"):
            arguments = []
            for argument in words:
                if argument in _OPERATORS:
                    break
                arguments.append(argument)
            yield tuple(arguments)


@pytest.mark.parametrize("arguments", sorted(set(onrecord_calls())), ids=" ".join)
def test_every_call_in_the_readme_is_one_the_command_understands(
    arguments: tuple[str, ...],
) -> None:
    result = CliRunner().invoke(app, [*arguments, "--help"])

    assert result.exit_code == 0, result.output


def test_the_readme_shows_every_command_and_no_other() -> None:
    table = {arguments[0] for arguments in onrecord_calls()}

    groups = {str(group.name) for group in app.registered_groups}
    commands = {c.name or _name(c.callback) for c in app.registered_commands}
    assert table == commands | groups


def _name(callback: object) -> str:
    return str(getattr(callback, "__name__", ""))


def test_the_readme_shows_every_setting_and_no_other() -> None:
    shown = set(re.findall(r"^\| `(ONRECORD_[A-Z_]+)`", README, re.MULTILINE))

    assert shown == {f"ONRECORD_{name.upper()}" for name in Settings.model_fields}


def test_two_lines_install_everything_one_asks_and_one_tests() -> None:
    first, second = (line for line in shell_lines() if "pip install" in line)

    assert first.endswith('"')
    assert ".venv/bin/onrecord ask" in first
    assert second.endswith(".venv/bin/pytest")


def test_ci_runs_the_test_line_of_the_readme_word_for_word() -> None:
    (line,) = (line for line in shell_lines() if "pytest" in line)

    assert f"\n({line})\n" in CI


def test_ci_asks_the_first_question_of_the_readme() -> None:
    first = next(line for line in shell_lines() if "onrecord ask" in line)
    question = shlex.split(first)[-1]

    assert f'/bin/onrecord" ask "{question}"\n' in CI


def test_the_links_of_the_readme_lead_to_files() -> None:
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", README)

    assert targets
    assert [t for t in targets if not (ROOT / t).exists()] == []
