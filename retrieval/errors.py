"""What can go wrong while sources are read, indexed or searched.

RetrievalError
├── CorpusError        a source file or folder is missing, unreadable or malformed
│   └── DuplicateId    two sources claim one id
├── FetchError         a web page is out of reach, refused or no text
├── ModelError         a model (of vectors, the parser) is missing, altered or cannot be used
│   └── UnknownPipeline  what was named is no parser's pipeline
├── IndexUnusable      the index is unreadable or was made by another model
│   └── IndexBusy      another process is writing the index
└── StorageError       the disk refuses: read-only, full, or not a folder

Every message is one line, fit to show, and says what to do next.
"""

from __future__ import annotations

from pathlib import Path


class RetrievalError(Exception):
    """Base of every error this package raises on purpose."""


class CorpusError(RetrievalError):
    """A corpus folder or source file cannot be used; `path` and `line` say where."""

    def __init__(self, problem: str, path: Path | None = None, line: int | None = None) -> None:
        self.path = path
        self.line = line
        where = "" if path is None else f"{path}:{line}: " if line else f"{path}: "
        super().__init__(where + problem)


class DuplicateId(CorpusError):
    """Two different sources carry the same id."""


class FetchError(RetrievalError):
    """A web page cannot be fetched, may not be, or holds nothing that can be read."""


class ModelError(RetrievalError):
    """A model, of vectors or the parser's, cannot be loaded, or is not the one it should be."""


class UnknownPipeline(ModelError):
    """What was named is no pipeline that can parse English; the message begins with the name."""


class IndexUnusable(RetrievalError):
    """The index on disk cannot be read, or does not fit the present settings."""


class IndexBusy(IndexUnusable):
    """Another process holds the writer lock of this index."""


class StorageError(RetrievalError):
    """The file system refused: no room, no permission, or not a folder."""
