"""The day on which a page says it was published.

htmldate alone would fall back on any day that the text mentions, on the day of the last change,
and on today's where only a month is given. So it is shown one string at a time, and only strings
that the page itself labels as its date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html import escape
from typing import Any

_PUBLISHED = re.compile(
    r"publi(?!sher)|issued|posted|pub-?date|\Adate\Z|\Adc(?:terms)?[.:]date", re.I
)
_CHANGED = re.compile(
    r"modif|updat|chang|expir|aktualisiert|geändert|mis[e]? à jour|actualiz", re.I
)
_LABEL = re.compile(r"date|datum|fecha|publi|posted|byline|time-?stamp|parution", re.I)
_ELSEWHERE = "ancestor::nav | ancestor::aside | ancestor::footer"
_JSON = re.compile(r'"datePublished"\s*:\s*"([^"]{4,40})"')
_ISO = re.compile(r"(?<!\d)(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
_GERMAN = re.compile(r"(?<!\d)(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)")
_TIME = re.compile(r"\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\b|Uhr)?", re.I)
_MONTH = r"[^\W\d_]{3,}"
_WORDS = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?\s+(?:de\s+|of\s+)?{_MONTH}\.?,?\s+(?:de\s+)?\d{{4}}"
    rf"|{_MONTH}\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+\d{{4}}"
)
_LONGEST = 120  # characters of a label with a date; more is prose


def published_on(tree: Any) -> str | None:
    """The day as an ISO date, or None where the page names none.

    Asked in this order, the first that names exactly one day is believed:
    1. the meta elements of the page's head;
    2. `datePublished` in its JSON-LD;
    3. elements of the article that are marked as its date.
    """
    for strings in (_in_metas(tree), _in_json(tree), _in_labels(tree)):
        days = {day for day in map(_day, strings) if day}
        if len(days) == 1:
            return days.pop().isoformat()
    return None


def _in_metas(tree: Any) -> Iterator[str]:
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if _PUBLISHED.search(name) and not _CHANGED.search(name):
            yield meta.get("content") or ""


def _in_json(tree: Any) -> Iterator[str]:
    for script in tree.xpath('//script[@type="application/ld+json"]'):
        found = _JSON.search(script.text or "")
        if found:
            yield found[1]


def _in_labels(tree: Any) -> Iterator[str]:
    within = next(iter(tree.xpath("//article | //main")), tree)
    for element in within.iter("time", "span", "div", "p", "small", "abbr", "header"):
        label = " ".join(filter(None, map(element.get, ("class", "id", "itemprop", "pubdate"))))
        if not _LABEL.search(label) or _CHANGED.search(label) or element.xpath(_ELSEWHERE):
            continue
        text = " ".join(element.itertext())
        if len(text) <= _LONGEST and not _CHANGED.search(text):
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
