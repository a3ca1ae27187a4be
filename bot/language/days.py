"""Days in text: dates, months, years, and what counts from the page's day ("last Friday").

Offsets are exact; what is only a name ("May said", "Friday Harbour") is no day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.language.day_patterns import PATTERNS, Pattern
from bot.language.day_resolving import Page
from bot.language.parsed_figures import counts_in_year
from retrieval.parsing import Parse

_NAMED = frozenset("PERSON ORG GPE LOC FAC PRODUCT WORK_OF_ART EVENT NORP LAW".split())
_ALSO_WORDS = re.compile(r"may|march|mar|dec|jan|jun|sep", re.IGNORECASE)
_ALSO_PEOPLE = re.compile(r"\b(?:May|March|April|June|August)\Z")
_TOWARDS_PEOPLE = re.compile(r"\b(?:by|from|to|after|before)\s+\Z", re.IGNORECASE)
_CAPITAL_BEHIND = re.compile(r"['’]?s?\s+(?=[A-Z])(?P<word>\w+)")
_CAPITAL_BEFORE = re.compile(r"(?P<word>\b[A-Z][a-z]+)\s+\Z")
_OPENING = frozenset(
    "on by since until till from late early last next this the after before and or in to for at "
    "as when while but of with if it he she they we i a an said says will was is had has".split()
)
_JOINS = re.compile(r"\s*(?:-|\u2013|to|until|till)\s*", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+\Z", re.IGNORECASE)
_TOGETHER = re.compile(r"\b(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?:and|or)\s+\Z", re.IGNORECASE)
_FUTURE = frozenset("will shall 'll ’ll wo would to".split())
_NEVER = frozenset({"VBD", "VBN"})


@dataclass(frozen=True, slots=True)
class Day:
    """A time named at [start, end): a day, or all from `first` to `last`, both included."""

    start: int
    end: int
    first: date
    last: date


def days_in(said: str | Parse, on: date, ahead: bool | None = None) -> tuple[Day, ...]:
    """The days, months and years that a text or sentence names, in order; `on` is the page's day.

    1. Where two readings overlap, the one that begins first stands, of two the longer.
    2. What has no year is of the nearest one; a weekday is the last up to `on`. `ahead` says that
       the text speaks of what lies before it; None reads it from the tense, where a parse is there.
    3. Two days that "to" or "between ... and" join are one span.
    4. Names of people and places are none, nor are numbers that count.
    """
    text = said if isinstance(said, str) else said.text
    found = sorted(_found(text, said), key=lambda named: (named[1].start(), -named[1].end()))
    days: list[Day] = []
    end = 0
    for pattern, match in found:
        if match.start() >= end:
            end = match.end()
            told = _tense(said, match.start()) if ahead is None else ahead
            days += _resolved(pattern, match, Page(on, told))
    return tuple(_joined(text, days))


def overlaps(one: Day, other: Day) -> bool:
    """Whether two days can be the same: a day and the month it lies in, for one."""
    return one.first <= other.last and other.first <= one.last


def _found(text: str, said: str | Parse) -> Iterator[tuple[Pattern, re.Match[str]]]:
    for pattern in PATTERNS:
        for match in pattern.rule.finditer(text):
            if not _is_name(pattern, match, said):
                yield pattern, match


def _resolved(pattern: Pattern, match: re.Match[str], page: Page) -> Iterator[Day]:
    """The day that a match names; with the one before it in "14 and 20 October"."""
    try:
        span = pattern.resolve(match, page)
    except (ValueError, OverflowError):
        return  # before the year 1 or after 9999
    if span is not None:
        day = Day(*match.span(), *span)
        yield from _companion(match.string, day)
        yield day


def _joined(text: str, days: Sequence[Day]) -> Iterator[Day]:
    """The days, two that are the ends of a span as one."""
    waiting: Day | None = None
    for day in days:
        if waiting is not None and _is_span(text, waiting, day):
            waiting = Day(waiting.start, day.end, waiting.first, day.last)
        else:
            yield from () if waiting is None else (waiting,)
            waiting = day
    yield from () if waiting is None else (waiting,)


def _is_span(text: str, one: Day, other: Day) -> bool:
    if one.first > other.last:
        return False
    if _JOINS.fullmatch(text, one.end, other.start):
        return True
    between = _BETWEEN.search(text[: one.start])
    return between is not None and _AND.fullmatch(text, one.end, other.start) is not None


def _companion(text: str, day: Day) -> Iterator[Day]:
    before = _TOGETHER.search(text[: day.start])
    if before is None or day.first != day.last or not text[day.start : day.end][:1].isdigit():
        return
    try:
        first = day.first.replace(day=int(before["day"]))
    except ValueError:
        return
    yield Day(before.start(), before.end("day"), first, first)


def _is_name(pattern: Pattern, match: re.Match[str], said: str | Parse) -> bool:
    """Whether the words of a match name somebody or something, or are plain words.

    1. "may" and "march" in small letters need a year; so does whatever is no full name.
    2. A parser that takes them for a name of a person, place or body is right.
    3. A number before a plural that it counts is no year, one behind a month no day.
    4. A weekday or month beside another capital is part of a name, in a text without a parse.
    5. May, March and the like behind "by" or "from" are people.
    """
    groups = match.groupdict()
    month = groups.get("month") or ""
    if month and month.islower() and _ALSO_WORDS.fullmatch(month) and not groups.get("year"):
        return "day" not in groups or pattern.name == "month day"
    if isinstance(said, Parse):
        return _is_in_name(said, pattern, match) or _counts(said, pattern, match)
    return pattern.bare and (_is_beside_capital(match) or _is_towards_people(match))


def _is_beside_capital(match: re.Match[str]) -> bool:
    text = match.string
    behind = _CAPITAL_BEHIND.match(text, match.end())
    before = _CAPITAL_BEFORE.search(text[: match.start()])
    words = [m["word"].lower() for m in (behind, before) if m is not None]
    return any(word not in _OPENING for word in words)


def _is_towards_people(match: re.Match[str]) -> bool:
    before = match.string[: match.start()]
    return bool(_ALSO_PEOPLE.search(match[0]) and _TOWARDS_PEOPLE.search(before))


def _tokens(parse: Parse, start: int, end: int) -> list[int]:
    return [t for t in range(len(parse)) if parse.starts[t] < end and start < parse.ends[t]]


def _is_in_name(parse: Parse, pattern: Pattern, match: re.Match[str]) -> bool:
    """Whether a parse has it in an entity, or before a proper noun that it belongs to."""
    tokens = _tokens(parse, *match.span())
    if not tokens:  # the day of a dateline, which is no part of the parse
        return False
    if any(parse.entities[t][2:] in _NAMED for t in tokens):
        return True
    last = tokens[-1]
    head = parse.heads[last]
    within = pattern.bare and parse.deps[last] == "compound" and head > last
    return within and parse.tags[head].startswith("NNP")


def _counts(parse: Parse, pattern: Pattern, match: re.Match[str]) -> bool:
    if pattern.name == "year":
        return any(counts_in_year(parse, t) for t in _tokens(parse, *match.span()))
    if pattern.name != "month day" or match["until"] or match["year"]:
        return False
    day = next(iter(_tokens(parse, *match.span("day"))), None)
    if day is None:
        return False
    head = parse.heads[day]
    return parse.deps[day] == "nummod" and head > day and parse.tags[head] == "NNS"


def _tense(said: str | Parse, start: int) -> bool | None:
    """Whether the verb above a day speaks of what lies ahead; None where it may be either.

    1. "Will", "would" and an infinitive do.
    2. A past tense or participle does not.
    """
    if isinstance(said, str):
        return None
    token = next(iter(_tokens(said, start, start + 1)), None)
    if token is None:
        return None
    verb = next((t for t in said.ancestors(token) if said.tags[t].startswith("VB")), None)
    if verb is None:
        return None
    if any(said.word(t).lower() in _FUTURE for t in said.children(verb, "aux")):
        return True
    return False if said.tags[verb] in _NEVER else None
