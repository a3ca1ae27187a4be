"""The vector store seam: vectors in, nearest ids out. Dates and texts are the catalogue's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from retrieval.embedding import Vectors


@dataclass(frozen=True, slots=True)
class Among:
    """The ids that a search is limited to, out of `total` that there are."""

    ids: tuple[str, ...]
    total: int

    @property
    def share(self) -> float:
        """How many of all they are, in [0, 1]."""
        return len(self.ids) / max(1, self.total)


class VectorStore(Protocol):
    """Keeps one unit vector per id."""

    def upsert(self, ids: Sequence[str], vectors: Vectors) -> None:
        """Adds or replaces; `vectors` has shape (len(ids), dimension)."""
        ...

    def delete(self, ids: Sequence[str]) -> None:
        """Removes; ids that are not there are ignored."""
        ...

    def nearest(
        self, vector: Vectors, k: int, among: Among | None = None
    ) -> tuple[tuple[str, float], ...]:
        """At most k (id, cosine) pairs, nearest first; `among` leaves all others out.

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
