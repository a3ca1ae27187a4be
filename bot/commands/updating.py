"""What every command does after it changed a corpus: index it, and see which labels change."""

from __future__ import annotations

from rich.console import Console

from bot.commands.output import Preparation, remarks, results
from bot.rendering.lines import print_raw
from bot.settings import Settings


def bring_in_line(
    settings: Settings, *, rebuild: bool = False, purge: bool = False, to: Console | None = None
) -> None:
    """Updates the index and says what that did, and how many labels are others now.

    It is said to stdout, unless another console is named.
    """
    from bot.assembly import note_changes, update_index
    from bot.rendering.changes import changed_line

    with Preparation(remarks()) as progress:
        change = update_index(settings, progress, rebuild=rebuild, purge=purge)
    counts = f"{change.added} indexed, {change.removed} removed, {change.unchanged} unchanged"
    print_raw(to or results(), counts)
    events = note_changes(settings)
    if events:
        print_raw(to or results(), changed_line(events))
