"""Quiet hours on the clocks of a place, also on days on which these are changed."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.errors import BadCommand
from bot.state.channels import QuietHours

NIGHT = QuietHours.parse("22:00-07:00", "Europe/Berlin")
MINUTE = timedelta(minutes=1)
# Berlin's clocks: put forward from 2 to 3 on 29 March 2026, back from 3 to 2 on 25 October 2026.


def berlin(month: int, day: int, hour: int, minute: int = 0, fold: int = 0) -> datetime:
    """A moment in 2026 by Berlin's clocks."""
    zone = ZoneInfo("Europe/Berlin")
    return datetime(2026, month, day, hour, minute, tzinfo=zone, fold=fold)


def test_hours_are_read_and_written() -> None:
    assert (NIGHT.start, NIGHT.end, NIGHT.zone) == (time(22), time(7), "Europe/Berlin")
    assert str(NIGHT) == "22:00-07:00 Europe/Berlin"
    assert QuietHours.parse(" 9:05 – 17:30 ", " europe/BERLIN ").zone == "Europe/Berlin"
    assert str(QuietHours.parse("00:00-23:59", "utc")) == "00:00-23:59 UTC"


@pytest.mark.parametrize(
    "hours",
    ["", "22-07", "22:00", "24:00-07:00", "22:60-07:00", "22:00-07:00-08:00", "٢٢:٠٠-07:00"],
)
def test_hours_that_cannot_be_read_are_refused_with_a_cure(hours: str) -> None:
    with pytest.raises(BadCommand, match=f"cannot read '{hours}'; write them as in 22:00-07:00$"):
        QuietHours.parse(hours, "UTC")


def test_no_time_at_all_is_refused() -> None:
    with pytest.raises(BadCommand, match="07:00-7:00 is no time at all; name two times"):
        QuietHours.parse("07:00-7:00", "UTC")


@pytest.mark.parametrize("zone", ["", "Berlin", "Europe", "../UTC", "/etc/passwd", "localtime"])
def test_a_zone_that_is_none_is_refused_with_a_cure(zone: str) -> None:
    with pytest.raises(BadCommand, match=f"no time zone '{zone}'; name one as in Europe/Berlin"):
        QuietHours.parse("22:00-07:00", zone)


def test_errors_are_one_line_whatever_was_typed() -> None:
    for hours, zone in (("x\n" * 999, "UTC"), ("22:00-07:00", "x\n" * 999)):
        with pytest.raises(BadCommand) as refused:
            QuietHours.parse(hours, zone)
        assert len(str(refused.value)) < 150
        assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("hour", "minute", "quiet"),
    [(21, 59, False), (22, 0, True), (23, 59, True), (0, 0, True), (6, 59, True), (7, 0, False)],
)
def test_a_night_goes_over_midnight(hour: int, minute: int, quiet: bool) -> None:
    assert NIGHT.covers(berlin(6, 1, hour, minute).astimezone(UTC)) is quiet


def test_a_break_at_noon_stays_within_its_day() -> None:
    noon = QuietHours.parse("12:00-13:00", "Asia/Kathmandu")  # five hours and 45 minutes ahead
    assert not noon.covers(datetime(2026, 6, 1, 6, 14, tzinfo=UTC))
    assert noon.covers(datetime(2026, 6, 1, 6, 15, tzinfo=UTC))
    assert noon.ends(datetime(2026, 6, 1, 7, 15, tzinfo=UTC)) == datetime(
        2026, 6, 2, 7, 15, tzinfo=UTC
    )


def test_the_end_is_the_next_one_after_a_moment() -> None:
    assert NIGHT.ends(berlin(6, 1, 23)) == berlin(6, 2, 7)
    assert NIGHT.ends(berlin(6, 2, 6, 59) + timedelta(seconds=59)) == berlin(6, 2, 7)
    assert NIGHT.ends(berlin(6, 2, 7)) == berlin(6, 3, 7)
    assert NIGHT.ends(berlin(6, 2, 12)).tzinfo == UTC


def test_a_night_in_which_clocks_change_is_an_hour_shorter_or_longer() -> None:
    spring, autumn = berlin(3, 28, 22).astimezone(UTC), berlin(10, 24, 22).astimezone(UTC)
    assert NIGHT.ends(spring) - spring == timedelta(hours=8)
    assert NIGHT.ends(autumn) - autumn == timedelta(hours=10)


def test_an_end_that_clocks_jump_over_comes_when_they_jump() -> None:
    short = QuietHours.parse("22:00-02:30", "Europe/Berlin")
    assert short.ends(berlin(3, 28, 23)) == berlin(3, 29, 3)
    assert not short.covers(berlin(3, 29, 3))


def test_an_end_that_clocks_show_twice_comes_twice() -> None:
    short = QuietHours.parse("22:00-02:30", "Europe/Berlin")
    first, second = berlin(10, 25, 2, 30), berlin(10, 25, 2, 30, fold=1)
    assert short.ends(berlin(10, 24, 23)) == first.astimezone(UTC)
    assert short.ends(first) == second.astimezone(UTC)


def test_quiet_hours_that_clocks_jump_over_come_a_day_later() -> None:
    jumped = QuietHours.parse("02:10-02:40", "Europe/Berlin")
    assert jumped.ends(berlin(3, 28, 12)) == berlin(3, 30, 2, 40)


TIMES = st.times().map(lambda t: t.replace(second=0, microsecond=0))
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1))
ZONES = st.sampled_from(
    ["Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"]
)


@given(start=TIMES, end=TIMES, zone=ZONES, moment=MOMENTS)
@example(time(2, 0), time(2, 1), "Europe/Berlin", datetime(2026, 10, 25, 0, 59, 30))
def test_it_is_quiet_up_to_the_end_and_not_at_it(
    start: time, end: time, zone: str, moment: datetime
) -> None:
    assume(start != end)
    hours, now = QuietHours(start, end, zone), moment.replace(tzinfo=UTC)
    ends = hours.ends(now)
    assert now < ends <= now + timedelta(days=3)
    assert not hours.covers(ends)
    assert hours.covers(ends - MINUTE)
    if hours.covers(now):
        span = int((ends - now) / MINUTE)
        assert all(hours.covers(now + n * MINUTE) for n in range(0, span, 7))
