"""Vectors in a persistent Chroma collection: the only file that imports chromadb."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import chromadb
import numpy as np
from chromadb.api.collection_configuration import (
    CreateCollectionConfiguration,
    CreateHNSWConfiguration,
)
from chromadb.api.models.Collection import Collection
from chromadb.config import Settings
from chromadb.errors import ChromaError, NotFoundError

from retrieval.embedding import Vectors
from retrieval.errors import IndexUnusable, StorageError
from retrieval.store import Among

_COLLECTION = "vectors"
_BATCH = 2000
_MANY = 0.2
_SPARE = 1.5
_HNSW = CreateHNSWConfiguration(
    space="cosine", ef_construction=200, ef_search=200, max_neighbors=24
)


class ChromaStore:
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
            cure = "run `onrecord index --rebuild`"
            raise IndexUnusable(f"{folder}: the vectors cannot be read; {cure}") from error

    def _open(self, create: bool) -> Collection:
        if create:
            return self._client.create_collection(
                _COLLECTION,
                embedding_function=None,
                configuration=CreateCollectionConfiguration(hnsw=_HNSW),
            )
        return self._client.get_collection(_COLLECTION, embedding_function=None)

    def upsert(self, ids: Sequence[str], vectors: Vectors) -> None:
        """Adds or replaces in batches that Chroma accepts."""
        for start in range(0, len(ids), _BATCH):
            batch = slice(start, start + _BATCH)
            with self._writing():
                self._collection.upsert(ids=list(ids[batch]), embeddings=vectors[batch])

    def delete(self, ids: Sequence[str]) -> None:
        """Removes in batches that Chroma accepts."""
        for start in range(0, len(ids), _BATCH):
            with self._writing():
                self._collection.delete(ids=list(ids[start : start + _BATCH]))

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except (ChromaError, RuntimeError) as error:
            raise self._unwritable(error) from error

    def _unwritable(self, error: BaseException) -> StorageError:
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        cure = "free some space, or set ONRECORD_HOME to another folder"
        return StorageError(f"{self._folder}: cannot be written ({reason}); {cure}")

    def nearest(
        self, vector: Vectors, k: int, among: Among | None = None
    ) -> tuple[tuple[str, float], ...]:
        """Nearest first. Measured among 100,000, see docs/benchmarks.md:

        1. among many, it is fastest to ask for so many more that enough of them are left;
        2. among few, or where too few were left, Chroma is given the ids. Its filter on metadata
           would take four times as long.
        """
        if among is None:
            return self._query(vector, k, None)
        if among.share >= _MANY:
            allowed = frozenset(among.ids)
            more = self._query(vector, int(_SPARE * k / among.share), None)
            found = tuple(pair for pair in more if pair[0] in allowed)
            if len(found) >= min(k, len(allowed)):
                return found[:k]
        return self._query(vector, k, among.ids) if among.ids else ()

    def _query(
        self, vector: Vectors, k: int, ids: Sequence[str] | None
    ) -> tuple[tuple[str, float], ...]:
        try:
            result = self._collection.query(
                query_embeddings=cast(Any, [vector]),
                n_results=k,
                ids=None if ids is None else list(ids),
                include=["distances"],
            )
        except (ChromaError, NotFoundError) as error:
            cure = "run `onrecord index --rebuild`"
            raise IndexUnusable(f"{self._folder}: search failed ({error}); {cure}") from error
        distances = (result["distances"] or [[]])[0]
        return tuple((i, 1.0 - float(d)) for i, d in zip(result["ids"][0], distances, strict=True))

    def cosines(self, vector: Vectors, ids: Sequence[str]) -> dict[str, float]:
        """The cosine of each given id that is kept."""
        if not ids:
            return {}
        found = self._collection.get(ids=list(ids), include=["embeddings"])
        kept = np.asarray(found["embeddings"], dtype=np.float32)
        if not len(kept):
            return {}
        return dict(zip(found["ids"], (kept @ vector).tolist(), strict=True))

    def ids(self) -> frozenset[str]:
        """All ids that are kept."""
        return frozenset(self._collection.get(include=[])["ids"])

    def count(self) -> int:
        """How many vectors are kept."""
        return self._collection.count()

    def close(self) -> None:
        """Stops Chroma's background work on this folder."""
        cast(Any, self._client).close()  # missing from Chroma's own type
