"""The day up to which a question wants things known, when its own words set one.

A date in a question is mostly its topic ("what happened on 24 October"), and then all sources
count. It limits what may be known only where the words say so:
1. as of, as at or as things stood on a date, a date with a colon in front of the question, and in a
   question also by, until, till, up to or before it: that day, the last day of a month or year
   named alone, the day before for "before";
2. on, in or back in a date, where the question asks what was known: "was it confirmed on ...",
   "had anyone confirmed it in ...", "what was known on ...";
3. not where the date belongs to a plan ("will leave by"), to an act that ended then ("denied it
   until"), or to an amount ("up to 2000 men");
4. not where two such dates disagree.

Where the date is about knowing and not about what happened (as of, rule 2, "confirmed by"), its
words are no part of what is asked, and are taken out.

A date without a year is the latest of its name that begins no later than the newest source.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)(?![\d,.]\d|\d)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_PART = (
    r"(?:the\s+)?(?:(?P<part>end|close|beginning|start|middle)\s+of\s+|"
    r"(?P<third>early|mid|late)[\s-]+)?(?:the\s+)?"
)
_DATES = (
    r"(?P<iso>(?:19|20)\d\d-[01]\d-[0-3]\d)",
    rf"(?:the\s+)?{_DAY}(?:\s+of)?\s+{_MONTH}(?:,?\s+{_YEAR})?",
    rf"{_MONTH}\s+{_DAY}(?!\d)(?:,?\s+{_YEAR})?",
    rf"{_PART}{_MONTH}(?:,?\s+(?:of\s+)?{_YEAR})?",
    # A year alone is one only where no amount can be meant.
    rf"{_PART}{_YEAR}(?=\s*(?:[?.!,;:)]|$)|\s+(?:was|were|had|has|did|is|are|what|who|how)\b)",
)
_LIMITS = (
    r"\b(?P<limit>by|as\s+of|as\s+at|as\s+(?:things|matters|it)\s+stood\s+(?:on|in|at)|"
    r"until|till|up\s+to|before)\s+"
)
_HEAD = r"\A\W*(?P<limit>)"
_WHEN = r"\b(?P<limit>on|in|back\s+in|back\s+on)\s+"
_KNOWLEDGE = re.compile(
    r"\bknew\b|\b(?:was|were|had|been)\b[^?.!;]*"
    r"\b(?:known|confirmed|established|proven|proved|official|acknowledged|verified|settled)\b"
    r"(?!\s+by\b)",
    re.IGNORECASE,
)
_KNOWING = re.compile(
    r"\b(?:know[ns]?|knew|confirm\w*|established|proven?|proved|official\w*|verified)\b",
    re.IGNORECASE,
)
_ENDS = frozenset({"by", "until", "till", "up to", "before"})
_ASKS = re.compile(
    r"\?|^\W*(?:(?:so|and|but|ok|then|now)\b\W*)*(?:who|what|when|where|why|which|how|is|are|was|were|"
    r"do|does|did|has|have|had|can|could|tell|list|name|show)\b",
    re.IGNORECASE,
)
# What begins a clause of its own, with a date of its own.
_CLAUSE = re.compile(r"[?.!;]|\b(?:that|who|whom|which|whether|when|where|if|how|what|by)\b", re.I)
_OPENS = re.compile(r"(?:\A|[,;.?!:]|\b(?:and|so|but))\s*\Z", re.IGNORECASE)
_PLAN = re.compile(
    r"\b(?:will|would|shall|going to|to be|plans?|planned|planning|expected?|due|promise[sd]?|"
    r"deadline|pledge[sd]?|intends?|aims?|forecast|predict\w*|hopes?|wants?|scheduled)\b"
    r"[^?.!;]*\Z",
    re.IGNORECASE,
)
_LASTING = re.compile(
    r"(?:n['’]t|\bnot|\bnever|\bden(?:y|ies|ied|ying))\b[^?.!;]*\Z", re.IGNORECASE
)
_THIRDS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}


@dataclass(frozen=True, slots=True)
class Span:
    """The first and the last day of the sources, or of what a date names."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Limit:
    """The day up to which a question wants things known, and the rest of the question.

    It is the last of the days that were named; the first is where they `begin`, if that is another.
    """

    day: date
    rest: str
    begins: date | None = None


def limit_in(text: str, sources: Span) -> Limit | None:
    """The limit by the rules above; None where there is none, or where no source is as old."""
    found = tuple(_found(text, sources.last))
    if len({span.last for _, span in found}) != 1:
        return None
    span = found[0][1]
    places = [m.span() for m, _ in found if _is_about_knowing(m, text)]
    rest = _without(text, places)
    return Limit(span.last, rest, span.first) if span.last >= sources.first else None


