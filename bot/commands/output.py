"""Where the commands write: results to stdout, progress and errors to stderr."""

from __future__ import annotations

import logging
import os
import sys
import warnings
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from bot.rendering.lines import clean, print_raw

# Read by Chroma and by onnxruntime, which would otherwise keep a store of events in the person's
# cache folder from the moment it is imported.
_NO_TELEMETRY = {"ANONYMIZED_TELEMETRY": "False", "ORT_DISABLE_TELEMETRY": "1"}


def results() -> Console:
    """Stdout: styled on a terminal (NO_COLOR honoured), plain in a pipe."""
    return Console(highlight=False, markup=False, emoji=False)


def remarks() -> Console:
    """Stderr."""
    return Console(stderr=True, highlight=False, markup=False, emoji=False)


def print_json(values: Mapping[str, Any] | Sequence[Any]) -> None:
    """Values as JSON on stdout, in ASCII where it cannot show all characters."""
    from bot.rendering.json_format import json_of

    print_raw(results(), json_of(values, ascii_only=not writes_unicode(sys.stdout.encoding)))


def say_error(message: str) -> None:
    """One line on stderr, whatever the message holds."""
    print_raw(remarks(), f"onrecord: {clean(message)}")


def prepare_process() -> None:
    """Libraries send nothing, and what they have to say does not mix with our lines."""
    os.environ.update(_NO_TELEMETRY)
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    logging.getLogger().addHandler(logging.NullHandler())
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure") and not writes_unicode(stream.encoding):
            stream.reconfigure(errors="replace")


def writes_unicode(encoding: str | None) -> bool:
    """True where every character can be written."""
    return (encoding or "").lower().replace("-", "").startswith("utf")


class Preparation:
    """Shows what is being prepared: a bar on a terminal, otherwise one line for each step.

    Nothing is shown until there is something to prepare.
    """

    def __init__(self, console: Console) -> None:
        self._console = console
        self._bar: Progress | None = None
        self._steps: dict[str, TaskID] = {}

    def __enter__(self) -> Preparation:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def __call__(self, what: str, done: int, total: int) -> None:
        """`done` of `total` of the step called `what`."""
        if not self._console.is_terminal:
            self._say(what, total)
            return
        step = self._steps.get(what)
        if step is None:
            step = self._steps[what] = self._started_bar().add_task(what, total=None)
        self._started_bar().update(step, completed=done, total=total if done else None)

    def _say(self, what: str, total: int) -> None:
        if what not in self._steps:
            self._steps[what] = TaskID(len(self._steps))
            first, *rest = what.split(" ")
            counted = (first, str(total), *rest) if total > 1 else (first, *rest)
            print_raw(self._console, f"{' '.join(counted)}…")

    def _started_bar(self) -> Progress:
        if self._bar is None:
            columns = (TextColumn("{task.description}", markup=False), BarColumn())
            self._bar = Progress(
                *columns, MofNCompleteColumn(), console=self._console, transient=True
            )
            self._bar.start()
        return self._bar
