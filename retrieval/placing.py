"""Where a new source belongs among those already there."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property

from retrieval.documents import Source
from retrieval.errors import FetchError


class Verdict(StrEnum):
    """What a source is to those already there."""

    NEW = "new"
    SAME = "same"
    VERSION = "version"
    CLASH = "clash"


@dataclass(frozen=True, slots=True)
class Placement:
    """A verdict with the source under the id it gets, and the id of the one it was held against.

    `other` is None for a source that is new and had its id free.
    """

    verdict: Verdict
    source: Source
    other: str | None = None


class Shelf:
    """The sources already there; each that is placed is there for the next."""

    def __init__(self, known: Iterable[Source]) -> None:
        self._by_id = {source.id: source for source in known}
        self._by_text: dict[str, list[str]] = defaultdict(list)
        self._placed: set[str] = set()
        for source in self._by_id.values():
            self._by_text[_text(source)].append(source.id)

    def place(
        self, source: Source, *, named: bool, at: str | None = None, part: bool = False
    ) -> Placement:
        """Decides on a source whose id somebody gave (`named`), or that was made up.

        `at` is the address at which the source stands for sure: one that it was fetched from, or
        that the person gave, never one that a file only claims. A `part` is what one day of a live
        blog says, so that the address is that of other days too. The rules, in order:

        1. The same text, whatever else differs, is the SAME source; under its own given id it is
           so only if nothing differs.
        2. A given id that is known makes it a VERSION of that source.
        3. So does, where no id was given, the canonical address of exactly one known source, and
           for a part that of exactly one of its day.
        4. If that source came in just before, the two texts CLASH: neither is the newer one.
        5. Anything else is NEW, under an id of its own: a made-up one gets a number if need be.
        """
        twins = self._by_text.get(_text(source), [])
        own = self._by_id.get(source.id) if named else None
        if own == source:
            return Placement(Verdict.SAME, source, source.id)
        if twins and not (named and source.id in twins):
            return Placement(Verdict.SAME, source, twins[0])
        day = source.published if part else None
        known = own or (None if named or at is None else self._of_page(at, day))
        if known is None:
            return self._kept(Verdict.NEW, source if named else self._with_free_id(source), source)
        if known.id in self._placed:
            return Placement(Verdict.CLASH, source, known.id)
        return self._kept(Verdict.VERSION, replace(source, id=known.id), known)

    def _kept(self, verdict: Verdict, source: Source, other: Source) -> Placement:
        taken = verdict is Verdict.VERSION or other.id != source.id
        self._by_id[source.id] = source
        self._by_text[_text(source)].append(source.id)
        self._placed.add(source.id)
        if source.url is not None and "_by_page" in self.__dict__:
            self._by_page[_page(source.url)].add(source.id)
        return Placement(verdict, source, other.id if taken else None)

    def _of_page(self, url: str, day: date | None) -> Source | None:
        there = [self._by_id[i] for i in self._by_page.get(_page(url), ())]
        fitting = [source for source in there if day is None or source.published == day]
        return fitting[0] if len(fitting) == 1 else None

    @cached_property
    def _by_page(self) -> defaultdict[str, set[str]]:
        """Ids by canonical address; made when first asked for, since it loads the web's parts."""
        ids: defaultdict[str, set[str]] = defaultdict(set)
        for source in self._by_id.values():
            if source.url is not None:
                ids[_page(source.url)].add(source.id)
        return ids

    def _with_free_id(self, source: Source) -> Source:
        taken = {known.casefold() for known in self._by_id}  # no two files differ by case alone
        number, free = 1, source.id
        while free.casefold() in taken:
            number += 1
            free = f"{source.id}-{number}"
        return replace(source, id=free)


def _text(source: Source) -> str:
    return hashlib.sha256(" ".join(source.body.split()).encode()).hexdigest()


def _page(url: str) -> str:
    from retrieval.fetching.urls import canonical_url

    try:
        return canonical_url(url)
    except FetchError:
        return url
