"""What is to be added: paths and addresses, as the items they stand for."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bot.errors import BadSetting
from retrieval.documents import Source
from retrieval.errors import CorpusError
from retrieval.loaders import markdown
from retrieval.loaders.reading import SUFFIXES

_SUPPORTED = ", ".join(sorted(SUFFIXES))


class Result(StrEnum):
    """What became of an item."""

    ADDED = "added"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Added:
    """A source that came in: where its day stands, and what was noticed when it was read."""

    source: Source
    day_from: str = ""
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One file, page, or argument that is neither, with what became of it and why.

    Several sources came in where it is a live blog, one for each day.
    """

    name: str
    result: Result
    why: str
    added: tuple[Added, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file to read, or a page to fetch where it has no path; `name` is as it was given."""

    name: str
    path: Path | None = None


def items_named(names: Sequence[str]) -> tuple[Wanted | Item, ...]:
    """What the names stand for, in their order; a folder stands for its files."""
    return tuple(item for name in names for item in _items(name))


def names_in(listed: str) -> tuple[str, ...]:
    """The paths and URLs of a list, one a line, "-" for stdin. Raises BadSetting."""
    try:
        text = sys.stdin.read() if listed == "-" else markdown.read_text(Path(listed))
    except CorpusError as error:
        raise BadSetting(f"--list: {error}") from error
    except UnicodeDecodeError as error:
        raise BadSetting("--list: stdin is not UTF-8 text; write it as UTF-8") from error
    lines = (line.strip() for line in text.splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


def _items(name: str) -> Iterator[Wanted | Item]:
    path = Path(name)
    if "://" in name:
        yield Wanted(name)
    elif path.is_dir():
        yield from _items_of_folder(path)
    elif not path.exists():
        cure = (
            f"write https://{name} for a web page" if _looks_like_host(name) else "check the path"
        )
        yield Item(name, Result.FAILED, f"no such file; {cure}")
    elif path.suffix.lower() not in SUFFIXES:
        why = f"is none of the files that can be read ({_SUPPORTED}); save its text as .md"
        yield Item(name, Result.FAILED, why)
    else:
        yield Wanted(name, path)


def _items_of_folder(folder: Path) -> Iterator[Wanted | Item]:
    files = [p for p in sorted(folder.iterdir()) if p.is_file() and not p.name.startswith(".")]
    if not files:
        yield Item(str(folder), Result.FAILED, "no files here; pass a folder with some")
    for file in files:
        if file.suffix.lower() not in SUFFIXES:
            yield Item(str(file), Result.SKIPPED, f"not {_SUPPORTED}")
        elif file.name.startswith("README"):
            yield Item(str(file), Result.SKIPPED, "a README is not a source")
        else:
            yield Wanted(str(file), file)


def _looks_like_host(name: str) -> bool:
    host = name.partition("/")[0]
    return name.startswith("www.") or ("/" in name and "." in host.strip("."))
