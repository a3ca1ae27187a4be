"""How a status came about: the policy applied to each day on which evidence was added."""

from __future__ import annotations

from dataclasses import replace

from bot.claims import StatusChange
from bot.evidence.policy import Case, label


def history_of(case: Case) -> tuple[StatusChange, ...]:
    """Each change of status or qualifiers, oldest first, with the row's source that brought it.

    On a day with several rows the last of them, by source id and place, stands for the day.
    """
    ordered = sorted(case.rows, key=lambda r: (r.date, r.source_id, r.start))
    changes: list[StatusChange] = []
    for day in sorted({row.date for row in ordered}):
        known = tuple(row for row in ordered if row.date <= day)
        now = label(replace(case, rows=known))
        before = changes[-1] if changes else None
        if before is None or (before.status, before.qualifiers) != (now.status, now.qualifiers):
            newest = known[-1]
            changes.append(
                StatusChange(day, now.status, now.qualifiers, newest.source_id, now.reason)
            )
    return tuple(changes)
