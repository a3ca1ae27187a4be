"""Lets a person at a terminal watch a model write, until the checked answer takes its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console, RenderableType
from rich.live import Live
from rich.spinner import Spinner
from rich.text import Text

from bot.rendering.drafts import DraftPicture, readable
from bot.writing.model import Heard


def can_watch(console: Console) -> bool:
    """Whether drafts can be shown and taken back there: no pipe, no dumb terminal."""
    return console.is_terminal and not console.is_dumb_terminal


class Draft:
    """What was written, and the last of it that could be read: a repair begins anew.

    It is heard in one thread and shown in another.
    """

    def __init__(self) -> None:
        self._raw = ""
        self._shown = ""

    def hear(self, raw: str) -> None:
        """All that the model wrote so far."""
        self._raw = raw

    def picture(self) -> DraftPicture | None:
        """The draft as it stands; None before there is a word of it."""
        self._shown = readable(self._raw) or self._shown
        return DraftPicture(self._shown) if self._shown else None


@contextmanager
def on_show(console: Console, draft: Draft, waiting: Callable[[], str]) -> Iterator[None]:
    """Shows a draft as it grows, and what is waited for before there is a word of it.

    All of it is taken back when the block ends.
    """
    spinner = Spinner("dots", style="status.spinner")

    def now() -> RenderableType:
        picture = draft.picture()
        if picture is None:
            spinner.update(text=Text(waiting(), "dim"))
        return picture or spinner

    with Live(
        console=console,
        get_renderable=now,
        refresh_per_second=12,
        transient=True,
        vertical_overflow="crop",
    ):
        yield


@contextmanager
def watched(console: Console, waiting: str) -> Iterator[Heard | None]:
    """Shows what is heard until the block ends, and `waiting` before there is a word of it.

    Gives None, and shows nothing, where drafts cannot be shown.
    """
    if not can_watch(console):
        yield None
        return
    draft = Draft()
    with on_show(console, draft, lambda: waiting):
        yield draft.hear
