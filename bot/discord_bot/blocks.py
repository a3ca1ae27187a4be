"""The parts of a message that stay together: a label with its claim, quotation, source and date."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from bot.claims import Answer, Citation, Claim, Label
from bot.discord_bot.markdown import (
    LONGEST_ADDRESS,
    escaped,
    link,
    one_line,
    timestamp,
    with_timestamps,
)
from bot.discord_bot.planning import Piece, beginning, counted, dated_prose, laid, prose, size
from bot.rendering.text import as_of_words, label_words, on_pages

REST = "(shortened; press Sources for the whole)"
_REASON, _QUALIFIERS, _TITLE, _PUBLISHER = 240, 120, 110, 60
_KEY = re.compile(r"\s*\[(\d+)\]")
_SPEAKER = re.compile(r"\[([^\]]+):\]\s+")  # as an answer sets a claimant before a quotation
_PARAGRAPH = re.compile(r"\n[ \t\r]*\n")
_LONGEST_REST = 60
_FURTHER = 900


@dataclass(frozen=True, slots=True)
class Told:
    """A claim with its words as the answer has them, [n] included, and the passages behind it.

    `head` is the Markdown of its label and reason; `digests` are sources that are our summaries.
    """

    head: str
    words: str
    citations: tuple[Citation, ...]
    digests: Collection[str] = ()

    @property
    def repeats(self) -> bool:
        """Whether its words stand in its quotations, sentence by sentence."""
        quotes = [one_line(c.quote) for c in self.citations]
        sentences = [one_line(_SPEAKER.sub("", part)) for part in _KEY.split(self.words)[::2]]
        return all(any(s in quote for quote in quotes) for s in sentences if s)

    def speaker(self, citation: Citation) -> str:
        """Whom its words name as the one who says a quotation, "" where they need not."""
        words, numbers = _KEY.split(self.words)[::2], _KEY.split(self.words)[1::2]
        said = (w for w, n in zip(words, numbers, strict=False) if int(n) == citation.n)
        named = (match[1] for w in said if (match := _SPEAKER.match(w.lstrip())))
        return next(named, "")


def told(answer: Answer, digests: Collection[str], *after_label: str) -> tuple[Told, ...]:
    """The claims of an answer; `after_label` are lines of Markdown below the first label."""
    by_number = {c.n: c for c in answer.citations}
    return tuple(
        Told(
            _head(answer, n, claim, after_label),
            words,
            tuple(by_number[key] for key in claim.citations if key in by_number),
            digests,
        )
        for n, (claim, words) in enumerate(zip(answer.claims, _words(answer), strict=True))
    )


def label_head(label: Label, *more: str) -> str:
    """A label with its status in bold; `more` is Markdown."""
    status, _, qualifiers = label_words(label).partition(" · ")
    why = (prose(qualifiers, _QUALIFIERS),) if qualifiers else ()
    return " · ".join((f"**{status}**", *why, *more))


def as_of_marks(answer: Answer) -> tuple[str, ...]:
    """The day an answer is for, as Discord shows days, and what was read as what."""
    return tuple(with_timestamps(escaped(words)) for words in as_of_words(answer))


def claim_block(claim: Told, room: int) -> str:
    """Label, reason, claim, quotations with source and date, within `room` characters.

    A claim that is word for word its quotations is shown once, as these. Where room is short,
    further quotations go first, the oldest ahead; then the claim's words and its first quotation
    are shortened, for which head, source and 150 characters must fit.
    """
    if claim.citations and sum(len(one_line(c.quote)) for c in claim.citations) < room:
        quotes = (quote_block(c, claim.digests, room, claim.speaker(c)) for c in claim.citations)
        whole = "\n".join((claim.head, "\n\n".join(quotes)))
        if claim.repeats and size(whole) <= room:
            return whole
    newest = sorted(claim.citations[1:], key=_dated, reverse=True)
    ranks = {c.n: rank for rank, c in enumerate(newest, 1)}
    further = [
        Piece(quote_block(c, claim.digests, _FURTHER), ranks[c.n]) for c in claim.citations[1:]
    ]
    first = _first_piece(claim, room - (_LONGEST_REST if further else 0))
    return laid((Piece(first), *further), room, _more_sources).text


def quote_block(citation: Citation, digests: Collection[str], room: int, speaker: str = "") -> str:
    """A quotation and where it stands, in one block quote of at most `room` characters.

    A speaker is named before it.
    """
    named = f"{prose(speaker, _PUBLISHER)}: " if speaker else ""
    left = room - size(_framed(citation, digests, named))
    return _framed(citation, digests, f"{named}{quotation(citation.quote, left)}")


def quotation(text: str, room: int) -> str:
    """The text between quotation marks, or a marked beginning of it that says where the rest is."""
    line = one_line(text)
    if size(escaped(line)) + 2 <= room:
        return f"“{escaped(line)}”"
    return f"“{escaped(beginning(line, room - len(REST) - 5))}” … {REST}"


def source_line(citation: Citation, longest: int = LONGEST_ADDRESS) -> str:
    """Number, title as a link, publisher, days and page; an address may have `longest` characters.

    With the usual length it has at most 700 characters.
    """
    title = link(short(citation.title, _TITLE), citation.url, longest)
    publisher = prose(citation.publisher, _PUBLISHER)
    said = _said(citation.published, citation.stated)
    return f"\\[{citation.n}\\] {title} — {publisher}, {said}{on_pages(citation)}"


def _said(published: date, stated: date | None) -> str:
    if stated is None or stated == published:
        return timestamp(published)
    return f"{timestamp(published)}, said {timestamp(stated)}"


def _dated(citation: Citation) -> date:
    return citation.stated or citation.published


def short(text: str, room: int) -> str:
    """A name that fits into `room` characters when it is escaped; here it is not yet."""
    line = one_line(text)
    part = beginning(line, room - 1)
    return line if part == line else f"{part}…"


def _head(answer: Answer, n: int, claim: Claim, after_label: Sequence[str]) -> str:
    label = label_head(claim.label, *as_of_marks(answer)) if n == 0 else label_head(claim.label)
    return "\n".join(
        (label, *(after_label if n == 0 else ()), dated_prose(claim.label.reason, _REASON))
    ).rstrip("\n")


def _words(answer: Answer) -> tuple[str, ...]:
    """The words of each claim: its paragraph of the text, which has one for each."""
    paragraphs = tuple(p for p in _PARAGRAPH.split(answer.text) if one_line(p))
    if len(paragraphs) == len(answer.claims):
        return paragraphs
    keys = ("".join(f"[{n}]" for n in claim.citations) for claim in answer.claims)
    return tuple(f"{claim.text} {key}" for claim, key in zip(answer.claims, keys, strict=True))


def _first_piece(claim: Told, room: int) -> str:
    """Label, reason, claim and first quotation, the last two shortened where they must be."""
    left = room - size(claim.head) - 1
    if not claim.citations:
        return f"{claim.head}\n{prose(claim.words, left)}"
    first = claim.citations[0]
    left -= size(_framed(first, claim.digests, "")) + 1
    words = prose(claim.words, max(left - size(escaped(one_line(first.quote))) - 2, left // 2))
    quote = _framed(first, claim.digests, quotation(first.quote, left - size(words)))
    return "\n".join((claim.head, *((words,) if words else ()), quote))


def _framed(citation: Citation, digests: Collection[str], quotation: str) -> str:
    ours = "our summary: " if citation.source_id in digests else ""
    return f"> {ours}{quotation}\n> {source_line(citation)}"


def _more_sources(left: Sequence[Piece]) -> str:
    return f"and {counted(len(left), 'more source')}: press Sources"
