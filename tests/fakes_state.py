"""What the bot on Discord keeps: a posting of an answer, and all of its stores on one file."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from bot.claims import Answer
from bot.state.feedback import FeedbackStore
from bot.state.postings import Posting, Postings
from bot.state.tracked import as_asked, asked_as_of
from bot.state.tracking import Tracking
from bot.state.watches import ChannelWatches
from tests.fakes_answers import an_answer
from tests.fakes_tracking import NOON, Clock

ADA, BOB = "discord:1", "discord:2"


def a_posting(answer_id: str = "a1", **keys: Any) -> Posting:
    """Ada asked in a server whether the bridge is shut, and everybody there sees the answer."""
    values: dict[str, Any] = {
        "person": ADA,
        "guild_id": 7,
        "channel_id": 70,
        "message_id": 700,
        "private": False,
        "text": "Is the bridge shut?",
        "as_of": None,
        "at": NOON,
    }
    return Posting(answer_id, **values | keys)


@dataclass
class State:
    """The stores of one corpus, in one file, under one clock."""

    path: Path
    corpus: str = "town"
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.feedback = FeedbackStore(self.path, self.clock)
        self.postings = Postings(self.path, self.corpus, self.clock)
        self.tracking = Tracking(self.path, self.corpus, self.clock)
        self.watches = ChannelWatches(self.path, self.corpus, self.tracking, self.clock)

    def asks(self, person: str, question: str, as_of: date | None = None, **keys: Any) -> str:
        """A person asks in Discord: the answer is logged, posted and tracked; returns its id."""
        answer = an_answer(question=question, as_of=as_of)
        answer_id = self.feedback.log(answer)
        self.postings.posted(self._posting(answer_id, answer, person=person, **keys))
        self.tracking.shown(answer)
        return answer_id

    def close(self) -> None:
        """Lets go of the file."""
        for store in (self.feedback, self.postings, self.tracking, self.watches):
            store.close()

    def _posting(self, answer_id: str, answer: Answer, **keys: Any) -> Posting:
        what = {"text": as_asked(answer.question), "as_of": asked_as_of(answer)}
        return a_posting(answer_id, **what | {"at": self.clock()} | keys)
