"""Whether a message is for the bot, and whether it may answer there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from bot.state.channels import ChannelSettings, Mode


class Verdict(Enum):
    """What to do about a message: nothing, answer it, or say why not."""

    IGNORE = "ignore"
    ANSWER = "answer"
    NOT_HERE = "not here"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Heard:
    """What tells whether a message is for the bot. A mention is one of the bot by name, no role
    and not @everyone; a reply with its mention on is one, too."""

    by_bot: bool = False
    direct: bool = False
    mentions_me: bool = False
    mentions_others: bool = False
    replies_to_me: bool = False
    in_my_thread: bool = False


def verdict(heard: Heard, settings: ChannelSettings | None, now: datetime) -> Verdict:
    """In order, the first that fits; `settings` are those of the channel, None in a direct message.

    1. from a bot, this one included, or from Discord itself: ignored
    2. a direct message: answered
    3. a mention: for the bot; in a channel for conversation also a reply to it, and what is said
       in a thread that it opened, unless that mentions others. All else is ignored
    4. in a channel that answers only commands: not here
    5. in quiet hours: quiet
    6. answered
    """
    if heard.by_bot:
        return Verdict.IGNORE
    if heard.direct or settings is None:
        return Verdict.ANSWER
    if not _is_for_me(heard, settings.mode):
        return Verdict.IGNORE
    if settings.mode is Mode.OFF:
        return Verdict.NOT_HERE
    if settings.quiet and settings.quiet.covers(now):
        return Verdict.QUIET
    return Verdict.ANSWER


def may_concern_me(heard: Heard) -> bool:
    """Whether it takes a look at the channel's settings to know."""
    for_me = heard.mentions_me or heard.replies_to_me or heard.in_my_thread
    return not heard.by_bot and (heard.direct or for_me)


def _is_for_me(heard: Heard, mode: Mode) -> bool:
    if heard.mentions_me:
        return True
    spoken_to = heard.replies_to_me or heard.in_my_thread
    return mode is Mode.CONVERSATION and spoken_to and not heard.mentions_others
