"""Commands of those who manage a server: sources, settings of channels, and watched claims."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest

from bot.discord_bot.markdown import timestamp
from bot.state.channels import Mode
from tests.bot.discord_bot.acts import (
    REFUSED,
    TANKS,
    managed,
    new_channel,
    refusal,
)
from tests.bot.discord_bot.stage import Live, Scene, on_air
from tests.discord_standin.errors import Impossible
from tests.discord_standin.messages import FILE_LIMIT, Upload
from tests.discord_standin.waiting import eventually
from tests.retrieval.loaders.test_walls import pages

pytestmark = pytest.mark.anyio
NEWS = Upload(
    "ferry.md",
    b"""---
title: Ferry fares go up
publisher: Vellmouth Courier
published: 2024-01-05
url: https://courier.example/ferry
---
The ferry between Vellmouth and Tarrow costs two crowns more from February, its owners said.
""",
)
ADDED = "added: as ferry-fares-go-up-20240105, from Vellmouth Courier"
UNDATED = Upload("note.txt", b"The ferry between Vellmouth and Tarrow costs two crowns more now.")
COMMANDS: list[tuple[str, dict[str, object]]] = [
    ("source add", {"url": "https://courier.example/ferry"}),
    ("source remove", {"id": "licence-20230313"}),
    ("config", {"mode": "mention"}),
    ("watch add", {"claim": TANKS}),
    ("watch list", {}),
    ("watch remove", {"claim": TANKS}),
]


async def refused(live: Live, name: str, **options: object) -> str:
    """Why the manager's command is refused."""
    act = await live.discord.slash(live.boss, live.channel, name, **options)
    message = await act.message()
    assert message.seen_by is live.boss
    return refusal(message).replace("\\", "")


@contextmanager
def unlocked(live: Live, command: str) -> Iterator[None]:
    """An administrator lets everybody use a command, in the server's integration settings: then
    Discord offers it to members who lack its default permissions."""
    for one in live.world.commands[None].values():
        if one["name"] == command:
            before, one["default_member_permissions"] = one["default_member_permissions"], None
            yield
            one["default_member_permissions"] = before


@pytest.mark.parametrize(("name", "options"), COMMANDS)
async def test_members_and_direct_messages_are_not_offered_what_managers_are(
    live: Live, name: str, options: dict[str, object]
) -> None:
    with pytest.raises(Impossible, match="for others by default"):
        await live.discord.slash(live.ann, live.channel, name, **options)
    direct = live.world.dm_channel(live.boss)
    with pytest.raises(Impossible, match="not in direct messages"):
        await live.discord.slash(live.boss, direct, name, **options)


@pytest.mark.parametrize(("name", "options"), COMMANDS)
async def test_a_member_for_whom_a_command_was_unlocked_is_refused_all_the_same(
    live: Live, name: str, options: dict[str, object]
) -> None:
    with unlocked(live, name.split()[0]):
        act = await live.discord.slash(live.ann, live.channel, name, **options)
    message = await act.message()
    assert "for those who may manage this server" in refusal(message)
    assert message.seen_by is live.ann
    assert live.client.channels.of(live.guild.id, live.channel.id).mode is Mode.OFF
    assert live.client.watches.of_channel(live.channel.id) == ()
    assert "licence-20230313" in {source.id for source in await live.client.desk.sources()}


async def test_what_looks_like_no_article_comes_in_by_an_option_and_says_so(scene: Scene) -> None:
    page = pages()["consent-en-partners"]["html"].encode()
    known = {"title": "Partners", "publisher": "Orsany Post", "published": "2024-01-05"}
    async with on_air(scene) as live:
        given = {"file": Upload("wall.html", page), **known}
        reason = await refused(live, "source add", **given)
        assert "looks like a consent text and not an article" in reason
        assert "or pass the option force to add it as it is" in reason
        added, shown, noticed = (
            await managed(live, "source add", force=True, **given)
        ).splitlines()
        assert added.startswith("added: ")
        assert shown.startswith("Partners (5 Jan 2024, from as given; ")
        assert noticed.startswith("Look at it: it looks like a consent text")


async def test_a_source_comes_in_from_a_file_is_skipped_again_and_goes_out(scene: Scene) -> None:
    async with on_air(scene) as live:
        added, shown = (await managed(live, "source add", file=NEWS)).splitlines()
        assert added == ADDED
        assert shown.startswith("Ferry fares go up (5 Jan 2024, from ")
        await eventually(lambda: _listed(live), "the source to be listed")
        again = await managed(live, "source add", file=NEWS)
        assert again.startswith("skipped: the same text as ferry-fares-go-up-20240105")
        assert live.client.desk.stores.tracking.events() == ()
        typed = {"focused": "id", "id": "FERRY"}
        offered = await live.discord.autocomplete(live.boss, live.channel, "source remove", **typed)
        assert [one["value"] for one in offered] == ["ferry-fares-go-up-20240105"]
        gone = await managed(live, "source remove", id="ferry-fares-go-up-20240105")
        assert gone == "removed: ferry-fares-go-up-20240105"
        await eventually(lambda: not _listed(live), "the source to be gone")
        assert "there is no source" in await refused(
            live, "source remove", id="ferry-fares-go-up-20240105"
        )


