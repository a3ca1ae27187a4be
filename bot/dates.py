"""Reads a date that a person typed, or refuses it: a wrong as-of date gives a wrong answer."""

from __future__ import annotations

from datetime import date, datetime

from bot.errors import BadDate

_LONGEST = 40
# Whatever dateutil fills in from its default differs between these two.
_DEFAULTS = (datetime(2001, 1, 1), datetime(2003, 2, 2))


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
