"""The predicates of a span of tokens, and what ends a state."""

from __future__ import annotations

import pytest

from bot.reading.events import ends_state, events_of
from tests.parsed import marked, parse_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The ship sank.", ["sank"]),
        ("The ship left the pier and sank in a storm.", ["left", "sank"]),
        ("The captain is a smuggler.", ["is", "smuggler"]),
        ("The pier was empty.", ["was", "empty"]),
        ("The board said that the ship sank.", ["said", "sank"]),
        ("The crew wants to leave.", ["wants", "leave"]),
        ("The man who set the fire fled.", ["fled", "set"]),
    ],
)
def test_the_main_predicate_comes_first(text: str, words: list[str]) -> None:
    parse = parse_of(text)
    found = events_of(parse, range(len(parse)))
    assert [parse.word(t) for t in found] == words


def test_a_span_has_its_own_main_predicate() -> None:
    parse = parse_of("The board said that the ship left the pier and sank in a storm.")
    inside = [t for t in range(len(parse)) if t >= parse.text.split().index("that")]
    assert [parse.word(t) for t in events_of(parse, inside)] == ["left", "sank"]


def test_no_tokens_hold_no_event() -> None:
    assert events_of(parse_of("The ship sank."), ()) == ()


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("The mayor *resigned* in May.", True),
        ("The board *lifted* the ban on ferries.", True),
        ("The mayor *stepped* down in May.", True),
        ("The guards no longer *watch* the pier.", True),
        ("The guards do not *watch* the pier any more.", True),
        ("The former *mayor* spoke.", True),
        ("The mayor will *resign* in May.", False),
        ("The mayor did not *resign*.", False),
        ("The mayor may *resign*.", False),
        ("The mayor *opened* the pier.", False),
    ],
)
def test_a_state_ends_where_it_is_told_to_have_ended(text: str, ends: bool) -> None:
    assert ends_state(*marked(text)) is ends
