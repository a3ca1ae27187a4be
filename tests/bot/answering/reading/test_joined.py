"""Two claims in one sentence are two."""

from __future__ import annotations

import pytest

from bot.answering.reading.joined import claims_joined
from tests.parsed import parse_of


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "The pier was sold and the mayor resigned.",
            ("The pier was sold", "the mayor resigned"),
        ),
        (
            "The coastguard seized the trawler and arrested its captain.",
            ("The coastguard seized the trawler", "The coastguard arrested its captain"),
        ),
        (
            "The trawler sank, but nobody was hurt.",
            ("The trawler sank", "nobody was hurt"),
        ),
        ("The pier was sold.", ("The pier was sold.",)),
        ("The tug and the trawler collided.", ("The tug and the trawler collided.",)),
        ("The mayor said that it sank and burned.", ("The mayor said that it sank and burned.",)),
        ("A strike and a storm.", ("A strike and a storm.",)),
    ],
)
def test_what_and_joins_is_told_apart(sentence: str, expected: tuple[str, ...]) -> None:
    assert claims_joined(parse_of(sentence)) == expected
