"""What models took, by day (UTC) and model, for all processes that share the state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import sqlalchemy as sa

from bot.state.database import Database
from bot.state.moments import naive, now_utc
from bot.state.tables import model_spending as _spending
from bot.writing.budget import DayOver, Reserved
from bot.writing.model import Usage

_TOKENS = sa.func.sum(_spending.c.input_tokens + _spending.c.output_tokens)


@dataclass(frozen=True, slots=True)
class Day:
    """What one model took on a day, and the tokens that all models took."""

    day: date
    usage: Usage
    tokens: int


class Spending:
    """A ledger of calls, tokens and dollars. Every method raises StateError."""

    def __init__(self, path: Path, clock: Callable[[], datetime] = now_utc) -> None:
        self._database = Database(path)
        self._clock = clock

    def reserve(self, model: str, tokens: int, limit: int) -> Reserved | DayOver:
        """Notes one call that reads so many tokens, or says that the day has too few left.

        In one transaction, which begins by writing: two processes cannot both take what is left.
        `limit` counts all models together; 0 is no limit.
        """
        today = self._today()
        try:
            with self._database.writing() as connection:
                _add(connection, today, model, Usage(1, tokens, 0))
                used = int(connection.execute(_tokens_of(today)).scalar_one() or 0)
                if limit and used > limit:
                    raise _Over(used - tokens)
        except _Over as over:
            return DayOver(today, over.used)
        return Reserved(model, today, tokens)

    def correct(self, reserved: Reserved, usage: Usage) -> None:
        """Notes what a call took in the end, in place of what was reserved for it."""
        read = usage.input_tokens - reserved.tokens
        change = Usage(usage.calls - 1, read, usage.output_tokens, usage.cost, usage.estimated)
        with self._database.writing() as connection:
            _add(connection, reserved.day, reserved.model, change)

    def today(self, model: str) -> Day:
        """What the model took today so far."""
        today, nothing = self._today(), Usage()
        mine = (_spending.c.day == today) & (_spending.c.model == model)
        with self._database.reading() as connection:
            if connection is None:
                return Day(today, nothing, 0)
            row = connection.execute(sa.select(_spending).where(mine)).first()
            tokens = int(connection.execute(_tokens_of(today)).scalar_one() or 0)
        if row is None:
            return Day(today, nothing, tokens)
        usage = Usage(row.calls, row.input_tokens, row.output_tokens, row.cost, row.estimated)
        return Day(today, usage, tokens)

    def close(self) -> None:
        """Lets go of the file."""
        self._database.close()

    def _today(self) -> date:
        return naive(self._clock()).date()


class _Over(Exception):
    """Undoes the transaction of a call that there is no budget for."""

    def __init__(self, used: int) -> None:
        super().__init__()
        self.used = used


def _tokens_of(day: date) -> sa.Select[int]:
    return sa.select(_TOKENS).where(_spending.c.day == day)


def _add(connection: sa.Connection, day: date, model: str, usage: Usage) -> None:
    """Adds to the row of a day and a model; a cost that is not known makes the sum unknown."""
    mine = (_spending.c.day == day) & (_spending.c.model == model)
    change: dict[str, object] = {
        "calls": _spending.c.calls + usage.calls,
        "input_tokens": _spending.c.input_tokens + usage.input_tokens,
        "output_tokens": _spending.c.output_tokens + usage.output_tokens,
        "cost": None if usage.cost is None else _spending.c.cost + usage.cost,
    }
    if usage.estimated:
        change["estimated"] = True
    if connection.execute(sa.update(_spending).where(mine).values(change)).rowcount:
        return
    row = {
        "day": day,
        "model": model,
        "calls": usage.calls,
        "input_tokens": usage.input_tokens,
        "output_tokens": usage.output_tokens,
        "cost": usage.cost,
        "estimated": usage.estimated,
    }
    connection.execute(sa.insert(_spending), row)
