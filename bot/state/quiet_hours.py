"""Hours of the day in which a channel hears no notices."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo, available_timezones

from bot.errors import BadCommand

_HOURS = re.compile(r"([0-9]{1,2}):([0-9]{2})\s*[-–]\s*([0-9]{1,2}):([0-9]{2})")
_NO_PLACE = {"localtime"}  # whatever this machine is set to
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From `start` up to `end` on the clocks of an IANA time zone, over midnight where need be.

    Both are whole minutes. Clocks that are put back show an hour twice, and it is quiet twice.
    """

    start: time
    end: time
    zone: str

    @classmethod
    def parse(cls, hours: str, zone: str) -> QuietHours:
        """Reads "22:00-07:00" and "Europe/Berlin". Raises BadCommand."""
        start, end = _times(hours)
        if start == end:
            raise BadCommand(f"quiet hours: {hours.strip()} is no time at all; name two times")
        zones = {name.casefold(): name for name in available_timezones() - _NO_PLACE}
        name = zones.get(zone.strip().casefold())
        if name is None:
            cure = "name one as in Europe/Berlin, or UTC"
            raise BadCommand(f"quiet hours: there is no time zone '{_shortened(zone)}'; {cure}")
        return cls(start, end, name)

    def covers(self, moment: datetime) -> bool:
        """Whether it is quiet at a moment."""
        clock = moment.astimezone(ZoneInfo(self.zone)).time()
        if self.start < self.end:
            return self.start <= clock < self.end
        return clock >= self.start or clock < self.end

    def ends(self, moment: datetime) -> datetime:
        """When quiet hours next end after a moment, in UTC.

        Looked for minute by minute, since only clocks know which times a day has: those that are
        put forward may jump over the end, and it is quiet no longer when they do.
        """
        quiet = self.covers(moment)
        first = moment.astimezone(UTC).replace(second=0, microsecond=0)
        for minutes in count(1):
            now = first + minutes * _MINUTE
            was, quiet = quiet, self.covers(now)
            if was and not quiet:
                break
        return now

    def __str__(self) -> str:
        return f"{self.start:%H:%M}-{self.end:%H:%M} {self.zone}"


def _times(hours: str) -> tuple[time, time]:
    read = _HOURS.fullmatch(hours.strip())
    try:
        if read is None:
            raise ValueError(hours)
        hour, minute, last_hour, last_minute = map(int, read.groups())
        return time(hour, minute), time(last_hour, last_minute)
    except ValueError as error:
        cure = "write them as in 22:00-07:00"
        raise BadCommand(f"quiet hours: cannot read '{_shortened(hours)}'; {cure}") from error


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:39]}…"
