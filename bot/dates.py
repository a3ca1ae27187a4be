"""Dates: one that a person typed, read or refused, and a day, month or year as a text gives it.

A wrong as-of date gives a wrong answer, so one that can be read in two ways is refused.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime

from bot.errors import BadDate

_LONGEST = 40
# Whatever dateutil fills in from its default differs between these two.
_DEFAULTS = (datetime(2001, 1, 1), datetime(2003, 2, 2))


@dataclass(frozen=True, slots=True)
class When:
    """A day, or a month or year of which no day is told: from `first` to `last`, both included."""

    first: date
    last: date

    @classmethod
    def on(cls, day: date) -> When:
        """One day."""
        return cls(day, day)

    @classmethod
    def of_span(cls, first: date, last: date) -> When | None:
        """A span that is a day, a whole month or a whole year."""
        when = cls(first, last)
        return when if when._bounds() == (first, last) else None

    @classmethod
    def from_iso(cls, text: str) -> When:
        """What `iso` wrote. Raises ValueError."""
        year, month, day = (*map(int, text.split("-")), 0, 0)[:3]
        if day:
            return cls.on(date(year, month, day))
        last = date(year, month or 12, monthrange(year, month or 12)[1])
        return cls(date(year, month or 1, 1), last)

    @property
    def iso(self) -> str:
        """ISO 8601, as precisely as it is known: 2025-04-28, 2025-04 or 2025."""
        return self.first.isoformat()[: self._precision()]

    @property
    def words(self) -> str:
        """As people write it: 28 Apr 2025, Apr 2025 or 2025."""
        day = f"{self.first.day} {self.first:%b %Y}"
        return {10: day, 7: f"{self.first:%b %Y}", 4: f"{self.first.year}"}[self._precision()]

    def _precision(self) -> int:
        """How many characters of an ISO date are known."""
        if self.first == self.last:
            return 10
        return 7 if self.first.month == self.last.month else 4

    def _bounds(self) -> tuple[date, date]:
        whole = self.from_iso(self.iso)
        return whole.first, whole.last


def read_date(text: str) -> date:
    """The day that `text` names. Raises BadDate.

    1. An ISO date is taken as it stands.
    2. Anything else must name day, month and year, and mean the same day in every order of them
       (03/04/2024 is refused, 22/10/2024 and 22 Oct 2024 are not).
    """
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        pass
    days = _readings(text)
    if len(days) != 1:
        raise BadDate(f"'{_shown(text)}' does not name one day; write it as in 2024-10-22")
    return days.pop()


def _readings(text: str) -> set[date]:
    from dateutil import parser

    orders = ((False, False), (True, False), (False, True))
    try:
        return {
            parser.parse(text, default=default, dayfirst=dayfirst, yearfirst=yearfirst).date()
            for default in _DEFAULTS
            for dayfirst, yearfirst in orders
        }
    except (ValueError, OverflowError, TypeError):
        return set()


def _shown(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}..."
