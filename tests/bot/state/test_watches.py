"""Claims that channels watch: tracked as long as one does, beside the command line's."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

from bot.state.tracked import Finding
from bot.state.tracking import Tracking
from bot.state.watches import ChannelWatch, ChannelWatches
from tests.fakes_answers import an_answer
from tests.fakes_state import ADA, BOB, State
from tests.fakes_tracking import NOON

ANSWER = an_answer(question=" Is the bridge\nshut?", as_of=None)
TEXT = "Is the bridge shut?"
DAY = date(2024, 3, 6)


def tracked(state: State) -> list[str]:
    return [claim.text for claim in state.tracking.tracked()]


def test_a_watch_comes_back_and_its_claim_is_tracked_with_what_was_found(state: State) -> None:
    assert state.watches.add(ANSWER, 7, 70, ADA)
    watch = ChannelWatch(7, 70, TEXT, None, ADA, NOON)
    assert state.watches.of_channel(70) == state.watches.of_guild(7) == (watch,)
    assert state.watches.about("Is the bridge  shut?") == (watch,)
    (claim,) = state.tracking.tracked()
    assert (claim.text, claim.finding) == (TEXT, Finding.of(ANSWER))


def test_a_channel_watches_a_claim_once_and_another_day_is_another_claim(state: State) -> None:
    assert state.watches.add(ANSWER, 7, 70, ADA)
    assert not state.watches.add(ANSWER, 7, 70, BOB)
    assert state.watches.add(replace(ANSWER, as_of=DAY), 7, 70, BOB)
    assert state.watches.add(ANSWER, 7, 71, None)
    assert [(w.as_of, w.person) for w in state.watches.of_channel(70)] == [(None, ADA), (DAY, BOB)]
    assert [w.channel_id for w in state.watches.about(TEXT)] == [70, 71]


def test_a_claim_is_tracked_until_the_last_channel_watches_it_no_longer(state: State) -> None:
    for channel_id in (70, 71):
        state.watches.add(ANSWER, 7, channel_id, ADA)
    state.clock.pass_days(400)
    assert state.watches.remove(70, "Is the  bridge shut?")
    assert tracked(state) == [TEXT]
    assert not state.watches.remove(70, TEXT)
    assert not state.watches.remove(71, TEXT, DAY)
    assert state.watches.remove(71, TEXT)
    assert tracked(state) == []


def test_the_command_line_and_a_channel_watch_without_regard_to_each_other(state: State) -> None:
    for first, then in (("line", "channel"), ("channel", "line")):
        for who in (first, then):
            if who == "line":
                state.tracking.watch(ANSWER)
            else:
                state.watches.add(ANSWER, 7, 70, ADA)
        assert state.watches.remove(70, TEXT)
        assert [claim.text for claim in state.tracking.watched()] == [TEXT]
        assert state.watches.add(ANSWER, 7, 70, ADA)
        assert state.tracking.unwatch(TEXT)
        assert state.tracking.watched() == ()
        assert tracked(state) == [TEXT]
        assert not state.tracking.unwatch(TEXT)
        assert state.watches.remove(70, TEXT)
        assert tracked(state) == []


def test_watching_anew_keeps_what_was_found_when_the_claim_was_first_tracked(state: State) -> None:
    state.watches.add(ANSWER, 7, 70, ADA)
    state.watches.add(replace(ANSWER, claims=()), 7, 71, ADA)
    (claim,) = state.tracking.tracked()
    assert claim.finding == Finding.of(ANSWER)


def test_a_channel_and_a_server_take_their_watches_along(state: State) -> None:
    for guild_id, channel_id in ((7, 70), (7, 71), (8, 80)):
        state.watches.add(ANSWER, guild_id, channel_id, ADA)
    state.watches.forget_channel(70)
    assert [w.channel_id for w in state.watches.about(TEXT)] == [71, 80]
    state.watches.forget_guild(7)
    assert [w.channel_id for w in state.watches.about(TEXT)] == [80]
    state.watches.forget_guild(8)
    assert tracked(state) == []


def test_corpora_do_not_see_the_watches_of_one_another(state: State) -> None:
    state.watches.add(ANSWER, 7, 70, ADA)
    tracking = Tracking(state.path, "harbour", state.clock)
    other = ChannelWatches(state.path, "harbour", tracking, state.clock)
    assert other.of_guild(7) == other.of_channel(70) == other.about(TEXT) == ()
    assert tracking.tracked() == ()
    assert other.add(ANSWER, 7, 70, BOB)
    assert len(tracking.tracked()) == 1
    other.close()
    tracking.close()


def test_reading_makes_no_file(state: State) -> None:
    assert state.watches.of_channel(70) == ()
    assert not state.watches.remove(70, TEXT)
    assert not state.path.exists()


def test_of_many_who_add_the_same_watch_at_once_one_does(state: State) -> None:
    with ThreadPoolExecutor(4) as pool:
        added = list(pool.map(lambda _: state.watches.add(ANSWER, 7, 70, ADA), range(16)))
    assert added.count(True) == 1
    assert len(state.watches.of_channel(70)) == len(state.tracking.tracked()) == 1


def test_a_claim_watched_by_somebody_stays_tracked_whoever_comes_and_goes(state: State) -> None:
    def comes_and_goes(channel_id: int) -> None:
        for _ in range(10):
            assert state.watches.add(ANSWER, 7, channel_id, ADA)
            assert TEXT in tracked(state)
            assert state.watches.remove(channel_id, TEXT)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(comes_and_goes, range(4)))
    assert tracked(state) == []
