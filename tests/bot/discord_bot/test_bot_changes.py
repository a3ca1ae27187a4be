"""When a label changes: old answers say so, channels that watch the claim are told once."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.assembly import corpus_of, fetcher_of, update_index
from bot.discord_bot.announcing import READER, Pace
from bot.intake.adding import add_all
from bot.intake.reading import Tools
from bot.state.channels import ChannelSettings, QuietHours
from bot.state.postings import Posting
from tests.bot.discord_bot.acts import (
    TANKS,
    asked,
    managed,
    new_channel,
    said_in,
)
from tests.bot.discord_bot.stage import Live, Scene, on_air
from tests.discord_standin.messages import Upload
from tests.discord_standin.waiting import eventually
from tests.discord_standin.world import Channel, Message
from tests.fakes_tracking import Clock

pytestmark = pytest.mark.anyio
DENIAL = Upload(
    "denial.md",
    b"""---
id: board-denies
title: No thionyl chloride at Gannet Quay
publisher: Orsany Safety Board
published: 2024-01-05
url: https://osb.example/2024-01
---
The Orsany Safety Board denied on 5 January 2024 that the four tanks of Corvane Chemicals at \
Gannet Quay contained thionyl chloride.
""",
)
OLD = "**CONFIRMED** · admitted"
NEW = "**CONFIRMED** · admitted · denied · disputed"
LINE = re.compile(r"^superseded on <t:\d+:D>: now (.+)$", re.MULTILINE)
NIGHT = datetime(2026, 11, 26, 23, tzinfo=UTC)


def correction(message: Message) -> str | None:
    found = LINE.search(message.content)
    return found[1] if found else None


def notices(live: Live, channel: Channel | None = None) -> list[Message]:
    return [m for m in said_in(channel or live.channel) if "changed on" in m.content]


def posting_of(live: Live, message: Message) -> Posting | None:
    return live.client.desk.stores.postings.of_message(message.id)


async def watched(live: Live) -> Message:
    """A public answer and a watch of its claim."""
    message = await asked(live, live.ann)
    await eventually(lambda: posting_of(live, message), "the answer to be noted")
    await managed(live, "watch add", claim=TANKS)
    return message


async def told(live: Live, count: int) -> None:
    """All of so many events were told, as far as they are to be told."""
    tracking = live.client.desk.stores.tracking

    def done() -> bool:
        return len(tracking.events()) == count and not tracking.unseen(READER)

    await eventually(done, f"{count} events to be told")


@pytest.mark.xfail(
    reason="by words alone the denial bears on how much was released, too", strict=True
)
async def test_an_old_answer_and_the_watching_channel_are_told_once(scene: Scene) -> None:
    async with on_air(scene) as live:
        message = await watched(live)
        private = await asked(live, live.bob, private=True)
        await eventually(lambda: posting_of(live, private), "the private one to be noted")
        kept = posting_of(live, private)
        assert kept is not None
        assert kept.private
        unconcerned = await asked(live, live.boss, "How much thionyl chloride was released?")
        before = (private.content, unconcerned.content)
        await managed(live, "source add", file=DENIAL)
        await told(live, 1)
        (notice,) = notices(live)
        assert notice.content.startswith(f"{NEW} · changed on <t:")
        assert "before: CONFIRMED · admitted\n" in notice.content
        assert "board-denies (added)" in notice.content
        where = f"{live.guild.id}/{live.channel.id}/{notice.id}"
        link = f"[notice](<https://discord.com/channels/{where}>)"
        assert correction(message) == f"{NEW} · {link}"
        assert message.content.startswith("**CONFIRMED**: ")
        assert (private.content, unconcerned.content) == before
        skipped = await managed(live, "source add", file=DENIAL)
        assert skipped.startswith("skipped: ")
        edited = message.edited_at
        await managed(live, "source remove", id="board-denies")
        await told(live, 2)
        assert correction(message) is None
        assert message.edited_at != edited
        assert len(notices(live)) == 2
        assert notices(live)[1].content.startswith(f"{OLD} · changed on")


async def test_without_a_notice_the_correction_links_to_the_source(scene: Scene) -> None:
    async with on_air(scene) as live:
        message = await asked(live, live.ann)
        await managed(live, "source add", file=DENIAL)
        await told(live, 1)
        link = "[No thionyl chloride at Gannet Quay](<https://osb.example/2024-01>)"
        assert correction(message) == f"{NEW} · {link}"
        assert notices(live) == []


async def test_a_deleted_answer_and_the_watch_of_a_deleted_channel_are_forgotten(
    scene: Scene,
) -> None:
    async with on_air(scene) as live:
        message, gone = await asked(live, live.ann), new_channel(live)
        await eventually(lambda: posting_of(live, message), "the answer to be noted")
        await managed(live, "watch add", claim=TANKS, channel=gone)
        await managed(live, "config", mode="mention", channel=gone)
        await live.discord.delete(live.world.bot, message)
        live.discord.delete_channel(gone)
        await eventually(lambda: not posting_of(live, message), "the message to be forgotten")
        watches, channels = live.client.watches, live.client.channels
        await eventually(lambda: not watches.of_channel(gone.id), "the watch to be forgotten")
        await eventually(lambda: not channels.of_guild(live.guild.id), "the settings to be, too")


async def test_a_channel_in_quiet_hours_is_told_when_they_end(scene: Scene) -> None:
    clock = Clock(NIGHT)
    async with on_air(scene, pace=Pace(0.05, 0.05, clock)) as live:
        loud = new_channel(live)
        await managed(live, "watch add", claim=TANKS)
        await managed(live, "watch add", claim=TANKS, channel=loud)
        quiet = QuietHours.parse("22:00-07:00", "UTC")
        live.client.channels.keep(ChannelSettings(live.guild.id, live.channel.id, quiet=quiet))
        await managed(live, "source add", file=DENIAL)
        await told(live, 1)
        assert notices(live) == []
        assert len(notices(live, loud)) == 1
        clock.now += timedelta(hours=8, minutes=1)
        await live.discord.until(lambda: notices(live), "the notice in the morning")
        assert len(notices(live, loud)) == 1


def add_on_the_command_line(scene: Scene, folder: Path) -> None:
    """What `onrecord add` does, in a process of its own."""
    file = folder / DENIAL.filename
    file.write_bytes(DENIAL.content)
    add_all(corpus_of(scene.settings), [str(file)], {}, Tools(lambda: fetcher_of(scene.settings)))
    update_index(scene.settings)


async def test_what_changed_while_the_bot_was_off_is_told_once_at_its_next_start(
    scene: Scene, tmp_path: Path
) -> None:
    async with on_air(scene) as live:
        message = await watched(live)
    add_on_the_command_line(scene, tmp_path)
    async with on_air(scene) as live:
        await told(live, 1)
        assert len(notices(live)) == 1
        assert (correction(message) or "").startswith(NEW)
    async with on_air(scene) as live:
        await managed(live, "source remove", id="board-denies")
        await told(live, 2)
        assert [notice.content.partition(" · changed")[0] for notice in notices(live)] == [NEW, OLD]


async def test_what_was_deleted_while_the_bot_was_off_is_forgotten_when_it_is_to_be_told(
    scene: Scene, tmp_path: Path
) -> None:
    async with on_air(scene) as live:
        message, gone = await asked(live, live.ann), new_channel(live)
        await eventually(lambda: posting_of(live, message), "the answer to be noted")
        await managed(live, "watch add", claim=TANKS, channel=gone)
    live.discord.core.messages.delete(message)
    live.discord.delete_channel(gone)
    add_on_the_command_line(scene, tmp_path)
    async with on_air(scene) as live:
        assert posting_of(live, message)
        await told(live, 1)
        assert posting_of(live, message) is None
        assert live.client.watches.of_channel(gone.id) == ()


async def test_a_bot_that_died_after_claiming_a_notice_sends_it_to_nobody_twice(
    scene: Scene, tmp_path: Path
) -> None:
    async with on_air(scene) as live:
        message = await watched(live)
    add_on_the_command_line(scene, tmp_path)
    async with on_air(scene) as live:
        with live.discord.hold(f"/channels/{live.channel.id}/messages", "POST") as held:
            await held.reached()  # claimed, and not there yet: the bot dies
            await live.client.close()
    sent = len(notices(live))
    async with on_air(scene) as live:
        await told(live, 1)
        assert len(notices(live)) == sent
        assert (correction(message) or "").startswith(NEW)


async def test_an_old_timeline_says_so_and_keeps_its_picture(scene: Scene) -> None:
    async with on_air(scene) as live:
        one = await live.discord.slash(live.ann, live.channel, "timeline", claim=TANKS)
        drawn = await one.message()
        await eventually(lambda: posting_of(live, drawn), "the timeline to be noted")
        picture, changes = drawn.attachments, drawn.content.count("corvane-admits-20230622")
        await managed(live, "source add", file=DENIAL)
        await told(live, 1)
        assert (correction(drawn) or "").startswith(NEW)
        assert drawn.attachments == picture != []
        assert drawn.content.count("corvane-admits-20230622") == changes > 0
