"""The plan of an answer for a terminal and a pipe: verdict, lead, lines, figures, sources."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from bot.claims import Answer, Citation, Label
from bot.presenting import wording
from bot.presenting.catalogue import say
from bot.presenting.plan import FigureRow, Plan
from bot.presenting.plan import Line as Told
from bot.presenting.planning import MOST_SOURCES, plan_of
from bot.rendering.lines import BLANK, Line, block, clean, link, plain, print_lines
from bot.rendering.text import STYLES, headed, on_pages, quoted, said_on
from bot.rendering.written import written_words

_DIM = "dim"
_GAP = 2


@dataclass(frozen=True, slots=True)
class View:
    """How an answer is shown: with everything behind it, or with the command that shows that.

    `digests` are ids of sources that are our own summaries.
    """

    digests: Collection[str] = ()
    whole: bool = False
    more: str = "--more"


def print_answer(console: Console, answer: Answer, view: View | None = None) -> None:
    """Prints an answer."""
    print_lines(console, answer_lines(answer, view))


def answer_text(answer: Answer, view: View | None = None) -> str:
    """The answer as plain text, one block a line."""
    return plain(answer_lines(answer, view))


def answer_lines(answer: Answer, view: View | None = None) -> tuple[Line, ...]:
    """The blocks of an answer, in reading order."""
    view = view or View()
    plan = plan_of(answer)
    blocks = _answered(answer, plan, view) if plan.lead else _not_answered(answer, plan, view)
    return (*blocks, *_written(answer))


def more_lines(answer: Answer, digests: Collection[str] = ()) -> tuple[Line, ...]:
    """What stands behind an answer: its further claims, then every source with its quotation."""
    plan = plan_of(answer)
    claims = headed(say("heading.more"), _further(plan)) if plan.more else ()
    quotations = (line for c in answer.citations for line in _source(c, digests, quotes=True))
    sources = headed(say("heading.sources"), quotations) if answer.citations else ()
    return (*claims, *sources)


def figure_lines(answer: Answer) -> tuple[Line, ...]:
    """The table of figures alone."""
    figures = plan_of(answer).figures
    return tuple(_figures(figures)) if figures else (block(say("figures.none")),)


def _answered(answer: Answer, plan: Plan, view: View) -> Iterator[Line]:
    if plan.verdict:
        words = wording.verdict_words(plan.verdict)
        yield _labelled(words, plan.verdict.label)
        yield from _remarks(answer)
        yield BLANK
    yield _lead(plan)
    yield from _lines(plan)
    if plan.figures:
        yield from headed(say("heading.figures"), _figures(plan.figures))
    if plan.later:
        yield BLANK
        yield block(f"{say('role.later')} {wording.later_words(plan.later)}", "italic")
    if view.whole:
        yield from more_lines(answer, view.digests)
        return
    yield from _sources(answer, plan, view)
    if plan.more:
        yield BLANK
        yield block(f"{more_words(len(plan.more))}: {view.more}", _DIM)


def more_words(count: int) -> str:
    """How many claims stand behind an answer."""
    return say("more.claims_one") if count == 1 else say("more.claims", count=str(count))


def _remarks(answer: Answer) -> Iterator[Line]:
    if answer.as_of_in_question:
        yield block(say("asked.day"), _DIM)
    for typed, word in answer.spelled:
        yield block(say("asked.read", typed=clean(typed), word=clean(word)), _DIM)


def _labelled(words: str, label: Label) -> Line:
    """A line that opens with a label, the label in its colour."""
    length = len(label.status.value)
    text = Text(clean(words))
    text.stylize(STYLES[label.status], 0, length)
    return Line(text, hang=2)


def _lead(plan: Plan) -> Line:
    assert plan.lead is not None
    line = block(wording.lead_text(plan))
    start = line.text.plain.find(clean(plan.lead.bold)) if plan.lead.bold else -1
    if start >= 0:
        line.text.stylize("bold", start, start + len(clean(plan.lead.bold)))
    return line


def _lines(plan: Plan) -> Iterator[Line]:
    """Each line with its role, its label where that differs, and its numbers."""
    for line in plan.lines:
        if not line.goes_on:
            yield _line(line, plan)


def _line(line: Told, plan: Plan) -> Line:
    behind = [one for one in _behind(line, plan.lines)]
    words = " ".join(wording.cited_words(one) for one in (line, *behind))
    return _with_label(wording.role_words(line), line.label, words)


def _behind(line: Told, lines: Sequence[Told]) -> Iterator[Told]:
    """The lines that go on with one."""
    for one in lines[lines.index(line) + 1 :]:
        if not one.goes_on:
            return
        yield one


def _with_label(role: str, label: Label | None, words: str) -> Line:
    text = Text(f"{clean(role)} " if role else "", "bold")
    if label is not None:
        text.append(f"{wording.label_of(label.status)} · ", STYLES[label.status])
    return Line(text.append(clean(words), "not bold default"), indent=2, hang=2)


def _further(plan: Plan) -> Iterator[Line]:
    verdict = plan.verdict
    for line in plan.more:
        label = line.label or (verdict.label if verdict else None)
        yield _with_label("", label, wording.cited_words(line))


def _figures(rows: Sequence[FigureRow]) -> Iterator[Line]:
    """The table, each column as wide as its longest cell."""
    cells = [
        (
            row.when.words,
            clean(row.who),
            clean(row.value),
            f"{row.status.value.upper()} [{row.citation}]",
        )
        for row in rows
    ]
    widths = [max(map(len, column)) + _GAP for column in zip(*cells, strict=True)]
    for row in cells:
        padded = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield Line(Text("".join(padded).rstrip()), indent=2, hang=4)


def _sources(answer: Answer, plan: Plan, view: View) -> Iterator[Line]:
    by_number = {c.n: c for c in answer.citations}
    used = [by_number[n] for n in plan.sources if n in by_number]
    if not used:
        return
    quotes = answer.model is not None
    shown = (line for c in used[:MOST_SOURCES] for line in _source(c, view.digests, quotes=quotes))
    yield from headed(say("heading.sources"), shown)
    if len(used) > MOST_SOURCES:
        yield block(more_sources_words(len(used) - MOST_SOURCES), _DIM)


def more_sources_words(count: int) -> str:
    """How many sources are not listed."""
    return say("more.sources_one") if count == 1 else say("more.sources", count=str(count))


def _source(citation: Citation, digests: Collection[str], *, quotes: bool) -> Iterator[Line]:
    """Number and title on one line, who printed it when below, then its address."""
    yield Line(Text(clean(f"[{citation.n}] {citation.title}")), cropped=True)
    said = said_on(citation.published, citation.stated)
    summary = f", {say('source.digest')}" if citation.source_id in digests else ""
    yield block(f"{citation.publisher}, {said}{on_pages(citation)}{summary}", _DIM, 4)
    if citation.url:
        yield link(citation.url, _DIM, 4)
    if quotes:
        yield block(quoted(citation.quote), indent=4)


def _not_answered(answer: Answer, plan: Plan, view: View) -> Iterator[Line]:
    yield from (block(part) for part in plan.said.split("\n\n") if clean(part))
    yield from _remarks(answer)
    by_number = {c.n: c for c in answer.citations}
    nearest = [by_number[n] for n in plan.nearest if n in by_number]
    if nearest:
        lines = (line for c in nearest for line in _source(c, view.digests, quotes=view.whole))
        yield from headed(say("heading.nearest"), lines)


def _written(answer: Answer) -> Iterable[Line]:
    words = written_words(answer)
    return (BLANK, block(words, _DIM, hang=2)) if words else ()
