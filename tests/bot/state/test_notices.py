"""Notices: each event is told once in a channel at most, now or when quiet hours end."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from bot.state.database import STATE_FILE
from bot.state.notices import HeldNotice, PendingNotices
from tests.fakes_tracking import NOON

ROOT = Path(__file__).resolve().parents[3]
HOUR = timedelta(hours=1)
CLAIMS = """
import sys
from pathlib import Path
from bot.state.notices import PendingNotices
notices = PendingNotices(Path(sys.argv[1]), "town")
print(sum(notices.claim(70, event_id) for event_id in range(30)))
notices.close()
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "home" / STATE_FILE


@pytest.fixture
def notices(file: Path) -> Iterator[PendingNotices]:
    notices = PendingNotices(file, "town")
    yield notices
    notices.close()


def test_an_event_is_claimed_once_in_each_channel(notices: PendingNotices) -> None:
    assert notices.claim(70, 1)
    assert notices.claim(71, 1)
    assert notices.claim(70, 2)
    assert not any([notices.claim(70, 1), notices.claim(71, 1), notices.claim(70, 2)])


def test_a_held_notice_is_due_when_its_time_has_come_until_it_is_claimed(
    notices: PendingNotices,
) -> None:
    assert notices.hold(70, 2, NOON + HOUR)
    assert notices.hold(70, 1, NOON)
    assert notices.due(NOON - HOUR) == ()
    assert notices.due(NOON) == (HeldNotice(70, 1, NOON),)
    assert [n.event_id for n in notices.due(NOON + HOUR)] == [1, 2]
    assert notices.claim(70, 1)
    assert not notices.claim(70, 1)
    assert [n.event_id for n in notices.due(NOON + HOUR)] == [2]


def test_what_was_claimed_is_not_held_again(notices: PendingNotices) -> None:
    notices.claim(70, 1)
    notices.hold(70, 2, NOON)
    notices.claim(70, 2)
    assert not notices.hold(70, 1, NOON)
    assert not notices.hold(70, 2, NOON)
    assert notices.due(NOON) == ()


def test_a_notice_that_is_held_again_waits_for_the_later_word(notices: PendingNotices) -> None:
    notices.hold(70, 1, NOON)
    assert notices.hold(70, 1, NOON + HOUR)
    assert notices.due(NOON) == ()
    assert len(notices.due(NOON + HOUR)) == 1


def test_what_nobody_wants_any_longer_is_neither_due_nor_sent(notices: PendingNotices) -> None:
    notices.hold(70, 1, NOON)
    for event_id in (1, 2):
        notices.done(70, event_id)
        assert not notices.claim(70, event_id)
    assert notices.due(NOON) == ()


def test_notices_outlive_the_process_and_know_their_corpus(
    file: Path, notices: PendingNotices
) -> None:
    notices.hold(70, 1, NOON)
    notices.claim(70, 2)
    again, other = PendingNotices(file, "town"), PendingNotices(file, "harbour")
    assert again.due(NOON) == (HeldNotice(70, 1, NOON),)
    assert other.due(NOON) == ()
    assert not again.claim(70, 2)
    again.close()
    other.close()


def test_of_many_threads_one_claims_what_is_new_and_what_was_held(
    notices: PendingNotices,
) -> None:
    notices.hold(70, 1, NOON)
    with ThreadPoolExecutor(4) as pool:
        claimed = list(pool.map(lambda n: notices.claim(70, n % 2), range(16)))
    assert claimed.count(True) == 2


def test_of_two_processes_one_claims_each_event(file: Path) -> None:
    running = [
        subprocess.Popen(
            [sys.executable, "-c", CLAIMS, str(file)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    assert sum(int(process.communicate(timeout=120)[0]) for process in running) == 30


def test_reading_makes_no_file(file: Path, notices: PendingNotices) -> None:
    assert notices.due(NOON) == ()
    assert not file.exists()
