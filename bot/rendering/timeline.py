"""A claim's status over time, as lines for a person and as values for a program."""

from __future__ import annotations

from typing import Any

from bot.claims import Answer, Claim, StatusChange
from bot.rendering.json_format import answer_json
from bot.rendering.lines import BLANK, Line, block
from bot.rendering.text import answer_lines, as_of_words, change_words, label_line, quoted

_PRINTED_BY = "printed by "


def timeline_lines(answer: Answer) -> tuple[Line, ...]:
    """Every change of the first claim's status, oldest first, and its present status last.

    An answer that makes no claim is shown as such, with the nearest passages.
    """
    if not answer.claims:
        return answer_lines(answer)
    claim = answer.claims[0]
    changes = [block(change_words(change), indent=2, hang=2) for change in claim.history]
    return (
        block(quoted(answer.question), "bold"),
        *(changes or [block("No dated statement bears on it.", indent=2)]),
        BLANK,
        label_line(claim.label, as_of_words(answer)),
        block(claim.label.reason),
    )


def timeline_json(answer: Answer) -> dict[str, Any]:
    """The same as plain values; without a claim, the nearest passages are its citations."""
    whole = answer_json(answer)
    first = whole["claims"][0] if whole["claims"] else {}
    kept = ("question", "as_of", "outcome", "status")
    return {
        **{key: whole[key] for key in kept},
        "qualifiers": first.get("qualifiers", []),
        "reason": first.get("reason"),
        "history": first.get("history", []),
        "citations": whole["citations"],
    }


def brought_by(claim: Claim, change: StatusChange) -> str:
    """Who brought a change about: the claimant, or who printed it, and the source."""
    rows = (r for r in claim.evidence if (r.date, r.source_id) == (change.date, change.source_id))
    last = max(rows, key=lambda r: r.start, default=None)
    who = (last.claimant or last.origin.removeprefix(_PRINTED_BY)) if last else None
    return f"{who}, in {change.source_id}" if who else f"in {change.source_id}"
