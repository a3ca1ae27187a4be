"""Which messages are for the bot: a table of cases, by the rules of the docstring."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest

from bot.discord_bot.addressing import Heard, Verdict, may_concern_me, verdict
from bot.state.channels import ChannelSettings, Mode, QuietHours

NOON, NIGHT = (datetime(2026, 11, 26, hour, tzinfo=UTC) for hour in (12, 23))
QUIET = QuietHours(time(22), time(7), "UTC")
MENTION = Heard(mentions_me=True)
REPLY = Heard(replies_to_me=True)
THREAD = Heard(in_my_thread=True)


def settings(mode: Mode, quiet: QuietHours | None = None) -> ChannelSettings:
    return ChannelSettings(1, 2, mode, quiet=quiet)


@pytest.mark.parametrize(
    ("heard", "where", "expected"),
    [
        (Heard(by_bot=True, mentions_me=True), settings(Mode.CONVERSATION), Verdict.IGNORE),
        (Heard(by_bot=True, direct=True), None, Verdict.IGNORE),
        (Heard(direct=True), None, Verdict.ANSWER),
        (Heard(), settings(Mode.CONVERSATION), Verdict.IGNORE),
        (MENTION, settings(Mode.OFF), Verdict.NOT_HERE),
        (MENTION, settings(Mode.MENTION), Verdict.ANSWER),
        (MENTION, settings(Mode.CONVERSATION), Verdict.ANSWER),
        (REPLY, settings(Mode.OFF), Verdict.IGNORE),
        (REPLY, settings(Mode.MENTION), Verdict.IGNORE),
        (REPLY, settings(Mode.CONVERSATION), Verdict.ANSWER),
        (THREAD, settings(Mode.MENTION), Verdict.IGNORE),
        (THREAD, settings(Mode.CONVERSATION), Verdict.ANSWER),
        (
            Heard(in_my_thread=True, mentions_others=True),
            settings(Mode.CONVERSATION),
            Verdict.IGNORE,
        ),
        (
            Heard(mentions_me=True, mentions_others=True),
            settings(Mode.MENTION),
            Verdict.ANSWER,
        ),
    ],
)
def test_who_is_answered(heard: Heard, where: ChannelSettings | None, expected: Verdict) -> None:
    assert verdict(heard, where, NOON) is expected


def test_quiet_hours_hold_back_answers_and_nothing_else() -> None:
    here = settings(Mode.MENTION, QUIET)
    assert verdict(MENTION, here, NIGHT) is Verdict.QUIET
    assert verdict(MENTION, here, NOON) is Verdict.ANSWER
    assert verdict(MENTION, settings(Mode.OFF, QUIET), NIGHT) is Verdict.NOT_HERE
    assert verdict(Heard(direct=True), None, NIGHT) is Verdict.ANSWER
    assert verdict(Heard(), here, NIGHT) is Verdict.IGNORE


@pytest.mark.parametrize("heard", [Heard(), Heard(by_bot=True, mentions_me=True)])
def test_most_messages_need_no_look_at_settings(heard: Heard) -> None:
    assert not may_concern_me(heard)
    assert may_concern_me(MENTION)
