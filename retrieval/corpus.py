"""A corpus: a folder with `sources/`, an optional `actors.yaml`, and what was added or removed.

The folder itself is never written. `onrecord add` and `remove` keep their changes in the archive,
in an overlay below the user's data directory: the packaged corpus may live on a read-only disk.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from retrieval.archive import ARCHIVE_FILE, Archive
from retrieval.documents import Actor, Source, Standing
from retrieval.errors import CorpusError, DuplicateId
from retrieval.loaders import markdown


@dataclass(frozen=True, slots=True)
class FileStamp:
    """What tells cheaply that a file was touched: its size and modification time."""

    path: str
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Held:
    """A source that counts, with the file it stands in; `source` where it was read just now.

    Without a path it was added, and its text is in the archive.
    """

    id: str
    content_hash: str
    stamp: FileStamp | None
    source: Source | None


@dataclass(frozen=True, slots=True)
class Known:
    """What was read before: id and content hash by a file's stamp, and sources by these two."""

    files: Mapping[FileStamp, tuple[str, str]] = field(default_factory=dict)
    sources: Callable[[], Mapping[tuple[str, str], Source]] = dict


@dataclass(frozen=True, slots=True)
class Corpus:
    """Where the sources of one story live: `folder` as given, `overlay` for local changes.

    `read_before` spares the reading of files, as an index can; without it all are read.
    """

    folder: Path
    overlay: Path
    read_before: Callable[[], Known] = field(default=Known, compare=False)

    @property
    def key(self) -> str:
        """A file-system name for this corpus: readable, and distinct for distinct folders."""
        path = str(self.folder.resolve())
        return f"{self.folder.resolve().name}-{hashlib.sha256(path.encode()).hexdigest()[:8]}"

    @property
    def archive(self) -> Archive:
        """What was added and taken out, and all versions there ever were."""
        return Archive(self.overlay / ARCHIVE_FILE)

    def files(self) -> tuple[Path, ...]:
        """Source files of the folder in a fixed order; none where it has no folder of sources.

        Raises CorpusError where the folder itself is not there.
        """
        if not self.folder.is_dir():
            raise CorpusError("there is no such folder; pass --corpus DIR", self.folder)
        base = self.folder / "sources"
        if not base.is_dir():
            return ()
        names = sorted(os.listdir(base))  # many times faster than sorting paths
        return tuple(base / name for name in names if _is_source_file(name))

    def is_empty(self) -> bool:
        """True for a folder that a first source can still be added to: nothing is in it yet."""
        return not self.files() and not any(self.archive.local().values())

    def stamps(self) -> tuple[FileStamp, ...]:
        """Size and time of every file that decides what the corpus holds, and the local state."""
        actors = self.folder / "actors.yaml"
        paths = (*self.files(), *((actors,) if actors.exists() else ()))
        local = FileStamp(str(self.overlay / ARCHIVE_FILE), self.archive.local_state(), 0)
        return (*map(_stamp, paths), local)

    def held(self) -> tuple[Held, ...]:
        """Every source that counts, in a fixed order. Raises CorpusError, DuplicateId."""
        if self.is_empty():
            problem = "no sources in this folder; add one with `onrecord add PATH|URL`"
            raise CorpusError(f"{problem}, or name another with --corpus DIR", self.folder)
        local = self.archive.local()
        in_folder = self._in_folder()
        kept = (one for one in in_folder.values() if one.id not in local)
        added = ((i, digest) for i, digest in sorted(local.items()) if digest is not None)
        return (*kept, *(Held(i, digest, None, None) for i, digest in added))

    def load(self, held: Held) -> Source:
        """The source itself. Raises CorpusError where it is gone since."""
        if held.source is not None:
            return held.source
        if held.stamp is not None:
            return markdown.read_source(Path(held.stamp.path))
        source = self.archive.text(held.id, held.content_hash)
        if source is None:
            raise CorpusError(f"the text of '{held.id}' is lost; add it again")
        return source

    def sources(self) -> tuple[Source, ...]:
        """Every source that counts. Raises CorpusError, DuplicateId."""
        known = self.read_before().sources()
        return tuple(known.get((one.id, one.content_hash)) or self.load(one) for one in self.held())

    def actors(self) -> tuple[Actor, ...]:
        """The actors of actors.yaml, or none where the corpus has no such file."""
        path = self.folder / "actors.yaml"
        return read_actors(path) if path.exists() else ()

    def take_in(self, sources: Sequence[Source]) -> None:
        """Adds sources beside the folder: all of them or none, in one step.

        One whose id is there already becomes its next version. Raises CorpusError, StorageError.
        """
        in_folder, local = self._in_folder(), self.archive.local()
        there = {one.id: one.content_hash for one in in_folder.values()} | local
        new = {s.id: s for s in sources if there.get(s.id) != s.content_hash}
        if not new:
            return
        hashes = {i: one.content_hash for i, one in in_folder.items()}
        back = {i for i, source in new.items() if hashes.get(i) == source.content_hash}
        added = [source for i, source in new.items() if i not in back]
        self.archive.set_local({s.id: s.content_hash for s in added}, back, added)

    def take_out(self, ids: Sequence[str]) -> None:
        """Takes sources out: all or none; files in the folder itself stay. Raises CorpusError."""
        in_folder, local = self._in_folder(), self.archive.local()
        there = {i for i, digest in local.items() if digest} | (in_folder.keys() - local.keys())
        unknown = next((i for i in ids if i not in there), None)
        if unknown is not None:
            raise CorpusError(f"no source '{unknown}'; `onrecord sources` lists the ids")
        marks = {i: None for i in ids if i in in_folder}
        self.archive.set_local(marks, [i for i in ids if i not in in_folder], ())

    def _in_folder(self) -> dict[str, Held]:
        """By id what stands in the folder itself, whether it counts or not."""
        found: dict[str, Held] = {}
        known = self.read_before().files
        for path in self.files():
            one = _held(path, known)
            if one.id in found:
                first = found[one.id].stamp
                where = "another file" if first is None else first.path
                problem = f"id '{one.id}' is also in {where}; change one of the two"
                raise DuplicateId(problem, path)
            found[one.id] = one
        return found


