"""An assistant for programs that run long: it follows its index as other processes change it.

A thread looks once a second which state of the index is in force, opens a new one beside the old,
and swaps. Nobody who asks waits for that; the old state is let go when its last question is done.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from threading import Condition, Event, Thread

from bot.assistant import Assistant
from bot.claims import Answer, CheckedClaim
from bot.errors import BotError
from bot.writing.model import Heard
from retrieval.documents import Hit, Source
from retrieval.errors import RetrievalError

_LOOKS_EVERY = 1.0  # seconds
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Opened:
    """An assistant over one state of the index; `close` lets its files go."""

    assistant: Assistant
    generation: str | None
    close: Callable[[], None]
    users: int = field(default=0)


class LiveAssistant:
    """What an Assistant offers, always over a recent state of the index.

    `opener` opens the state in force, `generation` tells which that is. A state that cannot be
    opened is tried again; until then the last good one answers.
    """

    def __init__(
        self,
        opener: Callable[[], Opened],
        generation: Callable[[], str | None],
        every: float = _LOOKS_EVERY,
    ) -> None:
        self._opener = opener
        self._generation = generation
        self._every = every
        self._now = opener()
        self._changed = Condition()
        self._done = Event()
        self._thread = Thread(target=self._follow, name="index follower", daemon=True)
        self._thread.start()

    @property
    def sources(self) -> tuple[Source, ...]:
        """All sources, oldest first."""
        with self._lent() as assistant:
            return assistant.sources

    @property
    def generation(self) -> str | None:
        """Which state of the index answers now."""
        with self._changed:
            return self._now.generation

    def ask(
        self,
        question: str,
        as_of: date | None = None,
        heard: Heard | None = None,
        *,
        plain: bool = False,
    ) -> Answer:
        """As Assistant.ask."""
        with self._lent() as assistant:
            return assistant.ask(question, as_of, heard, plain=plain)

    def passages(self, question: str, as_of: date | None = None, k: int = 10) -> Sequence[Hit]:
        """As Assistant.passages."""
        with self._lent() as assistant:
            return assistant.passages(question, as_of, k)

    def stand_alone(self, question: str, earlier: str) -> str:
        """As Assistant.stand_alone."""
        with self._lent() as assistant:
            return assistant.stand_alone(question, earlier)

    def claims_in(self, text: str) -> tuple[str, ...]:
        """As Assistant.claims_in."""
        with self._lent() as assistant:
            return assistant.claims_in(text)

    def check(self, text: str, as_of: date | None = None) -> tuple[CheckedClaim, ...]:
        """As Assistant.check."""
        with self._lent() as assistant:
            return assistant.check(text, as_of)

    def close(self) -> None:
        """Stops following, and lets the files go once nobody asks any more."""
        self._done.set()
        self._thread.join()
        self._let_go(self._now)

    @contextmanager
    def _lent(self) -> Iterator[Assistant]:
        with self._changed:
            opened = self._now
            opened.users += 1
        try:
            yield opened.assistant
        finally:
            with self._changed:
                opened.users -= 1
                self._changed.notify_all()

    def _follow(self) -> None:
        while not self._done.wait(self._every):
            try:
                if self._generation() not in (None, self._now.generation):
                    self._swap(self._opener())
            except (RetrievalError, BotError, OSError) as error:
                _log.warning("the new state of the index cannot be opened yet: %s", error)
            except Exception:  # else nobody would ever see another state
                _log.exception("the new state of the index cannot be opened")

    def _swap(self, new: Opened) -> None:
        with self._changed:
            old, self._now = self._now, new
        self._let_go(old)

    def _let_go(self, opened: Opened) -> None:
        with self._changed:
            self._changed.wait_for(lambda: opened.users == 0)
        opened.close()
