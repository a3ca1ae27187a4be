"""What is told when labels change: old answers say so, and channels that watch a claim are told.

Events come from the state, whoever changed the corpus. Telling is safe to repeat: an edit puts
the same words in place again, and a notice is claimed by channel and event before it is sent, so
that a bot that dies in between tells a channel once or never, but not twice.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import discord

from bot.assembly import note_changes
from bot.discord_bot.messages import NewerLink, Superseded, answer_message
from bot.discord_bot.notices import notice_message, timeline_message
from bot.state.channels import ChannelStore
from bot.state.moments import now_utc
from bot.state.notices import PendingNotices
from bot.state.postings import Posting
from bot.state.tracked import StatusEvent, same_label
from bot.state.tracking import REMEMBERED
from bot.state.watches import ChannelWatch, ChannelWatches

if TYPE_CHECKING:
    from bot.discord_bot.parts import Parts

READER = "discord"
_log = logging.getLogger("onrecord.discord")


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """Who is to be told, and when."""

    channels: ChannelStore
    watches: ChannelWatches
    pending: PendingNotices


@dataclass(frozen=True, slots=True)
class Pace:
    """How many seconds apart the bot looks for another index and for other labels, and the clock
    by which hours are quiet."""

    index: float = 1.0
    labels: float = 2.0
    clock: Callable[[], datetime] = now_utc


class Announcer:
    """Follows events for one client until cancelled; failures are logged and tried again."""

    def __init__(self, client: discord.Client, parts: Parts) -> None:
        self._client = client
        self._settings = parts.settings
        self._desk = parts.desk
        self._subscriptions = parts.subscriptions
        self._in_thread = parts.background.run
        self._clock = parts.pace.clock
        self._every = parts.pace.labels
        self._examined: str | None = None

    async def run(self) -> None:
        """Looks as often as its pace says."""
        while True:
            try:
                await self._look()
            except Exception:  # else nobody would be told of anything any more
                _log.exception("changes of labels could not be told; trying again")
            await asyncio.sleep(self._every)

    async def _look(self) -> None:
        for event in await self._in_thread(self._news):
            links = await self._notify(event)
            await self._supersede(event, links)
            assert event.id is not None
            await self._in_thread(self._desk.stores.tracking.seen, READER, event.id)
        await self._send_held()

    def _news(self) -> Sequence[StatusEvent]:
        """Events nobody was told of; first what a changed index does to labels is found out."""
        assistant = self._desk.opened()
        if assistant and assistant.generation != self._examined:
            examined = assistant.generation
            note_changes(self._settings, assistant)
            self._examined = examined
        return self._desk.stores.tracking.unseen(READER)

    async def _notify(self, event: StatusEvent) -> dict[int, str]:
        """One notice for each channel that watches; returns their addresses by server."""
        about = self._subscriptions.watches.about
        watches = await self._in_thread(about, event.text, event.as_of)
        links: dict[int, str] = {}
        for watch in watches:
            if watch.at < event.at and (sent := await self._tell(watch, event)):
                links.setdefault(watch.guild_id, sent.jump_url)
        return links

    async def _tell(self, watch: ChannelWatch, event: StatusEvent) -> discord.Message | None:
        """The notice, unless it was sent already or has to wait for the end of quiet hours."""
        of, pending = self._subscriptions.channels.of, self._subscriptions.pending
        quiet = (await self._in_thread(of, watch.guild_id, watch.channel_id)).quiet
        assert event.id is not None
        if quiet and quiet.covers(self._clock()):
            until = quiet.ends(self._clock())
            await self._in_thread(pending.hold, watch.channel_id, event.id, until)
            return None
        return await self._send(watch.channel_id, event, watch.guild_id)

    async def _send_held(self) -> None:
        """Notices whose quiet hours are over."""
        due = await self._in_thread(self._subscriptions.pending.due, self._clock())
        if due:
            events = await self._in_thread(self._desk.stores.tracking.events)
            by_id = {event.id: event for event in events}
            for held in due:
                if event := by_id.get(held.event_id):
                    await self._send(held.channel_id, event)
                done = self._subscriptions.pending.done
                await self._in_thread(done, held.channel_id, held.event_id)

    async def _send(
        self, channel_id: int, event: StatusEvent, guild_id: int | None = None
    ) -> discord.Message | None:
        assert event.id is not None
        claim = self._subscriptions.pending.claim
        if not await self._in_thread(claim, channel_id, event.id):
            return None
        arguments = notice_message(event).channel_arguments()
        try:
            channel = self._client.get_partial_messageable(channel_id, guild_id=guild_id)
            sent = await channel.send(**arguments)
        except discord.NotFound:
            await self._in_thread(self._subscriptions.watches.forget_channel, channel_id)
            _log.warning("channel %s is gone, and with it its watched claims", channel_id)
            return None
        except discord.HTTPException as error:
            _log.error("no notice to channel %s: %s", channel_id, error, exc_info=error)
            return None
        _log.info("notice", extra={"event": event.id, "channel": channel_id})
        return sent

    async def _supersede(self, event: StatusEvent, links: dict[int, str]) -> None:
        """Answers of the last 30 days whose claim has another label say so."""
        about = self._desk.stores.postings.about
        since = self._clock() - REMEMBERED
        for posting in await self._in_thread(about, event.text, event.as_of, since):
            if posting.at < event.at:
                await self._correct(posting, event, links)

    async def _correct(self, posting: Posting, event: StatusEvent, links: dict[int, str]) -> None:
        stores = self._desk.stores
        answer = await self._in_thread(stores.feedback.answer, posting.answer_id)
        if answer is None:
            return
        said = answer.claims[0].label if answer.claims else None
        link = self._link(event, links.get(posting.guild_id or 0))
        newer = (
            None if same_label(said, event.new) else Superseded(event.at.date(), event.new, link)
        )
        if posting.drawn:
            message = timeline_message(answer, posting.answer_id, superseded=newer)
        else:
            digests = self._desk.digests()
            message = answer_message(answer, digests, posting.answer_id, newer)
        arguments = message.edit_arguments()
        del arguments["attachments"]  # the picture of a timeline stays
        channel = self._client.get_partial_messageable(posting.channel_id)
        try:
            await channel.get_partial_message(posting.message_id).edit(**arguments)
        except discord.NotFound:
            await self._in_thread(stores.postings.gone, [posting.message_id])
        except discord.HTTPException as error:
            _log.error("answer %s is not marked: %s", posting.answer_id, error, exc_info=error)
        else:
            _log.info("superseded", extra={"event": event.id, "answer_id": posting.answer_id})

    def _link(self, event: StatusEvent, notice: str | None) -> NewerLink:
        """Where more is to be read: the notice of this server, else the source that did it."""
        if notice:
            return NewerLink("notice", notice)
        assistant = self._desk.opened()
        known = {source.id: source for source in assistant.sources} if assistant else {}
        found = [known[cause.source_id] for cause in event.causes if cause.source_id in known]
        source = next((one for one in found if one.url), None)
        if source is not None:
            return NewerLink(source.title, source.url)
        return NewerLink(event.causes[0].source_id if event.causes else "", None)
