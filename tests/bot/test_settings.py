"""Settings are checked when they are read."""

from __future__ import annotations

import pytest

from bot.errors import BadSetting
from bot.settings import load_settings


def test_answers_asked_in_discord_are_kept_ninety_days_unless_told() -> None:
    assert load_settings().retention_days == 90
    assert load_settings(retention_days=1).retention_days == 1


@pytest.mark.parametrize("days", [0, -1, "for ever"])
def test_a_retention_of_less_than_a_day_is_refused(days: object) -> None:
    with pytest.raises(BadSetting, match=r"^ONRECORD_RETENTION_DAYS: .*; correct or unset it$"):
        load_settings(retention_days=days)
