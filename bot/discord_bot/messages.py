"""An answer as a message in Discord: planned before it is sent, so that nothing is ever cut.

The text holds all of it, in the order of reading: the verdict with its claim, which is what a
notification shows, the lead with its citation, at most three lines, a table of figures, and one
list of at most five sources. What else there is stands behind buttons. A message of components v2
may have no text, can never be turned back into one when it is corrected, and is read aloud worse.
No colour and no emoji carries a meaning.

Room, by construction: each part has a length of its own, and what has no room is dropped: sources
from the last on but the first, then figures, then lines. The count of what was dropped stands in
its place. Verdict, lead, the first source and what a model had to do with it stay.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.claims import Answer, Citation, Label, Outcome
from bot.discord_bot.blocks import REST, label_head, quote_block, short, source_line
from bot.discord_bot.buttons import Shown, answer_buttons
from bot.discord_bot.markdown import (
    LONGEST_ADDRESS,
    escaped,
    link,
    one_line,
    timestamp,
    with_timestamps,
)
from bot.discord_bot.message import CONTENT, Message
from bot.discord_bot.planning import Piece, counted, dated_prose, laid, prose, size
from bot.presenting import wording
from bot.presenting.catalogue import say
from bot.presenting.plan import SMALLTALK, FigureRow, Line, Plan, Verdict
from bot.presenting.planning import MOST_SOURCES, plan_of
from bot.rendering.answers import more_words
from bot.rendering.written import written_words

_VERDICT, _OPENING, _LINE, _FIGURE = 320, 160, 520, 150
_LATER, _QUESTION, _NON_ANSWER, _NEWER = 220, 120, 800, 110
_WRITTEN_RANK, _QUESTION_RANK, _REMARK_RANK, _LATER_RANK = 1, 2, 3, 4
_LINE_RANK, _FIGURE_RANK, _SOURCE_RANK = 10, 100, 1000


@dataclass(frozen=True, slots=True)
class _Room:
    """How long the lead, the first quotation of a model's answer, and an address may be."""

    lead: int = 560
    quote: int = 300
    written: int = 280
    address: int = LONGEST_ADDRESS


_BESIDE_QUOTES, _BESIDE_CORRECTION = _Room(lead=300), _Room(260, 170, 110, 130)


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
    plan = plan_of(answer)
    labelled = plan.lead is not None
    pieces = _answered(answer, plan, digests, superseded) if labelled else None
    if pieces is None:
        pieces = _non_answer(answer, plan, digests, superseded)
    if answer.asked == SMALLTALK:
        return Message(prose(plan.said, _NON_ANSWER))
    shown = Shown(labelled=labelled, sources=bool(answer.citations), more=bool(plan.more))
    text = laid(tuple(pieces), CONTENT, _left_out, "\n").text
    return Message(text, rows=answer_buttons(answer_id, shown))


def superseded_line(newer: Superseded) -> str:
    """That a label is out of date, since when, and which is in force now."""
    now = label_head(newer.label) if newer.label else "no answer"
    words = link(short(newer.link.words, _NEWER), newer.link.url)
    return f"superseded on {timestamp(newer.date)}: now {now}{f' · {words}' if words else ''}"


def verdict_line(verdict: Verdict) -> str:
    """The label in bold with what it is the label of, days as Discord shows days."""
    label = wording.label_of(verdict.label.status)
    rest = wording.verdict_words(verdict).removeprefix(label)
    return f"**{label}**{dated_prose(rest, _VERDICT)}"


def line_text(line: Line, room: int = _LINE) -> str:
    """A line with its role in bold, its label where that differs, and its numbers."""
    role = wording.role_words(line)
    before = f"**{dated_prose(role, _QUESTION)}** " if role else ""
    label = f"{wording.label_of(line.label.status)} · " if line.label else ""
    return f"{before}{label}{_words(line, room)}"


def _answered(
    answer: Answer, plan: Plan, digests: Collection[str], superseded: Superseded | None
) -> Iterator[Piece]:
    assert plan.lead is not None
    assert plan.verdict is not None
    verdict = verdict_line(plan.verdict)
    yield Piece(f"~~{verdict}~~\n{superseded_line(superseded)}" if superseded else verdict)
    yield from (Piece(f"-# {remark}", _REMARK_RANK) for remark in _remarks(answer))
    room = _BESIDE_QUOTES if answer.model else _Room()
    room = _BESIDE_CORRECTION if superseded else room
    opening = prose(wording.opening_words(plan), _OPENING)
    yield Piece(" ".join(part for part in (opening, _words(plan.lead, room.lead)) if part))
    for n, line in enumerate(plan.lines):
        yield Piece(line_text(line), _LINE_RANK + n)
    for n, row in enumerate(plan.figures):
        yield Piece(_figure(row), _FIGURE_RANK + n)
    if plan.later:
        later = dated_prose(wording.later_words(plan.later), _LATER)
        yield Piece(f"**{say('role.later')}** {later}", _LATER_RANK)
    yield from _sources(answer, plan, digests, room)
    yield from _below(answer, plan, room.written)


