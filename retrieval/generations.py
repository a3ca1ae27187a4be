"""Numbered states of one folder: readers see a whole old state or a whole new one.

Each state is a folder `gen-N`; the file `current` names the one in force. A change is prepared in
a new generation and switched in by replacing `current`, so a crash leaves the old one. The
generation before stays for readers that still hold it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from retrieval.errors import IndexBusy, StorageError


class Generations:
    """The states kept in `folder`, with one writer at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def current(self) -> Path | None:
        """The generation in force, or None before the first; not checked to be there."""
        pointer = self.folder / "current"
        if not pointer.exists():
            return None
        return self.folder / pointer.read_text(encoding="utf-8").strip()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Keeps other writers out. Raises IndexBusy, and StorageError for any OSError inside."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self.folder / "writer.lock", timeout=0):
                yield
        except Timeout as error:
            problem = "another process is indexing this corpus; try again when it is done"
            raise IndexBusy(problem) from error
        except OSError as error:
            cure = "free some space, or set ONRECORD_HOME to a folder you can write to"
            problem = f"{self.folder}: cannot be written ({_reason(error)}); {cure}"
            raise StorageError(problem) from error

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
            pointer = self.folder / "current.part"
            pointer.write_text(path.name, encoding="utf-8")
            os.replace(pointer, self.folder / "current")
        except BaseException:
            shutil.rmtree(path, ignore_errors=True)
            raise
        for stale in set(self.folder.glob("gen-*")) - {before, path}:
            shutil.rmtree(stale, ignore_errors=True)

    def _last_number(self) -> int:
        return max((int(p.name.split("-")[1]) for p in self.folder.glob("gen-*")), default=0)


def _reason(error: OSError) -> str:
    if isinstance(error, shutil.Error):  # one row of source, target and reason per file
        return str(error.args[0][0][-1]).partition(": '")[0]
    return error.strerror or str(error)
