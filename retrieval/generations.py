"""Numbered states of one folder: readers see a whole old state or a whole new one.

Each state is a folder `gen-N`; the file `current` names the one in force. A change is prepared in
a new generation and switched in by replacing `current`: a crash leaves the old one, and what it
left half done goes at the next change. Generations before stay a while for readers that hold them.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from retrieval.errors import IndexBusy, StorageError

_POINTER = "current"
_IN_USE = 10.0  # seconds after which every reader has moved on, for they look every second


@dataclass(frozen=True, slots=True)
class Patience:
    """How long another writer is waited for, and what is done once when that begins."""

    seconds: float
    on_wait: Callable[[], None] = lambda: None


class Generations:
    """The states kept in `folder`, with one writer at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def current(self) -> Path | None:
        """The generation in force, or None before the first; not checked to be there."""
        pointer = self.folder / _POINTER
        if not pointer.exists():
            return None
        return self.folder / pointer.read_text(encoding="utf-8").strip()

    @contextmanager
    def writing(self, patience: Patience | None = None) -> Iterator[None]:
        """Keeps other writers out, after waiting for one. The system frees a dead writer's lock.

        Raises IndexBusy, and StorageError for any OSError inside.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with self._locked(patience or Patience(0)):
                yield
        except Timeout as error:
            problem = "another process is indexing this corpus; try again when it is done"
            raise IndexBusy(problem) from error
        except OSError as error:
            cure = "free some space, or set ONRECORD_HOME to a folder you can write to"
            problem = f"{self.folder}: cannot be written ({_reason(error)}); {cure}"
            raise StorageError(problem) from error

    def is_locked(self) -> bool:
        """True while somebody writes."""
        try:
            with self.writing():
                return False
        except IndexBusy:
            return True

    @contextmanager
    def _locked(self, patience: Patience) -> Iterator[None]:
        lock = FileLock(self.folder / "writer.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            if not patience.seconds:
                raise
            patience.on_wait()
            lock.acquire(timeout=patience.seconds)
        try:
            yield
        finally:
            lock.release()

    @contextmanager
    def next(self, old: Path | None) -> Iterator[Path]:
        """A new folder, a copy of `old` if given; becomes current when the block ends well."""
        before = self.current()
        path = self.folder / f"gen-{self._last_number() + 1:06d}"
        try:
            if old is None:
                path.mkdir()
            else:
                shutil.copytree(old, path)
            yield path
            _write_through(path)
            pointer = self.folder / f"{_POINTER}.part"
            pointer.write_text(path.name, encoding="utf-8")
            _write_through(pointer)
            os.replace(pointer, self.folder / _POINTER)
        except BaseException:
            shutil.rmtree(path, ignore_errors=True)
            raise
        if before is not None and before.exists():
            os.utime(before)  # from now on it ages
        self._drop({before, path}, _IN_USE)

    def recover(self) -> int:
        """Removes what a writer that died left half done; returns how many folders that were.

        Only for whoever writes: a folder behind the one in force is not in use yet.
        """
        current = self.current()
        if current is not None and not (current.exists() and current.name.startswith("gen-")):
            return 0  # damaged by hand: nobody knows which of the others is whole
        last = -1 if current is None else _number(current)
        half = [path for path in self.folder.glob("gen-*") if _number(path) > last]
        for path in half:
            shutil.rmtree(path, ignore_errors=True)
        (self.folder / f"{_POINTER}.part").unlink(missing_ok=True)
        return len(half)

    def drop_others(self) -> None:
        """Removes all generations but the one in force, in use or not."""
        self._drop({self.current()}, 0.0)

    def _drop(self, kept: set[Path | None], age: float) -> None:
        for stale in set(self.folder.glob("gen-*")) - kept:
            if time.time() - stale.stat().st_mtime >= age:
                shutil.rmtree(stale, ignore_errors=True)

    def _last_number(self) -> int:
        return max(map(_number, self.folder.glob("gen-*")), default=0)


def _number(path: Path) -> int:
    return int(path.name.split("-")[1])


def _write_through(path: Path) -> None:
    """Has the system put on disk what it may still hold in memory, as before a power cut."""
    files = path.rglob("*") if path.is_dir() else (path,)
    for file in (*files, path):
        descriptor = os.open(file, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _reason(error: OSError) -> str:
    if isinstance(error, shutil.Error):  # one row of source, target and reason per file
        return str(error.args[0][0][-1]).partition(": '")[0]
    return error.strerror or str(error)
