"""So many questions a minute for each person and each channel."""

from __future__ import annotations

import pytest

from bot.discord_bot.limits import Limits
from bot.errors import NotNow


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_person_may_ask_so_often_and_again_a_minute_later() -> None:
    clock = Clock()
    limits = Limits(2, 100, clock)
    limits.take("ann", "news")
    clock.now += 20
    limits.take("ann", "sports")
    refused = r"you asked 2 questions within a minute, which is the limit; ask again in 40 s"
    with pytest.raises(NotNow, match=refused):
        limits.take("ann", "news")
    limits.take("bob", "news")
    clock.now += 41
    limits.take("ann", "news")


def test_a_channel_has_its_own_limit_whoever_asks() -> None:
    limits = Limits(100, 2, Clock())
    limits.take("ann", "news")
    limits.take("bob", "news")
    with pytest.raises(NotNow, match="this channel asked 2 questions"):
        limits.take("eve", "news")
    limits.take("eve", "sports")


def test_what_is_refused_does_not_count() -> None:
    clock = Clock()
    limits = Limits(1, 2, clock)
    limits.take("ann", "news")
    for _ in range(5):
        with pytest.raises(NotNow, match="you asked"):
            limits.take("ann", "news")
    limits.take("bob", "news")


def test_people_who_went_away_are_forgotten() -> None:
    clock = Clock()
    limits = Limits(1, 10_000, clock)
    for n in range(1500):
        limits.take(str(n), "news")
    clock.now += 61
    limits.take("0", "news")
    assert len(limits._used) < 10
    with pytest.raises(NotNow):
        limits.take("0", "news")
