"""From a name of a day, month or year to its first and last day, seen from the page's day.

Each public function resolves one pattern of day_patterns.py; it gives None where there is no such
day (30 February), or where the words name none ("rebuilt in three days").
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from bot.language.numbers import numbers_in

Span = tuple[date, date]
Named = re.Match[str]

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_WEEKDAYS = "mon tue wed thu fri sat sun".split()
_OPENING = frozenset({"early", "beginning", "start"})
_MIDDLE = frozenset({"mid", "middle"})
_LONGEST_MONTH = 31
_VAGUE = {"couple": 2, "few": 3, "several": 3}
_OFFSETS = {
    "yesterday": -1,
    "last night": -1,
    "tomorrow": 1,
    "the day before yesterday": -2,
    "the day after tomorrow": 2,
}


@dataclass(frozen=True, slots=True)
class Page:
    """The day on which something was said, and whether it speaks of what lies ahead, if known."""

    on: date
    ahead: bool | None = None


def _month_of(name: str) -> int:
    """1 to 12."""
    return _MONTHS.index(name[:3].lower()) + 1


def _weekday_of(name: str) -> int:
    return _WEEKDAYS.index(name[:3].lower())


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _whole_month(year: int, month: int) -> Span:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _whole_year(year: int) -> Span:
    return date(year, 1, 1), date(year, 12, 31)


def _nearest(spans: Iterator[Span | None], page: Page) -> Span | None:
    """Of one name in several years: the last that has begun, the next to end, or the nearest."""
    known = [span for span in spans if span is not None]
    if page.ahead is True:
        known = [span for span in known if span[1] >= page.on] or known
    elif page.ahead is False:
        known = [span for span in known if span[0] <= page.on] or known
    return min(known, key=lambda span: abs((span[0] - page.on).days), default=None)


def _years(page: Page) -> range:
    return range(max(1, page.on.year - 4), min(9999, page.on.year + 4) + 1)


def iso(match: Named, page: Page) -> Span | None:
    day = _day(int(match[1]), int(match[2]), int(match[3]))
    return (day, day) if day else None


def numeric(match: Named, page: Page) -> Span | None:
    """22/10/2024, where day and month cannot be mistaken for one another."""
    one, two, year = int(match[1]), int(match[2]), int(match[3])
    orders = {_day(year, month, day) for day, month in ((one, two), (two, one))} - {None}
    (day,) = orders if len(orders) == 1 else (None,)
    return (day, day) if day else None


def dated(match: Named, page: Page) -> Span | None:
    """Day and month, with or without a year, a few days in a row as well."""
    month, first = _month_of(match["month"]), int(match["day"])
    last = int(match["until"] or first)

    def of(year: int) -> Span | None:
        days = _day(year, month, first), _day(year, month, last)
        return (days[0], days[1]) if days[0] and days[1] and days[0] <= days[1] else None

    return of(int(match["year"])) if match["year"] else _nearest(map(of, _years(page)), page)


def month(match: Named, page: Page) -> Span | None:
    """A month: of the year named, of this page's year, or of the year before or after."""
    which, named = _month_of(match["month"]), match.groupdict()
    if named.get("year"):
        return _whole_month(int(named["year"]), which)
    step = (named.get("step") or "").lower()
    told = {"last": False, "next": True}.get(step, page.ahead)
    found = _nearest((_whole_month(year, which) for year in _years(page)), Page(page.on, told))
    if found and found[0] <= page.on <= found[1] and step in {"last", "next"}:
        return _whole_month(found[0].year + (1 if told else -1), which)
    return found


