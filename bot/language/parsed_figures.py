"""Figures of a parsed sentence: what each counts is read from the parse, and what it is part of.

Beyond `figures_of` it tells 1950 soldiers from the year 1950, knows that nobody is a number of
people, and that three of the nine are no nine. Offsets count in the sentence's own text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from bot.language.bounds import Bound
from bot.language.figures import Figure, dates_in, is_clock, read_figure, ungrouped
from bot.language.numbers import Number, numbers_in, parts_thousands_by_points
from bot.language.units import measure_at
from bot.language.words import stem
from retrieval.parsing import Parse

_YEAR = re.compile(r"(?:19|20)\d\d")
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_PLURALS = frozenset({"NNS", "NNPS"})
_BEFORE_NOUN = frozenset({"nummod", "quantmod", "compound", "det", "predet", "advmod", "amod"})
# Nouns that stand for a figure and are not what it counts: "a total of 26".
_AMOUNTS = frozenset(
    "amount average figure maximum minimum number record share sum tally total half".split()
)
_DEFINITE = frozenset("the this that these those its their his her our my your".split())
_NOMINAL = frozenset("nsubj nsubjpass dobj pobj attr conj appos ROOT".split())
_NO_PERSON = frozenset({"nobody", "no-one"})


def figures_in(parse: Parse, continental: bool | None = None) -> tuple[Figure, ...]:
    """All quantities of a sentence in order, zero among them; dates, ordinals, names are none.

    1. A year-like number is a count before a plural that it modifies ("1950 soldiers").
    2. A number behind its noun is part of a name ("Article 5").
    3. The unit is a measure beside the number, else the noun that governs it, or that follows
       "of" ("a dozen of the cranes"), or that "of" follows ("a force of 300").
    4. A number behind such an "of" is the whole, no figure of its own; "all" and "both" are whole.
    5. "Nobody", "none", "no soldiers", "not a single soldier" are zero.
    """
    if continental is None:
        continental = parts_thousands_by_points(parse.text)
    numbers = [n for n in numbers_in(parse.text) if _is_quantity(parse, n)]
    wholes = {n.start: _whole(parse, n, numbers) for n in numbers}
    nones = {t: _none_of(parse, t, numbers) for t in range(len(parse)) if _is_none(parse, t)}
    parts = {w.start for w in (*wholes.values(), *nones.values()) if w is not None}
    found = [*_read(parse, [n for n in numbers if n.start not in parts], continental)]
    counted = [replace(f, whole=_whole_value(parse, f, wholes.get(f.start))) for f in found]
    none = [_none(parse, token, whole) for token, whole in nones.items()]
    others = (*none, *_zeros(parse), *_boths(parse))
    return tuple(sorted([*counted, *others], key=lambda figure: figure.start))


def _read(parse: Parse, numbers: list[Number], continental: bool) -> Iterator[Figure]:
    def unit_of(text: str, start: int, end: int) -> str | None:
        noun = _counted(parse, start, end)
        measured = measure_at(text, start, end)
        return measured or (None if noun is None else stem(parse.word(noun)))

    numbers = ungrouped(parse.text, numbers, unit_of, continental)
    end = 0
    for number, following in zip_longest(numbers, numbers[1:]):
        if number.start < end:
            continue  # the upper end of the range before
        figure = read_figure(parse.text, number, following, unit_of)
        if figure is not None:
            end = figure.end
            yield figure


def _is_quantity(parse: Parse, number: Number) -> bool:
    """No date, no time of the day, no part of a name, no pronoun ("the one who left")."""
    spans = dates_in(parse.text)
    dated = [span for span in spans if span[0] <= number.start < span[1]]
    top = _top(parse, number.start, number.end)
    if is_clock(parse.text, number) or top is None:
        return False
    if dated:
        return _YEAR.fullmatch(parse.text, *dated[0]) is not None and counts_in_year(parse, top)
    if parse.word(top).lower() == "one" and (top and parse.word(top - 1).lower() in _DEFINITE):
        return False
    behind = parse.deps[top] == "nummod" and parse.heads[top] == top - 1
    return not behind or measure_at(parse.text, number.start, number.end) is not None


def counts_in_year(parse: Parse, year: int) -> bool:
    """Whether a number that looks like a year counts the noun behind it.

    1. It modifies a plural to its right.
    2. No definite word before it makes the plural one of that year ("the 2024 elections").
    3. No preposition before it is left without an object if it does not ("In 2022 exports rose").
    """
    noun = parse.heads[year]
    if parse.deps[year] != "nummod" or noun < year or parse.tags[noun] not in _PLURALS:
        return False
    if year == 0:
        return True
    before = year - 1
    if parse.word(before).lower() in _DEFINITE or parse.tags[before] == "POS":
        return False
    return parse.tags[before] != "IN" or parse.heads[noun] == before or _is_bounding(parse, before)


def _is_bounding(parse: Parse, token: int) -> bool:
    """Whether a preposition belongs to the number: "about 1950 soldiers", "more than 1950"."""
    return parse.deps[token] in {"quantmod", "advmod"}


def _top(parse: Parse, start: int, end: int) -> int | None:
    """The token of a number that is governed from outside it, the last of several."""
    inside = [t for t in range(len(parse)) if parse.starts[t] < end and start < parse.ends[t]]
    outer = [t for t in inside if parse.heads[t] not in inside or parse.heads[t] == t]
    return outer[-1] if outer else None


def _counted(parse: Parse, start: int, end: int) -> int | None:
    """The noun that a number counts: see rule 3."""
    top = _top(parse, start, end)
    if top is None:
        return None
    head = parse.heads[top]
    if parse.deps[top] in _BEFORE_NOUN and head > top and parse.tags[head] in _NOUNS:
        return head
    behind = _object_of(parse, top)
    if behind is not None:
        return behind if parse.tags[behind] in _NOUNS else None
    if parse.deps[top] == "pobj" and parse.word(head).lower() == "of":
        group = parse.heads[head]
        if parse.tags[group] in _NOUNS and parse.lemmas[group] not in _AMOUNTS:
            return group
    return None


def _object_of(parse: Parse, token: int) -> int | None:
    """What stands behind the "of" below a token."""
    for preposition in parse.children(token, "prep"):
        if parse.word(preposition).lower() == "of":
            return next(iter(parse.children(preposition, "pobj")), None)
    return None


def _whole(parse: Parse, number: Number, numbers: list[Number]) -> Number | None:
    """The number that another one is a part of: "3 of the 9", "3 out of 9", "of the 9, 3"."""
    for other in numbers:
        if _OUT_OF.fullmatch(parse.text, number.end, other.start):
            return other
    top = _top(parse, number.start, number.end)
    noun = None if top is None else _object_of(parse, top)
    return None if noun is None else _number_of(parse, noun, numbers)


def _number_of(parse: Parse, noun: int, numbers: list[Number]) -> Number | None:
    """The number that a noun has, or is."""
    for number in numbers:
        top = _top(parse, number.start, number.end)
        if top is not None and (top == noun or (parse.heads[top] == noun and top < noun)):
            return number
    return None


_OUT_OF = re.compile(r"\s+out\s+of\s+(?:the\s+|all\s+)?", re.IGNORECASE)


def _whole_value(parse: Parse, figure: Figure, whole: Number | None) -> float | None:
    """What a figure is part of: the number behind it, or itself where it is said to be all."""
    if whole is not None:
        return whole.value
    top = _top(parse, figure.start, figure.end)
    if top is None or figure.unit is None:
        return None
    before = parse.text[: figure.start].lower().split()[-3:]
    return figure.value if "all" in before and _is_all(before) else None


def _is_all(before: list[str]) -> bool:
    """Whether the words before a figure are "all", "all the", "all of the"."""
    rest = before[before.index("all") + 1 :]
    return all(word == "of" or word in _DEFINITE for word in rest) and "not" not in before


def _zeros(parse: Parse) -> Iterator[Figure]:
    """Zero in words, with what there is none of."""
    for token in range(len(parse)):
        word = parse.word(token).lower()
        if word in _NO_PERSON:
            yield _zero(parse, (token, token), stem("people"), None)
        elif word == "no":
            yield from _no(parse, token)
        elif word == "not":
            yield from _not_one(parse, token)


def _is_none(parse: Parse, token: int) -> bool:
    return parse.word(token).lower() == "none" and parse.deps[token] in _NOMINAL


def _none_of(parse: Parse, token: int, numbers: list[Number]) -> Number | None:
    noun = _object_of(parse, token)
    return None if noun is None else _number_of(parse, noun, numbers)


def _none(parse: Parse, token: int, whole: Number | None) -> Figure:
    noun = _object_of(parse, token)
    unit = stem(parse.word(noun)) if noun is not None and parse.tags[noun] in _NOUNS else None
    return _zero(parse, (token, token), unit, whole.value if whole else None)


def _no(parse: Parse, token: int) -> Iterator[Figure]:
    """ "No one", and "no" before a plural without a number of its own."""
    head = parse.heads[token]
    if parse.deps[token] != "det" or head < token:
        return
    if parse.word(head).lower() == "one":
        yield _zero(parse, (token, head), stem("people"), None)
    elif parse.tags[head] in _PLURALS and not parse.children(head, "nummod"):
        yield _zero(parse, (token, token), stem(parse.word(head)), None)


def _not_one(parse: Parse, token: int) -> Iterator[Figure]:
    """ "Not a single soldier", "not one soldier"."""
    match = _NOT_ONE.match(parse.text, parse.starts[token])
    last = None if match is None else _top(parse, match.end() - 1, match.end())
    if last is not None and parse.tags[parse.heads[last]] in _NOUNS and parse.heads[last] > last:
        noun = parse.heads[last]
        yield _zero(parse, (token, last), stem(parse.word(noun)), None)


_NOT_ONE = re.compile(r"not\s+(?:a\s+single|one)\b", re.IGNORECASE)


def _zero(parse: Parse, tokens: tuple[int, int], unit: str | None, whole: float | None) -> Figure:
    start, end = parse.span(tokens)
    return Figure(0.0, Bound.EXACT, start, end, None, unit, whole)


def _boths(parse: Parse) -> Iterator[Figure]:
    """ "Both crates", "both of the crates": two of two; "both A and B" pairs words only."""
    for token in range(len(parse)):
        if parse.word(token).lower() != "both" or parse.deps[token] in {"preconj", "cc"}:
            continue
        head = parse.heads[token]
        noun = head if parse.tags[head] in _PLURALS and head > token else _object_of(parse, token)
        if noun is not None:
            start, end = parse.span((token,))
            unit = stem(parse.word(noun)) if parse.tags[noun] in _NOUNS else None
            yield Figure(2.0, Bound.EXACT, start, end, None, unit, 2.0)
