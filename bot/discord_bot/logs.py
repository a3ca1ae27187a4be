"""The log: one JSON object a line on stderr, in which the token never stands."""

from __future__ import annotations

import logging
import sys
import threading

from pythonjsonlogger.json import JsonFormatter

_FIELDS = {"levelname": "level", "name": "logger"}
_FORMAT = "%(levelname)s %(name)s %(message)s"


class MaskedFormatter(JsonFormatter):
    """JSON with a secret masked wherever it turns up, in tracebacks, too."""

    def __init__(self, secret: str) -> None:
        super().__init__(_FORMAT, rename_fields=_FIELDS, timestamp="at", json_ensure_ascii=False)
        self._secret = secret

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        return super().format(record).replace(self._secret, "********")


def set_up_logs(secret: str) -> None:
    """All that is worth knowing goes to stderr from now on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(MaskedFormatter(secret))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    threading.excepthook = _thread_ended
    for name in ("onrecord", "bot", "discord"):
        logging.getLogger(name).setLevel(logging.INFO)


def _thread_ended(args: threading.ExceptHookArgs) -> None:
    """Python itself would write its traceback between the lines."""
    error = args.exc_value
    logging.getLogger("onrecord").error("a thread ended with an error", exc_info=error)
