"""The day of speaking is the one that the text gives for it."""

from __future__ import annotations

from datetime import date

import pytest

from bot.evidence.bearers import Told
from bot.evidence.speaking_day import spoken_on
from tests.fakes_evidence import a_statement
from tests.parsed import parse_of

PAGE = date(2024, 7, 2)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Owen Lyle said on 28 April 2024 that the hull was cracked.", date(2024, 4, 28)),
        ("Owen Lyle said that the hull was cracked on 28 April 2024.", None),
        ("Owen Lyle said that the hull was cracked.", None),
        ("Owen Lyle said in April 2024 that the hull was cracked.", None),  # no full day
        ("The hull was cracked on 28 April 2024.", None),
    ],
)
def test_a_day_belongs_to_the_telling_where_it_hangs_on_its_verb(
    text: str, day: date | None
) -> None:
    statement = a_statement(text, published=PAGE)
    assert spoken_on(statement, Told(parse_of(text), statement.mentions)) == day
