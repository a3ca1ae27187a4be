"""Vectors in a persistent Chroma collection: the only file that imports chromadb."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
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

_COLLECTION = "vectors"
_BATCH = 2000
_OVERFETCH = 4
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

    def upsert(self, ids: Sequence[str], vectors: Vectors, dates: Sequence[date]) -> None:
        """Adds or replaces in batches that Chroma accepts."""
        for start in range(0, len(ids), _BATCH):
            batch = slice(start, start + _BATCH)
            with self._writing():
                self._collection.upsert(
                    ids=list(ids[batch]),
                    embeddings=vectors[batch],
                    metadatas=[{"day": day.toordinal()} for day in dates[batch]],
                )

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
        self, vector: Vectors, k: int, as_of: date | None = None
    ) -> tuple[tuple[str, float], ...]:
        """Nearest first. With `as_of`, more are fetched and later ones dropped.

        Chroma's own range filter scans all metadata, so it is asked only when too few are left.
        """
        if as_of is None:
            return self._query(vector, k, None, None)[:k]
        found = self._query(vector, k * _OVERFETCH, as_of, None)
        if len(found) < k:
            found = self._query(vector, k, as_of, {"day": {"$lte": as_of.toordinal()}})
        return found[:k]

    def _query(
        self, vector: Vectors, k: int, as_of: date | None, where: dict[str, object] | None
    ) -> tuple[tuple[str, float], ...]:
        try:
            result = self._collection.query(
                query_embeddings=cast(Any, [vector]),
                n_results=k,
                where=where,  # type: ignore[arg-type]
                include=["distances", "metadatas"],
            )
        except (ChromaError, NotFoundError) as error:
            cure = "run `onrecord index --rebuild`"
            raise IndexUnusable(f"{self._folder}: search failed ({error}); {cure}") from error
        distances = (result["distances"] or [[]])[0]
        days = [int(str(m["day"])) for m in (result["metadatas"] or [[]])[0]]
        last = as_of.toordinal() if as_of else date.max.toordinal()
        rows = zip(result["ids"][0], distances, days, strict=True)
        return tuple((i, 1.0 - float(d)) for i, d, day in rows if day <= last)

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
