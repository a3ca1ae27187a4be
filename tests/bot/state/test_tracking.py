"""Which claims are tracked, and how changes of their labels are kept."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.claims import Outcome, Qualifier, Status
from bot.errors import StateError
from bot.state.database import STATE_FILE
from bot.state.feedback import FeedbackStore
from bot.state.tracked import Cause, Finding, Happened, Span, StatusEvent, Tracked
from bot.state.tracking import Tracking
from tests.fakes_answers import QUOTE, a_label, a_non_answer, an_answer
from tests.fakes_tracking import NOON, Clock

LABEL = a_label()
OTHER = a_label(Status.UNCONFIRMED, Qualifier.DENIED, Qualifier.DISPUTED, reason="Ada denied it.")
ANSWER = an_answer(question="Is the bridge shut?", as_of=None)
ROOT = Path(__file__).resolve().parents[3]
AT_ONCE = """
import sys
from dataclasses import replace
from pathlib import Path
from bot.state.tracking import Tracking
from tests.fakes_answers import an_answer
tracking = Tracking(Path(sys.argv[1]), "town")
for n in range(20):
    tracking.shown(an_answer(question=f"{sys.argv[2]} {n}?"))
tracking.close()
"""


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def tracking(tmp_path: Path, clock: Clock) -> Iterator[Tracking]:
    tracking = Tracking(tmp_path / "home" / STATE_FILE, "town", clock)
    yield tracking
    tracking.close()


def an_event(text: str = "Is the bridge shut?", at: int = 0) -> StatusEvent:
    causes = (Cause("mill-bridge", Happened.NEW_VERSION),)
    return StatusEvent(text, None, LABEL, OTHER, causes, NOON + timedelta(days=at))


def texts(tracked: tuple[Tracked, ...]) -> list[str]:
    return [claim.text for claim in tracked]


def test_a_shown_answer_is_tracked_with_its_label_and_where_it_came_from(
    tracking: Tracking,
) -> None:
    tracking.shown(ANSWER)
    finding = Finding(LABEL, ("mill-bridge",), (Span("mill-bridge", 0, len(QUOTE)),))
    assert tracking.tracked() == (Tracked("Is the bridge shut?", None, False, NOON, finding),)
    assert tracking.watched() == ()


def test_an_answer_is_forgotten_thirty_days_after_it_was_last_shown(
    tracking: Tracking, clock: Clock
) -> None:
    tracking.shown(ANSWER)
    clock.pass_days(29)
    tracking.shown(ANSWER)
    clock.pass_days(30)
    assert texts(tracking.tracked()) == ["Is the bridge shut?"]
    clock.pass_days(0.001)
    assert tracking.tracked() == ()


def test_what_is_watched_is_tracked_until_it_is_watched_no_longer(
    tracking: Tracking, clock: Clock
) -> None:
    tracking.watch(ANSWER)
    clock.pass_days(400)
    assert texts(tracking.watched()) == texts(tracking.tracked()) == ["Is the bridge shut?"]
    assert tracking.unwatch(" Is the  bridge shut? ")
    assert tracking.tracked() == ()
    assert not tracking.unwatch("Is the bridge shut?")


def test_a_claim_that_was_shown_stays_tracked_when_it_is_watched_no_longer(
    tracking: Tracking,
) -> None:
    tracking.watch(ANSWER)
    tracking.shown(ANSWER)
    assert tracking.unwatch(ANSWER.question)
    assert tracking.watched() == ()
    assert len(tracking.tracked()) == 1


@pytest.mark.parametrize("how", ["shown", "watch"])
def test_showing_another_label_of_a_tracked_claim_swallows_no_change(
    tracking: Tracking, how: str
) -> None:
    tracking.shown(ANSWER)
    getattr(tracking, how)(replace(ANSWER, claims=(), outcome=Outcome.NOTHING_FOUND))
    assert tracking.tracked()[0].finding.label == LABEL


def test_a_claim_that_was_forgotten_starts_anew(tracking: Tracking, clock: Clock) -> None:
    tracking.shown(ANSWER)
    clock.pass_days(31)
    tracking.shown(a_non_answer(question=ANSWER.question, as_of=None))
    assert tracking.tracked()[0].finding.label is None


def test_nothing_found_is_tracked_and_out_of_scope_is_not(tracking: Tracking) -> None:
    tracking.shown(a_non_answer(Outcome.OUT_OF_SCOPE, question="A poem?"))
    tracking.shown(a_non_answer(question="The weather?"))
    (claim,) = tracking.tracked()
    assert (claim.text, claim.finding.label) == ("The weather?", None)
    assert claim.finding.source_ids == ("mill-bridge",)


def test_days_make_claims_of_their_own_but_for_one_that_the_question_names(
    tracking: Tracking,
) -> None:
    day = date(2024, 3, 6)
    for answer in (ANSWER, replace(ANSWER, as_of=day), replace(ANSWER, as_of=day)):
        tracking.watch(answer)
    tracking.watch(replace(ANSWER, as_of=day, as_of_in_question=True))
    assert [claim.as_of for claim in tracking.watched()].count(day) == 1
    assert len(tracking.watched()) == 2
    assert tracking.unwatch(ANSWER.question, day)
    assert [claim.as_of for claim in tracking.watched()] == [None]


@pytest.mark.parametrize(
    "text", ["Wär’s “zu”, 100% \\ ' \" ; DROP TABLE x --?", "橋は🌉?", "x" * 2000, "a%_[b]?"]
)
def test_odd_texts_come_back_as_they_were(tracking: Tracking, text: str) -> None:
    tracking.watch(replace(ANSWER, question=text))
    assert texts(tracking.watched()) == [text]
    assert tracking.unwatch(text)


def test_corpora_know_nothing_of_one_another(tmp_path: Path, tracking: Tracking) -> None:
    tracking.shown(ANSWER)
    tracking.record((None, 3), [an_event()])
    other = Tracking(tmp_path / "home" / STATE_FILE, "harbour", Clock())
    assert (other.tracked(), other.events(), other.examined()) == ((), (), None)
    assert not other.unwatch(ANSWER.question)
    other.close()


def test_all_of_it_outlives_the_process(tmp_path: Path, tracking: Tracking, clock: Clock) -> None:
    tracking.watch(ANSWER)
    tracking.record((None, 3), [an_event()])
    again = Tracking(tmp_path / "home" / STATE_FILE, "town", clock)
    assert again.tracked() == tracking.tracked() != ()
    assert again.events() == tracking.events() == (replace(an_event(), id=1),)
    assert again.examined() == 3
    again.close()


def test_events_and_findings_are_recorded_with_the_revision_or_not_at_all(
    tracking: Tracking,
) -> None:
    tracking.watch(ANSWER)
    (claim,) = tracking.tracked()
    now = replace(claim, finding=Finding(OTHER, ("b", "a"), (Span("b", 1, 2),)))
    assert tracking.record((None, 1), [an_event()], [now])
    assert tracking.tracked() == (now,)
    for stale in ((None, 2), (0, 2), (2, 3)):
        assert not tracking.record(stale, [an_event()], [claim])
    assert tracking.record((1, 2))
    assert (len(tracking.events()), tracking.tracked(), tracking.examined()) == (1, (now,), 2)


def test_events_are_listed_from_a_day_on(tracking: Tracking) -> None:
    tracking.record((None, 1), [an_event("a", 0), an_event("b", 1), an_event("c", 2)])
    since = tracking.events((NOON + timedelta(days=1)).date())
    assert [event.text for event in since] == ["b", "c"]
    assert [event.text for event in tracking.events()] == ["a", "b", "c"]


def test_every_reader_has_seen_what_they_have_seen(tracking: Tracking) -> None:
    assert tracking.unseen("ada") == ()
    tracking.record((None, 1), [an_event("a"), an_event("b")])
    tracking.seen("ada", tracking.unseen("ada")[0].id or 0)
    assert [event.text for event in tracking.unseen("ada")] == ["b"]
    assert [event.text for event in tracking.unseen("bob")] == ["a", "b"]


def test_no_word_of_a_source_is_kept(tmp_path: Path, tracking: Tracking) -> None:
    tracking.watch(ANSWER)
    with sqlite3.connect(tmp_path / "home" / STATE_FILE) as connection:
        dump = "\n".join(connection.iterdump())
    connection.close()
    assert ANSWER.question in dump
    assert "office said." in QUOTE
    assert "office said." not in dump
    assert ANSWER.claims[0].text not in dump


def test_reading_makes_no_file(tmp_path: Path, tracking: Tracking) -> None:
    assert (tracking.tracked(), tracking.events(), tracking.unseen("ada")) == ((), (), ())
    assert not (tmp_path / "home").exists()


def test_feedback_and_tracking_share_a_file(tmp_path: Path, tracking: Tracking) -> None:
    store = FeedbackStore(tmp_path / "home" / STATE_FILE)
    store.log(ANSWER)
    tracking.shown(ANSWER)
    store.log(ANSWER)
    store.close()
    assert len(tracking.tracked()) == 1


def test_threads_write_at_once(tracking: Tracking) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: tracking.shown(replace(ANSWER, question=f"{n % 10}?")), range(40)))
    assert sorted(texts(tracking.tracked())) == [f"{n}?" for n in range(10)]


def test_processes_write_at_once_into_a_file_that_none_has_made(tmp_path: Path) -> None:
    file = tmp_path / STATE_FILE
    running = [
        subprocess.Popen([sys.executable, "-c", AT_ONCE, str(file), name], cwd=ROOT)
        for name in ("Ada", "Bob")
    ]
    assert [process.wait(120) for process in running] == [0, 0]
    tracking = Tracking(file, "town")
    assert len(tracking.tracked()) == 40
    tracking.close()


def test_only_one_of_many_records_a_revision(tracking: Tracking) -> None:
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda _: tracking.record((None, 1), [an_event()]), range(8)))
    assert done.count(True) == 1
    assert len(tracking.events()) == 1


def test_a_file_that_is_no_database_is_an_error_with_a_cure(tmp_path: Path) -> None:
    (tmp_path / STATE_FILE).write_text("this is no database, and it is long enough to be read")
    tracking = Tracking(tmp_path / STATE_FILE, "town")
    with pytest.raises(StateError, match=r"cannot be used \(.*\); check its permissions"):
        tracking.shown(ANSWER)
    tracking.close()


def test_claims_and_their_events_are_forgotten_unless_they_are_watched(
    tracking: Tracking, clock: Clock
) -> None:
    tracking.forget([("Is the bridge shut?", None)])
    for question in ("Is the bridge shut?", "Who owns it?", "Since when?"):
        tracking.shown(replace(ANSWER, question=question))
    tracking.watch(replace(ANSWER, question="Who owns it?"))
    tracking.record((None, 1), [an_event(), an_event("Who owns it?"), an_event("Since when?")])
    other_day = ("Since when?", date(2024, 3, 6))
    tracking.forget([(" Is the  bridge shut?", None), ("Who owns it?", None), other_day])
    assert sorted(texts(tracking.tracked())) == ["Since when?", "Who owns it?"]
    assert [event.text for event in tracking.events()] == ["Who owns it?", "Since when?"]
    assert [event.text for event in tracking.unseen("ada")] == ["Who owns it?", "Since when?"]


def test_another_corpus_keeps_what_is_forgotten_here(tmp_path: Path, tracking: Tracking) -> None:
    other = Tracking(tmp_path / "home" / STATE_FILE, "harbour", Clock())
    other.shown(ANSWER)
    other.record((None, 1), [an_event()])
    tracking.forget([(ANSWER.question, None)])
    assert (len(other.tracked()), len(other.events())) == (1, 1)
    other.close()
