"""Tracked claims and events as rows of their tables, and back."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import sqlalchemy as sa

from bot.claims import Label, Qualifier, Status
from bot.state.moments import aware, naive
from bot.state.tracked import Cause, Finding, Happened, Span, StatusEvent, Tracked


def finding_columns(finding: Finding) -> dict[str, Any]:
    """What was found of a claim, as columns."""
    return {
        "label": _label_json(finding.label),
        "source_ids": list(finding.source_ids),
        "spans": [asdict(span) for span in finding.key],
    }


def tracked_of(row: sa.Row[Any]) -> Tracked:
    """The claim of a row."""
    spans = tuple(Span(**span) for span in row.spans)
    finding = Finding(_label(row.label), tuple(row.source_ids), spans)
    shown = row.shown_at and aware(row.shown_at)
    return Tracked(row.text, row.as_of, row.watched, shown, finding)


def event_columns(event: StatusEvent) -> dict[str, Any]:
    """An event as columns, but for its corpus."""
    return {
        "at": naive(event.at),
        "text": event.text,
        "as_of": event.as_of,
        "old": _label_json(event.old),
        "new": _label_json(event.new),
        "causes": [asdict(cause) for cause in event.causes],
    }


def event_of(row: sa.Row[Any]) -> StatusEvent:
    """The event of a row."""
    causes = tuple(Cause(c["source_id"], Happened(c["happened"])) for c in row.causes)
    old, new = _label(row.old), _label(row.new)
    return StatusEvent(row.text, row.as_of, old, new, causes, aware(row.at), row.id)


def _label_json(label: Label | None) -> dict[str, Any] | None:
    return None if label is None else asdict(label)


def _label(value: dict[str, Any] | None) -> Label | None:
    if value is None:
        return None
    qualifiers = tuple(Qualifier(q) for q in value["qualifiers"])
    return Label(Status(value["status"]), qualifiers, value["reason"])
