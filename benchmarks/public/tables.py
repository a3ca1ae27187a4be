"""A table of results as a value: printed in a terminal, or written for the documentation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from common import print_table

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a title; a float is shown with three decimals, None as a dash."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def show(self) -> None:
        """Prints it."""
        print_table(self.title, self.columns, [tuple(map(shown, row)) for row in self.rows])

    def markdown(self) -> str:
        """The same for a Markdown page."""
        head = [f"**{self.title}**", "", _line(self.columns), _line(["---"] * len(self.columns))]
        return "\n".join([*head, *(_line(map(shown, row)) for row in self.rows)])


def shown(cell: Cell) -> str:
    """A cell as it is printed."""
    if cell is None:
        return "-"
    return f"{cell:.3f}" if isinstance(cell, float) else str(cell)


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"
