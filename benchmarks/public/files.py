"""Where the public sets lie and how their lines are read; what is missing is said, not raised."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from common import SHARED, console

DATA = SHARED / "data"
Row = dict[str, Any]


def found(name: str) -> Path | None:
    """The file or folder of a set, or None after saying that its benchmark is skipped."""
    path = DATA / name
    if path.exists():
        return path
    console.print(f"skipped: {path} is not there")
    return None


def lines_of(path: Path) -> Iterator[Row]:
    """The objects of a file of JSON lines, compressed or not."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    yield from (json.loads(line) for line in text.split("\n") if line)
