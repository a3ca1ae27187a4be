"""The day on which a page says it was published, where that stands, and when it was changed.

htmldate alone would fall back on any day that the text mentions, on the day of the last change,
and on today's where only a month is given. So it is shown one string at a time, and only strings
that the page itself labels as its date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from html import escape
from itertools import islice
from typing import Any

from retrieval.loaders.json_ld import Stated

_PUBLISHED = re.compile(
    r"publi(?!sher)|issued|posted|pub-?date|\Adate\Z|\Adc(?:terms)?[.:]date", re.I
)
_CHANGED = re.compile(
    r"modif|updat|chang|expir|aktualisiert|geändert|mis[e]? à jour|actualiz", re.I
)
_LABEL = re.compile(r"date|datum|fecha|publi|posted|byline|time-?stamp|parution", re.I)
_ELSEWHERE = "ancestor::nav | ancestor::aside | ancestor::footer"
_ISO = re.compile(r"(?<!\d)(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
_MOMENT = re.compile(
    r"(?<!\d)(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::\d{2}(?:[.,]\d+)?)?"
    r"\s?(Z|UTC|GMT|[+-]\d{2}:?\d{2})?"
)
_GERMAN = re.compile(r"(?<!\d)(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)")
_TIME = re.compile(r"\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\b|Uhr)?", re.I)
_MONTH = r"[^\W\d_]{3,}"
_WORDS = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?\s+(?:de\s+|of\s+)?{_MONTH}\.?,?\s+(?:de\s+)?\d{{4}}"
    rf"|{_MONTH}\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+\d{{4}}"
)
_IN_TEXT = re.compile(
    rf"(?<![\d.,])\d{{1,2}}(?:st|nd|rd|th|er|\.|º)?\s+(?:de\s+|of\s+)?{_MONTH}\.?(?:,?\s+(?:de\s+)?\d{{4}})?"
    rf"|\b{_MONTH}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?![.,]\d)(?:,?\s+\d{{4}})?"
)
_MOST_TOLD = 60  # days of a text that are looked at
_LONGEST = 120  # characters of a label with a date; more is prose


_EAST, _WEST = timedelta(hours=14), timedelta(hours=12)  # how far clocks go from UTC
_NIGHT = (6, 22)  # hours in UTC before and after which many places have another day


@dataclass(frozen=True, slots=True)
class Dated:
    """The day a page names as its own, where it stands or why there is none, the last change."""

    day: date | None
    where: str
    changed: date | None = None


@dataclass(frozen=True, slots=True)
class Stamp:
    """A day as it was written; `instant` where it was written with a clock and its zone.

    Of `utc` the zone is UTC, so that the day may be another one where the page appeared.
    """

    day: date
    instant: datetime | None = None
    utc: bool = False


def published_on(tree: Any, stated: Stated) -> Dated:
    """When the page says that it was published.

    Asked in this order, the first that names exactly one day is believed:
    1. the meta elements of the page's head;
    2. `datePublished` of the article's own object in its JSON-LD;
    3. elements of the article that are marked as its date.
    A moment in UTC alone has the day that another of these gives for it, if one does.
    """
    own = stated.value("datePublished")
    groups = (
        ("its metadata", stamps(_in_metas(tree))),
        ("its JSON-LD", stamps([own] if own else [])),
        ("the day shown above its text", stamps(_in_labels(tree))),
    )
    changed = _changed(tree, stated)
    for n, (where, found) in enumerate(groups):
        settled = _settled(found)
        if settled is None:
            continue
        local = _local(settled, [stamp for _, others in groups[n + 1 :] for stamp in others])
        if local is not None:
            return Dated(local, f"{where}, in the page's own time zone", changed)
        return Dated(settled.day, where + _about_night(settled), changed)
    if any(found for _, found in groups):
        return Dated(None, "the page names several days and does not say which is its own", changed)
    if changed is not None:
        return Dated(None, f"only the day of an update, {changed}, stands there", changed)
    if any(other is not stated.article for other in stated.others):
        return Dated(None, "only the day of another story stands there", changed)
    return Dated(None, "", changed)


def stamps(strings: Iterable[str]) -> list[Stamp]:
    """The days that strings name, of those that name one."""
    return [stamp for text in strings if (stamp := stamp_of(text)) is not None]


def stamp_of(text: str) -> Stamp | None:
    """The one whole day that a string names, and the moment where it names that."""
    day = _day(text)
    if day is None:
        return None
    moment = _MOMENT.search(text)
    if moment is None or not moment[3]:
        return Stamp(day)
    zone = "+00:00" if moment[3] in {"Z", "UTC", "GMT"} else moment[3]
    try:
        instant = datetime.fromisoformat(f"{moment[1]}T{moment[2]}{zone}")
    except ValueError:
        return Stamp(day)
    return Stamp(day, instant, utc=not instant.utcoffset())


def days_told(text: str, first: date, last: date) -> tuple[date, ...]:
    """The days behind `first` up to `last` that a text names, in the year of `first` if in none."""
    found = set[date]()
    for match in islice(_IN_TEXT.finditer(text), _MOST_TOLD):
        named = match[0] if match[0][-4:].isdigit() else f"{match[0]} {first.year}"
        if (day := _day(named)) is not None and first < day <= last:
            found.add(day)
    return tuple(sorted(found))


def _settled(found: Iterable[Stamp]) -> Stamp | None:
    found = list(found)
    local = {stamp.day for stamp in found if not stamp.utc}
    if len(local) == 1:
        (day,) = local
        if all(may_be(stamp, day) for stamp in found):
            return Stamp(day)
    if not local and len({stamp.day for stamp in found}) == 1:
        return found[0]
    return None


def may_be(stamp: Stamp, day: date) -> bool:
    """Whether the moment falls on that day somewhere, or it is the day that is written."""
    if not stamp.utc or stamp.instant is None:
        return stamp.day == day
    midnight = datetime.combine(day, time(), UTC)
    return midnight - _EAST <= stamp.instant < midnight + timedelta(days=1) + _WEST


def _local(settled: Stamp, others: list[Stamp]) -> date | None:
    """The day of a moment in UTC where the page appeared, if something else gives it."""
    if not settled.utc:
        return None
    days = {other.day for other in others if not other.utc and may_be(settled, other.day)}
    return days.pop() if len(days) == 1 else None


def _about_night(stamp: Stamp) -> str:
    if not stamp.utc or stamp.instant is None or _NIGHT[0] <= stamp.instant.hour < _NIGHT[1]:
        return ""
    return f" ({stamp.instant:%H:%M} UTC, another day in some time zones)"


def _changed(tree: Any, stated: Stated) -> date | None:
    """The last day on which the page says it was changed."""
    own = stated.value("dateModified")
    found = stamps([*_in_metas(tree, changed=True), *_in_labels(tree, changed=True)])
    days = [stamp.day for stamp in (*found, *stamps([own] if own else []))]
    return max(days, default=None)


def _in_metas(tree: Any, *, changed: bool = False) -> Iterator[str]:
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        told = _CHANGED.search(name)
        if told if changed else _PUBLISHED.search(name) and not told:
            yield meta.get("content") or ""


def _in_labels(tree: Any, *, changed: bool = False) -> Iterator[str]:
    within = next(iter(tree.xpath("//article | //main")), tree)
    for element in within.iter("time", "span", "div", "p", "small", "abbr", "header"):
        label = " ".join(filter(None, map(element.get, ("class", "id", "itemprop", "pubdate"))))
        told = bool(_CHANGED.search(label))
        if not (told or _LABEL.search(label)) or element.xpath(_ELSEWHERE):
            continue
        text = " ".join(element.itertext())
        if len(text) <= _LONGEST and (told or bool(_CHANGED.search(text))) == changed:
            yield from filter(None, (element.get("datetime"), text))


def _day(text: str) -> date | None:
    """The one whole day that a string names; 03/04/2024, which may be two days, is none."""
    try:
        if found := _ISO.search(text):
            return date(*map(int, found.groups()))
        if found := _GERMAN.search(text):
            return date(*map(int, reversed(found.groups())))
    except ValueError:
        return None
    words = _WORDS.search(_TIME.sub(" ", text))
    return _day_in_words(words[0], int(words[1] or words[2])) if words else None


def _day_in_words(text: str, number: int) -> date | None:
    from htmldate import find_date

    page = f'<html><body><p class="date">{escape(text)}</p></body></html>'
    found = find_date(page, extensive_search=False, original_date=True)
    day = date.fromisoformat(found) if found else None
    return day if day and day.day == number else None
