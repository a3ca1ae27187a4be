"""A claim's status over time, as lines for a person and as values for a program."""

from __future__ import annotations

from typing import Any

from bot.claims import Answer, Claim, StatusChange
from bot.rendering.answers import answer_lines
from bot.rendering.json_format import answer_json
from bot.rendering.lines import BLANK, Line, block
from bot.rendering.text import as_of_words, change_words, label_line, quoted

_PRINTED_BY = "printed by "
# A reason may cut a long name short, but not before this.
_TELLING = 40


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
        label_line(claim.label, *as_of_words(answer)),
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
    """Who brought a change about, and in which source.

    That is whom the reason names, where several speak in that source on that day.
    """
    rows = [r for r in claim.evidence if (r.date, r.source_id) == (change.date, change.source_id)]
    names = [r.claimant or r.origin.removeprefix(_PRINTED_BY) for r in rows]
    named = [name for name in names if name[:_TELLING] in change.reason]
    who = next(iter([*named, *names[-1:]]), None)
    return f"{who}, in {change.source_id}" if who else f"in {change.source_id}"
