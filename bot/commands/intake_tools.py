"""What `onrecord add` reads with: a fetcher of public pages, and the terminal to ask at."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.commands.output import Preparation, remarks
from bot.intake.reading import Tools
from bot.settings import Settings

if TYPE_CHECKING:
    from retrieval.fetching.fetcher import Fetcher


def terminal_tools(settings: Settings, given: Tools | None = None) -> Tools:
    """The tools given, or such that ask at the terminal where there is one; progress is shown."""

    def fetcher() -> Fetcher:
        from bot.assembly import fetcher_of

        return fetcher_of(settings)

    at_terminal = sys.stdin.isatty() and sys.stderr.isatty()
    tools = given or Tools(fetcher, ask=_ask if at_terminal else None)
    return replace(tools, progress=lambda: Preparation(remarks()))


def _ask(question: str) -> str:
    remarks().print(f"{question}: ", end="", markup=False)
    return sys.stdin.readline()
