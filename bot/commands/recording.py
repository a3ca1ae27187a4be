"""Answers that were shown are tracked, and a person is told what changed; neither may fail."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.claims import Answer
from bot.commands.output import say_error
from bot.errors import BotError
from bot.settings import Settings
from retrieval.errors import RetrievalError

if TYPE_CHECKING:
    from bot.state.tracking import Tracking

READER = "repl"


def tracking_of(settings: Settings) -> Tracking:
    """The tracked claims of the corpus that the settings name."""
    from bot.assembly import corpus_of
    from bot.state.database import STATE_FILE
    from bot.state.tracking import Tracking

    return Tracking(settings.home / STATE_FILE, corpus_of(settings).key)


class Recorder:
    """Tracks what is shown and tells what is new. What goes wrong is said once, and only said."""

    def __init__(
        self, opener: Callable[[], Tracking], complain: Callable[[str], None] = say_error
    ) -> None:
        self._opener = opener
        self._complain = complain
        self._tracking: Tracking | None = None
        self._failed = False

    def shown(self, answer: Answer) -> None:
        """An answer was shown."""
        self._guarded(lambda tracking: tracking.shown(answer))

    def news(self) -> str | None:
        """One line on what changed since this was last asked, if anything did."""
        told: list[str | None] = []
        self._guarded(lambda tracking: told.append(_news(tracking)))
        return told[0] if told else None

    def close(self) -> None:
        """Lets go of the state; it is opened again if need be."""
        if self._tracking is not None:
            self._tracking.close()

    def _guarded(self, task: Callable[[Tracking], None]) -> None:
        try:
            self._tracking = self._tracking or self._opener()
            task(self._tracking)
        except (BotError, RetrievalError, OSError) as error:
            if not self._failed:
                self._complain(f"what was shown is not kept: {error}")
            self._failed = True


def recorder_of(settings: Settings) -> Recorder:
    """A recorder for the corpus that the settings name; nothing is opened yet."""
    return Recorder(lambda: tracking_of(settings))


def _news(tracking: Tracking) -> str | None:
    from bot.rendering.changes import news_line

    events = tracking.unseen(READER)
    if events and events[-1].id is not None:
        tracking.seen(READER, events[-1].id)
    return news_line(events)
