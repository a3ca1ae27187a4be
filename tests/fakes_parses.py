"""The real parser, loaded once a session, and documents parsed with it."""

from __future__ import annotations

import re
from dataclasses import replace

from retrieval.parsing import Parse
from tests.fakes_parser import packaged as parser


def parses_of(document: str) -> list[Parse]:
    """The sentences of a document whose paragraphs are lines, at their offsets in it."""
    lines = [(m.start(), m[0]) for m in re.finditer(r"[^\n]+", document)]
    parsed = parser().parse([line for _, line in lines])
    return [
        replace(sentence, start=start + sentence.start)
        for (start, _), sentences in zip(lines, parsed, strict=True)
        for sentence in sentences
        if len(sentence)
    ]
