"""A time as a text gives it: a day, or a month or year of which no day is told."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date


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
