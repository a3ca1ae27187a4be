"""Vectors in a Chroma collection of this process's own, kept in a folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, cast

import chromadb
from chromadb.api.models.Collection import Collection
from chromadb.config import Settings

from retrieval.chroma_collection import (
    CONFIGURATION,
    REBUILD,
    CollectionStore,
    is_of_chroma,
    reason_of,
)
from retrieval.errors import IndexUnusable, StorageError

_COLLECTION = "vectors"


class ChromaStore(CollectionStore):
    """One collection, cosine distance, in a folder of its own."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        self._folder = folder
        settings = Settings(anonymized_telemetry=False)
        try:
            self._client = chromadb.PersistentClient(str(folder), settings=settings)
            self._collection = self._open(create)
        except BaseException as error:  # Chroma's Rust core raises its panics as such
            if isinstance(error, KeyboardInterrupt | SystemExit):
                raise
            if create or not os.access(folder, os.W_OK):
                raise self._unwritable(error) from error
            raise IndexUnusable(f"{folder}: the vectors cannot be read; {REBUILD}") from error

    def _open(self, create: bool) -> Collection:
        if create:
            return self._client.create_collection(
                _COLLECTION, embedding_function=None, configuration=CONFIGURATION
            )
        return self._client.get_collection(_COLLECTION, embedding_function=None)

    def _fails(self, error: Exception) -> bool:
        return is_of_chroma(error)

    def _unreadable(self, error: BaseException) -> IndexUnusable:
        return IndexUnusable(f"{self._folder}: search failed ({reason_of(error)}); {REBUILD}")

    def _unwritable(self, error: BaseException) -> StorageError:
        cure = "free some space, or set ONRECORD_HOME to another folder"
        return StorageError(f"{self._folder}: cannot be written ({reason_of(error)}); {cure}")

    def close(self) -> None:
        """Stops Chroma's background work on this folder."""
        cast(Any, self._client).close()  # missing from Chroma's own type