def _part(span: Span, part: str) -> Span:
    """The first, second or third third of a week, month or year; months of a year stay whole."""
    days = (span[1] - span[0]).days + 1
    third = relativedelta(months=4) if days > _LONGEST_MONTH else relativedelta(days=days // 3)
    if part.lower() in _OPENING:
        return span[0], span[0] + third - timedelta(1)
    if part.lower() in _MIDDLE:
        return span[0] + third, span[0] + third + third - timedelta(1)
    return span[0] + third + third, span[1]


def part_of_month(match: Named, page: Page) -> Span | None:
    whole = month(match, page)
    return _part(whole, match["part"]) if whole else None


def part_of_year(match: Named, page: Page) -> Span | None:
    return _part(_whole_year(int(match["year"])), match["part"])


def part_of_step(match: Named, page: Page) -> Span | None:
    """ "The end of last month", "the end of the year"."""
    return _part(_stepped(match["unit"], match["step"] or "this", page.on), match["part"])


def quarter(match: Named, page: Page) -> Span | None:
    place = "first second third fourth".split().index(match["place"].lower())
    first = date(int(match["year"]), 3 * place + 1, 1)
    return first, first + relativedelta(months=3, days=-1)


def year(match: Named, page: Page) -> Span | None:
    return _whole_year(int(match["year"]))


def decade(match: Named, page: Page) -> Span | None:
    first = int(match["year"])
    return date(first, 1, 1), date(first + 9, 12, 31)


def _stepped(unit: str, step: str, on: date) -> Span:
    """The week (from Monday), weekend, month or year before, around or after a day."""
    by = {"last": -1, "past": -1, "next": 1, "coming": 1}.get(step.lower().split()[-1], 0)
    if unit.lower().startswith("week"):
        monday = on + timedelta(7 * by - on.weekday())
        return monday + timedelta(5 * (unit.lower() == "weekend")), monday + timedelta(6)
    if unit.lower() == "month":
        there = on + relativedelta(months=by)
        return _whole_month(there.year, there.month)
    return _whole_year(on.year + by)


def step(match: Named, page: Page) -> Span | None:
    """ "Last week", "earlier this month", "later this year"."""
    first, last = _stepped(match["unit"], match["step"] or "this", page.on)
    side = (match["side"] or "").lower()
    if side and first <= page.on <= last:
        return (first, page.on) if side == "earlier" else (page.on, last)
    return first, last


def weekday(match: Named, page: Page) -> Span | None:
    """ "On Friday": the last one up to the page's day, or the next where it lies ahead."""
    step = " ".join((match["step"] or "").lower().split())
    back = (page.on.weekday() - _weekday_of(match["weekday"])) % 7
    if step == "this":
        day = page.on + timedelta(_weekday_of(match["weekday"]) - page.on.weekday())
    elif step in {"next", "coming", "this coming"}:
        day = page.on + timedelta(7 - back)
    elif step:
        day = page.on - timedelta(back or 7)
    else:
        day = page.on + timedelta((7 - back) % 7 if page.ahead else -back)
    return day, day


def weekday_of_week(match: Named, page: Page) -> Span | None:
    monday, _ = _stepped("week", match["step"], page.on)
    day = monday + timedelta(_weekday_of(match["weekday"]))
    return day, day


def relative(match: Named, page: Page) -> Span | None:
    day = page.on + timedelta(_OFFSETS.get(" ".join(match[0].lower().split()), 0))
    return day, day


def _count(written: str) -> int:
    words = written.lower().split()
    vague = next((n for word, n in _VAGUE.items() if word in words), None)
    return vague or int(next((n.value for n in numbers_in(written)), 1))


def away(match: Named, page: Page) -> Span | None:
    """ "Three days ago" is a day; a count of weeks, months, years is one as large."""
    count, unit = _count(match["n"]), match["unit"].lower()
    sign = 1 if match["ahead"] else -1
    if sign > 0 and not page.ahead:
        return None  # "rebuilt in three days" took as long
    if unit == "week":
        middle = page.on + timedelta(7 * sign * count)
        return middle - timedelta(3), middle + timedelta(3)
    there = page.on + relativedelta(**{f"{unit}s": sign * count})  # type: ignore[arg-type]
    if unit == "day":
        return there, there
    return _whole_month(there.year, there.month) if unit == "month" else _whole_year(there.year)


def lately(match: Named, page: Page) -> Span | None:
    """ "In the past three weeks"."""
    count = _count(match["n"] or "one")
    return page.on - relativedelta(**{f"{match['unit'].lower()}s": count}), page.on  # type: ignore[arg-type]
