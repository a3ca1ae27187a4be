"""What Chroma does with a collection of vectors, wherever that collection is kept."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, cast

import numpy as np
from chromadb.api.collection_configuration import (
    CreateCollectionConfiguration,
    CreateHNSWConfiguration,
)
from chromadb.api.models.Collection import Collection
from chromadb.errors import ChromaError

from retrieval.embedding import Vectors
from retrieval.errors import IndexUnusable, StorageError
from retrieval.store import Among

BATCH = 2000
REBUILD = "run `onrecord index --rebuild`"
_MANY = 0.2
_SPARE = 1.5
CONFIGURATION = CreateCollectionConfiguration(
    hnsw=CreateHNSWConfiguration(
        space="cosine", ef_construction=200, ef_search=200, max_neighbors=24
    )
)


class CollectionStore(ABC):
    """A VectorStore over one collection; where that is kept, its subclass knows."""

    _collection: Collection

    @abstractmethod
    def _fails(self, error: Exception) -> bool:
        """Whether an error is Chroma's, and not a fault of this program."""

    @abstractmethod
    def _unreadable(self, error: BaseException) -> IndexUnusable: ...

    @abstractmethod
    def _unwritable(self, error: BaseException) -> StorageError: ...

    @abstractmethod
    def close(self) -> None:
        """Lets go of files and connections."""

    def upsert(self, ids: Sequence[str], vectors: Vectors) -> None:
        """Adds or replaces in batches that Chroma accepts. Raises StorageError."""
        for start in range(0, len(ids), BATCH):
            batch = slice(start, start + BATCH)
            with self._writing():
                self._collection.upsert(ids=list(ids[batch]), embeddings=vectors[batch])

    def delete(self, ids: Sequence[str]) -> None:
        """Removes in batches that Chroma accepts. Raises StorageError."""
        for start in range(0, len(ids), BATCH):
            with self._writing():
                self._collection.delete(ids=list(ids[start : start + BATCH]))

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
        with self._reading():
            result = self._collection.query(
                query_embeddings=cast(Any, [vector]),
                n_results=k,
                ids=None if ids is None else list(ids),
                include=["distances"],
            )
        distances = (result["distances"] or [[]])[0]
        return tuple((i, 1.0 - float(d)) for i, d in zip(result["ids"][0], distances, strict=True))

    def cosines(self, vector: Vectors, ids: Sequence[str]) -> dict[str, float]:
        """The cosine of each given id that is kept. Raises IndexUnusable."""
        if not ids:
            return {}
        names, kept = self._kept(ids)
        if not names:
            return {}
        return dict(zip(names, (kept @ vector).tolist(), strict=True))

    def _kept(self, ids: Sequence[str]) -> tuple[list[str], Vectors]:
        """Those of the ids that are kept, and their vectors: (n,) and (n, dimension)."""
        with self._reading():
            found = self._collection.get(ids=list(ids), include=["embeddings"])
        return found["ids"], np.asarray(found["embeddings"], dtype=np.float32)

    def ids(self) -> frozenset[str]:
        """All ids that are kept. Raises IndexUnusable."""
        with self._reading():
            return frozenset(self._collection.get(include=[])["ids"])

    def count(self) -> int:
        """How many vectors are kept. Raises IndexUnusable."""
        with self._reading():
            return self._collection.count()

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            if not self._fails(error):
                raise
            raise self._unreadable(error) from error

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            if not self._fails(error):
                raise
            raise self._unwritable(error) from error


def reason_of(error: BaseException) -> str:
    """What went wrong, in one line of at most 200 characters."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]


def is_of_chroma(error: BaseException) -> bool:
    """Whether an error is one that Chroma raises wherever it runs."""
    return isinstance(error, ChromaError | RuntimeError)
