"""What people say of answers: one say a person, changeable, and only on answers that were given."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.claims import Elapsed
from bot.errors import StateError
from bot.state.feedback import STATE_FILE, FeedbackStore
from bot.state.ratings import Feedback, Rated, Reason, Verdict
from tests.fakes_answers import a_non_answer, an_answer
from tests.fakes_tracking import NOON, Clock

DAY = date(2026, 11, 23)
ANSWER = an_answer(elapsed=Elapsed(1, 2, 3, 6.5))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[FeedbackStore]:
    store = FeedbackStore(tmp_path / "home" / STATE_FILE)
    yield store
    store.close()


def says(answer_id: str, person: str = "ada", reason: Reason | None = None) -> Feedback:
    verdict = Verdict.BAD if reason else Verdict.GOOD
    return Feedback(answer_id, person, verdict, reason, DAY)


def test_a_rated_answer_comes_back_as_it_was_given(store: FeedbackStore) -> None:
    answer_id = store.log(ANSWER)
    store.rate(says(answer_id))
    (rated,) = store.rated()
    assert rated.answer == ANSWER
    assert rated.feedback == (says(answer_id),)


def test_answers_nobody_rated_are_logged_and_not_exported(store: FeedbackStore) -> None:
    store.log(ANSWER)
    assert store.rated() == ()


def test_a_person_changes_their_mind_and_others_keep_theirs(store: FeedbackStore) -> None:
    answer_id = store.log(ANSWER)
    other = store.log(a_non_answer())
    for said in (
        says(answer_id),
        says(answer_id, "bob"),
        says(other),
        says(answer_id, reason=Reason.LABEL),
    ):
        store.rate(said)
    first, second = store.rated()
    assert first.feedback == (says(answer_id, reason=Reason.LABEL), says(answer_id, "bob"))
    assert second.feedback == (says(other),)


def test_nobody_rates_an_answer_that_was_not_given(store: FeedbackStore) -> None:
    with pytest.raises(StateError, match="there is no answer 0 to rate; ask again"):
        store.rate(says("0"))
    assert store.rated() == ()


def test_the_same_answer_given_twice_is_two_answers(store: FeedbackStore) -> None:
    assert store.log(ANSWER) != store.log(ANSWER)


def test_what_was_said_outlives_the_process(tmp_path: Path, store: FeedbackStore) -> None:
    store.rate(says(store.log(ANSWER), reason=Reason.OUTDATED))
    again = FeedbackStore(tmp_path / "home" / STATE_FILE)
    assert again.rated() == store.rated()
    again.close()


def test_reading_makes_no_file_and_writing_makes_one_for_its_owner(
    tmp_path: Path, store: FeedbackStore
) -> None:
    file = tmp_path / "home" / STATE_FILE
    assert store.rated() == ()
    assert not file.exists()
    store.log(ANSWER)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_file_that_is_no_database_is_an_error_with_a_cure(tmp_path: Path) -> None:
    (tmp_path / STATE_FILE).write_text("this is no database, and it is long enough to be read")
    store = FeedbackStore(tmp_path / STATE_FILE)
    with pytest.raises(StateError, match=r"cannot be used \(.*\); check its permissions"):
        store.rated()
    store.close()
    with pytest.raises(StateError, match="cannot be used"):
        FeedbackStore(tmp_path / STATE_FILE / "below").log(ANSWER)


def test_questions_without_a_date_are_kept_as_such(store: FeedbackStore) -> None:
    answer = replace(ANSWER, as_of=None)
    store.rate(says(store.log(answer)))
    assert store.rated()[0].answer.as_of is None


def test_an_answer_and_what_a_person_said_of_it_are_found_by_its_id(store: FeedbackStore) -> None:
    assert (store.answer("0"), store.rating("0", "ada")) == (None, None)
    answer_id = store.log(ANSWER)
    store.rate(says(answer_id, reason=Reason.LABEL))
    assert store.answer(answer_id) == ANSWER
    assert store.rating(answer_id, "ada") == says(answer_id, reason=Reason.LABEL)
    assert (store.answer("0"), store.rating(answer_id, "bob")) == (None, None)


def test_answers_are_forgotten_with_all_that_was_said_of_them(store: FeedbackStore) -> None:
    assert store.forget_answers(["0"]) == 0
    ids = [store.log(ANSWER) for _ in range(3)]
    for answer_id in ids:
        store.rate(says(answer_id))
    assert store.forget_answers([*ids[:2], "0"]) == 2
    assert store.rating(ids[0], "ada") is None
    assert store.rated() == (Rated(ANSWER, (says(ids[2]),)),)
    with pytest.raises(StateError, match="ask again"):
        store.rate(says(ids[0]))


def test_the_ratings_of_a_person_are_forgotten_and_those_of_others_stay(
    store: FeedbackStore,
) -> None:
    assert store.forget_person("ada") == 0
    ids = [store.log(ANSWER) for _ in range(2)]
    for answer_id in ids:
        store.rate(says(answer_id))
    store.rate(says(ids[0], "bob"))
    assert store.forget_person("ada") == 2
    assert [rated.feedback for rated in store.rated()] == [(says(ids[0], "bob"),)]


def test_answers_given_before_a_moment_are_forgotten_but_for_an_evaluators(tmp_path: Path) -> None:
    clock = Clock()
    store = FeedbackStore(tmp_path / STATE_FILE, clock)
    assert store.forget_before(NOON) == frozenset()
    old, evaluators = store.log(ANSWER), store.log(ANSWER)
    store.rate(says(old, "discord:1"))
    store.rate(says(evaluators, "local:ada"))
    clock.pass_days(1)
    new = store.log(ANSWER)
    assert store.forget_before(NOON) == frozenset()
    assert store.forget_before(clock()) == {old}
    assert [store.answer(i) for i in (old, evaluators, new)] == [None, ANSWER, ANSWER]
    assert store.rating(old, "discord:1") is None
    store.close()


def test_ratings_and_forgetting_at_once_leave_no_rating_without_its_answer(
    tmp_path: Path, store: FeedbackStore
) -> None:
    def rates(answer_id: str) -> None:
        with suppress(StateError):
            store.rate(says(answer_id))

    ids = [store.log(ANSWER) for _ in range(40)]
    with ThreadPoolExecutor(4) as pool:
        for answer_id in ids:
            pool.submit(rates, answer_id)
            pool.submit(store.forget_answers, [answer_id])
    with closing(sqlite3.connect(tmp_path / "home" / STATE_FILE)) as connection:
        assert connection.execute("SELECT count(*) FROM feedback").fetchone() == (0,)
