"""What a parser reads of a text, and where each character of it stands in the text as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.flattening import flat

AWKWARD = st.sampled_from(
    [
        "a",
        "B",
        ".",
        " ",
        "\n",
        "\u00a0",
        "\u00ad",
        "\u200b",
        "[4]",
        "¹",
        "''",
        "。",
        "\x00",
        "\ud800",
    ]
)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("The gate\n  is\tshut.", "The gate is shut."),
        ("The gate[4] is shut.[5][6] It held.", "The gate is shut. It held."),
        ("The gate is shut [12].", "The gate is shut."),
        ("It is shut.¹² It held.", "It is shut. It held."),
        ("The sol\u00addiers\u200b left.", "The soldiers left."),
        ("''Shut,'' he said.", '"Shut," he said.'),
        ("PORT CALDER, 5 March (Wire) - The gate is shut.", "The gate is shut."),
        ("DUNMERE — “It is shut.”", "“It is shut.”"),
        ("14:32 GMT The gate is shut.", "The gate is shut."),
        ("[14:32] – The gate is shut.", "The gate is shut."),
        ("The \x07gate \ud800.", "The gate \ufffd."),
        ("他来了。他走了。", "他来了。 他走了。"),
        (" \n ", ""),
        ("", ""),
    ],
)
def test_what_is_no_word_is_left_out(text: str, line: str) -> None:
    assert flat(text).text == line


@pytest.mark.parametrize(
    "text",
    [
        "The list [a long one] is here.",
        "NATO - the alliance - met.",
        "At 14:32 the gate shut.",
        "The area is 12 m² in all.",
        "It is the soldiers' and the warden's.",
    ],
)
def test_what_may_be_a_word_stays(text: str) -> None:
    assert flat(text).text == text


def test_a_run_without_blanks_is_parted() -> None:
    assert max(map(len, flat("x" * 1_001).text.split())) == 200


@given(st.lists(AWKWARD, max_size=40).map("".join))
def test_every_character_that_is_kept_is_known_by_its_place(text: str) -> None:
    line = flat(text)
    assert len(line.origin) >= len(line.text)
    places = list(line.origin[: len(line.text)])
    assert places == sorted(places)
    for character, place in zip(line.text, places, strict=True):
        assert character == text[place] or character in ' "\ufffd'
