"""How texts name days, months and years: patterns as data, each with what it resolves to."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.language import day_resolving as to
from bot.language.day_resolving import Page, Span

_MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|"
    r"December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_FULL_MONTH = re.sub(r"\|\(\?:Jan.*", ")", _MONTH)
_WEEKDAY = r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_LEADING = r"(?:(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)(?:day|nesday|sday|rsday|urday)?\.?,?\s+)?"
_D = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_D2 = r"(?P<until>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s+(?P<year>\d{4})\b)"
_ERA = r"(?P<year>(?:19|20)\d\d)"
_TO = r"\s*(?:-|\u2013|to|until)\s*"
_PART = r"(?:the\s+)?(?P<part>early|mid|late|beginning|start|middle|end)(?:-|\s+)(?:of\s+|in\s+)?"
_STEP = r"(?P<step>last|this\s+past|this\s+coming|this|next|past|coming)"
_UNIT = r"(?P<unit>day|weekend|week|month|year)s?"
_RELATIVE = (
    r"the\s+day\s+(?:before\s+yesterday|after\s+tomorrow)|yesterday|tomorrow|today|tonight|"
    r"this\s+(?:morning|afternoon|evening)|last\s+night"
)
_N = (
    r"(?P<n>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"a\s+couple\s+of|a\s+few|several)"
)
_BEFORE_MONTH = (
    r"(?<=\b(?:in|to)\s)|(?<=\b(?:last|next|this|late|till)\s)|(?<=\bsince\s)|(?<=\buntil\s)|"
    r"(?<=\b(?:during|before)\s)|(?<=\bearly\s)|(?<=\bfrom\s)|(?<=\bafter\s)|(?<=\bby\s)"
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A way to name a day; `bare` where only a name tells, so that it may be somebody's."""

    name: str
    rule: re.Pattern[str]
    resolve: Callable[[re.Match[str], Page], Span | None]
    bare: bool = False


def _rule(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.,/-])(?:{pattern})(?!\w)", re.IGNORECASE)


PATTERNS = (
    Pattern("iso", _rule(r"(\d{4})-(\d\d)-(\d\d)"), to.iso),
    Pattern("numeric", _rule(r"(\d{1,2})[./](\d{1,2})[./](\d{4})"), to.numeric),
    Pattern(
        "day month",
        _rule(rf"{_LEADING}(?:the\s+)?{_D}(?:{_TO}{_D2})?(?:\s+of)?\s+{_MONTH}{_YEAR}?"),
        to.dated,
    ),
    Pattern(
        "month day",
        _rule(rf"{_LEADING}{_MONTH}\s+{_D}(?!\d|[.,:]\d)(?:{_TO}{_D2}(?!\d|[.,:]\d))?{_YEAR}?"),
        to.dated,
    ),
    Pattern("part of month", _rule(rf"{_PART}{_MONTH}{_YEAR}?"), to.part_of_month),
    Pattern("month year", _rule(rf"{_MONTH}(?:\s+of)?{_YEAR}"), to.month),
    Pattern("month", _rule(rf"(?:{_STEP}\s+|{_BEFORE_MONTH}){_FULL_MONTH}"), to.month, bare=True),
    Pattern(
        "quarter",
        _rule(rf"(?:the\s+)?(?P<place>first|second|third|fourth)\s+quarter\s+of\s+{_ERA}"),
        to.quarter,
    ),
    Pattern("part of year", _rule(rf"{_PART}{_ERA}"), to.part_of_year),
    Pattern("part of step", _rule(rf"{_PART}(?:the|{_STEP})\s+{_UNIT}"), to.part_of_step),
    Pattern("year", _rule(rf"{_ERA}(?!-\d|[.,]\d)"), to.year),
    Pattern("decade", _rule(r"(?:the\s+)?(?P<year>(?:19|20)\d0)s"), to.decade),
    Pattern(
        "weekday of week", _rule(rf"{_WEEKDAY}(?:,?\s+of)?\s+{_STEP}\s+week"), to.weekday_of_week
    ),
    Pattern("weekday", _rule(rf"(?:{_STEP}\s+)?{_WEEKDAY}"), to.weekday, bare=True),
    Pattern("relative", _rule(_RELATIVE), to.relative),
    Pattern(
        "step",
        _rule(rf"(?:(?P<side>earlier|later)\s+)?(?:{_STEP}|(?<=er\s)in\s+the)\s+{_UNIT}"),
        to.step,
    ),
    Pattern("ago", _rule(rf"{_N}\s+{_UNIT}\s+(?:ago|earlier)(?P<ahead>(?!))?"), to.away),
    Pattern("in", _rule(rf"(?P<ahead>in)\s+{_N}\s+{_UNIT}"), to.away),
    Pattern(
        "lately",
        _rule(rf"(?:in|over|within|during|for)\s+the\s+(?:past|last)\s+(?:{_N}\s+)?{_UNIT}"),
        to.lately,
    ),
)
