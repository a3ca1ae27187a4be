"""What a person is told when something fails, by the kind of error; the log has the rest.

In order, the first that fits:

1. what somebody asked for cannot be done as it is, or not now: the error's own words
2. Discord does not let the bot do it: that, and whom to ask
3. files of the bot cannot be used: that, and no path of the server it runs on
4. anything else: that nobody foresaw it
"""

from __future__ import annotations

import secrets

import discord

from bot.errors import (
    BadCommand,
    BadDate,
    BadQuestion,
    BadSetting,
    BotError,
    GateError,
    ModelError,
    NotNow,
)
from retrieval.errors import RetrievalError

_FORESEEN = (BadQuestion, BadDate, BadCommand, BadSetting, NotNow)
_OF_DISCORD = (
    (discord.Forbidden, "Discord does not let me do that here; somebody who manages this server "
     "can give me the right to see this channel and to write in it"),
    (discord.NotFound, "what this belongs to is gone from Discord; ask again"),
    (discord.HTTPException, "Discord did not take my answer; ask again in a minute"),
)  # fmt: skip
_OURS = (
    (GateError, "the answer did not pass its own checks, so it was held back; ask in other words"),
    (ModelError, "the language model gave nothing to use; ask again in a minute"),
    ((BotError, RetrievalError), "my own files cannot be used; ask again in a minute, and if it "
     "stays so tell whoever runs this bot"),
)  # fmt: skip
_UNFORESEEN = "something went wrong that nobody foresaw; tell whoever runs this bot"


def new_reference() -> str:
    """A short number by which a message is found in the log."""
    return secrets.token_hex(3).upper()


def is_foreseen(error: Exception) -> bool:
    """True for what is no fault of the program's, so that a line in the log is enough."""
    return isinstance(error, _FORESEEN)


def reason_of(error: Exception) -> str:
    """In one line, what went wrong and what to do."""
    if is_foreseen(error):
        return str(error)
    for kinds, reason in (*_OF_DISCORD, *_OURS):
        if isinstance(error, kinds):
            return reason
    return _UNFORESEEN
