"""What people say of answers: one say a person, changeable, and only on answers that were given."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.claims import Elapsed
from bot.errors import StateError
from bot.state.feedback import STATE_FILE, FeedbackStore
from bot.state.ratings import Feedback, Reason, Verdict
from tests.fakes_answers import a_non_answer, an_answer

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