def _listed(live: Live) -> bool:
    opened = live.client.desk.opened()
    return opened is not None and "ferry-fares-go-up-20240105" in {s.id for s in opened.sources}


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("/etc/passwd", "write the whole address"),
        ("file:///etc/passwd", "http"),
        ("http://127.0.0.1:8000/page", "127.0.0.1"),
        ("http://localhost/page", "127.0.0.1"),
        ("http://[::1]/page", "::1"),
        ("http://169.254.169.254/latest", "169.254.169.254"),
    ],
)
async def test_an_address_that_is_no_public_page_is_refused(live: Live, url: str, why: str) -> None:
    reason = await refused(live, "source add", url=url)
    assert reason.startswith("not added: ")
    assert why in reason


async def test_what_a_file_lacks_is_named_as_the_option_that_gives_it(live: Live) -> None:
    reason = await refused(live, "source add", file=UNDATED, title="Ferry", publisher="Courier")
    assert "the option published" in reason
    assert "--" not in reason
    unread = await refused(live, "source add", file=UNDATED, published="lately")
    assert "lately" in unread


@pytest.mark.parametrize("options", [{}, {"url": "https://courier.example/ferry", "file": NEWS}])
async def test_a_source_is_either_an_address_or_a_file(
    live: Live, options: dict[str, object]
) -> None:
    assert await refused(live, "source add", **options) == "pass either url or file"


async def test_a_file_that_is_too_large_is_refused_before_it_is_fetched(live: Live) -> None:
    large = Upload("large.txt", b" " * (FILE_LIMIT - 1))
    reason = await refused(live, "source add", file=large)
    assert "large.txt has 10485759 bytes; at most 10000000 are read" in reason


async def test_each_setting_of_a_channel_is_kept_and_shown(live: Live) -> None:
    here, other = live.channel, new_channel(live)
    assert "when mentioned" in await managed(live, "config", mode="mention")
    assert "in a thread of its own" in await managed(live, "config", threads=True)
    shown = await managed(live, "config", quiet="22:00-07:00", zone="europe/berlin")
    for words in (f"<#{here.id}>: ", "when mentioned", "thread", "quiet 22:00-07:00 Europe/Berlin"):
        assert words in shown
    assert "23:00-07:00 Europe/Berlin" in await managed(live, "config", quiet="23:00-07:00")
    assert "Asia/Tokyo" in await managed(live, "config", zone="Asia/Tokyo")
    shown = await managed(live, "config", channel=other, mode="mention")
    assert f"<#{other.id}>: when mentioned" in shown
    assert f"<#{here.id}>" not in shown
    everything = await managed(live, "config")
    assert f"<#{here.id}>" in everything
    assert f"<#{other.id}>" in everything
    assert "quiet" not in await managed(live, "config", quiet="off")
    kept = live.client.channels.of(live.guild.id, here.id)
    assert (kept.mode, kept.threads, kept.quiet) == (Mode.MENTION, True, None)
    assert "commands only" in await managed(live, "config", mode="off", threads=False)


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"quiet": "22:00-07:00", "zone": "Atlantis/Centre"}, "there is no time zone"),
        ({"quiet": "at night"}, "22:00-07:00"),
        ({"quiet": "7:00-7:00"}, "no time at all"),
        ({"zone": "Europe/Berlin"}, "there are no quiet hours yet; pass quiet, too"),
    ],
)
async def test_quiet_hours_that_make_no_sense_are_refused_and_change_nothing(
    live: Live, options: dict[str, str], why: str
) -> None:
    reason = await refused(live, "config", mode="mention", **options)
    assert why in reason
    assert live.client.channels.of(live.guild.id, live.channel.id).mode is Mode.OFF


async def test_a_claim_is_watched_listed_and_watched_no_longer(live: Live) -> None:
    other = new_channel(live)
    told = await managed(live, "watch add", claim=TANKS)
    assert told.startswith(f"Watched from now on in <#{live.channel.id}>: {TANKS}\n")
    assert "**CONFIRMED** · admitted" in told
    assert (await managed(live, "watch add", claim=TANKS)).startswith("Watched already in")
    late = await managed(live, "watch add", claim=TANKS, as_of="2023-03-10", channel=other)
    assert "**UNCONFIRMED**" in late
    listed = await managed(live, "watch list")
    assert f"<#{live.channel.id}>" in listed
    line = next(line for line in listed.splitlines() if str(other.id) in line)
    assert line.endswith(f", as of {timestamp(date(2023, 3, 10))}")
    typed = {"focused": "claim", "claim": "corvane"}
    offered = await live.discord.autocomplete(live.boss, live.channel, "watch remove", **typed)
    assert TANKS in [one["value"] for one in offered]
    reason = await refused(live, "watch remove", claim=TANKS, channel=other)
    assert "does not watch that" in reason
    gone = await managed(live, "watch remove", claim=TANKS, as_of="10 March 2023", channel=other)
    assert gone.startswith(f"No longer watched in <#{other.id}>")
    assert live.client.watches.of_channel(other.id) == ()
    assert not REFUSED.search(await managed(live, "watch remove", claim=TANKS))
    assert live.client.watches.of_channel(live.channel.id) == ()
