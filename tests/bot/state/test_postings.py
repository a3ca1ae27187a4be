"""Where answers stand in Discord: what is found by whom, until messages and answers are gone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import StateError
from bot.state.database import STATE_FILE
from bot.state.postings import Posting, Postings
from tests.fakes_answers import a_citation, an_answer
from tests.fakes_state import ADA, BOB, State, a_posting
from tests.fakes_tracking import NOON

DAY = date(2024, 3, 6)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


def post(state: State, **keys: object) -> Posting:
    """One more logged answer, posted."""
    posting = a_posting(state.feedback.log(an_answer()), **keys)
    state.postings.posted(posting)
    return posting


def test_a_posting_comes_back_by_its_answer_and_by_its_message(state: State) -> None:
    posting = post(state, as_of=DAY, guild_id=None, private=True, message_id=2**63 - 1)
    assert state.postings.of_answer(posting.answer_id) == posting
    assert state.postings.of_message(2**63 - 1) == posting
    assert state.postings.of_answer("0") is None
    assert state.postings.of_message(1) is None


def test_moments_come_back_in_utc_wherever_they_were_taken(state: State) -> None:
    east = NOON.astimezone(timezone(timedelta(hours=9)))
    found = state.postings.of_answer(post(state, at=east).answer_id)
    assert found is not None
    assert (found.at, found.at.tzinfo) == (NOON, UTC)


def test_an_answer_that_is_posted_again_stands_where_it_was_posted_last(state: State) -> None:
    first = post(state)
    again = a_posting(first.answer_id, message_id=701, at=NOON + HOUR)
    state.postings.posted(again)
    assert state.postings.of_person(ADA) == (again,)
    assert state.postings.of_message(700) is None


def test_of_several_answers_in_a_message_the_last_one_is_found(state: State) -> None:
    for hours in (0, 2, 1):
        post(state, at=NOON + hours * HOUR)
    found = state.postings.of_message(700)
    assert found is not None
    assert found.at == NOON + 2 * HOUR
    state.postings.gone([700])
    assert state.postings.of_person(ADA) == ()


def test_nothing_is_posted_of_an_answer_that_is_not_kept(state: State) -> None:
    with pytest.raises(StateError, match="there is no answer 0 to post; ask again"):
        state.postings.posted(a_posting("0"))
    assert state.postings.of_answer("0") is None


def test_the_last_of_a_channel_is_public_or_the_persons_own(state: State) -> None:
    bobs = post(state, person=BOB, at=NOON)
    adas = post(state, person=ADA, at=NOON - HOUR)
    post(state, person=BOB, channel_id=71, at=NOON + HOUR)
    secret = post(state, person=ADA, private=True, at=NOON + HOUR)
    assert state.postings.last_in(70) == bobs
    assert state.postings.last_in(70, ADA) == secret
    assert state.postings.last_in(70, BOB) == bobs
    state.postings.gone([secret.message_id])
    assert state.postings.last_in(70, ADA) is None
    assert adas.message_id == secret.message_id


def test_a_posting_within_a_time_is_no_older_than_that(state: State) -> None:
    posting = post(state)
    state.clock.pass_days(1)
    assert state.postings.last_in(70, within=timedelta(days=1)) == posting
    state.clock.pass_days(0.001)
    assert state.postings.last_in(70, within=timedelta(days=1)) is None
    assert state.postings.last_in(70) == posting


def test_public_postings_about_a_claim_are_found_oldest_first(state: State) -> None:
    late, early = post(state, at=NOON + HOUR), post(state, at=NOON, person=BOB)
    post(state, private=True)
    post(state, as_of=DAY)
    post(state, text="Is the bridge open?")
    assert state.postings.about(" Is the  bridge shut?", None, LONG_AGO) == (early, late)
    assert state.postings.about("Is the bridge shut?", None, NOON + HOUR) == (late,)
    assert len(state.postings.about("Is the bridge shut?", DAY, LONG_AGO)) == 1


def test_a_deleted_message_takes_its_posting_along_and_leaves_the_answer(state: State) -> None:
    kept, gone = post(state, message_id=701), post(state)
    state.postings.gone([700, 12345])
    state.postings.gone([])
    assert state.postings.of_answer(gone.answer_id) is None
    assert state.postings.of_person(ADA) == (kept,)
    assert state.postings.about("Is the bridge shut?", None, LONG_AGO) == (kept,)
    assert state.feedback.answer(gone.answer_id) is not None


def test_corpora_do_not_see_the_postings_of_one_another(state: State) -> None:
    posting = post(state)
    other = Postings(state.path, "harbour", state.clock)
    assert other.of_answer(posting.answer_id) is None
    assert other.last_in(70) is None
    assert other.about(posting.text, None, LONG_AGO) == ()
    other.close()


def test_postings_of_answers_that_quote_a_purged_source_go_with_them(state: State) -> None:
    harbour = an_answer(citations=(a_citation(source_id="harbour"),), claims=())
    stays, goes = state.feedback.log(harbour), post(state)
    state.postings.posted(a_posting(stays, message_id=701))
    assert state.feedback.forget_sources(frozenset({"mill-bridge"})) == 1
    assert state.postings.of_answer(goes.answer_id) is None
    assert state.postings.of_person(ADA) == (a_posting(stays, message_id=701),)


def test_reading_makes_no_file(state: State) -> None:
    assert state.postings.of_answer("a1") is None
    assert state.postings.of_person(ADA) == ()
    state.postings.gone([700])
    assert not state.path.exists()


def test_a_file_that_is_no_database_is_an_error_with_a_cure(tmp_path: Path) -> None:
    (tmp_path / STATE_FILE).write_text("this is no database, and it is long enough to be read")
    postings = Postings(tmp_path / STATE_FILE, "town")
    with pytest.raises(StateError, match=r"cannot be used \(.*\); check its permissions"):
        postings.last_in(70)
    postings.close()


def test_two_threads_post_and_forget_at_once_and_nothing_is_left_over(state: State) -> None:
    """What is forgotten before it is posted is refused; all else is posted, then forgotten."""

    def posts(answer_id: str) -> str:
        try:
            state.postings.posted(a_posting(answer_id))
        except StateError as error:
            return str(error)
        return "posted"

    ids = [state.feedback.log(an_answer()) for _ in range(40)]
    with ThreadPoolExecutor(4) as pool:
        forgotten = [pool.submit(state.feedback.forget_answers, [i]) for i in reversed(ids)]
        posted = [pool.submit(posts, answer_id) for answer_id in ids]
    assert sum(f.result() for f in forgotten) == len(ids)
    refusals = {f"there is no answer {answer_id} to post; ask again" for answer_id in ids}
    assert {p.result() for p in posted} <= refusals | {"posted"}
    assert state.postings.of_person(ADA) == ()


ASKED = st.tuples(st.text(min_size=1, max_size=30), st.none() | st.dates())


TOWNS = count()


@pytest.fixture(scope="module")
def shared_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One file for all examples, each with a corpus of its own: to make a file takes longest."""
    return tmp_path_factory.mktemp("state") / STATE_FILE


@settings(max_examples=40)
@given(asked=st.lists(ASKED, max_size=4), wanted=ASKED)
def test_what_is_found_about_a_claim_is_what_was_asked(
    shared_file: Path,
    asked: list[tuple[str, date | None]],
    wanted: tuple[str, date | None],
) -> None:
    state = State(shared_file, f"town {next(TOWNS)}")
    for text, as_of in (*asked, wanted):
        post(state, text=text, as_of=as_of)
    text, as_of = wanted
    same = [a for a in (*asked, wanted) if (a[0].split(), a[1]) == (text.split(), as_of)]
    found = state.postings.about(text, as_of, LONG_AGO)
    state.close()
    assert len(found) == len(same)
    assert {posting.as_of for posting in found} == {as_of}
