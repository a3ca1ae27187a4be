"""From the lines of pages to running text: paragraphs whole, words whole, page furniture gone."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Sequence
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
_PREFIXES = frozenset(
    "anti auto con counter de dis fore hyper inter mid mini mis multi non out over per post pre "
    "pro re semi sub super trans un under up".split()
)
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_COUNTED = re.compile(r"(?<![\d.,-])\d{1,3}-\Z")  # "a 23-" of "23-year-old"
_END = re.compile(r"[.,;:]\Z")
_HEADING = "## "
_LONGEST_HEADING = 120  # characters of one line of a heading
_MOSTLY = 0.3  # share of a document in bold letters in which they are no sign
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: where it starts (points, from the lower left) and its letters' size.

    `row` marks the row of a table, `heading` a line that stands out by its letters.
    """

    text: str
    x: float = 0.0
    y: float = 0.0
    size: float = 0.0
    bold: bool = False
    row: bool = False
    heading: bool = False


@dataclass(frozen=True, slots=True)
class _Layout:
    """What is usual on a page: distance of two lines, characters of a line, left edge."""

    gap: float
    length: float
    left: float


@dataclass(frozen=True, slots=True)
class _Spelling:
    """What tells a compound from a word that a line end parted: the document, and known words."""

    compounds: frozenset[str]
    known: Collection[str]

    def is_compound(self, head: str, tail: str) -> bool:
        if f"{head}-{tail}" in self.compounds:
            return True
        if head in _PREFIXES or head + tail in self.known:
            return False
        return head in self.known and tail in self.known


def running_text(
    pages: Sequence[Sequence[Line]], known: Collection[str] = ()
) -> tuple[str, tuple[int, ...]]:
    """The text, a blank line between paragraphs, and the offset at which each page begins.

    A paragraph that runs on over a page end stays one. A word parted at a line end is mended, where
    the `known` words do not tell that it is two. Headings are marked, rows of tables stay lines.
    """
    pages = _with_headings(_without_furniture(pages))
    compounds = {
        pair.lower() for page in pages for line in page for pair in _PAIR.findall(line.text)
    }
    spelling = _Spelling(frozenset(compounds), known)
    parts: list[str] = []
    offsets: list[int] = []
    length = 0
    before: Line | None = None
    for number, page in enumerate(pages):
        layout = _layout(page)
        for n, line in enumerate(page):
            if before is not None:
                near = _beside(page, n, layout)
                kept, separator = _joint(before, line, near, spelling)
                length += len(kept) + len(separator) - len(parts[-1])
                parts[-1:] = [kept, separator]
            offsets += [length] * (number + 1 - len(offsets))
            text = _LIGATURE.sub(lambda m: unicodedata.normalize("NFKC", m[0]), line.text)
            text = _HEADING * _opens_heading(before, line) + text
            parts.append(text)
            length += len(text)
            before = replace(line, text=text)
        before = before and replace(before, y=float("-inf"))
    offsets += [length] * (len(pages) - len(offsets))
    return "".join(parts), tuple(offsets)


def _joint(before: Line, line: Line, layout: _Layout, spelling: _Spelling) -> tuple[str, str]:
    """The line before, less a hyphen that only parted a word, and what stands between the two."""
    if before.row and line.row:
        return before.text, "\n"
    if _begins_paragraph(before, line, layout):
        return before.text, "\n\n"
    parted, word = _PARTED.search(before.text), _FIRST_WORD.match(line.text)
    if word is not None and word[0].lower() not in _SUSPENDED and _COUNTED.search(before.text):
        return before.text, ""
    if parted is None or word is None:
        return before.text, " "
    compound, head, hyphen = parted.groups()
    if hyphen != "\u00ad" and word[0].lower() in _SUSPENDED:
        return before.text, " "
    spelled = spelling.is_compound(head.lower(), word[0].lower())
    keeps = hyphen != "\u00ad" and (bool(compound) or spelled or not word[0][0].islower())
    return before.text if keeps else before.text[:-1], ""


def _begins_paragraph(before: Line, line: Line, layout: _Layout) -> bool:
    """Whether a line begins a paragraph, by the first rule that applies:

    1. A bullet, or letters of another size than in the line before, do, and so do the ends of a
       table and of a heading.
    2. A line that goes on in lower case does not.
    3. After a full stop: at the top of a page or column, behind a wide gap, indented, or where
       the line before had room for another word, it does.
    4. Without one: behind a wide gap, or a line that is short by far (a heading, a list), it does.
    """
    if (before.row, before.heading) != (line.row, line.heading):
        return True
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


def _with_headings(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages with those lines marked that are headings by their letters."""
    sizes = Counter[float]()
    bold = 0
    for line in (line for page in pages for line in page):
        sizes[round(line.size, 1)] += len(line.text)
        bold += len(line.text) if line.bold else 0
    if not sizes:
        return [list(page) for page in pages]
    usual = sizes.most_common(1)[0][0]
    stands_out = bold < _MOSTLY * sizes.total()
    return [
        [replace(line, heading=_is_heading(line, usual, bold=stands_out)) for line in page]
        for page in pages
    ]


def _is_heading(line: Line, usual: float, *, bold: bool) -> bool:
    if line.row or not usual or len(line.text) > _LONGEST_HEADING:
        return False
    larger = line.size > _OTHER_SIZE * usual
    return (larger or (bold and line.bold and line.size >= usual)) and not _END.search(line.text)


def _opens_heading(before: Line | None, line: Line) -> bool:
    """Whether a line is the first of a heading; one of several lines is marked once."""
    same = before is not None and before.heading and abs(before.size - line.size) < 1
    return line.heading and any(map(str.isalpha, line.text)) and not same


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
