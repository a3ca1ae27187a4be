"""Which texts of a document come in: what is none to quote is refused, a live blog parted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from retrieval.errors import CorpusError
from retrieval.loaders.document import Document, Notice, Part

_AS_ONE = Notice("is a live blog that was added as one text, under one day")
_DAYS = ("published", "stated")


def texts_of(
    document: Document, overrides: Mapping[str, str], *, force: bool = False
) -> tuple[tuple[Document, Mapping[str, str]], ...]:
    """The texts that become a source each, with what is set for it. Raises CorpusError.

    1. A document with a grave notice is refused, unless `force` is set: then that is a warning.
    2. A live blog is one text a day, with the day at the end of an id that is given.
    3. A day that is given for all of a live blog is refused, unless `force` is set.
    """
    grave = next((notice for notice in document.notices if notice.grave), None)
    if grave is not None and not force:
        raise CorpusError(f"{grave.text}; {grave.cure}, or pass --force to add it as it is")
    days = [key for key in _DAYS if key in overrides]
    if not document.parts:
        return ((document, overrides),)
    if days and force:
        return ((replace(document, parts=(), notices=(_AS_ONE,)), overrides),)
    if days:
        told = ", ".join(part.day.isoformat() for part in document.parts)
        problem = f"is a live blog with entries of {told}, each of which keeps its own day"
        cure = f"leave out --{days[0]}, or pass --force to add all of it under that day"
        raise CorpusError(f"{problem}; {cure}")
    return tuple((_of_day(document, part), _with_day(overrides, part)) for part in document.parts)


def _of_day(document: Document, part: Part) -> Document:
    values = {**document.values, "published": part.day.isoformat()}
    return replace(
        document, body=part.body, values=values, parts=(), day_from="the times of its entries"
    )


def _with_day(overrides: Mapping[str, str], part: Part) -> Mapping[str, str]:
    if "id" not in overrides:
        return overrides
    return {**overrides, "id": f"{overrides['id']}-{part.day:%Y%m%d}"}
