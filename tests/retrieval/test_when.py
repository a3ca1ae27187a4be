"""A time as precise as a text gives it."""

from __future__ import annotations

from datetime import date

import pytest

from retrieval.when import When


@pytest.mark.parametrize(
    ("iso", "words"), [("2025-04-28", "28 Apr 2025"), ("2025-04", "Apr 2025"), ("2025", "2025")]
)
def test_a_time_is_written_as_precisely_as_it_is_known(iso: str, words: str) -> None:
    when = When.from_iso(iso)
    assert (when.iso, when.words) == (iso, words)
    assert When.of_span(when.first, when.last) == when


def test_a_span_that_is_no_day_month_or_year_is_none() -> None:
    assert When.of_span(date(2025, 4, 3), date(2025, 4, 9)) is None
    assert When.of_span(date(2025, 4, 1), date(2025, 6, 30)) is None
