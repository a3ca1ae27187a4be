"""From where the text of a page stands to lines in reading order: columns, tables, plain rows.

Runs that stand beside each other are a row; wide gaps part a row into cells. Rows whose cells leave
the same strip free are a block. The rules for a block, in order:

1. Bullets or numbers with text beside them are plain rows.
2. Cells of few words are a table: a row each, with bars between the cells.
3. Columns of prose are read one after the other, each laid out by itself.
4. Labels with text beside them are a table; anything else is read as columns, and is in doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import mean, median

from retrieval.loaders.document import table_row
from retrieval.loaders.pdf_text import Line

_SPACE = 0.15  # of the letters' size: a wider gap is a space between words
_CELL = 0.8  # and one that parts cells
_STRIP = 0.6  # and one that many rows leave free
_OVERLAP = 0.5  # share of the smaller letters' height that rows have in common
_BESIDE = 0.75  # of the size that the lines of two columns may be apart
_ROWS = 3  # with text on both sides of a strip
_NEAR = 1.7  # times the usual distance of rows: no more of this block comes after a wider one
_TABLE = 3.0  # words of a cell
_LABEL = 4.0
_PROSE_WORDS = 4
_FILLED = 0.6  # of a column's width that lines of prose mostly fill
_HANGING = re.compile(r"(?:\W{1,2}|\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})[.):]?(?:\d{1,2}\.?)*)\Z")


@dataclass(frozen=True, slots=True)
class Run:
    """A string as a page shows it: its ends and its line in points from the lower left."""

    text: str
    left: float
    right: float
    y: float
    size: float
    bold: bool = False


@dataclass(slots=True)
class Laid:
    """The lines of a page in reading order, and what is in doubt about that order."""

    lines: list[Line] = field(default_factory=list)
    tables: int = 0
    doubtful: bool = False


_Row = tuple[Run, ...]  # the cells of a row, from the left
_Strip = tuple[float, float]


def laid_out(runs: Sequence[Run]) -> Laid:
    """The text of a page as it is read."""
    laid = Laid()
    _lay(_rows(runs), laid)
    return laid


def _lay(rows: Sequence[_Row], laid: Laid, depth: int = 0) -> None:
    at = 0
    while at < len(rows):
        block = _block(rows, at) if depth < _ROWS else None
        first, last = block or (at, at + 1)
        if block is None:
            laid.lines.append(_line(rows[at]))
        else:
            del laid.lines[len(laid.lines) - (at - first) :]
            _lay_block(rows[first:last], laid, depth)
        at = last


def _lay_block(rows: Sequence[_Row], laid: Laid, depth: int) -> None:
    strips = _strips(rows)
    columns = [
        _within(rows, left, right)
        for left, right in pairwise((float("-inf"), *strips, float("inf")))
    ]
    texts = [[_text(row) for row in column] for column in columns]
    if len(columns) == 2 and all(_HANGING.match(text) for text in filter(None, texts[0])):
        laid.lines += [_line(row) for row in rows]
        return
    words = [len(text.split()) for column in texts for text in column if text]
    prose = [_is_prose(column) for column in columns]
    few = mean(len(text.split()) for text in texts[0] if text) <= _LABEL
    if mean(words) > _TABLE and (sum(prose) > 1 or not few):
        laid.doubtful |= sum(prose) < 2
        for column in columns:
            _lay([row for row in column if row], laid, depth + 1)
        return
    laid.tables += 1
    laid.lines += _table(rows, texts)


def _table(rows: Sequence[_Row], columns: Sequence[Sequence[str]]) -> Iterator[Line]:
    """A line for each row; what stands alone below a filled cell goes on with it."""
    cells: list[list[str]] = []
    whole: list[_Row] = []
    for n, row in enumerate(rows):
        new = [column[n] for column in columns]
        filled = [c for c, text in enumerate(new) if text]
        if cells and len(filled) == 1 and filled[0] and cells[-1][filled[0]]:
            cells[-1][filled[0]] += f" {new[filled[0]]}"
        else:
            cells.append(new)
            whole.append(row)
    for row, texts in zip(whole, cells, strict=True):
        yield replace(_line(row), text=table_row(texts), row=True)


def _block(rows: Sequence[_Row], at: int) -> tuple[int, int] | None:
    """The rows around row `at` that leave a strip free, if enough have text on both of its sides.

    Of the gaps in that row the one counts that most rows share.
    """
    found = [_grown(rows, at, gap) for gap in _gaps(rows[at])]
    best = max(found, key=lambda grown: grown[2], default=None)
    if best is None or best[2] < _ROWS:
        return None
    return best[0], best[1]


def _grown(rows: Sequence[_Row], at: int, strip: _Strip) -> tuple[int, int, int]:
    pitch = _pitch(rows)
    sides, last, first = 0, at, at
    for n in range(at, len(rows)):
        narrowed = _narrowed(strip, rows[n])
        if narrowed is None or (n > at and _apart(rows[n - 1], rows[n]) > _NEAR * pitch > 0):
            break
        strip, last = narrowed, n + 1
        sides += _is_on_both(rows[n], strip)
    while first > 0:
        narrowed = _narrowed(strip, rows[first - 1])
        if narrowed is None or _apart(rows[first - 1], rows[first]) > _NEAR * pitch:
            break
        strip, first = narrowed, first - 1
    return first, last, sides


def _narrowed(strip: _Strip, row: _Row) -> _Strip | None:
    """What is left of a strip beside a row; None where the row stands across it."""
    left, right = strip
    for cell in row:
        middle = (max(left, cell.left), min(right, cell.right))
        if middle[0] >= middle[1]:
            continue
        before, after = cell.left - left, right - cell.right
        left, right = (left, cell.left) if before > after else (cell.right, right)
    size = max(cell.size for cell in row)
    return (left, right) if right - left >= _STRIP * size else None


def _is_on_both(row: _Row, strip: _Strip) -> bool:
    return any(c.right <= strip[0] for c in row) and any(c.left >= strip[1] for c in row)


def _gaps(row: _Row) -> Iterator[_Strip]:
    yield from ((one.right, other.left) for one, other in pairwise(row))


def _strips(rows: Sequence[_Row]) -> list[float]:
    """The middle of each strip that all rows of a block leave free."""
    spans = sorted((cell.left, cell.right) for row in rows for cell in row)
    size = median(cell.size for row in rows for cell in row)
    middles, end = list[float](), spans[0][1]
    for left, right in spans:
        if left - end >= _STRIP * size:
            middles.append((left + end) / 2)
        end = max(end, right)
    return middles


def _within(rows: Sequence[_Row], left: float, right: float) -> list[_Row]:
    return [tuple(cell for cell in row if left < cell.left < right) for row in rows]


def _is_prose(column: Sequence[_Row]) -> bool:
    lines = [row for row in column if row]
    if len(lines) < _ROWS:
        return False
    widths = [row[-1].right - row[0].left for row in lines]
    filled = sum(width >= _FILLED * max(widths) for width in widths)
    words = median(len(_text(row).split()) for row in lines)
    return words >= _PROSE_WORDS and filled >= len(lines) / 2


def _pitch(rows: Sequence[_Row]) -> float:
    down = [_apart(one, other) for one, other in pairwise(rows)]
    return median(down) if down else 0.0


def _apart(above: _Row, below: _Row) -> float:
    return max(c.y for c in above) - max(c.y for c in below)


def _line(row: _Row) -> Line:
    longest = max(row, key=lambda cell: len(cell.text))
    bold = all(cell.bold for cell in row)
    return Line(_text(row), row[0].left, row[0].y, longest.size, bold=bold)


def _text(row: _Row) -> str:
    return " ".join(cell.text for cell in row)


def _rows(runs: Sequence[Run]) -> list[_Row]:
    """The rows of a page from the top, each as its cells."""
    rows: list[list[Run]] = []
    for run in sorted((r for r in runs if r.text.strip()), key=lambda r: -r.y):
        if rows and _is_in(rows[-1], run):
            rows[-1].append(run)
        else:
            rows.append([run])
    cells = (tuple(_cells(sorted(row, key=lambda r: r.left))) for row in rows)
    return [row for row in cells if row]


def _is_in(row: Sequence[Run], run: Run) -> bool:
    """Whether a run stands in a row: at its height, or a little lower where nothing else is."""
    largest = max(row, key=lambda r: r.size)
    smaller = min(largest.size, run.size)
    shared = min(largest.y + largest.size, run.y + run.size) - max(largest.y, run.y)
    if shared < (1 - _BESIDE) * smaller:
        return False
    clear = all(
        run.left - other.right > _CELL * smaller or other.left - run.right > _CELL * smaller
        for other in row
    )
    return clear or shared >= _OVERLAP * smaller


def _cells(row: Sequence[Run]) -> Iterator[Run]:
    cell: Run | None = None
    for run in row:
        if cell is None:
            cell = run
            continue
        size = max(cell.size, run.size)
        gap = run.left - cell.right
        if cell.text.endswith(run.text) and abs(run.left - cell.left) < _SPACE * size:
            continue  # drawn twice, to look bold
        if gap > _CELL * min(cell.size, run.size):
            yield _tidied(cell)
            cell = run
            continue
        between = " " if gap > _SPACE * size else ""
        cell = replace(
            cell,
            text=cell.text + between + run.text,
            right=max(cell.right, run.right),
            size=cell.size if len(cell.text) >= len(run.text) else run.size,
            bold=cell.bold and run.bold,
        )
    if cell is not None:
        yield _tidied(cell)


def _tidied(cell: Run) -> Run:
    return replace(cell, text=" ".join(re.split(r"[ \t\n\r\xa0]+", cell.text.strip())))
