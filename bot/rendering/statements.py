"""What was read of a text, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from bot.claims import ReadSentence, ReadStatement
from bot.rendering.lines import BLANK, Line, block
from bot.rendering.text import quoted

_NOTHING = "There is no sentence in it."
_MARKS = "\"“”„«»‘’'`"
_FLAGS = ("hedged", "negated", "planned")


def other_language(code: str) -> str:
    """That a text makes no statements."""
    return f"The text is in another language ({code}); only English can be read into statements."


def statement_lines(sentences: Sequence[ReadSentence]) -> tuple[Line, ...]:
    """Each sentence, and below it who says what, how."""
    lines = [line for sentence in sentences for line in _sentence(sentence)]
    return tuple(lines[:-1]) if lines else (block(_NOTHING),)


def statements_json(sentences: Sequence[ReadSentence]) -> list[dict[str, Any]]:
    """The statements of all sentences in order, as plain values."""
    return [
        {"sentence_start": sentence.start, "sentence_end": sentence.end, **asdict(statement)}
        for sentence in sentences
        for statement in sentence.statements
    ]


def _sentence(sentence: ReadSentence) -> Iterator[Line]:
    yield block(sentence.text, "bold")
    for statement in sentence.statements:
        yield block(_who_says_how(statement), indent=2, hang=2)
        yield block(quoted(statement.quote.strip(_MARKS)), indent=4)
    if not sentence.statements:
        yield block("no statement", "dim", indent=2)
    yield BLANK


def _who_says_how(statement: ReadStatement) -> str:
    who = f"{statement.claimant} ({statement.standing.value})"
    if statement.claimant is None:
        who = "somebody unnamed" if statement.unnamed else "the page itself"
    flags = (flag for flag in _FLAGS if getattr(statement, flag))
    return " · ".join((f"{who} {statement.stance.value}", *flags))
