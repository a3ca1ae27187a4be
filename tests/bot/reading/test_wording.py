"""What words are: somebody's finding, an act, an author's own view; what a negation takes in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.words import stem, stems_of
from bot.reading.wording import (
    is_act,
    is_finding,
    is_opinion_piece,
    negated_stems,
    outside_quotes,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The divers measured the crack in the hull.", True),
        ("We established that the hull was cracked.", True),
        ("Lyle found a crack in the hull.", True),
        ("It was found that the hull leaked.", True),
        ("The board has seen the crack in the hull.", True),
        ("Satellite images show the ferry off Ulva.", True),
        ("The paint MATCHED that of the ferry.", True),
        ("Lyle said the hull was cracked.", False),
        ("The hull was cracked.", False),
        ("The founder of the ferry company left.", False),
        ("Sailors had heard of the crack.", False),
    ],
)
def test_a_finding_is_told_by_its_words(text: str, expected: bool) -> None:
    assert is_finding(text) is expected


def test_what_nobody_found_out_is_no_finding() -> None:
    assert not is_finding("Nobody measured the crack in the hull.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The board has imposed a fine on the ferry company.", True),
        ("The head of the ferry company resigned.", True),
        ("Dunmere Ferries accepts the fine.", True),
        ("The board hereby orders a new hull.", True),
        ("The board may impose a fine on the ferry company.", False),
        ("The board will order a new hull.", False),
        ("The hull was cracked.", False),
    ],
)
def test_an_act_in_force_is_told_by_its_words(text: str, expected: bool) -> None:
    assert is_act(text) is expected


@pytest.mark.parametrize(
    "text",
    [
        "The board has not imposed a fine.",
        "We have never suspended the ferry.",
        "The ferry will be suspended.",
        "The orders of the captain came late.",
    ],
)
def test_what_is_not_done_or_no_verb_is_no_act_in_force(text: str) -> None:
    assert not is_act(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I think the hull was cracked.", True),
        ("The ferry is slow. I believe it leaks.", True),
        ("In my view the hull was cracked.", True),
        ("The hull, in my judgment, was cracked.", True),
        ("My guess is that the ferry sank.", True),
        ("“It sank,” Lyle said, and I suspect he knew.", True),
        ("I will make a prediction: the ferry sinks.", True),
        ("“I think it sank,” Lyle said.", False),
        ('"In my opinion it sank," Lyle said.', False),
        ("I saw the ferry sink.", False),
        ("We think the ferry sank.", False),
        ("The hull was cracked.", False),
    ],
)
def test_an_opinion_piece_gives_its_authors_own_view(text: str, expected: bool) -> None:
    assert is_opinion_piece(text) is expected


@pytest.mark.parametrize(
    "text", ["“We measured the crack,” Lyle said.", '"He has resigned," Lyle said.']
)
def test_quoted_words_tell_neither_a_finding_nor_an_act_of_the_reporters(text: str) -> None:
    assert not is_finding(text)
    assert not is_act(text)


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("The hull was not cracked.", "cracked", "hull"),
        ("The hull wasn't cracked.", "cracked", "hull"),
        ("The hull wasn’t cracked.", "cracked", "hull"),
        ("Nobody saw the crack.", "saw crack", ""),
        ("The firm failed to mend the hull.", "mend hull", "firm"),
        ("The hull is free of cracks.", "cracks", "hull"),
        ("Neither hull nor mast was cracked.", "hull mast cracked", ""),
        ("The hull has yet to be mended.", "mended", "hull"),
        ("The hull was cracked.", "", "hull cracked"),
    ],
)
def test_a_negation_takes_in_the_words_behind_it(text: str, inside: str, outside: str) -> None:
    check_scope(text, inside, outside)


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("Without a mast, the ferry drifted.", "mast", "ferry drifted"),
        ("The hull had no cracks; the mast broke.", "cracks", "mast broke"),
        ("The ferry can't float: the hull leaked.", "float", "hull leaked"),
        ("The hull never leaked but the mast broke.", "leaked", "mast broke"),
        ("No crack was found until the storm came.", "crack found", "storm came"),
        ("The crew did not sail because the hull leaked.", "sail", "hull leaked"),
        ("It had not sailed except to Ulva.", "sailed", "Ulva"),
        ("They do not sail unless the sea is calm.", "sail", "sea calm"),
        ("Not only the hull was cracked.", "", "hull cracked"),
        ("The ferry has not lost 1,000 crates.", "lost 1,000 crates", "ferry"),
        ("The hull did not leak, and the mast did not break.", "leak break", "mast"),
    ],
)
def test_it_ends_with_its_clause(text: str, inside: str, outside: str) -> None:
    check_scope(text, inside, outside)


def check_scope(text: str, inside: str, outside: str) -> None:
    found = negated_stems(text)
    assert {stem(word) for word in inside.split()} <= found
    assert not {stem(word) for word in outside.split()} & found


@given(st.text())
def test_only_words_of_the_text_are_negated(text: str) -> None:
    assert negated_stems(f"Nobody saw {text}") <= stems_of(f"Nobody saw {text}")
    assert len(outside_quotes(text)) == len(text)
