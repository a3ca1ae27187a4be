"""The clock of the stand-in's world, and how long a bot takes, whatever else the machine does."""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Moment:
    """When something began: by the wall clock, how far that was put forward, and `waits` then."""

    at: float
    ahead: float
    waits: Mapping[str, float]


class Clock:
    """The wall clock, which a test may put forward: seconds since 1970."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def now(self) -> float:
        return time.time() + self.ahead

    def advance(self, seconds: float) -> None:
        self.ahead += seconds

    def moment(self) -> Moment:
        """This moment."""
        return Moment(time.time(), self.ahead, waits())

    def since(self, moment: Moment) -> float:
        """Seconds, without those in which other processes kept this one from running."""
        starved = sum(now - moment.waits.get(thread, 0.0) for thread, now in waits().items())
        return self.ahead - moment.ahead + max(0.0, time.time() - moment.at - starved)


def waits() -> dict[str, float]:
    """For each thread of this process, the seconds so far in which it waited for a core; nothing
    where the system does not tell, as only Linux does."""
    found = {}
    with suppress(OSError):
        for thread in Path("/proc/self/task").iterdir():
            with suppress(OSError, IndexError):  # it has ended
                found[thread.name] = int((thread / "schedstat").read_text().split()[1]) / 1e9
    return found
