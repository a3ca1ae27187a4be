"""PDF files by pypdf: the text of each page with where its lines stand, and what the file states.

The day a PDF was made is not the day it was published, so `published` is never read from it.
"""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

from retrieval.errors import CorpusError
from retrieval.loaders.document import (
    Document,
    language_tag,
    printable,
    silence,
    stated,
    title_of,
)
from retrieval.loaders.limits import MAX_PAGES, MAX_STREAM, PDF_SECONDS
from retrieval.loaders.pdf_text import Line, running_text

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

_PASSWORD = "needs a password; remove the password and save it again"
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
    body, offsets = running_text([_lines(page, on_time) for page in reader.pages])
    _check_legible(body)
    return Document(body, _values(reader), offsets)


def _values(reader: PdfReader) -> dict[str, str]:
    information: Any = reader.metadata
    return stated(
        title=title_of(getattr(information, "title", None)),
        author=getattr(information, "author", None),
        language=language_tag(reader.root_object.get("/Lang")),
    )


def _lines(page: PageObject, on_time: Callable[[], None]) -> list[Line]:
    """The lines of a page in the order in which it draws them."""
    pieces: list[Line] = []

    def note(text: str, matrix: Any, place: Any, _: object, size: Any) -> None:
        on_time()
        x = place[4] * matrix[0] + place[5] * matrix[2] + matrix[4]
        y = place[4] * matrix[1] + place[5] * matrix[3] + matrix[5]
        height = abs(float(size) * (place[3] or place[1]) * (matrix[3] or matrix[1]))
        pieces.append(Line(text, float(x), float(y), height))

    page.extract_text(visitor_text=note, visitor_operand_before=lambda *_: on_time())
    return _assembled(pieces)


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
    text = " ".join(printable("".join(piece.text for piece in row)).split())
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
