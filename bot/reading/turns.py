"""Turns of an interview or a transcript: paragraphs that open with who speaks ("BROOK: ...").

A text has turns where paragraphs open with a label and somebody has another turn, or one asks and
one answers. A turn ends with its paragraph. Behind "A:" speaks whoever is named in the last line
before that is no turn ("Evidence of Ms Ada Brook"); who asks behind "Q:" is not told.
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


_ASKS = frozenset({"Q", "Q.", "Question", "QUESTION"})
_ANSWERS = frozenset({"A", "A.", "Answer", "ANSWER"})
_NAME = re.compile(
    r"(?<!\w)(?:(?:Mrs?|Ms|Miss|Mx|Dr|Sir|Dame|Prof|Professor|Sen|Rep|Rev|Capt|Gen|Col)\.?[ \t]+)?"
    r"(?P<name>[A-Z][\w'’-]+(?:[ \t]+[A-Z][\w.'’-]*)*[ \t]+[A-Z][\w'’-]+)"
)


@dataclass(frozen=True, slots=True)
class Turn:
    """What is said in one turn, [start, end) of a body, and who says it, by the span of a name.

    None where nobody is named.
    """

    start: int
    end: int
    label: tuple[int, int] | None


def turns_in(body: str) -> tuple[Turn, ...]:
    """The turns of a text in order; () where it is no interview."""
    labels = list(_LABEL.finditer(body))
    names = [m["label"] for m in labels]
    answers = not _ANSWERS.isdisjoint(names) and not _ASKS.isdisjoint(names)
    return tuple(_turns(body, labels)) if answers or len(set(names)) < len(names) else ()


def _turns(body: str, labels: list[re.Match[str]]) -> Iterator[Turn]:
    for label in labels:
        words = body[label.end() :].partition("\n")[0].rstrip()
        yield Turn(label.end(), label.end() + len(words), _named(body, label))


def _named(body: str, label: re.Match[str]) -> tuple[int, int] | None:
    if label["label"] in _ASKS:
        return None
    return _introduced(body, label.start()) if label["label"] in _ANSWERS else label.span("label")


def _introduced(body: str, before: int) -> tuple[int, int] | None:
    """The first name in the nearest line above that opens no turn and has one."""
    end = before
    while end > 0:
        start = body.rfind("\n", 0, end - 1) + 1
        line = body[start:end]
        found = None if _LABEL.match(line) else _NAME.search(line)
        if found:
            return start + found.start("name"), start + found.end("name")
        end = start
    return None
