"""From the lines of pages to running text: paragraphs whole, words whole, page furniture gone."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median, quantiles

_EDGE = 2  # lines at either end of a page among which headers and page numbers stand
_WIDE_GAP = 1.3  # times the usual distance of two lines
_OTHER_SIZE = 1.15  # times the size of the line before
_SHORT = 0.8  # of the usual length: the next word would have fitted
_VERY_SHORT = 0.6
_INDENT = 4.0  # points
_BULLET = re.compile(r"[•‣▪●○■◦]")
_TERMINAL = re.compile(r"[.!?…:;。！？؟۔।][\"'”’»)\]」』）\d]*\Z")
_PARTED = re.compile(r"(-?)([^\W\d_]+)([-\u00ad\u2010])\Z")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_PAIR = re.compile(r"(?=(?<![^\W\d_])([^\W\d_]+[-\u2010][^\W\d_]+))")
_SUSPENDED = frozenset("and or to und oder bis et ou y o en of".split())
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: where it starts (points, from the lower left) and its letters' size."""

    text: str
    x: float = 0.0
    y: float = 0.0
    size: float = 0.0


@dataclass(frozen=True, slots=True)
class _Layout:
    """What is usual on a page: distance of two lines, characters of a line, left edge."""

    gap: float
    length: float
    left: float


def running_text(pages: Sequence[Sequence[Line]]) -> tuple[str, tuple[int, ...]]:
    """The text, a blank line between paragraphs, and the offset at which each page begins.

    A paragraph that runs on over a page end stays one. A word parted at a line end is mended.
    """
    pages = _without_furniture(pages)
    compounds = {
        pair.lower() for page in pages for line in page for pair in _PAIR.findall(line.text)
    }
    parts: list[str] = []
    offsets: list[int] = []
    length = 0
    before: Line | None = None
    for number, page in enumerate(pages):
        layout = _layout(page)
        for n, line in enumerate(page):
            if before is not None:
                near = _beside(page, n, layout)
                kept, separator = _joint(before, line, near, compounds)
                length += len(kept) + len(separator) - len(parts[-1])
                parts[-1:] = [kept, separator]
            offsets += [length] * (number + 1 - len(offsets))
            text = _LIGATURE.sub(lambda m: unicodedata.normalize("NFKC", m[0]), line.text)
            parts.append(text)
            length += len(text)
            before = Line(text, line.x, line.y, line.size)
        before = before and Line(before.text, before.x, float("-inf"), before.size)
    offsets += [length] * (len(pages) - len(offsets))
    return "".join(parts), tuple(offsets)


def _joint(before: Line, line: Line, layout: _Layout, compounds: set[str]) -> tuple[str, str]:
    """The line before, less a hyphen that only parted a word, and what stands between the two."""
    if _begins_paragraph(before, line, layout):
        return before.text, "\n\n"
    parted, word = _PARTED.search(before.text), _FIRST_WORD.match(line.text)
    if parted is None or word is None:
        return before.text, " "
    compound, head, hyphen = parted.groups()
    if hyphen != "\u00ad" and word[0].lower() in _SUSPENDED:
        return before.text, " "
    spelled = f"{head}-{word[0]}".lower() in compounds
    keeps = hyphen != "\u00ad" and (bool(compound) or spelled or not word[0][0].islower())
    return before.text if keeps else before.text[:-1], ""


def _begins_paragraph(before: Line, line: Line, layout: _Layout) -> bool:
    """Whether a line begins a paragraph, by the first rule that applies:

    1. A bullet, or letters of another size than in the line before, do.
    2. A line that goes on in lower case does not.
    3. After a full stop: at the top of a page or column, behind a wide gap, indented, or where
       the line before had room for another word, it does.
    4. Without one: behind a wide gap, or a line that is short by far (a heading, a list), it does.
    """
    sizes = sorted((before.size, line.size))
    if _BULLET.match(line.text) or sizes[1] > _OTHER_SIZE * sizes[0] > 0:
        return True
    if line.text[0].islower():
        return False
    down = before.y - line.y
    wide = down > _WIDE_GAP * layout.gap > 0
    needed = len(before.text) + 1 + len(line.text.split()[0])
    if _TERMINAL.search(before.text):
        indented = line.x > layout.left + _INDENT and line.x > before.x + _INDENT
        return down < 0 or wide or indented or needed < _SHORT * layout.length
    return wide or needed < _VERY_SHORT * layout.length


def _layout(page: Sequence[Line]) -> _Layout:
    gaps = [a.y - b.y for a, b in pairwise(page) if a.y > b.y]
    lengths = [len(line.text) for line in page]
    usual = quantiles(lengths, n=5)[-1] if len(lengths) > 1 else sum(lengths)
    left = Counter(round(line.x) for line in page).most_common(1)
    return _Layout(median(gaps) if gaps else 0.0, usual, left[0][0] if left else 0.0)


def _beside(page: Sequence[Line], n: int, layout: _Layout) -> _Layout:
    """The layout with the length of lines around line n, where these are shorter: a column."""
    around = max(len(line.text) for line in (page[n], *page[max(0, n - 2) : max(0, n - 1)]))
    return replace(layout, length=min(layout.length, around))


def _without_furniture(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages less lines at their edges that most of them share, but for numbers."""
    counts = Counter(key for page in pages for key in {_key(line) for line in _edges(page)})
    filled = sum(1 for page in pages if page)
    shared = {key for key, count in counts.items() if count >= 2 and count > filled / 2}
    return [
        [line for n, line in enumerate(page) if not (_at_edge(n, page) and _key(line) in shared)]
        for page in pages
    ]


def _edges(page: Sequence[Line]) -> list[Line]:
    return [line for n, line in enumerate(page) if _at_edge(n, page)]


def _at_edge(n: int, page: Sequence[Line]) -> bool:
    return n < _EDGE or n >= len(page) - _EDGE


def _key(line: Line) -> str:
    return _NUMBER.sub("#", line.text.lower())
