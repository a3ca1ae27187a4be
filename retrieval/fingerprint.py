"""What an index was made with, and why one that was made otherwise cannot be used."""

from __future__ import annotations

import json
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from retrieval import chunking

FORMAT = "9"
_CURE = "run `onrecord index --rebuild`"


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What must agree for old and new vectors and parses to live in one index."""

    model: str
    dimension: int
    parser: str
    chunking: str = chunking.VERSION
    format: str = FORMAT

    @classmethod
    def of(cls, kept: str | None) -> Fingerprint | None:
        """What `as_json` wrote; None for what another version wrote."""
        values = json.loads(kept) if kept else ()
        return cls(*values) if len(values) == len(fields(cls)) else None

    def as_json(self) -> str:
        """Kept in the catalogue."""
        return json.dumps(astuple(self))

    def against(self, kept: str | None, folder: Path) -> str:
        """Why an index in `folder` with another fingerprint cannot be used, and what to do."""
        other = Fingerprint.of(kept)
        if other is not None and other.model != self.model:
            problem = f"the index was built with model {other.model}, now {self.model} is set"
            return f"{problem}; {_CURE}, or set ONRECORD_EMBEDDING_MODEL={other.model}"
        if other is not None and other.parser != self.parser:
            problem = f"the index was built with parser {other.parser}, now {self.parser} is set"
            return f"{problem}; {_CURE}, or set ONRECORD_PARSER as it was"
        return f"{folder}: the index is of another version; {_CURE}"


def is_outdated(kept: str | None) -> bool:
    """True for the fingerprint of another version, whose sentences were cut or kept otherwise."""
    if kept is None:
        return False
    found = Fingerprint.of(kept)
    return found is None or (found.chunking, found.format) != (chunking.VERSION, FORMAT)
