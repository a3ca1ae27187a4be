"""What became of each claim of a message that somebody had checked."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.claims import Answer, Outcome
from bot.discord_bot.blocks import claim_block, told
from bot.discord_bot.desk import Checked
from bot.discord_bot.message import CONTENT, DESCRIPTION, Embed, Message
from bot.discord_bot.planning import Piece, counted, laid, prose
from bot.presenting.catalogue import say

NOTHING_TO_CHECK = (
    "Nothing in this message can be checked: it states nothing that could be so or not. "
    "/ask answers questions."
)
_ASKED, _WORDS, _BLOCK = 300, 300, 800


def checked_message(checked: Checked) -> Message:
    """A block for each claim in its order, with its own label.

    The text takes the first blocks and an embed those that have no room there. What is left out
    is counted.
    """
    if not checked.answers:
        return Message(NOTHING_TO_CHECK, private=True)
    blocks = [_block(answer, checked.digests) for answer in checked.answers]
    done = len(blocks)
    more = f", the first {done} of which were checked" if checked.total > done else ""
    head = Piece(f"This message has {counted(checked.total, 'checkable claim')}{more}.")
    first = laid((head, *(Piece(b, n) for n, b in enumerate(blocks, 1))), CONTENT, _below)
    rest = [Piece(piece.text, n) for n, piece in enumerate(first.left, 1)]
    embed = Embed("Further claims", laid(rest, DESCRIPTION, _left_out).text) if rest else None
    return Message(first.text, embed, private=True)


def _block(answer: Answer, digests: Collection[str]) -> str:
    asked = f"Checked: “{prose(answer.question, _ASKED)}”"
    if answer.outcome is Outcome.ANSWERED and answer.claims:
        return f"{asked}\n{claim_block(told(answer, digests)[0], _BLOCK)}"
    out_of_scope = answer.outcome is Outcome.OUT_OF_SCOPE
    words = say("discord.out_of_scope") if out_of_scope else answer.text
    return f"{asked}\n{say('no_answer')} {prose(words, _WORDS)}"


def _below(left: Sequence[Piece]) -> str:
    return f"-# {counted(len(left), 'more claim')} below"


def _left_out(left: Sequence[Piece]) -> str:
    return f"and {counted(len(left), 'more claim')}: ask with /check"
