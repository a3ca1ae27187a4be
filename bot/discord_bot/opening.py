"""The assistant as soon as it can be had: opened beside everything else, and again if that fails.

The first start builds an index, which takes a minute or more; the bot is in Discord by then and
says what it waits for.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Event, Thread

from bot.errors import NotNow
from bot.live import LiveAssistant

Progress = Callable[[str, int, int], None]
_PATIENCE = 10.0  # seconds that a question waits: an index that is there opens in less
_AGAIN = 30.0  # seconds after which a failed opening is tried again
_log = logging.getLogger(__name__)


class Opening:
    """Opens the assistant in a thread of its own."""

    def __init__(
        self,
        opener: Callable[[Progress], LiveAssistant],
        patience: float = _PATIENCE,
        again: float = _AGAIN,
    ) -> None:
        self._opener = opener
        self._patience = patience
        self._again = again
        self._opened: LiveAssistant | None = None
        self._tried = Event()
        self._ended = Event()
        self._step = "the sources are being opened"
        self._thread = Thread(target=self._open, name="opening the index", daemon=True)

    def start(self) -> None:
        """Begins."""
        self._thread.start()

    @property
    def state(self) -> str:
        """In words, what is going on."""
        return "ready" if self._opened else self._step

    @property
    def is_busy(self) -> bool:
        """Whether it is opening at this moment, which nothing can stop."""
        return self._thread.is_alive()

    def wait(self, seconds: float) -> None:
        """Waits until nothing is being opened, so many seconds at most; nothing is tried again."""
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join(seconds)

    def opened(self) -> LiveAssistant | None:
        """The assistant if it is there; waits for nothing."""
        return self._opened

    def assistant(self) -> LiveAssistant:
        """The assistant; waits a little for it, until the first try is over. Raises NotNow where
        that is not enough.
        """
        self._tried.wait(self._patience)
        if self._opened is None:
            raise NotNow(f"{self._step}; ask again in a minute")
        return self._opened

    def close(self) -> None:
        """Ends trying, and lets the assistant go."""
        self._ended.set()
        if self._opened:
            self._opened.close()

    def _open(self) -> None:
        while not self._ended.is_set() and not self._try():
            self._ended.wait(self._again)

    def _try(self) -> bool:
        try:
            opened = self._opener(self._report)
        except Exception:  # whatever it is, the next try may be better, and the log has it
            _log.exception("the sources cannot be opened; trying again in %g s", self._again)
            self._step = "the sources cannot be opened, and the log says why"
            self._tried.set()
            return False
        if self._ended.is_set():
            opened.close()
            return True
        self._opened = opened
        self._tried.set()
        _log.info("the sources are open", extra={"sources": len(opened.sources)})
        return True

    def _report(self, what: str, done: int, total: int) -> None:
        steps = f" ({done} of {total})" if total > 1 else ""
        self._step = f"{what[0].lower()}{what[1:]}{steps}"
