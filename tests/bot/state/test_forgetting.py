"""A person is forgotten, and what is old: all of it, nothing of others, or nothing on an error."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.errors import StateError
from bot.state.database import STATE_FILE
from bot.state.forgetting import Forgotten, forget_old, forget_person
from bot.state.ratings import Feedback, Reason, Verdict
from bot.state.tracked import StatusEvent
from tests.fakes_answers import a_label, an_answer
from tests.fakes_state import ADA, BOB, State
from tests.fakes_tracking import NOON

DAY = date(2026, 11, 24)
SECRET = "Does the mayor of Fennport own the ferries?"
COMMON = "Is the bridge shut?"


def rate(state: State, answer_id: str, person: str) -> None:
    state.feedback.rate(Feedback(answer_id, person, Verdict.BAD, Reason.LABEL, DAY))


def changes(state: State, *texts: str) -> None:
    """The labels of claims change."""
    since = state.tracking.examined()
    events = [StatusEvent(text, None, None, a_label(), (), state.clock()) for text in texts]
    assert state.tracking.record((since, (since or 0) + 1), events)


def tracked(state: State) -> list[str]:
    return [claim.text for claim in state.tracking.tracked()]


def event_texts(state: State) -> list[str]:
    return [event.text for event in state.tracking.events()]


def content(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in path.parent.iterdir())


def test_a_person_is_forgotten_with_all_they_asked_and_said(state: State) -> None:
    mine = [state.asks(ADA, SECRET), state.asks(ADA, SECRET, private=True, guild_id=None)]
    bobs = state.asks(BOB, COMMON)
    for answer_id, person in ((mine[0], ADA), (mine[0], BOB), (bobs, ADA), (bobs, BOB)):
        rate(state, answer_id, person)
    changes(state, SECRET, COMMON)
    assert forget_person(state.path, ADA) == Forgotten(answers=2, ratings=2)
    assert [state.feedback.answer(answer_id) for answer_id in mine] == [None, None]
    assert (state.postings.of_person(ADA), len(state.postings.of_person(BOB))) == ((), 1)
    assert state.feedback.rating(bobs, ADA) is None
    assert state.feedback.rating(bobs, BOB) is not None
    assert (tracked(state), event_texts(state)) == ([COMMON], [COMMON])


def test_no_trace_of_a_forgotten_person_is_left_in_the_file(state: State) -> None:
    state.asks(ADA + "234567", SECRET)
    state.asks(BOB, COMMON)
    changes(state, SECRET)
    assert SECRET.encode() in content(state.path)
    forget_person(state.path, ADA + "234567")
    assert SECRET.encode() not in content(state.path)
    assert ADA.encode() + b"234567" not in content(state.path)
    assert COMMON.encode() in content(state.path)


def test_a_person_whose_name_begins_alike_is_another(state: State) -> None:
    state.asks(ADA + "0", SECRET)
    assert forget_person(state.path, ADA) == Forgotten()
    assert len(state.postings.of_person(ADA + "0")) == 1


def test_what_somebody_else_asked_too_stays_tracked(state: State) -> None:
    state.asks(ADA, COMMON)
    state.asks(BOB, f" {COMMON}")
    changes(state, COMMON)
    assert forget_person(state.path, ADA).answers == 1
    assert (tracked(state), event_texts(state)) == ([COMMON], [COMMON])
    assert forget_person(state.path, BOB).answers == 1
    assert (tracked(state), event_texts(state)) == ([], [])


def test_the_same_question_as_of_a_day_is_another(state: State) -> None:
    state.asks(ADA, COMMON)
    state.asks(BOB, COMMON, as_of=DAY)
    changes(state, COMMON)
    forget_person(state.path, ADA)
    assert [claim.as_of for claim in state.tracking.tracked()] == [DAY]
    assert event_texts(state) == []


@pytest.mark.parametrize("who", ["a channel", "the command line"])
def test_what_is_watched_stays_tracked_and_loses_the_name(state: State, who: str) -> None:
    answer = an_answer(question=COMMON, as_of=None)
    if who == "a channel":
        state.watches.add(answer, 7, 70, ADA)
    else:
        state.tracking.watch(answer)
    state.asks(ADA, COMMON)
    changes(state, COMMON)
    named = 1 if who == "a channel" else 0
    assert forget_person(state.path, ADA) == Forgotten(1, 0, named)
    assert [watch.person for watch in state.watches.of_channel(70)] == [None] * named
    assert (tracked(state), event_texts(state)) == ([COMMON], [COMMON])


def test_an_answer_whose_message_was_deleted_is_forgotten_with_its_person(state: State) -> None:
    answer_id = state.asks(ADA, SECRET)
    state.postings.gone([700])
    assert forget_person(state.path, ADA).answers == 1
    assert state.feedback.answer(answer_id) is None
    assert tracked(state) == []


def test_a_person_is_forgotten_on_every_corpus(state: State) -> None:
    other = State(state.path, "harbour", state.clock)
    for one in (state, other):
        one.asks(ADA, SECRET)
    assert forget_person(state.path, ADA).answers == 2
    assert tracked(state) == tracked(other) == []
    other.close()


def test_nobody_is_forgotten_where_nothing_was_ever_kept(tmp_path: Path) -> None:
    file = tmp_path / "home" / STATE_FILE
    assert forget_person(file, ADA) == Forgotten()
    assert forget_old(file, NOON) == 0
    assert not file.exists()


def test_no_event_gets_the_number_of_one_that_was_forgotten(state: State) -> None:
    state.asks(ADA, SECRET)
    changes(state, COMMON, SECRET)
    forgotten = state.tracking.events()[-1].id or 0
    state.tracking.seen("bot", forgotten)
    forget_person(state.path, ADA)
    changes(state, COMMON)
    assert [event.id for event in state.tracking.unseen("bot")] == [forgotten + 1]


def test_a_change_found_while_its_person_is_forgotten_is_not_kept(state: State) -> None:
    state.asks(ADA, SECRET)
    state.asks(BOB, COMMON)
    claims = state.tracking.tracked()
    events = [StatusEvent(c.text, c.as_of, None, a_label(), (), NOON) for c in claims]
    forget_person(state.path, ADA)
    assert state.tracking.record((None, 1), events, claims)
    assert (tracked(state), event_texts(state)) == ([COMMON], [COMMON])


@pytest.mark.parametrize("table", ["postings", "answers", "feedback", "tracked_claims"])
def test_a_forgetting_that_fails_on_its_way_forgets_nothing_and_can_be_done_again(
    state: State, table: str
) -> None:
    rate(state, state.asks(ADA, SECRET), ADA)
    state.watches.add(an_answer(question=COMMON), 7, 70, ADA)
    before = content(state.path)
    stop = f"CREATE TRIGGER stop BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, 'stop'); END"
    run(state.path, stop)
    with pytest.raises(StateError, match=r"cannot be used \(stop\)"):
        forget_person(state.path, ADA)
    with pytest.raises(StateError, match=r"cannot be used \(stop\)"):
        forget_old(state.path, NOON + timedelta(days=1))
    assert len(state.postings.of_person(ADA)) == 1
    assert [watch.person for watch in state.watches.of_channel(70)] == [ADA]
    run(state.path, "DROP TRIGGER stop")
    assert forget_person(state.path, ADA) == Forgotten(1, 1, 1)
    assert SECRET.encode() in before
    assert SECRET.encode() not in content(state.path)


def run(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)


def test_old_answers_go_with_all_that_hangs_on_them_and_newer_ones_stay(state: State) -> None:
    old = state.asks(ADA, SECRET)
    rate(state, old, BOB)
    changes(state, SECRET)
    state.clock.pass_days(90)
    new = state.asks(ADA, COMMON)
    assert forget_old(state.path, NOON) == 0
    assert forget_old(state.path, NOON + timedelta(seconds=1)) == 1
    assert state.feedback.answer(old) is None
    assert state.feedback.answer(new) is not None
    assert [posting.answer_id for posting in state.postings.of_person(ADA)] == [new]
    assert event_texts(state) == []
    assert SECRET.encode() not in content(state.path)


def test_a_claim_that_was_shown_or_asked_since_stays_tracked(state: State) -> None:
    for question in (COMMON, SECRET, "Who owns the mill?"):
        state.asks(ADA, question)
    changes(state, COMMON, SECRET, "Who owns the mill?")
    state.clock.pass_days(10)
    state.asks(BOB, COMMON)
    state.tracking.shown(an_answer(question=SECRET, as_of=None))
    assert forget_old(state.path, NOON + timedelta(days=5)) == 3
    assert sorted(tracked(state)) == sorted(event_texts(state)) == sorted([COMMON, SECRET])


def test_what_an_evaluator_rated_at_the_command_line_is_kept(state: State) -> None:
    evaluators = state.feedback.log(an_answer())
    rate(state, evaluators, "local:ada")
    both = state.asks(ADA, COMMON)
    rate(state, both, "local:ada")
    never_posted = state.feedback.log(an_answer())
    assert forget_old(state.path, NOON + timedelta(days=1)) == 2
    assert state.feedback.answer(evaluators) is not None
    assert state.feedback.answer(both) is None
    assert state.feedback.answer(never_posted) is None


def test_thousands_of_answers_are_forgotten_at_once(state: State) -> None:
    """More than 32,766: so many values a statement of SQLite has, unless it is built otherwise."""
    state.asks(ADA, SECRET)
    with closing(sqlite3.connect(state.path)) as connection, connection:
        connection.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40000)"
            " INSERT INTO answers SELECT i, given_at, question, as_of, answer FROM answers, n"
        )
    assert forget_old(state.path, NOON + timedelta(days=1)) == 40001


def test_a_person_who_goes_on_asking_while_being_forgotten_is_forgotten_in_the_end(
    state: State,
) -> None:
    def forgets(_: int) -> int:
        return forget_person(state.path, ADA).answers

    def asks(number: int) -> None:
        state.asks(ADA if number % 2 else BOB, f"Is mill {number} shut?")

    with ThreadPoolExecutor(4) as pool:
        asked = pool.map(asks, range(40))
        forgotten = list(pool.map(forgets, range(5)))
        list(asked)
    assert sum(forgotten) + forgets(0) == 20
    assert len(state.postings.of_person(BOB)) == 20
    assert state.postings.of_person(ADA) == ()
