"""Reader of PolNeAR (Newell, Margolin and Ruths 2018): whole articles with who says what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from public.files import Row, lines_of

Place = tuple[int, int]
Places = tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """One attribution: where source, cue and content stand; a source may be lacking."""

    source: Places
    cue: Places
    content: Places


@dataclass(frozen=True, slots=True)
class Article:
    """An article with its attributions."""

    id: str
    text: str
    marked: tuple[Marked, ...]


def polnear(path: Path) -> Iterator[Article]:
    """The articles of a part of the set."""
    for row in lines_of(path):
        yield Article(row["id"], row["text"], tuple(map(_marked, row["attributions"])))


def _marked(row: Row) -> Marked:
    return Marked(*(tuple((s, e) for s, e in row[k]) for k in ("source", "cue", "content")))
