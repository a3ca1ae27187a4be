"""What adds nothing to what is said already is left out; the same of somebody else is kept."""

from __future__ import annotations

import pytest

from bot.presenting.repeating import is_repeated

SHOWN = ["The council of Selk approved the wind plan on 6 March."]


@pytest.mark.parametrize(
    ("text", "repeated"),
    [
        ("Selk's council has approved the wind plan.", True),
        ("The council of Ilmen approved the wind plan on 4 March.", False),
        ("The council of Selk approved 12 wind plans.", False),
        ("The mayor of Selk thanked the voters.", False),
    ],
)
def test_the_same_of_another_is_no_repetition(text: str, repeated: bool) -> None:
    assert is_repeated(text, SHOWN) is repeated
