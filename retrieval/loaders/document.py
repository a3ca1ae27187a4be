"""What every format is turned into."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_FILE_NAME = re.compile(
    r"(?:microsoft word - |untitled|.*\.(?:docx?|pdf|indd|odt|rtf|tex)\Z)", re.I
)
_LANGUAGE = re.compile(r"[A-Za-z]{2}(?![A-Za-z])")


@dataclass(frozen=True, slots=True)
class Notice:
    """What a person should know of a text before it is quoted; it is refused where `grave`.

    `cure` says what to do instead of adding it.
    """

    text: str
    grave: bool = False
    cure: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """What the entries of a live blog say that were written on one day."""

    day: date
    body: str


@dataclass(frozen=True, slots=True)
class Document:
    """What a file holds: the body, and what it says of itself by the keys of a front matter.

    A key that the file does not state is absent from `values`; `published` is an ISO date.
    `pages` is the offset in the body at which each page of a PDF begins (a page without text
    begins where the next one does), and empty for every other format. `parts` are the days of a
    live blog, oldest first; `day_from` says where `published` stands or why there is none.
    """

    body: str
    values: Mapping[str, str]
    pages: tuple[int, ...] = ()
    notices: tuple[Notice, ...] = ()
    parts: tuple[Part, ...] = ()
    day_from: str = ""


def table_row(cells: Iterable[str]) -> str:
    """The cells of a row with bars between; an empty one keeps its place, a row without any is
    nothing."""
    row = tuple(" ".join(cell.split()) for cell in cells)
    filled = [cell for cell in row if cell]
    return " ".join(" | ".join(row).split()) if len(filled) > 1 else "".join(filled)


def stated(**values: str | None) -> dict[str, str]:
    """The values that say something, each on one line."""
    lines = {key: " ".join(printable(value or "").split()) for key, value in values.items()}
    return {key: line for key, line in lines.items() if line}


def title_of(text: str | None) -> str | None:
    """The title a file was given, or None where a program put the file's name in its place."""
    return None if _FILE_NAME.match((text or "").strip()) else text


def language_tag(tag: object) -> str | None:
    """ISO 639-1 of a tag such as `de-AT` or `en_GB`, None for any other."""
    match = _LANGUAGE.match(str(tag or "").strip())
    return match[0].lower() if match else None


def printable(text: str) -> str:
    """The text without control characters; lone surrogates, which no file can hold, as U+FFFD."""
    return _SURROGATE.sub("\ufffd", _CONTROL.sub("", text))


def silence(*loggers: str) -> None:
    """Keeps what a library has to say about a broken file off the terminal."""
    for name in loggers:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
