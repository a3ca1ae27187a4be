"""The day of speaking is the one that the text gives for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.claims import Stance
from bot.evidence.bearers import Told
from bot.evidence.speaking_day import spoken_on
from tests.fakes_evidence import a_statement
from tests.parsed import parse_of

PAGE = date(2024, 7, 2)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Owen Lyle said on 28 April 2024 that the hull was cracked.", "2024-04-28"),
        ("Owen Lyle said that the hull was cracked on 28 April 2024.", None),
        ("Owen Lyle said that the hull was cracked.", None),
        ("Owen Lyle said in April 2024 that the hull was cracked.", "2024-04"),
        ("Owen Lyle admitted in 2023 that the hull was cracked.", "2023"),
        ("Owen Lyle said in July 2024 that the hull was cracked.", None),  # it is not over
        ("The hull was cracked on 28 April 2024.", None),
    ],
)
def test_a_day_belongs_to_the_telling_where_it_hangs_on_its_verb(
    text: str, when: str | None
) -> None:
    statement = a_statement(text, published=PAGE)
    found = spoken_on(statement, Told(parse_of(text), statement.mentions))
    assert (found and found.iso) == when


def test_what_takes_a_report_back_names_the_day_of_the_report() -> None:
    text = "On 28 April we reported that the hull was cracked."
    statement = replace(a_statement(text, published=PAGE), stance=Stance.RETRACTS)
    assert spoken_on(statement, Told(parse_of(text), statement.mentions)) is None
