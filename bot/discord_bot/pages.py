"""What only the person who pressed a button sees: evidence and passages, page by page.

Nothing is left out here. A quotation longer than a page goes on on the next one; "…" outside of
its quotation marks says so on both.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from bot.claims import Answer, Citation, Claim, Evidence, Label, StatusChange
from bot.discord_bot.blocks import label_head, source_line
from bot.discord_bot.buttons import page_buttons
from bot.discord_bot.markdown import escaped, link, one_line, timestamp
from bot.discord_bot.message import CONTENT, Message
from bot.discord_bot.planning import counted, dated_prose, pages, parts, prose, size
from bot.presenting.catalogue import say
from bot.presenting.plan import Line
from bot.presenting.planning import plan_of
from bot.presenting.wording import cited_words
from retrieval.documents import Kind, Passage, Source

MARKED = "The quoted words stand in bold, between “ and ”."
_FOOTER = 60
_ROOM = CONTENT - _FOOTER
_LONGEST_ADDRESS = 900
_NAME, _ID, _CLAIM, _REASON = 100, 80, 500, 220


def page_message(texts: Sequence[str], page: int, id_of_page: str) -> Message:
    """One of the pages, counted from 1 and held within bounds, with buttons to the others.

    `id_of_page` is an id of bot.discord_bot.buttons with `{}` in place of the number.
    """
    page = min(max(page, 1), len(texts))
    footer = f"\n\n-# Page {page} of {len(texts)}" if len(texts) > 1 else ""
    rows = page_buttons(id_of_page, page, len(texts))
    return Message(texts[page - 1] + footer, rows=rows, private=True)


def why_pages(claims: Sequence[Claim], sources: Collection[Source] = ()) -> tuple[str, ...]:
    """The evidence behind labels: every row, then how each label came about."""
    if not claims:
        return ("This answer makes no claim, so nothing has a label.",)
    by_id = {source.id: source for source in sources}
    numbered = len(claims) > 1
    pieces = (p for n, claim in enumerate(claims, 1) for p in _why(claim, n * numbered, by_id))
    return pages(tuple(pieces), _ROOM)


def more_pages(answer: Answer) -> tuple[str, ...]:
    """The claims that stand behind an answer, each with its label."""
    plan = plan_of(answer)
    lead = answer.claims[0].label if answer.claims else None
    if not plan.more or lead is None:
        return (say("more.none"),)
    pieces = (p for line in plan.more for p in _further(line, line.label or lead))
    return pages((f"**{say('heading.more')}**", *pieces), _ROOM)


def _further(line: Line, label: Label) -> Iterator[str]:
    """A claim with its label, on as many pages as it takes."""
    head, words = label_head(label), one_line(cited_words(line))
    for n, part in enumerate(parts(words, _ROOM - size(head) - 8)):
        yield f"{head} … {escaped(part)}" if n else f"{head}\n{escaped(part)}"


def sources_pages(answer: Answer, passages: Collection[Passage]) -> tuple[str, ...]:
    """Every passage an answer rests on, with the quotation marked; without it, the quotation."""
    if not answer.citations:
        return ("This answer rests on no source.",)
    pieces = (p for citation in answer.citations for p in _passage(citation, passages))
    return pages((MARKED, *pieces), _ROOM)


def source_list_pages(sources: Collection[Source], query: str = "") -> tuple[str, ...]:
    """The sources that hold the words of a query, or all of them where it is empty."""
    asked = f" for “{prose(query, _CLAIM)}”" if one_line(query) else ""
    heading = f"{counted(len(sources), 'source') if sources else 'No source'}{asked}"
    return pages((heading, *map(_listed, sources)), _ROOM)


def _why(claim: Claim, n: int, sources: dict[str, Source]) -> Iterator[str]:
    keys = "".join(f"\\[{key}\\]" for key in claim.citations[:20])
    yield "\n".join(
        (
            *((f"Claim {n} {keys}".rstrip(),) if n else ()),
            label_head(claim.label),
            dated_prose(claim.label.reason, _REASON),
            f"Claim: {prose(claim.text, _CLAIM)}",
        )
    )
    if not claim.evidence:
        yield "No statement bears on this claim."
    for number, row in enumerate(claim.evidence, 1):
        yield from _evidence(number, row, sources.get(row.source_id))
    for change in claim.history:
        yield change_line(change)


def _evidence(n: int, row: Evidence, source: Source | None) -> Iterator[str]:
    who = f"{prose(row.claimant or 'no claimant named', _NAME)} ({row.standing.value})"
    facts = (
        f"Statement {n}: {who} {row.stance.value}",
        "hedged" if row.hedged else "not hedged",
        timestamp(row.date),
        f"origin {prose(row.origin, _NAME)}",
    )
    where = f"in {prose(row.source_id, _ID)}"
    if source is not None:
        where += f": {link(_cut(source.title), source.url, _LONGEST_ADDRESS)}"
    yield from _in_parts(f"{' · '.join(facts)}\n", row.quote, f"\n> {where}")


def change_line(change: StatusChange) -> str:
    """One step of a history, the day as Discord shows days."""
    label = label_head(Label(change.status, change.qualifiers, change.reason))
    reason = prose(change.reason, _REASON)  # its day leads the line
    return f"{timestamp(change.date)}: {label} — {reason} ({prose(change.source_id, _ID)})"


def _passage(citation: Citation, passages: Collection[Passage]) -> Iterator[str]:
    passage = next((p for p in passages if _holds(p, citation)), None)
    digest = passage is not None and passage.source.kind is Kind.DIGEST
    ours = "our summary: " if digest else ""
    source = f"\n> {source_line(citation, _LONGEST_ADDRESS)}"
    if passage is not None:
        whole = f"> {ours}{_marked(citation, passage)}{source}"
        if size(whole) <= _ROOM:
            yield whole
            return
    yield from _in_parts("", citation.quote, source, ours)


def _holds(passage: Passage, citation: Citation) -> bool:
    return (
        passage.source.id == citation.source_id
        and passage.start <= citation.start
        and citation.end <= passage.end
        and passage.source.body[citation.start : citation.end] == citation.quote
    )


def _marked(citation: Citation, passage: Passage) -> str:
    body = passage.source.body
    before = escaped(one_line(body[passage.start : citation.start]))
    after = escaped(one_line(body[citation.end : passage.end]))
    quote = f"**“{escaped(one_line(citation.quote))}”**"
    return " ".join(part for part in (before, quote, after) if part)


def _in_parts(head: str, quote: str, tail: str, ours: str = "") -> Iterator[str]:
    """A quotation with what stands before and after it, on as many pages as it takes."""
    room = _ROOM - size(head) - size(tail) - size(f"> {ours}… “” …")
    texts = tuple(parts(one_line(quote), room)) or ("",)
    for n, text in enumerate(texts, 1):
        before, after = "… " if n > 1 else "", " …" if n < len(texts) else ""
        yield f"{head}> {ours}{before}“{escaped(text)}”{after}{tail}"


def _listed(source: Source) -> str:
    title = link(_cut(source.title), source.url, _LONGEST_ADDRESS)
    facts = f"{prose(source.publisher, _NAME)}, {timestamp(source.dated)}, {source.kind.value}"
    return f"{title} — {facts}\n-# {prose(source.id, _ID)}"


def _cut(title: str) -> str:
    return next(parts(one_line(title), _NAME), "")
