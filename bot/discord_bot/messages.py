"""An answer as a message in Discord: planned before it is sent, so that nothing is ever cut.

Text and an embed, not components v2. The text holds what must not be missed (label, reason,
first claim, its quotation with source and date): it is what a notification, a reply and a search
result show, what screen readers read first, what bridges and old clients get, and it is there
for people who turned embeds off and where the bot may not embed. The embed holds the rest and
says so in the text: further claims, each with its own label, in 4,096 more characters. A message
of components v2 may have neither text nor embed, can never be turned back into one when it is
corrected, and its 4,000 characters are fewer than these two hold; its layout would bring side
by side what a phone shows one below the other. No colour and no emoji carries a meaning.

Room, by construction: each part has a length of its own (bot.discord_bot.blocks), and what is
left goes to the first claim. Dropped are, in this order: in the embed sources that no claim
rests on, then the last claims; in every claim the oldest further sources. The count of what was
dropped stands in its place. Label, claim, quotation, source and date of the first claim stay.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.claims import Answer, Label, Outcome
from bot.discord_bot.blocks import (
    Told,
    as_of_marks,
    claim_block,
    counted,
    label_head,
    quote_block,
    short,
    told,
)
from bot.discord_bot.buttons import Rows, answer_buttons
from bot.discord_bot.markdown import link, timestamp
from bot.discord_bot.message import CONTENT, DESCRIPTION, Embed, Message
from bot.discord_bot.planning import Piece, dated_prose, laid, prose, size
from bot.rendering.written import written_words

OUT_OF_SCOPE = (
    "That is not something these sources are about. "
    "Ask about the story they cover; /sources lists them."
)
_LATER, _QUESTION, _NON_ANSWER, _NEWER = 220, 120, 1000, 110
_WRITTEN, _WRITTEN_BESIDE_CORRECTION = 280, 110
_BLOCK = 1200
_CLAIM_RANK, _SOURCE_RANK = 1, 1000


@dataclass(frozen=True, slots=True)
class NewerLink:
    """Where a newer label is explained, in words and, where there is one, by an address."""

    words: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Superseded:
    """Since `date` the first claim of an answer has another label."""

    date: date
    label: Label | None
    link: NewerLink


def answer_message(
    answer: Answer,
    digests: Collection[str],
    answer_id: str,
    superseded: Superseded | None = None,
) -> Message:
    """The message for an answer; `digests` are ids of sources that are our own summaries."""
    labelled = answer.outcome is Outcome.ANSWERED and bool(answer.claims)
    rows = answer_buttons(answer_id, labelled=labelled)
    correction = () if superseded is None else (superseded_line(superseded),)
    if not labelled:
        return _non_answer(answer, digests, rows, correction)
    first, *further = told(answer, digests, *correction)
    embed = _further(answer, further, digests)
    after = tuple(_after(answer, embed, written=_room_for_written(correction)))
    room = CONTENT - sum(size(part) + 2 for part in after)
    return Message("\n\n".join((claim_block(first, room), *after)), embed, rows)


def superseded_line(newer: Superseded) -> str:
    """That a label is out of date, since when, and which is in force now."""
    now = label_head(newer.label) if newer.label else "no answer"
    words = link(short(newer.link.words, _NEWER), newer.link.url)
    return f"superseded on {timestamp(newer.date)}: now {now}{f' · {words}' if words else ''}"


def _room_for_written(correction: tuple[str, ...]) -> int:
    return _WRITTEN_BESIDE_CORRECTION if correction else _WRITTEN


def _after(answer: Answer, embed: Embed | None, *, written: int) -> Iterator[str]:
    """What follows the first claim: what changed later, what was asked, who wrote it."""
    if answer.later:
        yield f"Later: {dated_prose(answer.later, _LATER)}"
    below = f" · more below: {embed.title.lower()}" if embed else ""
    asked = f"-# Question: “{prose(answer.question, _QUESTION)}”{below}"
    words = written_words(answer)
    yield f"{asked}\n-# {prose(words, written)}" if words else asked


def _further(answer: Answer, claims: Sequence[Told], digests: Collection[str]) -> Embed | None:
    """Further claims with their own labels, then sources that no claim rests on."""
    used = {key for claim in answer.claims for key in claim.citations}
    others = [c for c in answer.citations if c.n not in used]
    pieces = [
        *(Piece(claim_block(c, _BLOCK), _CLAIM_RANK + n) for n, c in enumerate(claims)),
        *(Piece(quote_block(c, digests, _BLOCK), _SOURCE_RANK + n) for n, c in enumerate(others)),
    ]
    if not pieces:
        return None
    title = " and ".join(
        (*(["Further claims"] if claims else []), *(["further sources"] if others else []))
    )
    return Embed(title[0].upper() + title[1:], laid(pieces, DESCRIPTION, _left_out).text)


def _left_out(left: Sequence[Piece]) -> str:
    claims = sum(piece.rank < _SOURCE_RANK for piece in left)
    sources = len(left) - claims
    parts = (
        *([f"{counted(claims, 'more claim')}: press Why"] if claims else ()),
        *([f"{counted(sources, 'more source')}: press Sources"] if sources else ()),
    )
    return f"and {', and '.join(parts)}"


def _non_answer(
    answer: Answer, digests: Collection[str], rows: Rows, correction: tuple[str, ...]
) -> Message:
    """What became of the question in plain words, which never stand where a label stands."""
    out_of_scope = answer.outcome is Outcome.OUT_OF_SCOPE
    words = prose(OUT_OF_SCOPE if out_of_scope else answer.text, _NON_ANSWER)
    asked = (f"Asked {as_of_marks(answer)}.",) if answer.as_of else ()
    nearest = [
        Piece(quote_block(c, digests, _BLOCK), _SOURCE_RANK + n)
        for n, c in enumerate(answer.citations)
    ]
    embed = Embed("Nearest passages", laid(nearest, DESCRIPTION, _left_out).text)
    below = embed if nearest else None
    after = _after(replace(answer, later=None), below, written=_room_for_written(correction))
    content = "\n\n".join((f"No answer. {words}", *correction, *asked, *after))
    return Message(content, embed if nearest else None, rows)
