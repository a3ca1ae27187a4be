"""Reading what a model wrote: its habits are taken, doubt is not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from bot.writing.parsing import Unreadable, value_in
from tests.fakes_writing import DRAFT, GOOD, Draft

FENCED = f"Here it is:\n```json\n{GOOD}\n```\nI hope that it helps."
CURLY = "{“claims”: [{“text”: “It is shut.”, “keys”: [“k1”,],}]}"


class Loose(BaseModel):
    """A shape that anything fits."""

    text: str = ""
    other: str = ""
    inner: dict[str, Any] = {}


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        FENCED,
        f"[{GOOD}]",
        GOOD.replace("]}]}", "],}, ], }"),
        CURLY,
        f"As {{asked}}, here: {GOOD}",
        f'<think>{{"claims": []}} no, better:</think>{GOOD}',
        f"{GOOD}\n\n{GOOD}",
        f'{{"note": "first"}} {GOOD}',
        GOOD.replace(": [", ":\n [ "),
    ],
    ids=range(10),
)
def test_habits_of_models_do_not_hide_the_object(text: str) -> None:
    assert value_in(text, Draft) == DRAFT


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("I cannot say.", "there is no JSON object in it"),
        ("Nothing in {braces} either", "there is no JSON object in it"),
        (GOOD[:-2], "its JSON breaks off"),
        (GOOD[:30], "its JSON breaks off"),
        (GOOD.replace(":", " =", 1), "its JSON is broken: Expecting ':' delimiter"),
        (GOOD.replace("It is shut.", "It is open.") + GOOD, "2 different objects are in it"),
        ('{"text": "It is shut."}', "it holds no field claims"),
        ('{"claims": "none"}', "claims: Input should be a valid list"),
        ('{"claims": [{"keys": []}]}', "claims.0.text: Field required"),
        ('{"claims": NaN}', "its JSON cannot be read: NaN is no number"),
        ('{"claims": [], "claims": []}', "its JSON cannot be read: a key stands twice"),
        ('{"a": 1} ' * 30, "more than 20 objects are in it"),
    ],
)
def test_what_cannot_be_read_says_why(text: str, why: str) -> None:
    with pytest.raises(Unreadable) as raised:
        value_in(text, Draft)
    assert str(raised.value).startswith(why)


def test_an_object_inside_a_broken_one_is_not_taken_for_the_whole() -> None:
    with pytest.raises(Unreadable, match="breaks off"):
        value_in('{"inner": {"text": "a part"}, "text": "the wh', Loose)


def test_quotation_marks_of_either_kind_stay_inside_of_strings() -> None:
    straight = '{"text": "He said “no”, and left.",}'
    assert value_in(straight, Loose).text == "He said “no”, and left."
    curly = '{“text”: “a "quoted" word”}'
    assert value_in(curly, Loose).text == 'a "quoted" word'


def test_a_comma_before_a_bracket_stays_inside_of_strings() -> None:
    assert value_in('{"text": "a, ]", "other": "b",}', Loose) == Loose(text="a, ]", other="b")


def test_a_line_break_inside_a_string_is_taken() -> None:
    assert value_in('{"text": "one\ntwo"}', Loose).text == "one\ntwo"


@pytest.mark.timeout(60)  # minutes, were each bracket to be read anew
@pytest.mark.parametrize("piece", ["{", "[", '{"a":', '{"text": {', "“", '{"text": "', ',}"'])
def test_long_nonsense_is_refused_in_no_time(piece: str) -> None:
    with pytest.raises(Unreadable):
        value_in(piece * (100_000 // len(piece)), Loose)


noise = st.text(alphabet=st.sampled_from('{}[]",:“” \nab\\`0'), max_size=40)
leaf = st.text(max_size=12) | st.text(alphabet='“”"\\,]}ab', max_size=8)
objects = st.fixed_dictionaries({"text": leaf}, optional={"other": leaf})


def leaves(value: Any) -> Iterator[str]:
    """All strings in a value, keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from (key, *leaves(inner))
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner)


def stands_in(string: str, text: str) -> bool:
    """True where a text holds a string, plain or as JSON writes it."""
    plain = text.replace('\\"', '"').replace("\\\\", "\\")
    forms = (json.dumps(string)[1:-1], json.dumps(string, ensure_ascii=False)[1:-1])
    return any(form in text for form in forms) or string in text or string in plain


@given(noise, objects, noise)
def test_nothing_comes_out_that_was_not_in_the_text(
    before: str, found: dict[str, str], after: str
) -> None:
    text = before + json.dumps(found, ensure_ascii=False) + after
    try:
        value = value_in(text, Loose)
    except Unreadable:
        return
    assert all(stands_in(one, text) for one in leaves(value.model_dump(exclude_unset=True)))


@given(objects)
def test_good_json_always_comes_out_as_it_is(found: dict[str, str]) -> None:
    for text in (json.dumps(found), f"Well:\n```\n{json.dumps(found, ensure_ascii=False)}\n```"):
        assert value_in(text, Loose) == Loose(**found)  # type: ignore[arg-type]