def _words(line: Line, room: int) -> str:
    """The words of a line as they stand there, what fills the slot in bold, and its numbers."""
    told = one_line(wording.cited_words(line))
    if size(escaped(told)) > room:
        keys = wording.keys(line)
        told = one_line(wording.line_words(line))
        kept = prose(told, room - size(escaped(keys)) - size(REST) - 2)
        return f"{kept} {escaped(keys)} {REST}"
    text = escaped(told)
    bold = escaped(one_line(line.bold)) if line.bold else ""
    return text.replace(bold, f"**{bold}**", 1) if bold else text


def _figure(row: FigureRow) -> str:
    words = prose(f"{row.who}: {row.value}", _FIGURE)
    label = wording.label_of(row.status)
    return f"- {with_timestamps(row.when.words)} · {words} · {label} \\[{row.citation}\\]"


def _sources(answer: Answer, plan: Plan, digests: Collection[str], room: _Room) -> Iterator[Piece]:
    """Titles as links; the quotations stand in the lines already, unless a model wrote those."""
    by_number = {c.n: c for c in answer.citations}
    used = [by_number[n] for n in plan.sources if n in by_number]
    for n, citation in enumerate(used[:MOST_SOURCES]):
        text = _source(citation, digests, room.address)
        if answer.model is not None:
            text = quote_block(citation, digests, room.quote + size(text))
        yield Piece(text, _SOURCE_RANK + n if n else 0)
    left = len(used) - MOST_SOURCES
    if left > 0:
        yield Piece(f"-# {_more_sources(left)}: press Sources", _SOURCE_RANK)


def _source(citation: Citation, digests: Collection[str], longest: int = LONGEST_ADDRESS) -> str:
    ours = f", {say('source.digest')}" if citation.source_id in digests else ""
    return f"-# {source_line(citation, longest)}{ours}"


def _more_sources(count: int) -> str:
    return say("more.sources_one") if count == 1 else say("more.sources", count=str(count))


def _below(answer: Answer, plan: Plan, written: int) -> Iterator[Piece]:
    """What was asked, how much stands behind it, and who wrote it."""
    more = f" · {more_words(len(plan.more))}: press More" if plan.more else ""
    yield Piece(f"-# Question: “{prose(answer.question, _QUESTION)}”{more}", _QUESTION_RANK)
    words = written_words(answer)
    if words:
        yield Piece(f"-# {prose(words, written)}", _WRITTEN_RANK)


def _remarks(answer: Answer) -> Iterator[str]:
    if answer.as_of_in_question:
        yield prose(say("asked.day"), _QUESTION)
    for typed, word in answer.spelled[:3]:
        yield prose(say("asked.read", typed=one_line(typed), word=one_line(word)), _QUESTION)


def _non_answer(
    answer: Answer, plan: Plan, digests: Collection[str], superseded: Superseded | None
) -> Iterator[Piece]:
    """What became of the question in plain words, which never stand where a label stands."""
    words = say("discord.out_of_scope") if answer.outcome is Outcome.OUT_OF_SCOPE else plan.said
    yield Piece(f"{say('no_answer')} {prose(words, _NON_ANSWER)}")
    if superseded:
        yield Piece(superseded_line(superseded))
    if answer.as_of:
        yield Piece(with_timestamps(say("asked.as_of", day=wording.day_words(answer.as_of))))
    by_number = {c.n: c for c in answer.citations}
    nearest = [by_number[n] for n in plan.nearest if n in by_number]
    if nearest:
        yield Piece(f"-# {say('heading.nearest')}:", _SOURCE_RANK)
    for n, citation in enumerate(nearest):
        yield Piece(_source(citation, digests), _SOURCE_RANK + n)
    yield from _below(answer, plan, _Room().written)


def _left_out(left: Sequence[Piece]) -> str:
    sources = sum(piece.rank >= _SOURCE_RANK for piece in left)
    others = sum(piece.rank >= _LINE_RANK for piece in left) - sources
    parts = (
        *([f"{counted(others, 'more line')}: press More"] if others else ()),
        *([f"{counted(sources, 'more source')}: press Sources"] if sources else ()),
    )
    return f"-# and {', and '.join(parts)}" if parts else ""


__all__ = ["NewerLink", "Superseded", "answer_message", "line_text", "superseded_line"]
