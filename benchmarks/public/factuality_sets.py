"""Readers of the factuality sets: a text, and how far its event is said to have happened."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from public.files import lines_of

_SPLIT_NEGATION = re.compile(r" (n['’]t)\b")
_SPLIT_ENDING = re.compile(r" (['’](?:s|re|ve|ll|d|m)\b|[.,;:?!])")


@dataclass(frozen=True, slots=True)
class Event:
    """An event of a text and its factuality, from -3 (did not happen) to 3 (happened).

    `start` and `end` are where the event, or the clause that tells it, stands in the text.
    `clause` where the item asks about a whole clause, its own negation and modals included; `verb`
    is then what embeds it, if the set says so.
    """

    text: str
    start: int
    end: int
    value: float
    clause: bool = False
    verb: str = ""

    @property
    def half(self) -> int:
        """0 for the half that rules may be made on, 1 for the half that is only measured."""
        return sha256(self.text.encode()).digest()[0] % 2

    @property
    def gold(self) -> str:
        """Asserted, hedged or denied, by the mapping of ../shared/data/README.md."""
        if self.value >= 2:
            return "asserted"
        return "hedged" if self.value > -1 else "denied"


def events(path: Path) -> Iterator[Event]:
    """The unified factuality format: tokens parted by blanks, several targets a text."""
    return _unified(path, clause=False)


def complements(path: Path) -> Iterator[Event]:
    """The same, where people were asked whether the clause of the target follows from the text."""
    return _unified(path, clause=True)


def _unified(path: Path, clause: bool) -> Iterator[Event]:
    for row in lines_of(path):
        text, words = _joined(row["text"]), row["text"].split(" ")
        for target in row["targets"]:
            first, last = target["span1"]
            start, end = (len(_joined(" ".join(words[:n]))) for n in (first, last))
            yield Event(text, start + bool(start), end, float(target["label"]), clause)


def commitment_bank(path: Path) -> Iterator[Event]:
    """CommitmentBank: how far the speaker is committed to a clause that the text embeds."""
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            text, clause = row["Target"], row["Prompt"]
            span = _span(text, clause, row["Verb"])
            yield Event(text, *span, float(row["Mean"]), True, row["Verb"].replace(" ", "_"))


def _span(text: str, clause: str, verb: str) -> tuple[int, int]:
    """Where a clause stands; behind the verb that embeds it where its words were changed."""
    found = text.lower().find(clause.lower())
    if found >= 0:
        return found, found + len(clause)
    embedding = re.search(rf"\b{verb[:3]}\w*(?:\s+that)?\s+", text, re.IGNORECASE)
    return embedding.end() if embedding else 0, len(text)


def certainty(path: Path) -> Iterator[tuple[str, float]]:
    """Findings of papers and how certain they sound, from 1 to 6."""
    for row in lines_of(path):
        yield _joined(row["finding"]), float(row["sentence-level-certainty"])


def _joined(text: str) -> str:
    """Text whose tokens are joined as a writer joins them."""
    return _SPLIT_ENDING.sub(r"\1", _SPLIT_NEGATION.sub(r"\1", text))


SETS: dict[str, tuple[str, Callable[[Path], Iterator[Event]]]] = {
    "MV2": ("factuality/MV2/dev.jsonl", complements),
    "RP": ("factuality/RP/dev.jsonl", complements),
    "UDS-IH2": ("factuality/UDS_IH2/dev.jsonl", events),
    "CommitmentBank": ("factuality/CommitmentBank-items.csv", commitment_bank),
}
CERTAINTY = "factuality/sentence-level-certainty.jsonl"
