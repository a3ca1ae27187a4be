"""Messages that are no answers: a claim over time, a changed label, status, help and failures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.claims import Answer, Claim, Outcome
from bot.discord_bot.blocks import as_of_marks, label_head
from bot.discord_bot.buttons import Shown, answer_buttons
from bot.discord_bot.markdown import one_line, timestamp
from bot.discord_bot.message import ALT_TEXT, CONTENT, Message, Picture
from bot.discord_bot.messages import Superseded, answer_message, superseded_line
from bot.discord_bot.pages import change_line
from bot.discord_bot.planning import Piece, beginning, counted, dated_prose, laid, prose
from bot.rendering.changes import words_for
from bot.rendering.chart import alt_text
from bot.state.tracked import StatusEvent

_LINE, _TEXT, _REASON, _NAME = 300, 500, 220, 80
_CAUSES = 5


def timeline_message(
    answer: Answer,
    answer_id: str,
    png: bytes | None = None,
    superseded: Superseded | None = None,
) -> Message:
    """How the status of the first claim came about, its present label first.

    `png` is the picture, sent with the same in words; `superseded` tells of a newer label. Where
    room is short the oldest changes are left out, and counted. An answer that makes no claim is
    shown as such.
    """
    if answer.outcome is not Outcome.ANSWERED or not answer.claims:
        return answer_message(answer, (), answer_id, superseded)
    claim = answer.claims[0]
    head = (
        label_head(claim.label, *as_of_marks(answer)),
        *((superseded_line(superseded),) if superseded else ()),
        dated_prose(claim.label.reason, _REASON),
        f"Question: “{prose(answer.question, _TEXT)}”",
    )
    newest_first = range(len(claim.history), 0, -1)
    changes = [Piece(change_line(c), n) for c, n in zip(claim.history, newest_first, strict=True)]
    none = [] if changes else [Piece("No dated statement bears on it.")]
    pieces = [Piece("\n".join(head)), *none, *changes]
    picture = Picture(png, _alt(claim)) if png else None
    rows = answer_buttons(answer_id, Shown(labelled=True))
    return Message(laid(pieces, CONTENT, _earlier).text, rows=rows, picture=picture)


def notice_message(event: StatusEvent) -> Message:
    """A watched claim has another label: the new one first, then the old one, why, and by what."""
    changed = f"changed on {timestamp(event.at.date())}"
    now = label_head(event.new, changed) if event.new else f"No answer any more · {changed}"
    as_of = f", as of {timestamp(event.as_of)}" if event.as_of else ""
    causes = [f"{prose(c.source_id, _NAME)} ({c.happened.value})" for c in event.causes]
    lines = (
        now,
        f"before: {prose(words_for(event.old), _REASON)}",
        *((dated_prose(event.new.reason, _REASON),) if event.new else ()),
        f"Claim: {prose(event.text, _TEXT)}{as_of}",
        f"by {', '.join(causes[:_CAUSES])}{_more(len(causes) - _CAUSES, 'source')}",
    )
    return Message("\n".join(lines))


def status_message(facts: Iterable[tuple[str, str]]) -> Message:
    """Names and values, a line each, as far as they fit."""
    return _listing("Status", [f"{prose(n, _NAME)}: {prose(v, _LINE)}" for n, v in facts])


def help_message(commands: Iterable[tuple[str, str]]) -> Message:
    """Commands as they are typed, and what each does."""
    lines = [f"**{prose(name, _NAME)}** — {prose(does, _LINE)}" for name, does in commands]
    return _listing("What can be asked of Onrecord", lines)


def error_message(reason: str, reference: str) -> Message:
    """What went wrong, in words fit to show, and the number under which it is in the log."""
    said = prose(reason, CONTENT // 2)
    return Message(
        f"That did not work: {said}\n-# Reference: {prose(reference, _NAME)}", private=True
    )


def _listing(title: str, lines: Sequence[str]) -> Message:
    pieces = [Piece(f"**{title}**"), *(Piece(line, n) for n, line in enumerate(lines, 1))]
    return Message(laid(pieces, CONTENT, _more_lines, "\n").text, private=True)


def _alt(claim: Claim) -> str:
    whole = one_line(alt_text(claim))
    part = beginning(whole, ALT_TEXT - 2)
    return whole if part == whole else f"{part} …"


def _earlier(left: Sequence[Piece]) -> str:
    return f"and {counted(len(left), 'earlier change')}: press Why"


def _more_lines(left: Sequence[Piece]) -> str:
    return f"and {counted(len(left), 'more line')}"


def _more(number: int, noun: str) -> str:
    return f" and {counted(number, f'more {noun}')}" if number > 0 else ""
