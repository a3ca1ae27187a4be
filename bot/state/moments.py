"""Moments as the state keeps them: aware and in UTC outside, naive and in UTC in the tables."""

from __future__ import annotations

from datetime import UTC, datetime


def now_utc() -> datetime:
    """The clock."""
    return datetime.now(UTC)


def naive(moment: datetime) -> datetime:
    """A moment as a table holds it."""
    return moment.astimezone(UTC).replace(tzinfo=None)


def aware(moment: datetime) -> datetime:
    """A moment that a table held."""
    return moment.replace(tzinfo=UTC)
