"""Where questions are answered: limits, a fair queue, the assistant, and what is kept of it.

It knows people and channels by their numbers and nothing else of Discord; nothing here is sent.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Protocol, TypeVar

from bot.assistant import checked_question
from bot.claims import Answer, Citation
from bot.dates import read_date
from bot.discord_bot.limits import Limits
from bot.discord_bot.opening import Opening
from bot.discord_bot.queueing import FairQueue
from bot.errors import BadCommand
from bot.live import LiveAssistant
from bot.state.feedback import FeedbackStore
from bot.state.forgetting import Forgotten, forget_person
from bot.state.postings import Posting, Postings
from bot.state.ratings import Feedback, Reason, Verdict
from bot.state.tracked import as_asked, asked_as_of
from bot.state.tracking import Tracking
from retrieval.documents import Passage, Source, digests_of

T = TypeVar("T")
_RECENT = timedelta(minutes=30)
_UNSENT = 0  # in place of the number of a message
_GONE = "this answer is no longer kept; ask the question again"


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and where; ids are Discord's. `guild` is None in direct messages.

    `conversation` is true where the questions of one channel follow on each other, whoever asks:
    in a thread.
    """

    person_id: int
    channel_id: int
    guild_id: int | None = None
    conversation: bool = False

    @property
    def person(self) -> str:
        """The name under which the state knows them."""
        return f"discord:{self.person_id}"


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that is kept under `answer_id`; `digests` are sources that are our summaries."""

    answer: Answer
    answer_id: str
    digests: frozenset[str]


@dataclass(frozen=True, slots=True)
class Checked:
    """Answers to the first claims of a text, which has `total`; none of it is kept."""

    answers: tuple[Answer, ...]
    total: int
    digests: frozenset[str] = frozenset()


class Quotations(Protocol):
    """Where sources are found by what was quoted of them; retrieval.archive.Archive is one."""

    def quoted(self, source_id: str, start: int, end: int, quote: str) -> Source | None:
        """The latest version of a source in which a quotation stands at its offsets."""
        ...


@dataclass(frozen=True, slots=True)
class Stores:
    """What the bot keeps (see bot.state), in the file at `path`, and the texts of its sources."""

    path: Path

    feedback: FeedbackStore
    postings: Postings
    tracking: Tracking
    archive: Quotations


class Desk:
    """Answers people. Every coroutine raises NotNow, BotError and RetrievalError."""

    def __init__(self, opening: Opening, stores: Stores, limits: Limits, queue: FairQueue) -> None:
        self._opening = opening
        self.stores = stores
        self.limits = limits
        self.queue = queue

    @property
    def state(self) -> str:
        """Whether there is an assistant already, in words."""
        return self._opening.state

    @property
    def is_opening(self) -> bool:
        """Whether the index is being built or opened, which nothing can stop."""
        return self._opening.is_busy

    def await_opening(self, seconds: float) -> None:
        """Waits until the sources are open, or it is clear that they will not be."""
        self._opening.wait(seconds)

    def opened(self) -> LiveAssistant | None:
        """The assistant, if it is there already."""
        return self._opening.opened()

    def admit(self, asker: Asker, question: str | None = None, as_of: str | None = None) -> None:
        """Counts a question against the limits, if it can be asked as it is.

        Raises NotNow where a limit is reached, BadQuestion and BadDate.
        """
        if question is not None:
            checked_question(question)
        _day(as_of)
        self.limits.take(asker.person, str(asker.channel_id))

    async def ask(
        self, asker: Asker, question: str, as_of: str | None = None, earlier: str | None = None
    ) -> Given:
        """The answer to a question as typed; a follow-up is read after the `earlier` one.

        Without `earlier` it is the last question asked here lately, if there was one.
        """

        def job() -> Given:
            when = _day(as_of)
            before = self._earlier(asker) if earlier is None else earlier
            assistant = self._opening.assistant()
            alone = assistant.stand_alone(question, before) if before else question
            return self._keep(asker, assistant.ask(alone, when))

        return await self.queue.run(asker.person, job)

    async def ask_again(self, asker: Asker, answer_id: str, as_of: str) -> Given:
        """The question of an earlier answer, as of another day."""
        question = (await self.answer(answer_id)).question
        return await self.ask(asker, question, as_of, earlier="")

    async def look_up(self, asker: Asker, claim: str, as_of: str | None = None) -> Answer:
        """The answer to a claim, which is not kept."""

        def job() -> Answer:
            return self._opening.assistant().ask(claim, _day(as_of))

        return await self.queue.run(asker.person, job)

    async def check(self, asker: Asker, text: str, most: int) -> Checked:
        """Each checkable claim of a text as a question, at most so many."""

        def job() -> Checked:
            assistant = self._opening.assistant()
            claims = assistant.claims_in(text)
            answers = tuple(assistant.ask(claim) for claim in claims[:most])
            return Checked(answers, len(claims), self.digests())

        return await self.queue.run(asker.person, job)

    async def answer(self, answer_id: str) -> Answer:
        """A kept answer. Raises BadCommand where it is no longer kept."""
        answer = await self.read(lambda: self.stores.feedback.answer(answer_id))
        if answer is None:
            raise BadCommand(_GONE)
        return answer

    async def timeline(self, answer: Answer) -> bytes | None:
        """The picture of a first claim's status over time, as PNG; None where there is no claim."""
        if not answer.claims:
            return None

        def job() -> bytes:
            from bot.rendering.chart import png_of

            until = answer.as_of or max(s.dated for s in self._opening.assistant().sources)
            return png_of(answer.claims[0], answer.question, until)

        return await self.read(job)

    async def passages(self, answer: Answer) -> Sequence[Passage]:
        """The passages an answer quotes, as far as their texts are kept."""
        from retrieval.chunking import passage_holding

        def passage_of(citation: Citation) -> Passage | None:
            span = (citation.start, citation.end)
            source = self.stores.archive.quoted(citation.source_id, *span, citation.quote)
            return passage_holding(source, *span) if source else None

        found = await self.read(lambda: [passage_of(c) for c in answer.citations])
        return [passage for passage in found if passage is not None]

    async def sources(self) -> tuple[Source, ...]:
        """All sources, oldest first."""
        return await self.read(lambda: self._opening.assistant().sources)

    async def rate(
        self, asker: Asker, answer_id: str, verdict: Verdict, reason: Reason | None = None
    ) -> None:
        """Keeps what a person thinks of an answer, in place of what they thought before."""
        today = datetime.now(UTC).date()
        said = Feedback(answer_id, asker.person, verdict, reason, today)
        await self.answer(answer_id)
        await self.read(lambda: self.stores.feedback.rate(said))

    async def posted(
        self, asker: Asker, given: Given, message_id: int, *, private: bool, drawn: bool = False
    ) -> None:
        """An answer was sent: where it stands, who asked, and that its claim is tracked.

        `drawn` is true of a timeline with its picture.
        """
        posting = replace(_posting(asker, given, message_id, private=private), drawn=drawn)

        def job() -> None:
            self.stores.postings.posted(posting)
            self.stores.tracking.shown(given.answer)

        await self.read(job)

    def digests(self) -> frozenset[str]:
        """Ids of the sources that are our own summaries; none before there is an assistant."""
        opened = self.opened()
        return digests_of(opened.sources) if opened else frozenset()

    async def forget(self, asker: Asker) -> Forgotten:
        """Deletes what is kept of a person."""
        return await self.read(lambda: forget_person(self.stores.path, asker.person))

    async def read(self, job: Callable[[], T]) -> T:
        """What a job returns that is no question: it waits behind nobody."""
        return await asyncio.to_thread(job)

    def _earlier(self, asker: Asker) -> str | None:
        person = None if asker.conversation else asker.person
        last = self.stores.postings.last_in(asker.channel_id, person, _RECENT)
        return last.text if last else None

    def _keep(self, asker: Asker, answer: Answer) -> Given:
        """Keeps an answer, and at once whose it is, so that it can be forgotten if never sent."""
        given = Given(answer, self.stores.feedback.log(answer), self.digests())
        self.stores.postings.posted(_posting(asker, given, _UNSENT, private=True))
        return given


def _posting(asker: Asker, given: Given, message_id: int, *, private: bool) -> Posting:
    return Posting(
        given.answer_id,
        asker.person,
        asker.guild_id,
        asker.channel_id,
        message_id,
        private,
        as_asked(given.answer.question),
        asked_as_of(given.answer),
        datetime.now(UTC),
    )


def _day(typed: str | None) -> date | None:
    """The day somebody typed, if they did. Raises BadDate."""
    return read_date(typed) if typed and typed.strip() else None
