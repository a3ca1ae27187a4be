"""The embedder seam: texts in, unit vectors out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """Turns texts into vectors of one fixed length.

    `embed(texts)` returns an array of shape (len(texts), dimension), float32, each row of
    Euclidean length 1, so that a dot product is a cosine. Equal texts give equal rows.
    """

    @property
    def name(self) -> str:
        """Which model this is; part of the index fingerprint."""
        ...

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Vectors of `texts`, in their order."""
        ...
