"""The day that a follow-up sets: "and on 24 October?", "as of 2024-10-24?", "and before that?".

A day takes the place of the only day of the earlier question, else it goes to its end, where the
reader of as-of days finds it.
"""

from __future__ import annotations

import re

from bot.answering.earlier import Earlier
from bot.language.figures import dates_in

_LIMIT = r"on|in|by|as\s+(?:of|at)|until|till|up\s+to|before|after|since|back\s+(?:in|on)"
_DATED = re.compile(
    rf"(?:(?:what|how)\s+about\s+)?(?:(?P<limit>{_LIMIT})\s+)?(?P<day>(?:the\s+)?.+)", re.I
)
BEFORE_DAY = re.compile(rf"\b(?P<limit>{_LIMIT})\s+(?:the\s+)?\Z", re.IGNORECASE)
_THEN = re.compile(r"(?P<limit>before|after|since)\s+(?:that|then|this)(?:\s+(?:day|date))?", re.I)
_MONTH = re.compile(
    r"(?:the\s+)?(?:(?:early|mid|late)[\s-]|(?:end|beginning|start|middle) of\s+)?(?:january|"
    r"february|march|april|may|june|july|august|september|october|november|december)(?:\s+\d{4})?",
    re.IGNORECASE,
)

_IN_MONTH = re.compile(rf"\b(?:{_LIMIT}|during)\s+(?P<month>{_MONTH.pattern})\b", re.IGNORECASE)


def on_another_day(core: str, before: Earlier) -> str | None:
    """The earlier question as of another day; empty for "before that" where it names no one day.

    None where the follow-up is more than a day.
    """
    days = dates_in(before.text)
    if then := _THEN.fullmatch(core):
        day = before.text[slice(*days[0])] if len(days) == 1 else None
        return _on_day(before, days[0], then["limit"], day) if day else ""
    found = _DATED.fullmatch(core)
    if found is None or not _is_day(found["day"]):
        return None
    months = [m.span("month") for m in _IN_MONTH.finditer(before.text)]
    for known in (days, months):
        if len(known) == 1:
            return _on_day(before, known[0], found["limit"], found["day"])
    limit = (found["limit"] or "on").lower()
    return f"{before.text} {'as of' if limit in {'on', 'in'} else limit} {found['day']}?"


def _is_day(text: str) -> bool:
    plain_day = re.sub(r"\Athe\s+", "", text, flags=re.IGNORECASE)
    return dates_in(plain_day) == ((0, len(plain_day)),) or _MONTH.fullmatch(text) is not None


def _on_day(before: Earlier, span: tuple[int, int], limit: str | None, day: str) -> str:
    """The earlier question with another day; it stays "as of" where that is how it was put."""
    head = before.text[: span[0]]
    own = BEFORE_DAY.search(head)
    keeps = limit is None or limit.lower() in {"on", "in"}
    word = own["limit"] if own and keeps else (limit or "on").lower()
    head = head[: own.start()] if own else head
    return f"{head.rstrip()} {word} {day}{before.text[span[1] :]}?".strip()
