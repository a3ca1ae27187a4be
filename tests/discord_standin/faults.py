"""What goes wrong on purpose: planned answers, requests held back, and rate limits."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from tests.discord_standin.clock import Clock
from tests.discord_standin.waiting import Bell
from tests.discord_standin.world import Json


@dataclass(slots=True)
class Fault:
    """The next `times` requests that match get this answer instead of their own.

    `path` is a pattern such as "/channels/*/messages". A status of 429 carries `retry_after`
    seconds; `everywhere` makes it Discord's global limit. With `carried_out` Discord does what it
    was asked and fails only to say so, as when a proxy gives up.
    """

    method: str
    path: str
    status: int
    times: int = 1
    retry_after: float | None = None
    everywhere: bool = False
    carried_out: bool = False

    def answer(self) -> tuple[Json, dict[str, str]]:
        """Body and headers."""
        if self.status == 429:
            return limited(self.retry_after or 0.0, self.everywhere)
        return {"message": f"{self.status}: planned by the test", "code": 0}, {}


def limited(retry_after: float, everywhere: bool) -> tuple[Json, dict[str, str]]:
    """Body and headers of a 429."""
    body = {"message": "You are being rate limited.", "retry_after": retry_after}
    headers = {
        "Retry-After": str(max(1, round(retry_after))),
        "X-RateLimit-Scope": "global" if everywhere else "user",
        **({"X-RateLimit-Global": "true"} if everywhere else {}),
    }
    return {**body, "global": everywhere}, headers


@dataclass(eq=False, slots=True)
class Hold:
    """Requests that wait; `count` of them so far. `release` lets all go on."""

    method: str
    path: str
    bell: Bell
    released: asyncio.Event = field(default_factory=asyncio.Event)
    count: int = 0

    async def reached(self, count: int = 1) -> None:
        """Waits until so many requests are held."""
        what = f"{count} requests to {self.path}"
        await self.bell.until(lambda: self.count >= count, what)

    def release(self) -> None:
        self.released.set()


class Faults:
    """The plan."""

    def __init__(self, bell: Bell) -> None:
        self.bell = bell
        self.planned: list[Fault] = []
        self.holds: list[Hold] = []

    def take(self, method: str, path: str) -> Fault | None:
        """The fault planned for this request, which then has one time less to go."""
        for fault in self.planned:
            if fault.times > 0 and fault.method == method and fnmatchcase(path, fault.path):
                fault.times -= 1
                return fault
        return None

    async def wait(self, method: str, path: str) -> None:
        """Waits as long as the request is held."""
        for hold in self.holds:
            if hold.method in (method, "*") and fnmatchcase(path, hold.path):
                hold.count += 1
                self.bell.ring()
                await hold.released.wait()

    @contextmanager
    def hold(self, path: str, method: str = "*") -> Iterator[Hold]:
        """Holds requests that match until the block ends."""
        hold = Hold(method, path, self.bell)
        self.holds.append(hold)
        try:
            yield hold
        finally:
            hold.release()
            self.holds.remove(hold)


class Buckets:
    """Rate limits: `limits` maps "METHOD /template" to (requests, seconds); DEFAULT for others.

    As at Discord, requests are counted by route and by the channel, guild or webhook in it. The
    real numbers are not public; tests set those that they are about.
    """

    DEFAULT = (50, 1.0)

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.limits: dict[str, tuple[int, float]] = {}
        self._times: dict[str, deque[float]] = defaultdict(deque)

    def count(self, route: str, major: str) -> tuple[dict[str, str], float]:
        """Headers for one request more, and the seconds to wait: 0.0 if it is within limits."""
        most, seconds = self.limits.get(route, self.DEFAULT)
        now, times = self.clock.now(), self._times[f"{route} {major}"]
        while times and times[0] <= now - seconds:
            times.popleft()
        over = len(times) >= most
        if not over:
            times.append(now)
        reset = times[0] + seconds
        headers = {
            "X-RateLimit-Limit": str(most),
            "X-RateLimit-Remaining": str(most - len(times)),
            "X-RateLimit-Reset": f"{reset:.3f}",
            "X-RateLimit-Reset-After": f"{reset - now:.3f}",
            "X-RateLimit-Bucket": f"{hash(route) & 0xFFFFFFFFFFFFFFFF:016x}",
        }
        return headers, round(reset - now, 3) if over else 0.0
