"""How a status came about: the policy applied to each day on which evidence was added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.claims import Evidence, Label, StatusChange
from bot.evidence.policy import Case, label


def history_of(case: Case) -> tuple[StatusChange, ...]:
    """Each change of status or qualifiers, oldest first, with the row's source that brought it.

    On a day with several rows it is the first that brings the change by itself, in the order of
    source id and place, or the last of them where it takes several.
    """
    ordered = sorted(case.rows, key=lambda r: (r.date, r.source_id, r.start))
    changes: list[StatusChange] = []
    for day in sorted({row.date for row in ordered}):
        known = tuple(row for row in ordered if row.date <= day)
        rivals = tuple(row for row in case.rivals if row.date <= day)
        now = label(replace(case, rows=known, rivals=rivals))
        before = changes[-1] if changes else None
        if before is None or (before.status, before.qualifiers) != (now.status, now.qualifiers):
            source = _bringer(case, known, now).source_id
            changes.append(StatusChange(day, now.status, now.qualifiers, source, now.reason))
    return tuple(changes)


def _bringer(case: Case, known: Sequence[Evidence], now: Label) -> Evidence:
    """The row of the newest day that the change is due to."""
    day = known[-1].date
    earlier = tuple(row for row in known if row.date < day)
    for row in known[len(earlier) :]:
        alone = label(replace(case, rows=(*earlier, row)))
        if (alone.status, alone.qualifiers) == (now.status, now.qualifiers):
            return row
    return known[-1]
