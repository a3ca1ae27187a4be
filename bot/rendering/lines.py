"""How anything reaches a terminal or a pipe: safe characters, whole blocks, plain when piped.

Text from sources is data. It is cleaned here of everything a terminal would obey, and it never
passes through a markup parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from rich.console import Console
from rich.segment import Segment, Segments
from rich.table import Table
from rich.text import Text

from retrieval.when import When

MAX_WIDTH = 100
_MIN_WIDTH = 20
_NAME_WIDTH = 16
_OBEYED = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # C0 and C1 controls, escape among them
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks that reorder what is read
    "\ud800-\udfff]"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One block of output. It is wrapped to the terminal, left alone where `whole`, or where
    `cropped` ended with "…" at the edge.

    `hang` is how much further than the first its other lines are indented.
    """

    text: Text = field(default_factory=Text)
    indent: int = 0
    hang: int = 0
    whole: bool = False
    cropped: bool = False

    @property
    def plain(self) -> str:
        """The block as a pipe gets it."""
        return (" " * self.indent + self.text.plain).rstrip()


BLANK = Line()


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows of cells under headers; a pipe gets tab-separated rows without the headers."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def clean(text: str) -> str:
    """One line of `text` that no terminal obeys: white space collapsed, controls taken out."""
    return " ".join(_OBEYED.sub("", " ".join(text.split())).split())


def day(value: date) -> str:
    """A date as people write it: 24 Oct 2024."""
    return When.on(value).words


def block(text: str, style: str = "", indent: int = 0, hang: int = 0) -> Line:
    """A block of cleaned text in one style."""
    return Line(Text(clean(text), style), indent, hang)


def link(url: str, style: str = "", indent: int = 0) -> Line:
    """A block that is never wrapped by us, so that it can be clicked and copied."""
    return Line(Text(clean(url), style), indent, whole=True)


def plain(lines: Iterable[Line]) -> str:
    """The blocks as text without styles, each on its own line."""
    return "\n".join(line.plain for line in lines)


def print_raw(console: Console, text: str) -> None:
    """Prints text as it stands: nothing wrapped, styled, or turned from tabs into spaces."""
    console.print(Segments((Segment(text + "\n"),)), soft_wrap=True, end="")


def print_lines(console: Console, lines: Iterable[Line]) -> None:
    """Wraps blocks on a terminal; a pipe gets every block on one line."""
    for line in lines:
        if console.is_terminal:
            _print_wrapped(console, line)
        else:
            print_raw(console, line.plain)


def print_listing(console: Console, listing: Listing) -> None:
    """A table on a terminal, tab-separated rows in a pipe."""
    rows = [tuple(clean(cell) for cell in row) for row in listing.rows]
    if console.is_terminal:
        console.print(_table(listing.headers, rows), highlight=False)
        return
    for row in rows:
        print_raw(console, "\t".join(row))


def print_facts(console: Console, facts: Iterable[tuple[str, str]]) -> None:
    """Name and value, printed one by one, so that what is known stands before an error."""
    for name, value in facts:
        gap = "\t" if not console.is_terminal else " " * max(2, _NAME_WIDTH - len(name))
        print_raw(console, f"{clean(name)}{gap}{clean(value)}")


def _print_wrapped(console: Console, line: Line) -> None:
    margin = line.indent
    width = max(_MIN_WIDTH, min(console.width, MAX_WIDTH) - margin - line.hang)
    if line.cropped:
        line.text.truncate(width + line.hang, overflow="ellipsis")
    whole = line.whole or line.cropped
    pieces = [line.text] if whole else line.text.wrap(console, width, overflow="fold")
    for piece in pieces or [Text()]:
        piece.rstrip()
        console.print(Text(" " * margin) + piece, soft_wrap=True, highlight=False)
        margin = line.indent + line.hang


def _table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for header in headers:
        table.add_column(header, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    return table
