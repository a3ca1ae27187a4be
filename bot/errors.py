"""What can go wrong while a question is answered.

BotError
├── BadQuestion     empty, too long, or not text
├── BadDate         not a date, or before anything the corpus knows
├── BadSetting      a setting that cannot be used
├── BadSet          a question set that cannot be read
├── BadEvaluation   a floor, a selection or a file of an evaluation that cannot be used
├── BadCommand      there is no such command, or it cannot do what was asked of it
├── MissingExtra    an optional part is asked for and not installed
├── ModelError      the chat model cannot be reached, refused, or gave nothing to use
├── NotJudged       a judged metric came to no value for an answer
├── StateError      feedback cannot be kept or read
├── NotNow          a question cannot be answered at this moment, and when to ask again
└── GateError       a draft broke a gate that code should have kept by construction

Every message is one line, fit to show, and says what to do next. Errors of finding sources are
retrieval.errors.RetrievalError.
"""

from __future__ import annotations


class BotError(Exception):
    """Base of every error this package raises on purpose."""


class BadQuestion(BotError):
    """The question cannot be asked as it is."""


class BadDate(BotError):
    """A date is not readable, or no source is that old."""


class BadSetting(BotError):
    """A setting from the environment, the .env file or a flag cannot be used."""


class GateError(BotError):
    """An answer was held back because a quote, key or figure did not check out."""


class BadSet(BotError):
    """A question set cannot be read; the message names file, item, field and cure."""


class BadEvaluation(BotError):
    """An evaluation was asked for in a way that cannot be done."""


class MissingExtra(BotError):
    """An optional part of the program is not installed; the message names the cure."""


class ModelError(BotError):
    """The configured chat model gave no reply that can be used."""


class NotJudged(BotError):
    """An answer has no value for a judged metric; the message is the reason."""


class StateError(BotError):
    """The file that keeps answers and feedback cannot be used."""


class NotNow(BotError):
    """A limit is reached, or something is not ready; the message says when to ask again."""


class BadCommand(BotError):
    """A command does not exist, or cannot do what was asked of it."""
