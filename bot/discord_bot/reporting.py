"""Every action of a person ends in an answer or in a reason, and in a line of the log."""

from __future__ import annotations

import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import discord

from bot.discord_bot.desk import Given
from bot.discord_bot.message import Message
from bot.discord_bot.notices import error_message
from bot.discord_bot.reasons import is_foreseen, new_reference, reason_of

if TYPE_CHECKING:
    from bot.discord_bot.client import Interaction

TOO_LATE, TAKEN = 10062, 40060  # Discord's codes: nobody waits any more, somebody answered
_log = logging.getLogger("onrecord.discord")
_TOO_LATE = "Discord stopped waiting before I could begin; ask again"


class Watch:
    """A stopwatch of one action, and what the log says of it."""

    def __init__(self, action: str, **facts: Any) -> None:
        self.reference = new_reference()
        self._facts = {"action": action, "reference": self.reference, **facts}
        self._started = time.perf_counter()
        self._laps: dict[str, float] = {}

    def lap(self, name: str) -> None:
        """So many milliseconds after the beginning, `name` was reached."""
        self._laps[f"{name}_ms"] = round((time.perf_counter() - self._started) * 1000, 1)

    def answered(self, given: Given) -> None:
        """Logs the answer: what became of it, and how long each step took; never its words."""
        self.lap("total")
        answer = given.answer
        spent = answer.elapsed
        facts = {
            "answer_id": given.answer_id,
            "outcome": answer.outcome.value,
            "status": answer.status and answer.status.value,
            "search_ms": round(spent.search, 1),
            "compose_ms": round(spent.compose, 1),
            "label_ms": round(spent.label, 1),
        }
        _log.info("answered", extra={**self._facts, **facts, **self._laps})

    def done(self, **facts: Any) -> None:
        """Logs that it ended well."""
        self.lap("total")
        _log.info("done", extra={**self._facts, **facts, **self._laps})

    def failed(self, error: Exception) -> Message:
        """Logs the failure, with its traceback unless it is nobody's fault; returns the reason."""
        self.lap("total")
        reason = reason_of(error)
        facts = {**self._facts, **self._laps}
        if is_foreseen(error):
            _log.info("refused: %s", reason, extra=facts)
        else:
            _log.error("failed: %s", error, exc_info=error, extra=facts)
        return error_message(reason, self.reference)


@asynccontextmanager
async def reported(interaction: Interaction, action: str) -> AsyncIterator[Watch]:
    """Around all that answers an interaction: whatever fails becomes a reason for the person."""
    watch = Watch(action, guild=interaction.guild_id, channel=interaction.channel_id)
    with interaction.client.flights.one():
        try:
            yield watch
        except Exception as error:
            cause = getattr(error, "original", error)
            message = watch.failed(cause)
            if _code(cause) == TAKEN:
                return  # another process with this bot's token has answered
            if _code(cause) == TOO_LATE:
                message = error_message(_TOO_LATE, watch.reference)
            await _tell(interaction, message, too_late=_code(cause) == TOO_LATE)


async def reply(interaction: Interaction, message: Message) -> discord.InteractionMessage | None:
    """The one answer to an interaction, in place of "is thinking" if it was deferred.

    Returns the message where it was deferred.
    """
    if interaction.response.is_done():
        return await interaction.edit_original_response(**message.edit_arguments())
    await interaction.response.send_message(**message.send_arguments())
    return None


async def _tell(interaction: Interaction, message: Message, *, too_late: bool) -> None:
    """Says what went wrong, in the channel where the interaction takes no answer.

    Where Discord takes not even that, the log has it.
    """
    try:
        told = not too_late and await _replied(interaction, message)
        if not told and isinstance(interaction.channel, discord.abc.Messageable):
            await interaction.channel.send(**message.channel_arguments())
    except Exception as error:
        _log.error("the reason could not be told: %s", error, exc_info=error)


async def _replied(interaction: Interaction, message: Message) -> bool:
    try:
        await reply(interaction, message)
    except Exception as error:
        _log.warning("no answer to an interaction: %s", error)
        return False
    return True


def _code(error: Exception) -> int | None:
    return error.code if isinstance(error, discord.HTTPException) else None