def _found(text: str, newest: date) -> Iterator[tuple[re.Match[str], Span]]:
    """Each limiting phrase with its days."""
    taken: list[tuple[int, int]] = []
    for limits, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            inside = any(start < match.end() and match.start() < end for start, end in taken)
            span = None if inside or not limits(match, text) else _span(match, newest)
            if span is not None:
                taken.append(match.span())
                before = _limit(match) == "before"
                yield match, _one(span.first - timedelta(days=1)) if before else span


def _is_about_knowing(match: re.Match[str], text: str) -> bool:
    return _limit(match) not in _ENDS or _KNOWING.search(text) is not None


def _limit(match: re.Match[str]) -> str:
    return " ".join(match["limit"].lower().split())


def _without(text: str, places: Iterable[tuple[int, int]]) -> str:
    for start, end in sorted(places, reverse=True):
        text = f"{text[:start].rstrip()}{_tail(text[end:], opens=not text[:start].strip())}"
    return text


def _tail(text: str, *, opens: bool) -> str:
    """What stands behind a phrase that was taken out, fit to follow what stood before it."""
    if opens:
        return text.lstrip(" ,;:")
    return text if text[:1] in "?.!,;:)" else f" {text.lstrip()}"


def _span(match: re.Match[str], newest: date) -> Span | None:
    """The days that a date names, or None for one that is in no calendar."""
    found = match.groupdict()
    try:
        if iso := found.get("iso"):
            return _one(date.fromisoformat(iso))
        if month := found.get("month"):
            number = _MONTHS.index(month[:3].lower()) + 1
            year = int(found["year"]) if found["year"] else None
            if day := found.get("day"):
                return _one(_latest(year, number, int(day), newest))
            first = _latest(year, number, 1, newest)
            return _part(found, Span(first, _end_of_month(first)))
        year = int(found["year"])
        return _part(found, Span(date(year, 1, 1), date(year, 12, 31)))
    except ValueError:
        return None


def _latest(year: int | None, month: int, day: int, newest: date) -> date:
    """That day; without a year the latest one that is not after the newest source."""
    if year is not None:
        return date(year, month, day)
    this = date(newest.year, month, day)
    return this if this <= newest else date(newest.year - 1, month, day)


def _part(found: dict[str, str | None], whole: Span) -> Span:
    """The part of a month or year that is meant: its end, its beginning, its early days."""
    part, third = (found.get("part") or "").lower(), (found.get("third") or "").lower()
    if part in {"end", "close"}:
        return _one(whole.last)
    if part in {"beginning", "start"}:
        return _one(whole.first)
    if not (third or part):
        return whole
    low, high = _THIRDS[third or "mid"]
    length = (whole.last - whole.first).days + 1
    scale = length / 31
    return Span(
        whole.first + timedelta(days=round((low - 1) * scale)),
        whole.first + timedelta(days=min(length, round(high * scale)) - 1),
    )


def _end_of_month(first: date) -> date:
    return first.replace(day=monthrange(first.year, first.month)[1])


def _one(day: date) -> Span:
    return Span(day, day)


def _ends_knowledge(match: re.Match[str], text: str) -> bool:
    """Whether the words before let "by" and its like limit what is known (rules 1 and 3)."""
    before, limit = text[: match.start()], _limit(match)
    if limit in _ENDS and not _ASKS.search(text):
        return False
    if limit in {"until", "till", "up to"} and _LASTING.search(before):
        return False
    return _PLAN.search(before) is None


def _dates_knowledge(match: re.Match[str], text: str) -> bool:
    """Whether "on" and its like say when something was known (rule 2)."""
    if _limit(match).startswith("back"):
        return _KNOWLEDGE.search(text) is not None
    before = text[: match.start()]
    known = _KNOWLEDGE.search(before)
    if known is not None:
        return _CLAUSE.search(before, known.end()) is None
    after = text[match.end() :].split("?")[0]
    return _OPENS.search(before) is not None and _KNOWLEDGE.search(after) is not None


def _heads_question(match: re.Match[str], text: str) -> bool:
    """A date with a colon that heads a question dates all of it."""
    return re.match(r"\s*:\s*\S", text[match.end() :]) is not None


_PATTERNS = tuple(
    (limits, re.compile(f"{words}{day}", re.IGNORECASE))
    for limits, words in (
        (_ends_knowledge, _LIMITS),
        (_dates_knowledge, _WHEN),
        (_heads_question, _HEAD),
    )
    for day in _DATES
)
