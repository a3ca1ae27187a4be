"""Every failure of a command becomes one line on stderr and an exit code.

0 answered or done, 1 error, 2 bad usage, 3 nothing found, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

import typer
from typer.core import TyperGroup

from bot.commands.output import say_error
from bot.errors import (
    BadCommand,
    BadDate,
    BadEvaluation,
    BadQuestion,
    BadSet,
    BadSetting,
    BotError,
    MissingExtra,
)
from retrieval.errors import RetrievalError

ERROR = 1
BAD_USAGE = 2
NOTHING_FOUND = 3
INTERRUPTED = 130

_USAGE_ERRORS = (
    BadQuestion,
    BadDate,
    BadSetting,
    BadSet,
    BadEvaluation,
    BadCommand,
    MissingExtra,
)


class _Interrupted(typer.TyperException):
    exit_code = INTERRUPTED


class OneLineErrors(TyperGroup):
    """The command group that shows errors our way, whoever calls it: main, python -m, a test."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """Runs a command; exits with its code, or returns it outside standalone mode."""
        run = partial(super().main, *args, **extra | {"standalone_mode": False})
        code = guarded(run)
        if extra.get("standalone_mode", True):
            sys.exit(code)
        return code

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]
        """Keeps the interruption apart from a command that chose its exit code."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise _Interrupted("interrupted; nothing was lost") from None


def guarded(command: Callable[[], object]) -> int:
    """The exit code of a command, its error said in one line.

    ONRECORD_DEBUG=1 lets an error that nobody foresaw through with its traceback.
    """
    try:
        result = command()
    except typer.TyperException as error:
        say_error(_usage(error))
        return error.exit_code
    except typer.Abort:
        say_error("aborted")
        return ERROR
    except (BotError, RetrievalError) as error:
        say_error(str(error))
        return BAD_USAGE if isinstance(error, _USAGE_ERRORS) else ERROR
    except Exception as error:
        if os.environ.get("ONRECORD_DEBUG"):
            raise
        say_error(_unforeseen(error))
        return ERROR
    return result if isinstance(result, int) else 0


def _usage(error: typer.TyperException) -> str:
    context = getattr(error, "ctx", None)
    message = error.format_message().rstrip(".")
    return f"{message}; see `{context.command_path} --help`" if context else message


def _unforeseen(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        where = f"{error.filename}: " if error.filename else ""
        return f"{where}{error.strerror}; check the path, its permissions and the free space"
    return f"unexpected {type(error).__name__}: {error}; set ONRECORD_DEBUG=1 to see where"
