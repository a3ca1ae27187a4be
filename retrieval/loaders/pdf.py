"""PDF files by pypdf: the text of each page by where it stands, and what the file states.

The day a PDF was made is not the day it was published, so `published` is never read from it.
"""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from retrieval.errors import CorpusError
from retrieval.loaders.document import (
    Document,
    Notice,
    language_tag,
    printable,
    silence,
    stated,
    title_of,
)
from retrieval.loaders.known_words import known_words
from retrieval.loaders.language import language_of
from retrieval.loaders.limits import MAX_PAGES, MAX_STREAM, PDF_SECONDS
from retrieval.loaders.pdf_layout import laid_out
from retrieval.loaders.pdf_letters import LOST, letters_for, with_letters
from retrieval.loaders.pdf_runs import pictures_on, runs_of
from retrieval.loaders.pdf_text import Line, running_text

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader


@dataclass(slots=True)
class _Page:
    """The lines of a page, and what a person should know of how they were read."""

    lines: list[Line]
    tables: int = 0
    mixed: bool = False
    doubtful: bool = False
    scanned: bool = False


_PASSWORD = "needs a password; remove the password and save it again"
_CURE = "save its text as .md, one column after the other, and add that"
_HYPHENS = ("-", "\u2010", "\u00ad")
_SAME = 0.97  # of the letters that a page draws; what has measures is most of it
_FEW_LETTERS = 40  # beside a picture: a page number or a stamp
_WORDS = 3
_WIDTH = 0.5  # of a letter, to its size
_NAMED = 6  # pages named in a notice
_ILLEGIBLE = 0.1  # share of characters that no font names


def read(data: bytes, seconds: float = PDF_SECONDS) -> Document:
    """The running text of a PDF, read within `seconds`. Raises CorpusError, and what pypdf raises
    over a broken file."""
    from pypdf import Configuration, apply_configuration
    from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError

    silence("pypdf")
    limits = Configuration(
        array_based_stream_maximum_output_length=MAX_STREAM,
        lzw_maximum_output_length=MAX_STREAM,
        run_length_maximum_output_length=MAX_STREAM,
        zlib_maximum_output_length=MAX_STREAM,
    )
    try:
        with apply_configuration(limits):
            return _read(data, _clock(seconds))
    except LimitReachedError as error:
        raise CorpusError("unpacks to too much; save its text as .md and add that") from error
    except (FileNotDecryptedError, DependencyError) as error:
        raise CorpusError(_PASSWORD) from error


def _read(data: bytes, on_time: Callable[[], None]) -> Document:
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise CorpusError(_PASSWORD)
    if len(reader.pages) > MAX_PAGES:
        raise CorpusError(f"has more than {MAX_PAGES} pages; split it")
    pages = [_page(page, on_time) for page in reader.pages]
    texts = [line.text for page in pages for line in page.lines]
    values = _values(reader)
    known = known_words() if _needs_words(texts, values.get("language")) else frozenset[str]()
    letters = letters_for(texts, known)
    body, offsets = running_text([_lettered(page.lines, letters) for page in pages], known)
    _check_legible(body)
    return Document(body, values, offsets, notices=tuple(_notices(pages, letters)))


def _needs_words(texts: Sequence[str], stated_language: str | None) -> bool:
    """Whether words of English tell something: of parted ones, and of letters without a name."""
    in_doubt = any(text.endswith(_HYPHENS) or not text.isprintable() for text in texts)
    return in_doubt and (stated_language or language_of(" ".join(texts))) == "en"


def _lettered(lines: Sequence[Line], letters: Mapping[str, str]) -> list[Line]:
    made = (replace(one, text=printable(with_letters(one.text, letters))) for one in lines)
    return [line for line in made if line.text.strip()]


def _notices(pages: Sequence[_Page], letters: Mapping[str, str]) -> Iterator[Notice]:
    if mixed := _numbers(page.mixed for page in pages):
        yield Notice(f"has columns whose lines are mixed on {mixed}", grave=True, cure=_CURE)
    if doubtful := _numbers(page.doubtful for page in pages):
        yield Notice(f"has columns on {doubtful} whose order is in doubt; compare it with the file")
    if scanned := _numbers(page.scanned for page in pages):
        yield Notice(f"holds pictures in place of text on {scanned}; run text recognition (OCR)")
    if tables := sum(page.tables for page in pages):
        what = "a table" if tables == 1 else f"{tables} tables"
        yield Notice(f"has {what}, kept as rows of cells; statements are not read of these")
    if LOST in letters.values():
        yield Notice("has letters that its fonts do not name; they stand as “\ufffd”")


