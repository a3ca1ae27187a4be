"""Live blogs: pages whose entries were written one after the other, each with its own day.

Entries are told by their timestamps in the markup. Each paragraph of an entry is marked with the
entry's number before the article's text is taken from the page, and sorted by that afterwards. A
list of days gone by (a chronology) has entries too, but was written at once: it is no live blog.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from retrieval.loaders.document import Part
from retrieval.loaders.html_dates import Stamp, may_be, stamp_of
from retrieval.loaders.json_ld import Stated

_FEWEST = 2
_WORDS = 8  # of an entry that tells something
_LINKED = 0.5  # share of words in links above which blocks are teasers of other pages
_LABEL = 60  # characters of a timestamp
_WORDS_OF_DAY = 6  # "Saturday, 12 July 2025, 11:00 pm"; more is a sentence
_DAY = re.compile(
    r"(?<!\d)\d{1,2}(?:st|nd|rd|th|\.)?\s+[^\W\d_]{3,}|[^\W\d_]{3,}\.?\s+\d{1,2}(?!\d)"
)
_MARK = re.compile(r"⟦(\d+)⟧")
_CLOCK = re.compile(r"(?<!\d)([01]?\d|2[0-3])[:.h]([0-5]\d)(?!\d|\.\d)")
_AFTERNOON = re.compile(r"\bp\.?m\b", re.IGNORECASE)
_STAMPED = re.compile(r"time-?stamp|\b(?:post|entry|block|update)?[-_]?(?:time|date)\b", re.I)
_CHANGE = re.compile(r"modif|updated|edited|aktualisiert|actualiz|mis à jour", re.I)
_BESIDE = re.compile(
    r"comment|related|teaser|recommend|sidebar|promo|newsletter|footer|byline", re.IGNORECASE
)
_AWAY = frozenset({"nav", "aside", "footer", "form", "blockquote", "figure", "head", "script"})
_HEADS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_BLOCKS = frozenset({"p", "h1", *_HEADS, "li", "blockquote", "td", "th", "dd", "dt", "pre"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its elements in the page, its day, and its clock as minutes where it has one."""

    elements: tuple[Any, ...]
    day: date
    clock: int | None = None


def entries_in(tree: Any, stated: Stated, published: date | None) -> tuple[Entry, ...]:
    """The entries of a live blog; none where the page is none, or was all written on `published`.

    A page with entries is a live blog where it says so, where an entry is later than the page, or
    where every entry has a clock; otherwise it tells a history.
    """
    found = tuple(_entries(tree, published.year if published else None))
    days = {entry.day for entry in found}
    if len(found) < _FEWEST or days == {published}:
        return ()
    later = published is not None and max(days) > published
    clocks = all(entry.clock is not None for entry in found) and len(days) > 1
    return found if stated.is_live or later or clocks else ()


def mark(entries: Sequence[Entry], tree: Any) -> None:
    """Writes the number of its entry before each paragraph."""
    for element in tree.iter():
        if isinstance(element.tag, str) and element.text and "⟦" in element.text:
            element.text = _MARK.sub("", element.text)
    for n, entry in enumerate(entries):
        for element in entry.elements:
            _mark_in(element, f"⟦{n}⟧")


def without_marks(body: str) -> str:
    """A marked text as it was."""
    return _MARK.sub("", body)


def parts_of(body: str, entries: Sequence[Entry], last: date | None) -> tuple[Part, ...]:
    """The days of a marked text, oldest first; what is in no entry counts as written at the end."""
    by_entry: dict[int, list[str]] = {}
    around: list[str] = []
    for block in body.split("\n\n"):
        number = _MARK.search(block)
        text = _MARK.sub("", block).strip()
        (by_entry.setdefault(int(number[1]), []) if number else around).append(text)
    order = sorted(by_entry, key=lambda n: _age(n, entries))
    days: dict[date, list[str]] = {}
    for n in order:
        days.setdefault(entries[n].day, []).extend(by_entry[n])
    if days and around:
        end = max(*days, *([last] if last else []), max(days))
        days.setdefault(end, [])[:0] = around
    return tuple(Part(day, "\n\n".join(filter(None, days[day]))) for day in sorted(days))


def parts_stated(stated: Stated) -> tuple[Part, ...]:
    """The days of a live blog whose entries stand in its JSON-LD alone."""
    days: dict[date, list[tuple[datetime | date, str]]] = {}
    for update in stated.updates:
        stamp = stamp_of(str(update.get("datePublished") or ""))
        text = update.get("articleBody")
        if stamp is None or not isinstance(text, str) or len(text.split()) < _WORDS:
            continue
        head = update.get("headline")
        body = f"## {head}\n\n{text}" if isinstance(head, str) and head.strip() else text
        days.setdefault(stamp.day, []).append((stamp.instant or stamp.day, body))
    return tuple(
        Part(day, "\n\n".join(body for _, body in sorted(days[day], key=lambda e: str(e[0]))))
        for day in sorted(days)
    )


def _age(n: int, entries: Sequence[Entry]) -> tuple[date, int, int]:
    """What sorts entries from the oldest: their clock, or their place on the page."""
    entry = entries[n]
    falling = len(entries) > 1 and entries[0].day > entries[-1].day
    clock = entry.clock if entry.clock is not None else -1
    return entry.day, clock, -n if falling else n


