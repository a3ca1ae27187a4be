"""Changes of labels and watched claims, as lines for a person and as cells for a program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from bot.claims import Label
from bot.rendering.lines import BLANK, Line, Listing, block, day
from bot.rendering.text import label_words, quoted
from bot.state.tracked import StatusEvent, Tracked

_HEADERS = ("at", "claim", "as of", "before", "now", "why", "sources")
_COMMAND = "`onrecord changes` lists them"


def change_lines(events: Iterable[StatusEvent]) -> tuple[Line, ...]:
    """Each event as a block of lines: day (UTC), claim, labels, reason, sources."""
    return tuple(line for n, event in enumerate(events) for line in _lines(n, event))


def change_table(events: Iterable[StatusEvent]) -> Listing:
    """A row for each event; times are UTC."""
    rows = (
        (
            event.at.isoformat(timespec="seconds"),
            event.text,
            str(event.as_of or ""),
            words_for(event.old),
            words_for(event.new),
            event.new.reason if event.new else "",
            _sources(event),
        )
        for event in events
    )
    return Listing(_HEADERS, tuple(rows))


def news_line(events: Sequence[StatusEvent]) -> str | None:
    """What a front end says of events that somebody has not seen; None where there are none."""
    return f"{_counted(events)} since you were last here; {_COMMAND}" if events else None


def changed_line(events: Sequence[StatusEvent]) -> str:
    """What a command says of events that it brought about."""
    return f"{_counted(events)}; {_COMMAND}"


def _counted(events: Sequence[StatusEvent]) -> str:
    return "1 label changed" if len(events) == 1 else f"{len(events)} labels changed"


def watched_table(claims: Iterable[Tracked]) -> Listing:
    """Numbered claims with their labels."""
    rows = (
        (
            str(n),
            claim.text,
            str(claim.as_of or ""),
            words_for(claim.finding.label),
            claim.finding.label.reason if claim.finding.label else "",
        )
        for n, claim in enumerate(claims, 1)
    )
    return Listing(("n", "claim", "as of", "label", "why"), tuple(rows))


def words_for(label: Label | None) -> str:
    """A label in words; never one where there is none."""
    return label_words(label) if label else "no answer"


def _lines(n: int, event: StatusEvent) -> Iterator[Line]:
    if n:
        yield BLANK
    yield block(f"{day(event.at)}: {quoted(event.text)}{_as_of(event.as_of)}", "bold", hang=2)
    yield block(f"{words_for(event.old)} -> {words_for(event.new)}", indent=2, hang=2)
    if event.new:
        yield block(event.new.reason, indent=2, hang=2)
    yield block(f"by {_sources(event)}", "dim", indent=2, hang=2)


def _as_of(value: date | None) -> str:
    return f" as of {day(value)}" if value else ""


def _sources(event: StatusEvent) -> str:
    return ", ".join(f"{c.source_id} ({c.happened})" for c in event.causes)
