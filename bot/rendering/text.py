"""An answer as text for a terminal or a pipe; nothing here decides anything.

Order of an answer, each item a block that is never cut: the label as a word with its as-of date,
the reason, the text with its [n], the labels of further claims, what changed later, the sources
with their quotes, what a model had to do with it. An answer that is none has no line that could
be taken for a label.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from bot.claims import Answer, Citation, Claim, Evidence, Label, Status, StatusChange
from bot.rendering.lines import BLANK, Line, Listing, block, clean, day
from retrieval.documents import Hit, Source

_PARAGRAPH = re.compile(r"\n[ \t\r]*\n")
STYLES = {Status.CONFIRMED: "bold green", Status.UNCONFIRMED: "bold yellow"}
_DIM = "dim"


def label_words(label: Label) -> str:
    """A label in words: CONFIRMED, then its qualifiers."""
    return _status_words(label.status, label.qualifiers)


def label_line(label: Label, *more: str) -> Line:
    """A label in its colour, and what else belongs on its line."""
    words = " · ".join((label_words(label), *more))
    return block(words, STYLES[label.status])


def change_words(change: StatusChange) -> str:
    """One step of a history: the day, the status from then on, the reason, the source."""
    label = _status_words(change.status, change.qualifiers)
    return f"{day(change.date)}: {label} — {change.reason} ({change.source_id})"


def as_of_words(answer: Answer) -> tuple[str, ...]:
    """The day an answer is for, whether the question's own words set it, and which of its words
    were read as others; nothing where it is for today and read as typed."""
    asked = ", the day in the question" if answer.as_of_in_question else ""
    when = (f"as of {day(answer.as_of)}{asked}",) if answer.as_of else ()
    read = (f"{quoted(typed)} read as {quoted(word)}" for typed, word in answer.spelled)
    return (*when, *read)


def evidence_table(claim: Claim) -> tuple[Line, ...]:
    """Why a claim has its label: every row behind it, then how the label came about."""
    head = (label_line(claim.label), block(claim.label.reason), block(quoted(claim.text)))
    rows = [line for n, row in enumerate(claim.evidence, 1) for line in evidence_lines(n, row)]
    rows = rows or [block("No statement bears on this claim.", indent=2)]
    history = [block(change_words(change), indent=2, hang=2) for change in claim.history]
    return (
        *head,
        *headed("Evidence", rows),
        *(headed("History", history) if history else ()),
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


def headed(title: str, lines: Iterable[Line]) -> Iterator[Line]:
    yield BLANK
    yield block(title, "bold")
    yield from lines


def _status_words(status: Status, qualifiers: Iterable[str]) -> str:
    return " · ".join((status.value.upper(), *(str(q).replace("_", " ") for q in qualifiers)))


def on_pages(citation: Citation) -> str:
    """The pages it stands on, as the end of a line; "" where it has none."""
    if citation.pages is None:
        return ""
    first, last = citation.pages
    return f", page {first}" if first == last else f", pages {first}-{last}"


def said_on(published: date, stated: date | None) -> str:
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
    said = said_on(source.published, source.stated)
    yield block(f"{n}. {source.title} — {source.publisher}, {said}", hang=4)
    words = f"bm25 {hit.bm25:.1f}" if hit.bm25 else "no word match"
    yield block(f"{hit.passage.id} · cosine {hit.similarity:.2f} · {words}", _DIM, 4)
    yield block(quoted(hit.passage.text), indent=4)
