"""All that a bot is made of besides its connection to Discord; it outlives a reconnection."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from bot.assembly import corpus_of, note_changes, open_live_assistant
from bot.discord_bot.announcing import Pace, Subscriptions
from bot.discord_bot.background import Background
from bot.discord_bot.desk import Desk, Stores
from bot.discord_bot.flights import Flights
from bot.discord_bot.limits import Limits
from bot.discord_bot.opening import Opening, Progress
from bot.discord_bot.queueing import FairQueue
from bot.discord_bot.sourcing import Sourcing
from bot.live import LiveAssistant
from bot.settings import Settings
from bot.state.channels import ChannelStore
from bot.state.database import STATE_FILE
from bot.state.feedback import FeedbackStore
from bot.state.notices import PendingNotices
from bot.state.postings import Postings
from bot.state.tracking import Tracking
from bot.state.watches import ChannelWatches


@dataclass(frozen=True, slots=True)
class Parts:
    """To be made within the event loop that uses it."""

    settings: Settings
    desk: Desk
    sourcing: Sourcing
    subscriptions: Subscriptions
    closing: tuple[Callable[[], object], ...] = ()
    flights: Flights = field(default_factory=Flights)
    background: Background = field(default_factory=Background)
    pace: Pace = field(default_factory=Pace)

    def close(self) -> None:
        """Lets go of files and threads, once the bot does nothing of itself any more."""
        self.background.close()
        for close in self.closing:
            close()


def open_parts(
    settings: Settings, pace: Pace | None = None, opening: Opening | None = None
) -> Parts:
    """The parts for the corpus that the settings name; its index is opened beside everything,
    unless another `opening` says what is.
    """
    corpus = corpus_of(settings)
    path = settings.home / STATE_FILE
    tracking = Tracking(path, corpus.key)
    postings = Postings(path, corpus.key)
    stores = Stores(path, FeedbackStore(path), postings, tracking, corpus.archive)
    watches = ChannelWatches(path, corpus.key, tracking)
    subscriptions = Subscriptions(ChannelStore(path), watches, PendingNotices(path, corpus.key))
    pace = pace or Pace()
    opening = opening or Opening(partial(_open_assistant, settings, pace.index))
    limits = Limits(settings.discord_per_person, settings.discord_per_channel)
    queue = FairQueue(
        settings.discord_answers_at_once, settings.discord_queue, settings.discord_timeout
    )
    kept = (stores.feedback, postings, tracking, watches, subscriptions.channels)
    closing = (opening.close, queue.close, *(store.close for store in kept))
    opening.start()
    desk = Desk(opening, stores, limits, queue)
    return Parts(settings, desk, Sourcing(settings), subscriptions, closing, pace=pace)


def _open_assistant(settings: Settings, every: float, progress: Progress) -> LiveAssistant:
    """An assistant that knows of every change of a label up to the state it opens."""
    assistant = open_live_assistant(settings, progress, every)
    try:
        note_changes(settings, assistant)
    except BaseException:
        assistant.close()
        raise
    return assistant
