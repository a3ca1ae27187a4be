"""The rows that training reads: a first text, the texts it is held against, and what is right.

One kind of row serves both models. A checker's row has one second text and the labels that would
be right (two where only "not supported" is known), or a share for each that a teacher gave. A
reader's row has a list of sentences in their context and the places of those that answer, none
where nothing does.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path

LABELS = ("contradicts", "neutral", "supports")
NOT_SUPPORTED = (0, 1)
HELD_BACK = 0.04


@dataclass(frozen=True, slots=True)
class Example:
    """A claim or question, the texts beside it, and the places of what is right."""

    first: str
    seconds: tuple[str, ...]
    right: tuple[int, ...]
    source: str
    group: str
    soft: tuple[float, ...] = ()  # a share for each label, instead of what is right


def read_rows(path: Path) -> Iterator[dict[str, object]]:
    """The rows of a file of JSON lines, packed or not."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def read_examples(path: Path) -> list[Example]:
    """The examples that `write_examples` wrote."""
    rows = read_rows(path)
    return [Example(**_as_tuples(row)) for row in rows]  # type: ignore[arg-type]


def write_examples(path: Path, examples: Iterable[Example]) -> int:
    """Writes a line for each example; how many there were."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as file:
        written = 0
        for example in examples:
            file.write(json.dumps(asdict(example), ensure_ascii=False) + "\n")
            written += 1
    return written


def is_held_back(example: Example) -> bool:
    """Whether the example's group is kept from training, for stopping and calibrating."""
    return share_of(example.group) < HELD_BACK


def share_of(name: str) -> float:
    """A number in [0, 1) that a name always gets: a draw that runs repeat."""
    return int.from_bytes(blake2b(name.encode(), digest_size=6).digest()) / 2**48


def _as_tuples(row: dict[str, object]) -> dict[str, object]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
