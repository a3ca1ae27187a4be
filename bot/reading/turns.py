"""Turns of an interview or a transcript: paragraphs that open with who speaks ("BROOK: ...").

A text has turns where paragraphs open with a label and somebody has another turn. A turn ends
with its paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LABEL = re.compile(
    r"^[\"“*_(]*(?P<label>[A-Z][\w.'’-]*(?:[ \t]+[A-Z(][\w.'’()-]*){0,4}?)"
    r"[*_]*[ \t]?:[*_]*[ \t]+(?=\S)",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Turn:
    """What is said in one turn, [start, end) of a body, and who says it, by the label's span."""

    start: int
    end: int
    label: tuple[int, int]


def turns_in(body: str) -> tuple[Turn, ...]:
    """The turns of a text in order; () where it is no interview."""
    labels = list(_LABEL.finditer(body))
    names = [m["label"] for m in labels]
    return tuple(_turns(body, labels)) if len(set(names)) < len(names) else ()


def _turns(body: str, labels: list[re.Match[str]]) -> Iterator[Turn]:
    for label in labels:
        words = body[label.end() :].partition("\n")[0].rstrip()
        yield Turn(label.end(), label.end() + len(words), label.span("label"))
