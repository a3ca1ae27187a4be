"""`onrecord doctor`: what is worth a look in a corpus, source by source."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.commands.asking import JsonFlag
from bot.commands.options import CorpusFlag, settings_with
from bot.commands.output import print_json, remarks, results
from bot.commands.updating import bring_in_line
from bot.rendering.lines import print_lines, print_listing, print_raw


def doctor(as_json: JsonFlag = False, corpus: CorpusFlag = None) -> None:
    """Look at every source of the corpus as `add` looks at a new one.

    A row each with day, words, language and statements read, then what is worth a look: a text
    that looks like no article, garbled letters, days that cannot be, a source that says nothing.
    """
    from bot.assembly import corpus_of
    from bot.assembly_reading import statement_counts
    from bot.intake.items import Added
    from bot.intake.report import day_from_file, report_of
    from bot.rendering.intake import doctor_lines, doctor_table, report_json

    settings = settings_with(corpus)
    bring_in_line(settings, to=remarks())
    sources = sorted(corpus_of(settings).sources(), key=lambda s: (s.dated, s.id))
    counts = statement_counts(settings, {source.id for source in sources})
    today = datetime.now(UTC).date()
    reports = [report_of(Added(s, day_from_file(s)), counts, today) for s in sources]
    if as_json:
        print_json([report_json(report) for report in reports])
        return
    print_listing(results(), doctor_table(reports))
    print_lines(results(), doctor_lines(reports))
    doubtful = sum(bool(report.warnings) for report in reports)
    print_raw(remarks(), f"{doubtful} of {len(reports)} sources are worth a look")
