"""What a person reads of an answer: its text, and the table of figures below it."""

from __future__ import annotations

from bot.claims import Answer
from bot.presenting.planning import plan_of


def text_read(answer: Answer) -> str:
    """The text of an answer and the cells of its table; not its verdict, which repeats what was
    asked, and nothing of what stands behind "More"."""
    rows = (f"{row.who}: {row.value}." for row in plan_of(answer).figures)
    return "\n\n".join((answer.text, *rows))
