"""The settings of channels: defaults where none are kept, and what stays when the bot leaves."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.errors import StateError
from bot.state.channels import ChannelSettings, ChannelStore, Mode, QuietHours
from bot.state.database import STATE_FILE

NIGHT = QuietHours.parse("22:00-07:00", "Europe/Berlin")
TALK = ChannelSettings(7, 70, Mode.CONVERSATION, True, NIGHT)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ChannelStore]:
    store = ChannelStore(tmp_path / "home" / STATE_FILE)
    yield store
    store.close()


def test_a_channel_nobody_set_answers_slash_commands_alone(
    tmp_path: Path, store: ChannelStore
) -> None:
    assert store.of(7, 70) == ChannelSettings(7, 70, Mode.OFF, False, None)
    assert (store.of_guild(7), store.converses()) == ((), False)
    store.forget_channel(70)
    assert not (tmp_path / "home").exists()


def test_settings_come_back_in_another_process_and_the_last_ones_count(
    tmp_path: Path, store: ChannelStore
) -> None:
    store.keep(ChannelSettings(7, 70, Mode.MENTION))
    store.keep(TALK)
    again = ChannelStore(tmp_path / "home" / STATE_FILE)
    assert again.of(7, 70) == TALK
    again.close()
    store.keep(ChannelSettings(7, 70))
    assert store.of(7, 70) == ChannelSettings(7, 70)


def test_a_file_that_another_takes_the_place_of_as_soon_as_it_is_made_costs_one_write(
    tmp_path: Path, store: ChannelStore
) -> None:
    file, made = tmp_path / "home" / STATE_FILE, iter([True])

    def take_away(*_: object) -> None:
        if next(made, False):
            file.unlink()
            file.touch()

    sa.event.listen(sa.Pool, "checkin", take_away)
    try:
        with pytest.raises(StateError):
            store.keep(TALK)
    finally:
        sa.event.remove(sa.Pool, "checkin", take_away)
    store.keep(TALK)
    again = ChannelStore(file)
    assert again.of(7, 70) == TALK
    again.close()


def test_a_server_lists_its_own_channels(store: ChannelStore) -> None:
    others = (ChannelSettings(7, 72), ChannelSettings(7, 2**63 - 1, Mode.MENTION))
    for settings in (others[1], TALK, others[0], ChannelSettings(8, 80)):
        store.keep(settings)
    assert store.of_guild(7) == (TALK, *others)
    assert store.of(8, 70) == ChannelSettings(8, 70)


def test_one_channel_in_conversation_is_enough_to_converse(store: ChannelStore) -> None:
    store.keep(ChannelSettings(7, 71, Mode.MENTION))
    assert not store.converses()
    store.keep(TALK)
    assert store.converses()
    store.forget_channel(70)
    assert not store.converses()


def test_a_channel_and_a_server_are_forgotten(store: ChannelStore) -> None:
    kept = ChannelSettings(8, 80, Mode.MENTION)
    for settings in (TALK, ChannelSettings(7, 71), ChannelSettings(7, 72), kept):
        store.keep(settings)
    store.forget_channel(71)
    assert [s.channel_id for s in store.of_guild(7)] == [70, 72]
    store.forget_guild(7)
    assert (store.of_guild(7), store.of_guild(8)) == ((), (kept,))


def test_managers_set_a_channel_at_once_and_one_of_them_wins(store: ChannelStore) -> None:
    wishes = [ChannelSettings(7, 70, mode) for mode in Mode for _ in range(8)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(store.keep, wishes))
    assert len(store.of_guild(7)) == 1
    assert store.of(7, 70) in wishes


def test_a_file_that_is_no_database_is_an_error_with_a_cure(tmp_path: Path) -> None:
    (tmp_path / STATE_FILE).write_text("this is no database, and it is long enough to be read")
    store = ChannelStore(tmp_path / STATE_FILE)
    with pytest.raises(StateError, match=r"cannot be used \(.*\); check its permissions"):
        store.of(7, 70)
    store.close()
