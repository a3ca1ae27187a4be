"""An answer as text for a terminal or a pipe; nothing here decides anything.

Order of an answer, each item a block that is never cut: the label as a word with its as-of date,
the reason, the text with its [n], the labels of further claims, what changed later, the sources
with their quotes, what a model had to do with it. An answer that is none has no line that could
be taken for a label.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from rich.console import Console
from rich.text import Text

from bot.claims import Answer, Citation, Claim, Evidence, Label, Outcome, Status, StatusChange
from bot.rendering.lines import BLANK, Line, Listing, block, clean, day, link, plain, print_lines
from bot.rendering.written import written_words
from retrieval.documents import Hit, Source

_PARAGRAPH = re.compile(r"\n[ \t\r]*\n")
_STYLES = {Status.CONFIRMED: "bold green", Status.UNCONFIRMED: "bold yellow"}
_DIM = "dim"


def print_answer(console: Console, answer: Answer, digests: Collection[str] = ()) -> None:
    """Prints an answer; `digests` are ids of sources that are our own summaries."""
    print_lines(console, answer_lines(answer, digests))


def answer_text(answer: Answer, digests: Collection[str] = ()) -> str:
    """The answer as plain text, one block a line."""
    return plain(answer_lines(answer, digests))


def answer_lines(answer: Answer, digests: Collection[str] = ()) -> tuple[Line, ...]:
    """The blocks of an answer, in reading order."""
    answered = answer.outcome is Outcome.ANSWERED
    blocks = _answered(answer, digests) if answered else _not_answered(answer, digests)
    return (*blocks, *_written(answer))


def label_words(label: Label) -> str:
    """A label in words: CONFIRMED, then its qualifiers."""
    return _status_words(label.status, label.qualifiers)


def label_line(label: Label, *more: str) -> Line:
    """A label in its colour, and what else belongs on its line."""
    words = " · ".join((label_words(label), *more))
    return block(words, _STYLES[label.status])


def change_words(change: StatusChange) -> str:
    """One step of a history: the day, the status from then on, the reason, the source."""
    label = _status_words(change.status, change.qualifiers)
    return f"{day(change.date)}: {label} — {change.reason} ({change.source_id})"


def as_of_words(answer: Answer) -> str:
    """The day an answer is for, whether the question's own words set it, and which of its words
    were read as others."""
    asked = ", the day in the question" if answer.as_of_in_question else ""
    when = f"{day(answer.as_of)}{asked}" if answer.as_of else "the latest source"
    read = "".join(f", {quoted(typed)} read as {quoted(word)}" for typed, word in answer.spelled)
    return f"as of {when}{read}"


def evidence_table(claim: Claim) -> tuple[Line, ...]:
    """Why a claim has its label: every row behind it, then how the label came about."""
    head = (label_line(claim.label), block(claim.label.reason), block(quoted(claim.text)))
    rows = [line for n, row in enumerate(claim.evidence, 1) for line in evidence_lines(n, row)]
    rows = rows or [block("No statement bears on this claim.", indent=2)]
    history = [block(change_words(change), indent=2, hang=2) for change in claim.history]
    return (
        *head,
        *_headed("Evidence", rows),
        *(_headed("History", history) if history else ()),
    )


def passage_lines(hits: Sequence[Hit]) -> tuple[Line, ...]:
    """Passages as search found them, best first."""
    return tuple(line for n, hit in enumerate(hits, 1) for line in _hit(n, hit))


def source_table(sources: Iterable[Source]) -> Listing:
    """Sources with id, date, kind, publisher and title."""
    rows = ((s.id, s.dated.isoformat(), s.kind.value, s.publisher, s.title) for s in sources)
    return Listing(("id", "date", "kind", "publisher", "title"), tuple(rows))


def is_listed_under(source: Source, text: str) -> bool:
    """Whether the row of a source holds a text, in whatever case."""
    row = (source.id, source.dated.isoformat(), source.kind, source.publisher, source.title)
    return text.casefold() in " ".join(row).casefold()


def quoted(text: str) -> str:
    """`text` on one line between quotation marks."""
    return f"“{clean(text)}”"


def _answered(answer: Answer, digests: Collection[str]) -> Iterator[Line]:
    if answer.claims:
        yield label_line(answer.claims[0].label, as_of_words(answer))
        yield block(answer.claims[0].label.reason)
        yield BLANK
    yield from _paragraphs(answer.text)
    if len(answer.claims) > 1:
        further = [_further(n, claim) for n, claim in enumerate(answer.claims[1:], 2)]
        yield from _headed("Further claims", further)
    if answer.later:
        yield BLANK
        yield block(f"Later: {answer.later}", "italic")
    if answer.citations:
        yield from _headed("Sources", _cited(answer.citations, digests))


def _not_answered(answer: Answer, digests: Collection[str]) -> Iterator[Line]:
    yield from _paragraphs(answer.text)
    if answer.as_of_in_question or answer.spelled:
        yield block(f"Asked {as_of_words(answer)}.")
    if answer.citations:
        yield from _headed("Nearest passages:", _cited(answer.citations, digests))


def _written(answer: Answer) -> Iterator[Line]:
    words = written_words(answer)
    if words:
        yield BLANK
        yield block(words, _DIM, hang=2)


def _headed(title: str, lines: Iterable[Line]) -> Iterator[Line]:
    yield BLANK
    yield block(title, "bold")
    yield from lines


def _paragraphs(text: str) -> Iterator[Line]:
    paragraphs = [p for p in _PARAGRAPH.split(text) if clean(p)]
    for n, paragraph in enumerate(paragraphs):
        if n:
            yield BLANK
        yield block(paragraph)


def _further(n: int, claim: Claim) -> Line:
    keys = "".join(f"[{key}]" for key in claim.citations)
    label = Text(label_words(claim.label), _STYLES[claim.label.status])
    about = f"claim {n} {keys}".rstrip()
    rest = f" · {clean(f'{about} — {claim.label.reason}')}"
    return Line(label.append(rest, "not bold default"), indent=2, hang=2)


def _status_words(status: Status, qualifiers: Iterable[str]) -> str:
    return " · ".join((status.value.upper(), *(str(q).replace("_", " ") for q in qualifiers)))


def _cited(citations: Iterable[Citation], digests: Collection[str]) -> Iterator[Line]:
    for citation in citations:
        said = _said(citation.published, citation.stated)
        where = f"{citation.title} — {citation.publisher}, {said}{on_pages(citation)}"
        yield block(f"[{citation.n}] {where}", hang=4)
        if citation.url:
            yield link(citation.url, _DIM, 4)
        summary = "our summary: " if citation.source_id in digests else ""
        yield block(summary + quoted(citation.quote), indent=4)


def on_pages(citation: Citation) -> str:
    """The pages it stands on, as the end of a line; "" where it has none."""
    if citation.pages is None:
        return ""
    first, last = citation.pages
    return f", page {first}" if first == last else f", pages {first}-{last}"


def _said(published: date, stated: date | None) -> str:
    if stated is None or stated == published:
        return day(published)
    return f"{day(published)} (said {day(stated)})"


def evidence_lines(n: int, row: Evidence) -> Iterator[Line]:
    hedged = "hedged" if row.hedged else "not hedged"
    who = f"{row.claimant or 'no claimant named'} ({row.standing.value})"
    facts = (f"{n}. {who} {row.stance.value}", hedged, day(row.date), f"origin {row.origin}")
    yield block(" · ".join(facts), indent=2, hang=3)
    yield block(quoted(row.quote), indent=5)
    yield block(f"in {row.source_id}", _DIM, 5)


def _hit(n: int, hit: Hit) -> Iterator[Line]:
    source = hit.passage.source
    said = _said(source.published, source.stated)
    yield block(f"{n}. {source.title} — {source.publisher}, {said}", hang=4)
    words = f"bm25 {hit.bm25:.1f}" if hit.bm25 else "no word match"
    yield block(f"{hit.passage.id} · cosine {hit.similarity:.2f} · {words}", _DIM, 4)
    yield block(quoted(hit.passage.text), indent=4)
