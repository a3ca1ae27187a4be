"""What a person sees while a model writes: readable words, known for a draft, and only there."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from bot.answering.drafting.shapes import WrittenAnswer, WrittenClaim, WrittenQuote
from bot.commands.drafting import Draft, watched
from bot.rendering.drafts import HEADING, DraftPicture, readable
from bot.rendering.lines import clean
from tests.fakes_consoles import HOSTILE, LABEL, STYLE, pipe, terminal, written

QUOTE = WrittenQuote(key="a1b2c3", words='secret "text": "words"')
ANSWER = WrittenAnswer(
    claims=[
        WrittenClaim(text='The "bridge"\\is shut, né 😀.\nSo it is.', quotes=[QUOTE]),
        WrittenClaim(text="Ferries run.", quotes=[QUOTE, QUOTE]),
    ]
)
READABLE = 'The "bridge"\\is shut, né 😀. So it is.\n\nFerries run.'
_texts = st.text(st.characters(codec="utf-8"), max_size=30)
_quotes = st.lists(st.builds(WrittenQuote, key=_texts, words=_texts), max_size=2)
_claims = st.lists(st.builds(WrittenClaim, text=_texts, quotes=_quotes), max_size=3)
_answers = st.builds(WrittenAnswer, claims=_claims, answerable=st.booleans())


def steps(raw: str) -> list[str]:
    """What can be read of every beginning, the shortest first."""
    return [readable(raw[:end]) for end in range(len(raw) + 1)]


@pytest.mark.parametrize("ascii_only", [True, False])
def test_every_beginning_shows_a_beginning_of_the_texts_and_nothing_else(ascii_only: bool) -> None:
    found = steps(json.dumps(ANSWER.model_dump(), ensure_ascii=ascii_only))
    assert found[0] == ""
    assert found[-1] == READABLE
    assert all(READABLE.startswith(text) for text in found)
    assert all(later.startswith(one) for one, later in pairwise(found))
    assert {'The "bridge"\\is', 'The "bridge"\\is shut, né 😀. So it is.'} <= set(found)


@given(_answers, st.booleans(), st.sampled_from([None, 2]))
def test_whatever_the_texts_are_what_can_be_read_only_grows(
    answer: WrittenAnswer, ascii_only: bool, indent: int | None
) -> None:
    found = steps(json.dumps(answer.model_dump(), ensure_ascii=ascii_only, indent=indent))
    assert all(later.startswith(one) for one, later in pairwise(found))
    assert found[-1] == "\n\n".join(filter(None, (clean(c.text) for c in answer.claims)))


@given(st.text(st.sampled_from('{}[]":,\\u0d8claimstext \n`'), max_size=60))
def test_what_is_no_json_is_no_error(raw: str) -> None:
    assert isinstance(readable(raw), str)
    assert isinstance(readable('{"claims": [{"text": "a' + raw), str)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ('```json\n{"claims": [{"text": "It is shut."}]}\n```', "It is shut."),
        ('Here it is: {"claims": [{"text": "It is', "It is"),
        ('{"claims": [{"text": "It is\nshut', "It is shut"),
        ('{"claims": [{"quotes": [{"text": "no", "words": "no"}], "text": "It', "It"),
        ('{"text": "no", "claims": [{"te', ""),
        ('{"claims": {"text": "no"}}', ""),
        ('{"claims": ["text", {"text": 7}, null, {"text": "It', "It"),
        ('{"claims": [{"text": "a"}]} and {more}', "a"),
        ("It is shut.", ""),
    ],
)
def test_fences_preambles_and_other_shapes_are_read_or_left(raw: str, text: str) -> None:
    assert readable(raw) == text


def drawn(picture: DraftPicture, **keys: Any) -> list[str]:
    """The lines of a picture on a terminal."""
    console = terminal(40)
    console.height = 10
    console.print(picture, **keys)
    return written(console).splitlines()


def test_every_line_of_a_draft_is_dim_behind_a_bar_and_headed_as_one() -> None:
    head, *lines = drawn(DraftPicture("The bridge is shut. " * 9))
    assert STYLE.sub("", head) == HEADING
    assert all(line.startswith("\x1b[2m│ ") for line in lines)
    assert max(len(STYLE.sub("", line)) for line in lines) <= 38  # behind it a ^C has room


def test_a_draft_longer_than_the_terminal_shows_its_end() -> None:
    lines = drawn(DraftPicture(" ".join(f"word{n}" for n in range(500))))
    assert len(lines) == 8
    assert "word499" in lines[-1]


def test_a_draft_can_forge_neither_label_nor_escape_sequence() -> None:
    shown = readable(json.dumps({"claims": [{"text": HOSTILE}, {"text": "UNCONFIRMED · x"}]}))
    text = STYLE.sub("", "\n".join(drawn(DraftPicture(shown))))
    assert "\x1b" not in text
    assert not LABEL.search(text)
    assert "red]confirmed[/]" in text


def test_a_repair_begins_anew_when_there_is_something_of_it_to_read() -> None:
    draft = Draft()
    assert draft.picture() is None
    seen = []
    for raw in ('{"claims": [{"text": "First', '{"claims": [', '{"claims": [{"text": "Second'):
        draft.hear(raw)
        picture = draft.picture()
        assert picture is not None
        seen.append(drawn(picture)[1])
    assert ["First" in line for line in seen] == [True, True, False]
    assert "Second" in seen[-1]


def test_a_terminal_shows_the_draft_and_takes_it_back() -> None:
    console = terminal()
    with watched(console, "fake:model writes…") as heard:
        assert heard
        heard('{"claims": [{"text": "The bridge is shu')
    shown = written(console)
    assert "The bridge is shu" in shown
    erase_line_above = "\x1b[1A\x1b[2K"
    assert shown.endswith(erase_line_above * 2)


def test_before_the_first_word_a_person_sees_who_is_waited_for() -> None:
    console = terminal()
    with watched(console, "fake:model writes…") as heard:
        assert heard
        heard('{"claims": [')
    assert "fake:model writes…" in written(console)


@pytest.mark.parametrize("console", [pipe(), terminal(TERM="dumb")], ids=["pipe", "dumb terminal"])
def test_where_a_draft_cannot_be_taken_back_nothing_is_shown(console: Console) -> None:
    with watched(console, "fake:model writes…") as heard:
        assert heard is None
    assert written(console) == ""
