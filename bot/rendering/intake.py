"""What was taken in, and how a corpus looks, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bot.intake.items import Item
from bot.intake.report import SourceReport, named_language
from bot.rendering.lines import BLANK, Line, Listing, block


def report_lines(reports: Iterable[SourceReport]) -> Iterator[Line]:
    """A source each: title, day and where that stands, how much was read, and what to look at."""
    for report in reports:
        source = report.source
        yield BLANK
        yield block(source.id, "bold")
        yield block(source.title, indent=2, hang=2)
        yield block(
            f"{source.publisher} · {source.dated}, from {report.day_from}", indent=2, hang=2
        )
        yield block(_size(report), indent=2, hang=2)
        for note in report.corrections:
            yield block(f"correction: {note}", indent=2, hang=2)
        yield from _warnings(report)


def doctor_table(reports: Sequence[SourceReport]) -> Listing:
    """A row each: what can be told in a line."""
    headers = ("id", "day", "from", "words", "language", "statements", "warnings", "title")
    rows = (
        (
            r.source.id,
            r.source.dated.isoformat(),
            r.day_from,
            str(r.words),
            r.language,
            "" if r.statements is None else str(r.statements),
            str(len(r.warnings)),
            r.source.title,
        )
        for r in reports
    )
    return Listing(headers, tuple(rows))


def doctor_lines(reports: Iterable[SourceReport]) -> Iterator[Line]:
    """The warnings of each source that has some."""
    for report in reports:
        if report.warnings:
            yield BLANK
            yield block(report.source.id, "bold")
            yield from _warnings(report)


def items_json(items: Iterable[Item], reports: Iterable[SourceReport]) -> list[dict[str, Any]]:
    """What became of each item, with the sources that came of it."""
    by_id = {report.source.id: report for report in reports}
    return [
        {
            "name": item.name,
            "result": item.result.value,
            "why": item.why,
            "sources": [report_json(by_id[a.source.id]) for a in item.added],
        }
        for item in items
    ]


def report_json(report: SourceReport) -> dict[str, Any]:
    """A source as plain values."""
    source = report.source
    return {
        "id": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "published": source.published.isoformat(),
        "stated": source.stated.isoformat() if source.stated else None,
        "day_from": report.day_from,
        "url": source.url,
        "pages": len(source.pages) or None,
        "words": report.words,
        "language": report.language,
        "statements": report.statements,
        "corrections": list(report.corrections),
        "warnings": list(report.warnings),
    }


def _size(report: SourceReport) -> str:
    pages = len(report.source.pages)
    return " · ".join(
        filter(
            None,
            (
                f"{report.words} words in {named_language(report.language)}",
                _counted(pages, "page") if pages else "",
                "" if report.statements is None else _counted(report.statements, "statement"),
            ),
        )
    )


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _warnings(report: SourceReport) -> Iterator[Line]:
    for warning in report.warnings:
        yield block(f"warning: {warning}", "yellow", indent=2, hang=2)
