"""A draft while a model writes it: what of its JSON a person can read, and how that is shown.

Nothing of it was checked. It says so, is dim, has a bar before every line, and none of its words
looks like a label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pydantic_core import from_json
from rich.console import Console, ConsoleOptions
from rich.text import Text

from bot.rendering.lines import MAX_WIDTH, clean
from bot.rendering.written import unlabelled

HEADING = "draft, not checked yet"
_BAR = "│ "
_PLAIN_BAR = "| "
_ROOM_BELOW = 3
_ROOM_BESIDE = 2  # a terminal echoes ^C behind the last line, and must not begin another for it
_CONTROLS = re.compile("[\x00-\x1f]")


def readable(raw: str) -> str:
    """The texts of the claims so far, one paragraph each, from the beginning of an answer's JSON.

    What stands before and after the JSON is left out; "" where there is none, or no text yet. For
    a text that grows the result grows or stays; half an escape sequence waits until it is whole.
    """
    _, brace, rest = _CONTROLS.sub(" ", raw).partition("{")
    if not brace:
        return ""
    try:
        found = from_json(brace + rest, allow_partial="trailing-strings")
    except ValueError:
        return ""
    texts = (clean(text) for text in _texts(found.get("claims")))
    return "\n\n".join(text for text in texts if text)


class DraftPicture:
    """The end of a draft, as much of it as a terminal has room for."""

    def __init__(self, text: str) -> None:
        self._text = unlabelled(text)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        """Its heading, then its last lines."""
        yield Text(HEADING, "dim bold")
        bar = _PLAIN_BAR if options.ascii_only else _BAR
        width = max(1, min(options.max_width, MAX_WIDTH) - len(bar) - _ROOM_BESIDE)
        room = max(1, console.height - _ROOM_BELOW)
        lines = Text(self._text).wrap(console, width, overflow="fold")
        for line in lines[-room:]:
            yield Text(bar + line.plain.rstrip(), "dim")


def _texts(claims: Any) -> Iterator[str]:
    for claim in claims if isinstance(claims, list) else ():
        text = claim.get("text") if isinstance(claim, dict) else None
        if isinstance(text, str):
            yield text
