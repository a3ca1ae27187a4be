"""From the bytes of any supported file to a Document: checks what it is, then reads it.

Nothing here fetches, runs or stores anything. Each library is loaded with its first file.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from retrieval.errors import CorpusError
from retrieval.loaders import plain
from retrieval.loaders.document import Document
from retrieval.loaders.language import language_of
from retrieval.loaders.limits import MAX_BYTES

SUFFIXES = frozenset({".md", ".txt", ".html", ".htm", ".pdf", ".docx"})
_TEXT = (".md", ".txt")
_PAGE = (".html", ".htm")
_CURE = "save its text as .md and add that"
# How a file begins, what it then is, and the suffixes it may have; a cure where it has none.
_MAGIC: tuple[tuple[bytes, str, tuple[str, ...], str], ...] = (
    (b"%PDF-", "a PDF", (".pdf",), ""),
    (b"PK\x03\x04", "a ZIP archive or Word file", (".docx",), ""),
    (b"<!doctype html", "a web page", _PAGE, ""),
    (b"<html", "a web page", _PAGE, ""),
    (b"{\\rtf", "an RTF file", (), "save it as .docx"),
    (b"\x89png", "a picture", (), _CURE),
    (b"\xff\xd8\xff", "a picture", (), _CURE),
    (b"gif8", "a picture", (), _CURE),
    (b"\x1f\x8b", "a compressed file", (), "unpack it and add what is inside"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Word before 2007, and every later file with a password


def read_path(path: Path) -> Document:
    """The document in a file. Raises CorpusError."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise CorpusError(f"cannot be read ({error.strerror}); check the path", path) from error
    return read_document(data, str(path))


def read_document(
    data: bytes, name: str, suffix: str | None = None, charset: str | None = None
) -> Document:
    """The document that `data` holds; `name` (a path or a URL) stands in front of a complaint.

    `suffix` is one of SUFFIXES, by default that of `name`; "" lets the bytes decide. `charset` is
    what the server said. A language that the file does not state is told from its words.
    Raises CorpusError for all that cannot be read, whatever is wrong with it.
    """
    suffix = (Path(name).suffix if suffix is None else suffix).lower()
    try:
        _check_size(data)
        document = _read(data, _format(data, suffix), charset)
        if not document.body.strip():
            raise CorpusError(f"holds no text; {_CURE}")
    except CorpusError as error:
        where = name if error.line is None else f"{name}:{error.line}"
        raise CorpusError(f"{where}: {error}", line=error.line) from error
    except Exception as error:  # what a parser meets in a broken file is beyond its own errors
        problem = f"is damaged and cannot be read ({type(error).__name__}); save it again"
        raise CorpusError(f"{name}: {problem}, or {_CURE}") from error
    return _with_language(document)


def _read(data: bytes, suffix: str, charset: str | None) -> Document:
    if suffix in _PAGE:
        from retrieval.loaders import html

        return html.read(data, charset)
    if suffix == ".pdf":
        from retrieval.loaders import pdf

        return pdf.read(data)
    if suffix == ".docx":
        from retrieval.loaders import word

        return word.read(data)
    return plain.read(data, charset, marked_up=suffix == ".md")


def _check_size(data: bytes) -> None:
    if not data.strip():
        raise CorpusError("is empty; add a file with text in it")
    if len(data) > MAX_BYTES:
        limit = f"{MAX_BYTES // 1_000_000} MB"
        raise CorpusError(f"is larger than {limit}; split it, or {_CURE}")


def _format(data: bytes, suffix: str) -> str:
    """The suffix of what the bytes are; refused where the given one says otherwise."""
    beginning = data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if beginning.startswith(_OLE):
        raise CorpusError(_about_ole(data))
    for magic, what, suffixes, cure in _MAGIC:
        if not beginning.startswith(magic.lower()):
            continue
        if suffix in suffixes or (suffixes and not suffix):
            return suffix or suffixes[0]
        raise CorpusError(f"is {what}; {cure or f'give its name the ending {suffixes[0]}'}")
    if suffix not in SUFFIXES:
        supported = ", ".join(sorted(SUFFIXES))
        raise CorpusError(f"is none of the files that can be read ({supported}); {_CURE}")
    return suffix


def _about_ole(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "needs a password; remove the password and save it again"
    return "is an Office file of before 2007; open it and save it as .docx"


def _with_language(document: Document) -> Document:
    language = None if "language" in document.values else language_of(document.body)
    if language is None:
        return document
    return replace(document, values={**document.values, "language": language})
