"""Asking again: only where it helps, later each time, and within the whole time."""

from __future__ import annotations

import pytest

from bot.errors import ModelError
from bot.writing.attempts import Again, TryFailed
from bot.writing.model import Usage
from bot.writing.retrying import RetryingModel
from tests.fakes_writing import DRAFT, GOOD, PROMPT, Draft, FakeAttempts, FakeTime


def failed(again: Again, after: float | None = None) -> TryFailed:
    return TryFailed("fake:model: no", "do this", again, after, Usage(1, 2, 3))


def retrying(*script: str | ModelError, seconds: float = 60) -> tuple[RetryingModel, FakeTime]:
    time = FakeTime()
    return RetryingModel(FakeAttempts(*script), seconds, time.clock, time.sleep), time


def test_a_busy_server_is_asked_again_later_each_time_and_all_tries_are_paid_for() -> None:
    model, time = retrying(failed(Again.LATER), failed(Again.LATER), GOOD)
    reply = model.write(PROMPT, Draft)
    assert (reply.value, reply.usage) == (DRAFT, Usage(3, 14, 11, 0.5))
    first, second = time.slept
    assert 0.5 <= first <= 1
    assert 1 <= second <= 1.5


def test_three_tries_are_the_most_and_the_error_says_so() -> None:
    model, time = retrying(failed(Again.LATER))
    with pytest.raises(ModelError, match=r"^fake:model: no, tried 3 times; do this$"):
        model.write(PROMPT, Draft)
    assert len(time.slept) == 2


def test_what_will_not_change_is_not_asked_again() -> None:
    model, time = retrying(failed(Again.NEVER), GOOD)
    with pytest.raises(ModelError, match=r"^fake:model: no; do this$"):
        model.write(PROMPT, Draft)
    assert time.slept == []


def test_a_timeout_is_tried_once_more() -> None:
    model, time = retrying(failed(Again.ONCE), failed(Again.ONCE), GOOD)
    with pytest.raises(ModelError, match="tried 2 times"):
        model.write(PROMPT, Draft)
    assert len(time.slept) == 1


def test_another_way_of_asking_is_tried_at_once() -> None:
    model, time = retrying(failed(Again.AT_ONCE), GOOD)
    assert model.write(PROMPT, Draft).value == DRAFT
    assert time.slept == [0]


def test_the_server_says_how_long_to_wait() -> None:
    model, time = retrying(failed(Again.LATER, after=7), GOOD)
    assert model.write(PROMPT, Draft).value == DRAFT
    assert time.slept == [7]


@pytest.mark.parametrize(("after", "seconds"), [(31.0, 600.0), (8.0, 7.0)])
def test_nobody_waits_longer_than_half_a_minute_or_the_whole_time(
    after: float, seconds: float
) -> None:
    model, time = retrying(failed(Again.LATER, after), GOOD, seconds=seconds)
    wanted = f"^fake:model: no; the server asks to wait {after:.0f} s; do this$"
    with pytest.raises(ModelError, match=wanted):
        model.write(PROMPT, Draft)
    assert time.slept == []


def test_each_try_has_what_is_left_of_the_time() -> None:
    attempts, time = FakeAttempts(failed(Again.LATER, after=4), GOOD), FakeTime()
    RetryingModel(attempts, 10, time.clock, time.sleep).write(PROMPT, Draft)
    assert attempts.seconds == [10, 6]


def test_a_used_up_budget_is_not_asked_again() -> None:
    model, time = retrying(failed(Again.LATER), ModelError("used up"), GOOD)
    with pytest.raises(ModelError, match=r"^used up$"):
        model.write(PROMPT, Draft)
    assert len(time.slept) == 1
