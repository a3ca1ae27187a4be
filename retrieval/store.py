"""The vector store seam: vectors with a date in, nearest ids out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from retrieval.embedding import Vectors


class VectorStore(Protocol):
    """Keeps one unit vector and one date per id."""

    def upsert(self, ids: Sequence[str], vectors: Vectors, dates: Sequence[date]) -> None:
        """Adds or replaces; `vectors` has shape (len(ids), dimension)."""
        ...

    def delete(self, ids: Sequence[str]) -> None:
        """Removes; ids that are not there are ignored."""
        ...

    def nearest(
        self, vector: Vectors, k: int, as_of: date | None = None
    ) -> tuple[tuple[str, float], ...]:
        """At most k (id, cosine) pairs dated on or before `as_of`, nearest first.

        `vector` has shape (dimension,).
        """
        ...

    def cosines(self, vector: Vectors, ids: Sequence[str]) -> dict[str, float]:
        """The cosine of each given id that is kept; `vector` has shape (dimension,)."""
        ...

    def ids(self) -> frozenset[str]:
        """All ids that are kept."""
        ...

    def count(self) -> int:
        """How many vectors are kept."""
        ...

    def close(self) -> None:
        """Lets go of files."""
        ...
