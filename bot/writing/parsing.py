"""A value of a shape out of what a model wrote: tolerant of its habits, never of doubt.

Taken are: words and code fences around the object, a list that holds the object alone, commas
before a closing bracket, and typographic quotation marks in place of straight ones. Refused is
what could be read in two ways, and what breaks off: no part is made up.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NoReturn

from pydantic import ValidationError

from bot.writing.mending import mended
from bot.writing.model import ShapeT

_THINKING = re.compile(r"<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL)
_OBJECT = re.compile(r"\{(?=\s*[\"“„}])")
_MOST_OBJECTS = 20


class Unreadable(Exception):
    """There is no value of the shape; the message says why, in a few words."""


def value_in(text: str, shape: type[ShapeT]) -> ShapeT:
    """The one object in a text, as a value of the shape. Raises Unreadable.

    Objects that do not fit the shape are passed over where one does; two that do and differ are
    refused.
    """
    found = list(_objects(_THINKING.sub("", text)))
    if not found:
        raise Unreadable("there is no JSON object in it")
    values: list[ShapeT] = []
    problems: list[str] = []
    for one in found:
        try:
            value = _as_shape(one, shape)
        except Unreadable as unreadable:
            problems.append(str(unreadable))
        else:
            if value not in values:
                values.append(value)
    if len(values) > 1:
        raise Unreadable(f"{len(values)} different objects are in it, where one was asked for")
    if not values:
        raise Unreadable(problems[0])
    return values[0]


def _objects(text: str) -> Iterator[dict[str, Any]]:
    """The objects that stand in a text, one after the other, without those inside of others."""
    decoder = json.JSONDecoder(
        strict=False, parse_constant=_no_constant, object_pairs_hook=_no_key_twice
    )
    start, seen, is_mended = 0, 0, False
    while match := _OBJECT.search(text, start):
        seen += 1
        if seen > _MOST_OBJECTS:
            raise Unreadable(f"more than {_MOST_OBJECTS} objects are in it")
        try:
            found, start = decoder.raw_decode(text, match.start())
        except (ValueError, RecursionError) as error:
            if is_mended:
                raise Unreadable(_said(error)) from None
            text, start, is_mended = mended(text[match.start() :]), 0, True
            seen -= 1
            continue
        yield found


def _as_shape(found: dict[str, Any], shape: type[ShapeT]) -> ShapeT:
    fields = [field.alias or name for name, field in shape.model_fields.items()]
    if fields and not set(fields) & set(found):
        raise Unreadable(f"it holds no field {' or '.join(fields)}")
    try:
        return shape.model_validate(found)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the object"
        raise Unreadable(f"{where}: {first['msg']}") from None


def _said(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        broken = not error.doc[error.pos :].strip() or error.msg.startswith("Unterminated")
        return "its JSON breaks off" if broken else f"its JSON is broken: {error.msg}"
    return f"its JSON cannot be read: {str(error) or 'it is nested too deeply'}"


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice in one object")
    return found
