"""A corpus: a folder with `sources/`, an optional `actors.yaml`, and what was added or removed.

The folder itself is never written. `onrecord add` and `remove` keep their changes in an overlay
(a folder under the user's data directory), so the packaged corpus may live on a read-only disk.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from retrieval.documents import Actor, Source, Standing
from retrieval.errors import CorpusError, DuplicateId, StorageError
from retrieval.loaders import markdown


@dataclass(frozen=True, slots=True)
class FileStamp:
    """What tells cheaply that a file was touched: its size and modification time."""

    path: str
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Corpus:
    """Where the sources of one story live: `folder` as given, `overlay` for local changes."""

    folder: Path
    overlay: Path

    @property
    def key(self) -> str:
        """A file-system name for this corpus: readable, and distinct for distinct folders."""
        path = str(self.folder.resolve())
        return f"{self.folder.resolve().name}-{hashlib.sha256(path.encode()).hexdigest()[:8]}"

    def files(self) -> tuple[Path, ...]:
        """Source files in a fixed order, those of the overlay last. Raises CorpusError."""
        base = self.folder / "sources"
        if not base.is_dir():
            problem = "no folder 'sources' here; pass --corpus DIR with DIR/sources/*.md inside"
            raise CorpusError(problem, self.folder)
        folders = (base, self.overlay / "added")
        found = tuple(p for f in folders for p in sorted(f.glob("*")) if _is_source_file(p))
        if not found:
            raise CorpusError("no sources (*.md, *.txt) in this folder; add one", base)
        return found

    def stamps(self) -> tuple[FileStamp, ...]:
        """Size and time of every file that decides what the corpus holds."""
        others = (self.folder / "actors.yaml", self.removed_file)
        paths = (*self.files(), *(p for p in others if p.exists()))
        stats = ((p, p.stat()) for p in paths)
        return tuple(FileStamp(str(p), s.st_size, s.st_mtime_ns) for p, s in stats)

    @property
    def removed_file(self) -> Path:
        """The list of source ids that were taken out, one a line."""
        return self.overlay / "removed.txt"

    def removed(self) -> frozenset[str]:
        """Ids of sources that stand in the folder but no longer count."""
        if not self.removed_file.exists():
            return frozenset()
        return frozenset(self.removed_file.read_text(encoding="utf-8").split())

    def sources(self) -> tuple[Source, ...]:
        """Every source that counts. Raises CorpusError, DuplicateId."""
        gone = self.removed()
        seen: dict[str, Path] = {}
        kept = []
        for path in self.files():
            source = markdown.read_source(path)
            if source.id in seen:
                problem = f"id '{source.id}' is also in {seen[source.id]}; change one of the two"
                raise DuplicateId(problem, path)
            seen[source.id] = path
            if source.id not in gone:
                kept.append(source)
        return tuple(kept)

    def actors(self) -> tuple[Actor, ...]:
        """The actors of actors.yaml, or none where the corpus has no such file."""
        path = self.folder / "actors.yaml"
        return read_actors(path) if path.exists() else ()

    def add(self, source: Source) -> bool:
        """Keeps a source in the overlay; False when exactly this source is already there.

        Raises DuplicateId when another text has this id, StorageError when it cannot be written.
        """
        present = {s.id: s for s in self.sources()}.get(source.id)
        if present == source:
            return False
        if present is not None:
            cure = f"pass --id NEW, or run `onrecord remove {source.id}` first"
            raise DuplicateId(f"id '{source.id}' belongs to another text; {cure}")
        if not self._is_shadowed(source):
            target = self.overlay / "added" / f"{source.id}.md"
            _write(target, markdown.write_source(source))
        self._write_removed(self.removed() - {source.id})
        return True

    def remove(self, source_id: str) -> None:
        """Takes a source out of the corpus; files in the folder itself stay. Raises CorpusError."""
        if source_id not in {s.id for s in self.sources()}:
            raise CorpusError(f"no source '{source_id}'; `onrecord sources` lists the ids")
        added = self.overlay / "added" / f"{source_id}.md"
        if added.exists():
            added.unlink()
        else:
            self._write_removed(self.removed() | {source_id})

    def _is_shadowed(self, source: Source) -> bool:
        """True when the folder holds this source, removed; another text needs a new id."""
        if source.id not in self.removed():
            return False
        read = (markdown.read_source(path) for path in self.files())
        original = next((s for s in read if s.id == source.id), None)
        if original is not None and original != source:
            raise DuplicateId(f"id '{source.id}' was used by a removed source; pass --id NEW")
        return original is not None

    def _write_removed(self, ids: frozenset[str]) -> None:
        if ids or self.removed_file.exists():
            _write(self.removed_file, "".join(f"{i}\n" for i in sorted(ids)))


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


def _is_source_file(path: Path) -> bool:
    return path.suffix.lower() in markdown.SUFFIXES and not path.name.startswith(("README", "."))


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(path.suffix + ".part")
        partial.write_text(text, encoding="utf-8")
        partial.replace(path)
    except OSError as error:
        cure = "set ONRECORD_HOME to a folder you can write to"
        raise StorageError(f"{path}: cannot be written ({error.strerror}); {cure}") from error
