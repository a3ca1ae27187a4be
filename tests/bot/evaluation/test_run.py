"""Asking a set: order, threads, errors, and an interruption that keeps what is done."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from types import FrameType

import pytest

from bot.claims import Outcome
from bot.evaluation.items import Item
from bot.evaluation.record import Outturn
from bot.evaluation.run import DEPTH, Run, answered, run
from tests.fakes_examinees import FakeExaminee
from tests.fakes_outturns import CLOSED, an_item


def items(*questions: str) -> tuple[Item, ...]:
    """One item for each question, named by its number."""
    return tuple(replace(an_item(str(n)), question=q) for n, q in enumerate(questions, 1))


def ignore(_: Outturn) -> None:
    """Nobody wants to hear of it."""


def ids(found: Run) -> list[str]:
    return [outturn.item.id for outturn in found.outturns]


@pytest.mark.parametrize("jobs", [1, 3, 40])
def test_results_stand_in_the_order_of_the_set_however_many_threads_ask(jobs: int) -> None:
    slow_first = FakeExaminee(lambda question: time.sleep(0.03 if "first" in question else 0))
    found = run(items("the first?", *("Who?" for _ in range(9))), slow_first, {}, ignore, jobs)
    assert found.complete
    assert ids(found) == [str(n) for n in range(1, 11)]
    assert len(slow_first.asked) == 10


def test_threads_share_one_examinee() -> None:
    together = threading.Barrier(4, timeout=60)

    def wait_for_the_others(_: str) -> None:
        together.wait()

    examinee = FakeExaminee(wait_for_the_others)
    assert run(items(*("Who?" for _ in range(4))), examinee, {}, ignore, 4).complete
    assert len(examinee.threads) == 4


def test_every_new_result_is_told_as_it_comes_and_in_the_callers_thread() -> None:
    told: list[tuple[str, int]] = []
    run(
        items("a?", "b?"),
        FakeExaminee(),
        {},
        lambda o: told.append((o.item.id, threading.get_ident())),
        1,
    )
    assert told == [("1", threading.get_ident()), ("2", threading.get_ident())]


def test_what_is_known_is_not_asked_again() -> None:
    asked = items("a?", "b?", "c?")
    known = answered(asked[1], FakeExaminee())
    examinee = FakeExaminee()
    told: list[Outturn] = []
    found = run(asked, examinee, {"2": known, "gone": known}, told.append, 2)
    assert found.complete
    assert ids(found) == ["1", "2", "3"]
    assert found.outturns[1] is known
    assert sorted(question for question, _ in examinee.asked) == ["a?", "c?"]
    assert known not in told


def test_the_date_of_an_item_is_that_of_its_question() -> None:
    examinee = FakeExaminee()
    item = an_item(as_of=date(2024, 3, 6), passages=(("mill-bridge", "closed"),))
    assert answered(item, examinee).retrieved == (f"mill-bridge@0-{len(CLOSED)}",)
    assert examinee.asked == [(item.question, date(2024, 3, 6))]
    assert examinee.searched == [(item.question, date(2024, 3, 6), DEPTH)]


def test_search_is_asked_only_for_items_with_gold_passages() -> None:
    examinee = FakeExaminee()
    assert answered(an_item(), examinee).retrieved == ()
    assert examinee.searched == []


@pytest.mark.parametrize(
    ("question", "error"),
    [
        ("Is it unreadable?", "IndexUnusable: the index cannot be read"),
        ("our fault?", "ZeroDivisionError: of ours"),
        ("a mistake?", "It went wrong."),
    ],
)
def test_what_goes_wrong_is_an_error_and_never_an_abstention(question: str, error: str) -> None:
    found = run(items("a?", question, "cost?"), FakeExaminee(), {}, ignore)
    first, broken, abstained = found.outturns
    assert first.answer is not None
    assert (broken.answer, broken.error) == (None, error)
    assert abstained.answer is not None
    assert (abstained.answer.outcome, abstained.error) == (Outcome.NOTHING_FOUND, None)


def test_an_empty_set_is_complete_at_once() -> None:
    assert run((), FakeExaminee(), {}, ignore) == Run((), complete=True)


class Interrupting:
    """Ctrl-C while the slow question is under way and the two before it are kept; `then` is what
    the slow question does after that.
    """

    def __init__(self, then: Callable[[], object]) -> None:
        self.told: list[Outturn] = []
        self._two = threading.Event()
        self._then = then

    def hear(self, outturn: Outturn) -> None:
        self.told.append(outturn)
        if len(self.told) == 2:
            self._two.set()

    def before(self, question: str) -> None:
        if "slow" in question:
            assert self._two.wait(60)
            signal.raise_signal(signal.SIGINT)
            self._then()


def until_dismissed() -> None:
    """Returns once the main thread waits for those under way, and begins no other question."""
    main = threading.main_thread().ident
    assert main is not None
    until = time.monotonic() + 60
    while time.monotonic() < until and threading.Thread.join.__code__ not in {
        f.f_code for f in _frames(main)
    }:
        time.sleep(0.01)


def _frames(thread: int) -> Iterator[FrameType]:
    frame: FrameType | None = sys._current_frames()[thread]
    while frame is not None:
        yield frame
        frame = frame.f_back


def test_ctrl_c_keeps_what_is_done_and_does_not_wait_for_a_slow_question() -> None:
    release = threading.Event()
    ctrl_c = Interrupting(lambda: release.wait(60))
    examinee = FakeExaminee(ctrl_c.before)
    started = time.monotonic()
    try:
        found = run(items("a?", "b?", "a slow one?", "c?"), examinee, {}, ctrl_c.hear)
    finally:
        release.set()
    assert time.monotonic() - started < 40
    assert not found.complete
    assert found.left_behind
    assert ids(found) == ["1", "2"]
    assert tuple(ctrl_c.told) == found.outturns


def test_a_question_under_way_at_ctrl_c_is_finished_where_it_is_quick() -> None:
    ctrl_c = Interrupting(until_dismissed)
    examinee = FakeExaminee(ctrl_c.before)
    found = run(items("a?", "b?", "a slow one?", "c?"), examinee, {}, ctrl_c.hear)
    assert ids(found) == ["1", "2", "3"]
    assert tuple(ctrl_c.told) == found.outturns
    assert not found.left_behind
    assert [question for question, _ in examinee.asked] == ["a?", "b?", "a slow one?"]


def test_ctrl_c_while_a_result_is_kept_loses_no_other() -> None:
    told: list[str] = []

    def interrupted(outturn: Outturn) -> None:
        told.append(outturn.item.id)
        if told == ["1"]:
            raise KeyboardInterrupt

    found = run(items(*("Who?" for _ in range(50))), FakeExaminee(), {}, interrupted)
    assert not found.left_behind
    assert ids(found) == told


def test_an_error_of_the_caller_is_not_swallowed() -> None:
    def full(_: Outturn) -> None:
        raise OSError("no space")

    with pytest.raises(OSError, match="no space"):
        run(items("a?", "b?"), FakeExaminee(), {}, full, 2)
