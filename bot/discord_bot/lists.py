"""What managers are shown: settings of channels and watched claims."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.claims import Answer
from bot.discord_bot.blocks import as_of_marks, label_head
from bot.discord_bot.markdown import timestamp
from bot.discord_bot.message import CONTENT, Message
from bot.discord_bot.planning import Piece, counted, dated_prose, laid, prose
from bot.state.channels import ChannelSettings, Mode
from bot.state.watches import ChannelWatch

_CLAIM, _REASON, _QUIET = 500, 220, 100
_MODES = {
    Mode.OFF: "commands only",
    Mode.MENTION: "when mentioned",
    Mode.CONVERSATION: "when mentioned, to replies, and in my threads",
}


def settings_message(held: Sequence[ChannelSettings], warning: str | None) -> Message:
    """What holds in each channel; `warning` says what of it does not work yet."""
    lines = [Piece(_settings(one), n) for n, one in enumerate(held, 1)]
    head = Piece("**Where I answer**" if held else "I answer commands, and nothing else anywhere.")
    warned = [Piece(prose(warning, _CLAIM))] if warning else []
    return Message(laid((head, *warned, *lines), CONTENT, _more, "\n").text, private=True)


def watched_message(channel_id: int, answer: Answer, *, added: bool) -> Message:
    """That a channel watches a claim, and the label it has now."""
    begun = "Watched from now on" if added else "Watched already"
    head = f"{begun} in {_channel(channel_id)}: {prose(answer.question, _CLAIM)}"
    if not answer.claims:
        return Message(f"{head}\nNo source answers it yet.", private=True)
    label = answer.claims[0].label
    lines = (label_head(label, *as_of_marks(answer)), dated_prose(label.reason, _REASON))
    return Message("\n".join((head, *lines)), private=True)


def unwatched_message(channel_id: int, claim: str) -> Message:
    """That a channel watches a claim no longer."""
    return Message(
        f"No longer watched in {_channel(channel_id)}: {prose(claim, _CLAIM)}", private=True
    )


def watches_message(kept: Sequence[ChannelWatch]) -> Message:
    """The watched claims of a server, oldest first."""
    head = Piece(f"**{counted(len(kept), 'watched claim')}**" if kept else "No claim is watched.")
    lines = [
        Piece(f"{_channel(w.channel_id)}: {prose(w.text, _CLAIM)}{_as_of(w.as_of)}", n)
        for n, w in enumerate(kept, 1)
    ]
    return Message(laid((head, *lines), CONTENT, _more, "\n").text, private=True)


def _settings(one: ChannelSettings) -> str:
    parts = [_MODES[one.mode]]
    if one.threads:
        parts.append("in a thread of its own")
    if one.quiet:
        parts.append(f"quiet {prose(str(one.quiet), _QUIET)}")
    return f"{_channel(one.channel_id)}: {' · '.join(parts)}"


def _channel(channel_id: int) -> str:
    return f"<#{channel_id}>"


def _as_of(day: date | None) -> str:
    return f", as of {timestamp(day)}" if day else ""


def _more(left: Sequence[Piece]) -> str:
    return f"and {counted(len(left), 'more line')}"
