"""How often a person may ask, and how often a channel may be asked in."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from discord.app_commands import Cooldown

from bot.discord_bot.planning import counted
from bot.errors import NotNow

PERIOD = 60.0  # seconds
_MANY = 1000  # keys that are kept before those are forgotten that limit nothing any more


class Limits:
    """So many questions a minute for each person and for each channel.

    A minute begins with the first question after the last one ended. `clock` is in seconds.
    """

    def __init__(
        self, per_person: int, per_channel: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._person, self._channel = per_person, per_channel
        self._clock = clock
        self._used: dict[str, Cooldown] = {}

    def take(self, person: str, channel: str) -> None:
        """Counts a question. Raises NotNow, and counts nothing, where a limit is reached."""
        now = self._clock()
        mine = self._cooldown(f"person {person}", self._person)
        here = self._cooldown(f"channel {channel}", self._channel)
        if wait := mine.get_retry_after(now):
            raise _refusal("you", self._person, wait)
        if wait := here.get_retry_after(now):
            raise _refusal("this channel", self._channel, wait)
        mine.update_rate_limit(now)
        here.update_rate_limit(now)
        if len(self._used) > _MANY:
            self._used = {k: c for k, c in self._used.items() if c.get_tokens(now) < c.rate}

    def _cooldown(self, key: str, rate: int) -> Cooldown:
        return self._used.setdefault(key, Cooldown(rate, PERIOD))


def _refusal(who: str, rate: int, wait: float) -> NotNow:
    why = f"{who} asked {counted(rate, 'question')} within a minute, which is the limit"
    return NotNow(f"{why}; ask again in {math.ceil(wait)} s")