def _numbers(flags: Iterable[bool]) -> str:
    """The numbers of the pages of which something holds, in words."""
    found = [str(n) for n, flag in enumerate(flags, 1) if flag]
    if len(found) > _NAMED:
        found = [*found[:_NAMED], f"{len(found) - _NAMED} more"]
    return f"page{'s' if len(found) > 1 else ''} {', '.join(found)}" if found else ""


def _values(reader: PdfReader) -> dict[str, str]:
    information: Any = reader.metadata
    return stated(
        title=title_of(getattr(information, "title", None)),
        author=getattr(information, "author", None),
        language=language_tag(reader.root_object.get("/Lang")),
    )


def _page(page: PageObject, on_time: Callable[[], None]) -> _Page:
    """The lines of a page as they are read, or as it draws them where it has no measures."""
    drawn = _drawn(page, on_time)
    runs = runs_of(page, on_time)
    if runs is not None and _letters(r.text for r in runs) >= _SAME * _letters(
        p.text for p in drawn
    ):
        laid = laid_out(runs)
        scanned = _looks_scanned(laid.lines, page)
        return _Page(laid.lines, laid.tables, doubtful=laid.doubtful, scanned=scanned)
    lines = _assembled(drawn)
    return _Page(lines, mixed=_is_mixed(drawn), scanned=_looks_scanned(lines, page))


def _looks_scanned(lines: Sequence[Line], page: PageObject) -> bool:
    return _letters(line.text for line in lines) < _FEW_LETTERS and pictures_on(page)


def _letters(texts: Iterable[str]) -> int:
    return sum(c.isalnum() for text in texts for c in text)


def _is_mixed(drawn: Sequence[Line]) -> bool:
    """Whether a page draws its columns line by line: prose beside prose, again and again."""
    prose = [piece for piece in drawn if len(piece.text.split()) >= _WORDS]
    beside = (
        abs(one.y - other.y) < 1 and other.x - one.x - _WIDTH * one.size * len(one.text) > one.size
        for one, other in pairwise(prose)
    )
    return sum(beside) >= _WORDS


def _drawn(page: PageObject, on_time: Callable[[], None]) -> list[Line]:
    """The pieces of text of a page in the order in which it draws them."""
    pieces: list[Line] = []

    def note(text: str, matrix: Any, place: Any, _: object, size: Any) -> None:
        on_time()
        x = place[4] * matrix[0] + place[5] * matrix[2] + matrix[4]
        y = place[4] * matrix[1] + place[5] * matrix[3] + matrix[5]
        height = abs(float(size) * (place[3] or place[1]) * (matrix[3] or matrix[1]))
        pieces.append(Line(text, float(x), float(y), height))

    page.extract_text(visitor_text=note, visitor_operand_before=lambda *_: on_time())
    return pieces


def _assembled(pieces: list[Line]) -> list[Line]:
    """Pieces of text, which may hold line ends anywhere, as whole lines."""
    rows: list[list[Line]] = [[]]
    for piece in pieces:
        first, *others = piece.text.split("\n")
        rows[-1].append(replace(piece, text=first))
        rows.extend([replace(piece, text=text)] for text in others)
    return [line for row in rows if (line := _line(row))]


def _line(row: list[Line]) -> Line | None:
    """A row of pieces as one line, which begins with its first letter."""
    text = " ".join("".join(piece.text for piece in row).split())
    if not text:
        return None
    first = next(piece for piece in row if piece.text.strip())
    longest = max(row, key=lambda piece: len(piece.text))
    return Line(text, first.x, first.y, longest.size)


def _clock(seconds: float) -> Callable[[], None]:
    deadline = time.monotonic() + seconds

    def check() -> None:
        if time.monotonic() > deadline:
            raise CorpusError("takes too long to read; save its text as .md and add that")

    return check


def _check_legible(body: str) -> None:
    if not body:
        raise CorpusError("holds no text, as a scan does; run text recognition (OCR) on it first")
    hidden = sum(unicodedata.category(c) in {"Co", "Cn"} or c == "\ufffd" for c in body)
    if hidden > _ILLEGIBLE * len(body):
        raise CorpusError("its fonts do not tell the letters; save its text as .md and add that")
