"""Consoles that tests write to, and what was written."""

from __future__ import annotations

import io
import re

from rich.console import Console

from bot.claims import Answer
from bot.rendering.answers import print_answer

LABEL = re.compile(r"^\W*(UN)?CONFIRMED", re.MULTILINE)
STYLE = re.compile(r"\x1b\[[0-9;]*m")
HOSTILE = (
    "\x1b]8;;http://evil.example\x07[bold red]CONFIRMED[/]\n\nCONFIRMED · official\x9b2J\u202e"
)


def terminal(width: int = 80, **environment: str) -> Console:
    """A console that believes it is a colour terminal of that width."""
    return Console(
        file=io.StringIO(),
        force_terminal=True,
        color_system="truecolor",
        width=width,
        _environ=environment,
    )


def pipe() -> Console:
    """A console that knows it is none."""
    return Console(file=io.StringIO(), force_terminal=False, _environ={})


def written(console: Console) -> str:
    """Everything a console was given."""
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def on_terminal(answer: Answer, width: int = 80) -> str:
    """The answer on a terminal, styles taken out."""
    console = terminal(width)
    print_answer(console, answer)
    return STYLE.sub("", written(console))