def _held(path: Path, known: Mapping[FileStamp, tuple[str, str]]) -> Held:
    stamp = _stamp(path)
    if stamp in known:
        source_id, content_hash = known[stamp]
        return Held(source_id, content_hash, stamp, None)
    source = markdown.read_source(path)
    return Held(source.id, source.content_hash, stamp, source)


def _stamp(path: Path) -> FileStamp:
    stat = path.stat()
    return FileStamp(str(path), stat.st_size, stat.st_mtime_ns)


class _ActorRow(BaseModel):
    model_config = ConfigDict(extra="ignore")

    name: str
    aliases: tuple[str, ...] = ()
    standing: Standing = Standing.OTHER
    side: str | None = None
    note: str | None = None


def read_actors(path: Path) -> tuple[Actor, ...]:
    """The actors listed in a YAML file. Raises CorpusError naming the entry that is wrong."""
    text = markdown.read_text(path)
    try:
        rows = yaml.load(text, Loader=yaml.CSafeLoader)
        checked = TypeAdapter(tuple[_ActorRow, ...]).validate_python(rows or ())
    except yaml.YAMLError as error:
        raise markdown.broken_yaml(error, text, path, 1) from error
    except ValidationError as error:
        raise _bad_actor(error, text, path) from error
    except ValueError as error:  # YAML reads 2024-02-30 as a date and fails
        raise CorpusError(f"a value cannot be read ({error}); quote it", path) from error
    names = [row.name for row in checked]
    twice = next((n for n, name in enumerate(names) if name in names[:n]), None)
    if twice is not None:
        problem = f"actor '{names[twice]}' is listed twice; merge the two"
        raise CorpusError(problem, path, _line_of(text, twice))
    return tuple(Actor(**row.model_dump()) for row in checked)


def _bad_actor(error: ValidationError, text: str, path: Path) -> CorpusError:
    first = error.errors()[0]
    cure = "see corpus/README.md for the format"
    if not first["loc"]:
        return CorpusError(f"is not a list of actors ('- name: ...'); {cure}", path, 1)
    number, *key = first["loc"]
    where = " ".join(("actor", str(int(number) + 1), *map(str, key)))
    return CorpusError(f"{where}: {first['msg']}; {cure}", path, _line_of(text, int(number)))


def _line_of(text: str, entry: int) -> int:
    """The line on which the entry of a YAML list begins."""
    document = yaml.compose(text, Loader=yaml.CSafeLoader)
    return int(document.value[entry].start_mark.line) + 1 if document else 1


def _is_source_file(name: str) -> bool:
    suffix = os.path.splitext(name)[1].lower()
    return suffix in markdown.SUFFIXES and not name.startswith(("README", "."))
