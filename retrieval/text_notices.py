"""What a person should know of a source before it is quoted, told from its text and its days.

The same for a source that is just added and for one that has been in a corpus for years. What only
its file shows (markup, places on a page) its loader notices.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from retrieval.documents import Source
from retrieval.loaders.html_dates import stamp_of
from retrieval.loaders.mojibake import garbled
from retrieval.loaders.walls import article_in, is_correction

_FEW = 12  # words; a statement of one sentence has as many
_LABELLED = 40  # characters in which a paragraph names the day of what follows
_WORDS_BEFORE = 1  # the name of a weekday or of a month
_SHOWN = 300  # characters of a correction
_OPENING = re.compile(r"\A(?:#{1,6}\s+)?(?:(?:update|on|am|le|el|il)\b[,:]?\s+)?", re.IGNORECASE)


def words_in(text: str) -> int:
    """How many words a text has."""
    return len(text.split())


def notices_of(source: Source, today: date) -> tuple[str, ...]:
    """What is worth a look, each in one line. Raises nothing: these are doubts, not errors."""
    return tuple(_notices(source, today))


def corrections_in(source: Source) -> tuple[str, ...]:
    """The notes in which a text takes back what it said, as they stand there."""
    blocks = source.body.split("\n\n")
    found = (" ".join(block.split()) for block in blocks if is_correction(block.strip()))
    return tuple(t if len(t) <= _SHOWN else f"{t[:_SHOWN].rsplit(' ', 1)[0]} …" for t in found)


def later_days(body: str, published: date, last: date | None = None) -> tuple[date, ...]:
    """Days after `published` that open a paragraph: what follows was written on them.

    A day that the text only mentions may be one that is planned. None is later than `last`.
    """
    days = {day for block in body.split("\n\n") if (day := _opens_with(block)) is not None}
    return tuple(sorted(d for d in days if d > published and (last is None or d <= last)))


def _notices(source: Source, today: date) -> Iterator[str]:
    _, looks = article_in(source.body.split("\n\n"))
    yield from (notice.text for notice in looks)
    count = words_in(source.body)
    if count < _FEW:
        yield f"has only {count} words"
    if (wrong := garbled(f"{source.title}\n{source.body}")) is not None:
        yield wrong
    if source.dated > today + timedelta(days=1):
        yield f"its day, {source.dated}, is yet to come; check it"
    if source.stated is not None and source.stated > source.published:
        yield f"was said on {source.stated}, after it was published on {source.published}; check it"
    if days := later_days(source.body, source.dated, today):
        shown = ", ".join(map(str, days))
        yield (
            f"tells of {shown}, after its day, {source.dated}, under which all of it counts; "
            "add each day's text with its own --published"
        )


def _opens_with(block: str) -> date | None:
    """The day of "12 July 2025: ..." or "On Saturday, 12 July 2025"; "The dam of ..." has none."""
    opening = _OPENING.sub("", block).split("\n")[0][:_LABELLED]
    before = re.split(r"\d", opening, maxsplit=1)[0].strip(" ,.([")
    stamp = stamp_of(opening)
    named = not before or (len(before.split()) <= _WORDS_BEFORE and before.isalpha())
    return stamp.day if stamp is not None and named else None
