"""Budgets of an answer and of a day, and the ledger that processes share."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import ModelError
from bot.state.database import STATE_FILE
from bot.state.spending import Spending
from bot.writing.attempts import TryFailed
from bot.writing.budget import BudgetedModel, DayOver, Limits, Reserved, Tally
from bot.writing.model import Prompt, Usage
from tests.fakes_tracking import Clock
from tests.fakes_writing import GOOD, PROMPT, Draft, FakeAttempts, FakeLedger

LONG = Prompt("", "x" * 400)  # about 100 tokens


def budgeted(
    limits: Limits, attempts: FakeAttempts | None = None
) -> tuple[BudgetedModel, Tally, FakeLedger]:
    ledger = FakeLedger()
    tally = Tally("fake:model", limits, ledger)
    return BudgetedModel(attempts or FakeAttempts(GOOD), tally), tally, ledger


def test_an_answer_may_make_so_many_calls_and_no_more() -> None:
    model, tally, _ = budgeted(Limits(calls_per_answer=2))
    for _ in range(2):
        model.attempt(PROMPT, Draft, None, 1)
    with pytest.raises(ModelError) as raised:
        model.attempt(PROMPT, Draft, None, 1)
    assert str(raised.value) == (
        "this answer used 2 of 2 calls of the model; it starts anew with the next one; "
        "ONRECORD_MODEL_CALLS_PER_ANSWER raises the limit, 0 lifts it"
    )
    assert tally.spent == Usage(2, 20, 10, 1.0)


def test_an_answer_is_refused_a_call_whose_prompt_is_more_than_is_left() -> None:
    model, tally, _ = budgeted(Limits(tokens_per_answer=110))
    model.attempt(PROMPT, Draft, None, 1)
    with pytest.raises(ModelError) as raised:
        model.attempt(LONG, Draft, None, 1)
    assert str(raised.value) == (
        "this answer used 15 of 110 tokens, and the next call needs at least 100; it starts anew "
        "with the next one; ONRECORD_MODEL_TOKENS_PER_ANSWER raises the limit, 0 lifts it"
    )
    assert tally.spent.calls == 1


def test_a_day_that_is_used_up_says_when_it_starts_anew() -> None:
    model, tally, ledger = budgeted(Limits(tokens_per_day=110))
    model.attempt(PROMPT, Draft, None, 1)
    with pytest.raises(ModelError) as raised:
        model.attempt(LONG, Draft, None, 1)
    assert str(raised.value) == (
        "the model used 15 of 110 tokens on 01 Mar 2026, and the next call needs at least 100; "
        "it starts anew at 00:00 UTC on 02 Mar 2026; ONRECORD_MODEL_TOKENS_PER_DAY raises the "
        "limit, 0 lifts it"
    )
    assert (tally.spent.calls, ledger.calls) == (1, 1)


def test_without_limits_everything_is_counted_and_nothing_refused() -> None:
    model, tally, ledger = budgeted(Limits())
    for _ in range(20):
        model.attempt(LONG, Draft, None, 1)
    assert (tally.spent.calls, ledger.calls, ledger.tokens) == (20, 20, 300)


def test_a_call_that_fails_is_paid_for() -> None:
    failure = TryFailed("no", "do this", usage=Usage(1, 40, 2, 0.25, estimated=True))
    model, tally, ledger = budgeted(Limits(), FakeAttempts(failure))
    with pytest.raises(TryFailed):
        model.attempt(LONG, Draft, None, 1)
    assert tally.spent == failure.usage
    assert (ledger.calls, ledger.tokens) == (1, 42)


def test_a_call_that_is_interrupted_stays_reserved() -> None:
    def interrupt(_: str) -> None:
        raise KeyboardInterrupt

    model, tally, ledger = budgeted(Limits())
    with pytest.raises(KeyboardInterrupt):
        model.attempt(LONG, Draft, interrupt, 1)
    assert (tally.spent.calls, tally.spent.tokens) == (1, 100)
    assert (ledger.calls, ledger.tokens) == (1, 100)


def test_two_threads_of_one_answer_cannot_both_take_the_last_call() -> None:
    model, tally, _ = budgeted(Limits(calls_per_answer=3))

    def one(_: int) -> bool:
        try:
            model.attempt(PROMPT, Draft, None, 1)
        except ModelError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(one, range(30))) == 3
    assert tally.spent.calls == 3


def test_what_a_day_took_outlives_the_process_and_ends_with_the_day(tmp_path: Path) -> None:
    clock = Clock()
    path = tmp_path / "home" / STATE_FILE
    first = Spending(path, clock)
    assert first.today("a:b").usage == Usage()
    reserved = first.reserve("a:b", 50, 100)
    assert isinstance(reserved, Reserved)
    first.correct(reserved, Usage(1, 60, 20, 0.5))
    first.close()

    again = Spending(path, clock)
    assert again.today("a:b").usage == Usage(1, 60, 20, 0.5)
    over = again.reserve("c:d", 30, 100)
    assert over == DayOver(reserved.day, 80)
    assert (again.today("c:d").usage.calls, again.today("c:d").tokens) == (0, 80)
    clock.now += timedelta(days=1)
    assert again.today("a:b").tokens == 0
    assert isinstance(again.reserve("c:d", 30, 100), Reserved)
    again.close()


def test_a_call_over_midnight_counts_for_the_day_it_began_on(tmp_path: Path) -> None:
    clock = Clock()
    spending = Spending(tmp_path / STATE_FILE, clock)
    reserved = spending.reserve("a:b", 50, 0)
    assert isinstance(reserved, Reserved)
    clock.now += timedelta(days=1)
    spending.correct(reserved, Usage(1, 20, 5, 0.5))
    assert spending.today("a:b").tokens == 0
    spending.close()


def test_a_cost_that_is_not_known_makes_the_sum_unknown(tmp_path: Path) -> None:
    spending = Spending(tmp_path / STATE_FILE)
    for cost in (0.5, None, 0.25):
        reserved = spending.reserve("a:b", 1, 0)
        assert isinstance(reserved, Reserved)
        spending.correct(reserved, Usage(1, 1, 1, cost, estimated=cost is None))
    assert spending.today("a:b").usage == Usage(3, 3, 3, None, estimated=True)
    spending.close()


def test_processes_share_a_day_and_cannot_both_take_what_is_left(tmp_path: Path) -> None:
    ledgers = [Spending(tmp_path / STATE_FILE) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda n: ledgers[n % 4].reserve("a:b", 10, 100), range(40)))
    assert sum(isinstance(one, Reserved) for one in found) == 10
    assert ledgers[0].today("a:b").tokens == 100
    for ledger in ledgers:
        ledger.close()


def test_what_cannot_be_counted_is_not_spent(tmp_path: Path) -> None:
    path = tmp_path / STATE_FILE
    path.write_text("no database, but longer than a header of one " * 9, encoding="utf-8")
    spending, attempts = Spending(path), FakeAttempts(GOOD)
    model = BudgetedModel(attempts, Tally("a:b", Limits(), spending))
    with pytest.raises(ModelError, match=r"^what the model spends cannot be counted: "):
        model.attempt(PROMPT, Draft, None, 1)
    assert attempts.seconds == []
    spending.close()


def test_a_usage_adds_up() -> None:
    one = Usage(1, 10, 5, 0.5)
    assert one + one == Usage(2, 20, 10, 1.0)
    assert (one + replace(one, cost=None)).cost is None
    assert (one + replace(one, estimated=True)).estimated
    assert one.tokens == 15


def test_the_table_that_an_older_state_lacks_is_made(tmp_path: Path) -> None:
    path = tmp_path / STATE_FILE
    for _ in range(2):
        with closing(Spending(path, lambda: datetime(2026, 3, 1, tzinfo=UTC))) as spending:
            assert spending.reserve("a:b", 1, 0) == Reserved("a:b", date(2026, 3, 1), 1)
            assert spending.today("a:b").tokens == 1
        with closing(sqlite3.connect(path)) as older, older:
            older.execute("DROP TABLE model_spending")
