"""The clock of the stand-in's world, and how long a bot takes, whatever else the machine does."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Moment:
    """When something began: on the wall clock, how far that was put forward, and `starved`."""

    at: float
    ahead: float
    starved: float


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
        return Moment(time.time(), self.ahead, starved())

    def since(self, moment: Moment) -> float:
        """Seconds, without those in which other processes kept this one from running."""
        waiting = max(0.0, starved() - moment.starved)
        return self.ahead - moment.ahead + max(0.0, time.time() - moment.at - waiting)


def starved() -> float:
    """Seconds so far in which threads of this process waited for a core, of all threads together;
    0.0 where the system does not tell, as only Linux does. A thread that ends takes its own along.
    """
    with suppress(OSError):
        return sum(map(_waited, Path("/proc/self/task").iterdir())) / 1e9
    return 0.0


def _waited(thread: Path) -> int:
    """Nanoseconds in which a thread could have run."""
    with suppress(OSError, IndexError):
        return int((thread / "schedstat").read_text().split()[1])
    return 0
