"""Small parts that satisfy the seams, and builders of sources and corpora.

Nothing here is patched in: every fake goes through the same door as the real part.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from retrieval.corpus import Corpus
from retrieval.documents import Source
from retrieval.embedding import Vectors
from retrieval.errors import IndexUnusable
from retrieval.loaders import markdown
from retrieval.store import Among

_WORD = re.compile(r"\w+")


class FakeEmbedder:
    """Counts words into a short unit vector; remembers every text it was given."""

    def __init__(self, name: str = "fake-model", dimension: int = 96) -> None:
        self.name = name
        self.dimension = dimension
        self.texts: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Texts that share words are near; equal texts are equal."""
        self.texts.extend(texts)
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in _WORD.findall(text.casefold()) or [""]:
                vectors[row, zlib.crc32(word.encode()) % self.dimension] += 1.0
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors


class FailingEmbedder(FakeEmbedder):
    """Raises `error` as soon as a text holds `trigger`."""

    def __init__(self, trigger: str, error: BaseException) -> None:
        super().__init__()
        self._trigger = trigger
        self._error = error

    def embed(self, texts: Sequence[str]) -> Vectors:
        """The vectors of FakeEmbedder, unless it is time to fail."""
        if any(self._trigger in text for text in texts):
            raise self._error
        return super().embed(texts)


class InMemoryStore:
    """A dictionary of vectors, searched exactly; with a folder, written there on closing."""

    def __init__(self, folder: Path | None = None, *, create: bool = True) -> None:
        self._file = None if folder is None else folder / "vectors.json"
        self._rows: dict[str, list[float]] = {}
        self._changed = create
        if create and folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
        if not create and self._file is not None:
            if not self._file.exists():
                raise IndexUnusable(
                    f"{folder}: the vectors cannot be read; run `onrecord index --rebuild`"
                )
            self._rows = json.loads(self._file.read_text(encoding="utf-8"))

    def upsert(self, ids: Sequence[str], vectors: Vectors) -> None:
        """Adds or replaces."""
        self._changed = True
        for name, vector in zip(ids, vectors, strict=True):
            self._rows[name] = [float(x) for x in vector]

    def delete(self, ids: Sequence[str]) -> None:
        """Removes; unknown ids are ignored."""
        self._changed = True
        for name in ids:
            self._rows.pop(name, None)

    def nearest(
        self, vector: Vectors, k: int, among: Among | None = None
    ) -> tuple[tuple[str, float], ...]:
        """Every vector is compared."""
        scored = [
            (name, float(np.dot(np.asarray(row, dtype=np.float32), vector)))
            for name, row in self._rows.items()
            if among is None or name in among.ids
        ]
        return tuple(sorted(scored, key=lambda pair: (-pair[1], pair[0]))[:k])

    def cosines(self, vector: Vectors, ids: Sequence[str]) -> dict[str, float]:
        """Unknown ids are left out."""
        rows = {name: self._rows[name] for name in ids if name in self._rows}
        return {n: float(np.dot(np.asarray(r, np.float32), vector)) for n, r in rows.items()}

    def ids(self) -> frozenset[str]:
        """All ids."""
        return frozenset(self._rows)

    def count(self) -> int:
        """How many vectors are kept."""
        return len(self._rows)

    def close(self) -> None:
        """Writes the rows down where a folder was given and something changed."""
        if self._file is not None and self._changed:
            self._file.write_text(json.dumps(self._rows), encoding="utf-8")


def open_in_memory(folder: Path, create: bool) -> InMemoryStore:
    """The store opener of an IndexFolder that needs no vector database."""
    return InMemoryStore(folder, create=create)


def a_source(
    source_id: str = "mill-bridge", body: str = "The bridge is shut.", **keys: Any
) -> Source:
    """A source of which a test names only what it is about."""
    values: dict[str, Any] = {
        "title": f"Title of {source_id}",
        "publisher": "Harbour Gazette",
        "published": date(2024, 3, 5),
    }
    return Source(id=source_id, body=body, **values | keys)


def write_sources(folder: Path, *sources: Source) -> None:
    """Puts sources into `folder` as files."""
    folder.mkdir(parents=True, exist_ok=True)
    for source in sources:
        text = markdown.write_source(source)
        (folder / f"{source.id}.md").write_text(text, encoding="utf-8")


def a_corpus(root: Path, *sources: Source) -> Corpus:
    """A corpus of these sources below `root`, with its overlay beside it."""
    write_sources(root / "corpus" / "sources", *sources)
    return Corpus(root / "corpus", root / "overlay")
