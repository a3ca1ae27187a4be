"""Which value a correction puts in the place of which: "14, not 40", "from 40 to 14".

A value is a figure, a day, a name or, where a sentence sets two of them against each other, a
noun. Both are words as they stand in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.language.figures import dates_in
from bot.language.parsed_figures import figures_in
from retrieval.parsing import Parse

_AGAINST = re.compile(
    r"(?:(?:[,;(–—-]|\band|\bbut)\s*not\b|\brather than\b|\binstead of\b|\bas opposed to\b)",
    re.IGNORECASE,
)
_TURNED = re.compile(r"\bnot\b(?P<old>[^.;:]{1,60}?),?\s+but\b", re.IGNORECASE)
_ENDS = re.compile(r"[.;:)]|,\s|\bas\b|\bbecause\b")
_REACH = 60  # characters that what is set against a value takes at most


@dataclass(frozen=True, slots=True)
class Value:
    """A figure, day, name or noun that stands at [start, end) of a sentence."""

    kind: str
    start: int
    end: int
    text: str
    amount: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Replaced:
    """The value that was wrong and the one that is right."""

    old: Value
    new: Value


def values_in(parse: Parse, *, nouns: bool = False) -> tuple[Value, ...]:
    """The figures, days and names of a sentence in order, with its nouns if they are asked for."""
    found = [*_figures(parse), *_days(parse), *_names(parse)]
    if nouns:
        common = (t for t in range(len(parse)) if parse.tags[t] in {"NN", "NNS"})
        found += [_value("noun", parse.text, parse.starts[t], parse.ends[t]) for t in common]
    return tuple(sorted(found, key=lambda v: v.start))


def contrasted(parse: Parse) -> Replaced | None:
    """What a sentence sets against each other: "14, not 40", "not 40 but 14"."""
    values = values_in(parse, nouns=True)
    if turned := _TURNED.search(parse.text):
        start, end = turned.span("old")
        old = [v for v in values if start <= v.start < end]
        return _pair(old, [v for v in values if v.start >= turned.end()])
    for against in _AGAINST.finditer(parse.text):
        start = against.end()
        ends = _ENDS.search(parse.text, start + 1)
        end = min(ends.start() if ends else len(parse.text), start + _REACH)
        old = [v for v in values if start <= v.start < end]
        if pair := _pair(old, [v for v in values if v.end <= against.start()][::-1]):
            return pair
    return None


def revised(parse: Parse) -> Replaced | None:
    """ "From 40 to 14", "to 14 from 40"."""
    values = values_in(parse)
    behind = {p: [v for v in values if _stands_behind(parse.text, v, p)] for p in ("from", "to")}
    return _pair(behind["from"], behind["to"])


def exchanged(before: Parse, after: Parse, start: int = 0) -> Replaced | None:
    """The value that one sentence, from `start` on, has in the place of another's."""
    old, new = [v for v in values_in(before) if v.start >= start], values_in(after)
    only_old = [v for v in old if not any(_alike(v, n) for n in new)]
    return _pair(only_old, [n for n in new if not any(_alike(n, o) for o in old)])


def holds(parse: Parse, value: Value) -> bool:
    """Whether a sentence has a value."""
    return place_of(parse, value) is not None


def place_of(parse: Parse, value: Value) -> tuple[int, int] | None:
    """Where a sentence has a value."""
    if value.kind == "figure":
        found = (v for v in _figures(parse) if set(value.amount) <= set(v.amount))
        return next(((v.start, v.end) for v in found), None)
    match = re.search(rf"(?<!\w){re.escape(value.text)}(?!\w)", parse.text, re.IGNORECASE)
    if match is None and value.kind == "name":
        last = value.text.split()[-1]
        match = re.search(rf"(?<!\w)(?:[A-Z]\w+ )?{re.escape(last)}(?!\w)", parse.text)
    return match.span() if match else None


def _pair(old: Sequence[Value], new: Sequence[Value]) -> Replaced | None:
    """The first of both that are of one kind, figures before days, days before names."""
    for kind in ("figure", "day", "name", "noun"):
        olds, news = ([v for v in side if v.kind == kind] for side in (old, new))
        if olds and news and not _alike(olds[0], news[0]):
            return Replaced(olds[0], news[0])
    return None


def _alike(one: Value, other: Value) -> bool:
    if one.kind == other.kind == "figure":
        return one.amount == other.amount
    return one.kind == other.kind and one.text.lower() == other.text.lower()


def _figures(parse: Parse) -> Iterator[Value]:
    for f in figures_in(parse):
        yield Value("figure", f.start, f.end, parse.text[f.start : f.end], f.values)


def _days(parse: Parse) -> Iterator[Value]:
    return (_value("day", parse.text, start, end) for start, end in dates_in(parse.text))


def _names(parse: Parse) -> Iterator[Value]:
    """Runs of proper nouns, outside of days."""
    days = dates_in(parse.text)
    first: int | None = None
    for t in range(len(parse) + 1):
        proper = t < len(parse) and parse.tags[t] in {"NNP", "NNPS"}
        if proper and first is None:
            first = t
        elif not proper and first is not None:
            start, end = parse.starts[first], parse.ends[t - 1]
            first = None
            if not any(a <= start < b for a, b in days):
                yield _value("name", parse.text, start, end)


def _value(kind: str, text: str, start: int, end: int) -> Value:
    return Value(kind, start, end, text[start:end])


def _stands_behind(text: str, value: Value, preposition: str) -> bool:
    return re.search(rf"\b{preposition}\s+\Z", text[: value.start], re.IGNORECASE) is not None
