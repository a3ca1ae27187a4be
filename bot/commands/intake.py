"""What `onrecord add` does with each path; one bad item never stops the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bot.errors import BadSetting
from bot.rendering.lines import Listing
from retrieval.corpus import Corpus
from retrieval.errors import RetrievalError
from retrieval.loaders import markdown

_OF_ONE_FILE = ("id", "title", "url")
_SUFFIXES = " or ".join(sorted(markdown.SUFFIXES))


class Result(StrEnum):
    """What became of an item."""

    ADDED = "added"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Item:
    """One file, or one argument that is none, with what became of it and why."""

    name: str
    result: Result
    why: str


def add_paths(
    corpus: Corpus, names: Sequence[str], overrides: Mapping[str, str]
) -> tuple[Item, ...]:
    """Adds files, and the files of folders. Raises BadSetting, CorpusError before the first."""
    files = [file for name in names for file in _files(name)]
    single = [f"--{key}" for key in _OF_ONE_FILE if key in overrides]
    if single and sum(isinstance(file, Path) for file in files) > 1:
        raise BadSetting(f"{', '.join(single)}: fits one file only; pass one path, or leave it out")
    corpus.sources()
    return tuple(f if isinstance(f, Item) else _added(corpus, f, overrides) for f in files)


def as_listing(items: Iterable[Item]) -> Listing:
    """A table of what came in, what did not, and why."""
    return Listing(("item", "result", "why"), tuple((i.name, i.result, i.why) for i in items))


def failure(items: Sequence[Item]) -> str | None:
    """One line on what failed, or None."""
    failed = [item for item in items if item.result is Result.FAILED]
    if not failed:
        return None
    if len(failed) == 1:
        return f"not added: {failed[0].why}"
    return f"{len(failed)} of {len(items)} items were not added; the table says why"


def _added(corpus: Corpus, path: Path, overrides: Mapping[str, str]) -> Item:
    try:
        source = markdown.read_source(path, overrides)
        new = corpus.add(source)
    except RetrievalError as error:
        return Item(str(path), Result.FAILED, str(error))
    if new:
        return Item(str(path), Result.ADDED, f"as {source.id}")
    return Item(str(path), Result.SKIPPED, f"already there as {source.id}")


def _files(name: str) -> Iterator[Path | Item]:
    path = Path(name)
    if name.startswith(("http://", "https://")):
        cure = f"save its text as a {_SUFFIXES} file and add that"
        yield Item(name, Result.FAILED, f"{name}: web pages cannot be added yet; {cure}")
    elif path.is_dir():
        yield from _files_of_folder(path)
    elif not path.exists():
        yield Item(name, Result.FAILED, f"{name}: no such file; check the path")
    elif path.suffix.lower() not in markdown.SUFFIXES:
        cure = f"save it as {_SUFFIXES}"
        yield Item(name, Result.FAILED, f"{name}: this format cannot be read; {cure}")
    else:
        yield path


def _files_of_folder(folder: Path) -> Iterator[Path | Item]:
    files = [p for p in sorted(folder.iterdir()) if p.is_file() and not p.name.startswith(".")]
    if not files:
        yield Item(str(folder), Result.FAILED, f"{folder}: no files here; pass a folder with some")
    for file in files:
        if file.suffix.lower() not in markdown.SUFFIXES:
            yield Item(str(file), Result.SKIPPED, f"not {_SUFFIXES}")
        elif file.name.startswith("README"):
            yield Item(str(file), Result.SKIPPED, "a README is not a source")
        else:
            yield file