def _entries(tree: Any, year: int | None) -> Iterator[Entry]:
    stamped = list(_stamped(tree, year))
    if len(stamped) < _FEWEST:
        return
    held = Counter(a for element, _ in stamped for a in element.iterancestors())
    tops = [_top(element, held) for element, _ in stamped]
    filled = [_own_words(top) >= _WORDS for top in tops]
    flat = sum(filled) < len(filled) / 2
    alone = not _is_alike(stamped[0][0], stamped[1][0])
    for n, ((_, stamp), top) in enumerate(zip(stamped, tops, strict=True)):
        if flat and n == 0 and alone and _is_heading_of_page(top):
            continue
        elements = (top, *_following(top, set(tops))) if flat else (top,)
        if sum(map(_own_words, elements)) >= _WORDS:
            yield replace(stamp, elements=elements)


def _stamped(tree: Any, year: int | None) -> Iterator[tuple[Any, Entry]]:
    """The timestamps of a page with day and clock; `year` is that of a day without one."""
    before: Any = None
    for element in tree.iter("time", "span", "div", "p", "a", "strong", "b", "dt", *_HEADS):
        text = _text_up_to(_LABEL, element)
        if text is None or not (text or element.get("datetime")):
            continue
        if any(child.tag in {"time", "strong", "b"} for child in element.iterdescendants()):
            continue
        if _CHANGE.search(f"{text} {element.get('class')}") or _is_beside(element):
            continue
        if before is not None and element.getprevious() is before:
            continue
        entry = _moment(element.get("datetime") or "", text, year)
        if entry is not None and (_is_marked(element) or len(text.split()) <= _WORDS_OF_DAY):
            before = element
            yield element, entry


def _text_up_to(most: int, element: Any) -> str | None:
    """The text of an element, or None where it is longer; most of a page is, and is not joined."""
    text = ""
    for piece in element.itertext():
        text = f"{text} {piece.strip()}".strip()
        if len(text) > most:
            return None
    return text


def _is_marked(element: Any) -> bool:
    return element.tag == "time" or bool(_STAMPED.search(element.get("class") or ""))


def _moment(written: str, text: str, year: int | None) -> Entry | None:
    """When a timestamp says it was: the day in the text, where that is the same in its zone."""
    stamp, shown = stamp_of(written), stamp_of(text)
    if shown is None and stamp is None and year is not None and _DAY.search(text):
        shown = stamp_of(f"{_CLOCK.sub(' ', text).strip(' ,.:–—-')} {year}")
    if stamp is None and shown is None:
        return None
    day = (stamp or shown or Stamp(date.min)).day
    if stamp and shown and stamp.utc and may_be(stamp, shown.day):
        day = shown.day
    clock = _CLOCK.search(written) or _CLOCK.search(text)
    minutes = int(clock[1]) % 24 * 60 + int(clock[2]) if clock else None
    if clock and minutes is not None and clock.string is text and _AFTERNOON.search(text):
        minutes = minutes % 720 + 720
    return Entry((), day, minutes)


def _is_beside(element: Any) -> bool:
    around = (element, *element.iterancestors())
    return any(
        a.tag in _AWAY or _BESIDE.search(f"{a.get('class') or ''} {a.get('id') or ''}")
        for a in around
        if a.tag not in {"body", "html"}
    )


def _top(element: Any, held: Mapping[Any, int]) -> Any:
    """The largest element around a timestamp that holds no other."""
    top = element
    for parent in element.iterancestors():
        if parent.tag in {"body", "html"} or held[parent] > 1:
            break
        top = parent
    return top


def _is_alike(one: Any, other: Any) -> bool:
    return (one.tag, one.get("class")) == (other.tag, other.get("class"))


def _is_heading_of_page(top: Any) -> bool:
    before = top.getprevious()
    inside = any(a.tag == "header" for a in (top, *top.iterancestors()))
    return inside or top.find(".//h1") is not None or (before is not None and before.tag == "h1")


def _following(top: Any, tops: set[Any]) -> Iterator[Any]:
    """What stands behind a timestamp up to the next one, whose heading is not its."""
    element = top.getnext()
    while element is not None and element not in tops:
        following = element.getnext()
        if not (element.tag in _HEADS and following is not None and following in tops):
            yield element
        element = following


def _own_words(element: Any) -> int:
    """Words outside of links, or none where most of the text is links."""
    count = len(" ".join(element.itertext()).split())
    linked = sum(len(" ".join(a.itertext()).split()) for a in element.iter("a"))
    return 0 if linked > _LINKED * count else count - linked


def _mark_in(entry: Any, mark: str) -> None:
    for element in entry.iter():
        if element.tag in _BLOCKS:
            element.text = mark + (element.text or "")
        elif element.tag in {"div", "section", "article", "main", "header"}:
            if element.text and element.text.strip():
                element.text = mark + element.text
            for child in element:
                if child.tail and child.tail.strip() and child.tag not in _BLOCKS:
                    child.tail = mark + child.tail
