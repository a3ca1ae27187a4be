"""Checks before an answer leaves, and the citations they are made on; they fail closed.

verbatim     a quote stands at its offsets of its source; told apart when it does not
keys         every [n] of the text is a citation, numbered from 1; 0 and beyond are refused
numbers      every figure of the text stands in a cited passage or is a date of its source
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from bot.answering.composer import Draft, DraftClaim, DraftSentence
from bot.claims import Citation
from bot.errors import GateError
from bot.language.figures import dates_in, figures_of
from retrieval.documents import Passage, Source

_KEY = re.compile(r"\[(\d+)\]")
_NAME_IN_BRACKETS = re.compile(r"\[[^\]\d]+\]")


class QuoteVerdict(StrEnum):
    """What a quotation turns out to be when it is looked up."""

    FOUND = "found"
    MISATTRIBUTED = "misattributed"
    STITCHED = "stitched"
    ABSENT = "absent"


def verdict(quote: str, source_id: str, bodies: Mapping[str, str]) -> QuoteVerdict:
    """Looks a quotation up: in its own source, elsewhere, in pieces, or nowhere.

    White space counts as one blank, nothing else is forgiven. `bodies` is body by source id.
    """
    wanted = _folded(quote)
    folded = {i: _folded(body) for i, body in bodies.items()}
    if wanted and wanted in folded.get(source_id, ""):
        return QuoteVerdict.FOUND
    if wanted and any(wanted in body for body in folded.values()):
        return QuoteVerdict.MISATTRIBUTED
    pieces = [p for p in re.split(r"\s*(?:\.\.\.|…|(?<=[.!?])\s|[;,]\s)\s*", wanted) if p]
    if len(pieces) > 1 and all(any(p in body for body in folded.values()) for p in pieces):
        return QuoteVerdict.STITCHED
    return QuoteVerdict.ABSENT


def cite(draft: Draft, sources: Mapping[str, Source]) -> tuple[Citation, ...]:
    """One citation for each run of neighbouring sentences, numbered by first use."""
    spans: list[tuple[str, int, int]] = []
    for claim in draft.claims:
        for sentence in claim.sentences:
            _extend(spans, sentence, sources[sentence.source_id].body)
    return tuple(
        _citation(n, sources[source_id], start, end)
        for n, (source_id, start, end) in enumerate(spans, 1)
    )


def cite_passages(passages: Iterable[Passage]) -> tuple[Citation, ...]:
    """Citations of passages as they are, each once."""
    distinct = {(p.source.id, p.start, p.end): p.source for p in passages}
    return tuple(
        _citation(n, source, start, end)
        for n, ((_, start, end), source) in enumerate(distinct.items(), 1)
    )


def numbers_of(claim: DraftClaim, citations: Sequence[Citation]) -> tuple[int, ...]:
    """The citation numbers a claim rests on, in order."""
    return tuple(dict.fromkeys(_number(s, citations) for s in claim.sentences))


def with_citations(draft: Draft, citations: Sequence[Citation]) -> str:
    """The answer's text: every sentence with its [n], a paragraph for each claim."""
    return "\n\n".join(_paragraph(claim, citations) for claim in draft.claims)


def _paragraph(claim: DraftClaim, citations: Sequence[Citation]) -> str:
    """Sentences with all the numbers they rest on, each number once."""
    told: list[tuple[str, list[int]]] = []
    for sentence in claim.sentences:
        if sentence.text or not told:
            told.append((sentence.text, []))
        told[-1][1].append(_number(sentence, citations))
    cited = (
        f"{text} {''.join(f'[{n}]' for n in dict.fromkeys(numbers))}" for text, numbers in told
    )
    return " ".join([*([claim.lead] if claim.lead else []), *cited])


def check(text: str, citations: Sequence[Citation], sources: Mapping[str, Source]) -> None:
    """Raises GateError when a quote, a key or a figure does not hold."""
    for citation in citations:
        body = sources[citation.source_id].body
        if body[citation.start : citation.end] != citation.quote:
            raise GateError(f"citation {citation.n} is not verbatim in {citation.source_id}")
    for key in _KEY.findall(text):
        if not 1 <= int(key) <= len(citations):
            raise GateError(f"the answer cites [{key}], but there are {len(citations)} citations")
    unsupported = unsupported_figures(text, citations)
    if unsupported:
        raise GateError(f"the figure {unsupported[0]} stands in no cited passage")


def unsupported_figures(text: str, citations: Sequence[Citation]) -> tuple[str, ...]:
    """Figures of the text, as written, that no cited passage holds."""
    plain = _KEY.sub(" ", _NAME_IN_BRACKETS.sub(" ", text))
    quoted = " ".join(c.quote for c in citations)
    held = {value for f in figures_of(quoted) for value in f.values}
    written = {_folded(quoted[start:end]) for start, end in dates_in(quoted)}
    missing = [plain[f.start : f.end] for f in figures_of(plain) if not held.issuperset(f.values)]
    missing += [
        plain[start:end]
        for start, end in dates_in(plain)
        if _folded(plain[start:end]) not in written
    ]
    return tuple(missing)


def _extend(spans: list[tuple[str, int, int]], sentence: DraftSentence, body: str) -> None:
    """Adds a sentence to the span it touches, or opens a new one."""
    for n, (source_id, start, end) in enumerate(spans):
        if source_id != sentence.source_id:
            continue
        inside = start <= sentence.start and sentence.end <= end
        follows = end <= sentence.start and not body[end : sentence.start].strip()
        precedes = sentence.end <= start and not body[sentence.end : start].strip()
        if inside or follows or precedes:
            spans[n] = (source_id, min(start, sentence.start), max(end, sentence.end))
            return
    spans.append((sentence.source_id, sentence.start, sentence.end))


def _number(sentence: DraftSentence, citations: Sequence[Citation]) -> int:
    return next(
        c.n
        for c in citations
        if c.source_id == sentence.source_id and c.start <= sentence.start and sentence.end <= c.end
    )


def _citation(n: int, source: Source, start: int, end: int) -> Citation:
    return Citation(
        n=n,
        source_id=source.id,
        passage_id=f"{source.id}@{start}-{end}",
        title=source.title,
        publisher=source.publisher,
        published=source.published,
        stated=source.stated,
        url=source.url,
        quote=source.body[start:end],
        start=start,
        end=end,
        pages=source.pages_of(start, end),
    )


def _folded(text: str) -> str:
    return " ".join(text.split())
