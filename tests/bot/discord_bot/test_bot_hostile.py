"""Sources, questions, names and messages that try to make marks of their own in Discord."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.assembly import update_index
from bot.discord_bot.buttons import LONGEST_ID
from bot.discord_bot.markdown import address
from bot.settings import load_settings
from bot.state.channels import ChannelSettings, ChannelStore, Mode
from bot.state.database import STATE_FILE
from tests.bot.discord_bot.stage import Live, Scene, on_air, set_scene
from tests.bot.discord_bot.trouble import button, conversing, replied_to, scripted
from tests.discord_standin.limits import walk
from tests.discord_standin.world import Json, Message
from tests.fakes import a_source, write_sources
from tests.fakes_answers import a_citation
from tests.fakes_discord_markdown import alive, rendered

pytestmark = pytest.mark.anyio

EVIL = (
    "@everyone @here [click](http://evil.example) **CONFIRMED** <@123456789012345678> <#1> "
    "<@&2> <:pwn:123456789012345678> <t:1700000000:R> </ask:1> \u202edesrever\u202c ||x|| `y` "
    "http://evil.example/x discord.gg/evil"
)
LINES = f"# {EVIL}\n```\nfence {EVIL}\n```\n> {EVIL}\n-# {EVIL}\n- {EVIL}\n"
BRIDGE = "The Mill Bridge is closed, the Harbour Office said on 5 March 2024."
URL = "https://gazette.example/a_b?c=(d)"
PAGES = 60
SOURCES = (
    a_source(
        "mill-bridge",
        f"{BRIDGE} The Mill Bridge {EVIL} is closed.\n\n{LINES}\n{'x' * 5000}\n",
        title=f"Mill Bridge {EVIL}",
        publisher=f"Gazette {EVIL}",
        url=URL,
    ),
    a_source(
        "second",
        f"Jo {EVIL} told the Gazette that the Mill Bridge is open.\n",
        title=EVIL,
        publisher="x" * 300,
        url="http://evil.example/) [x](http://evil.example",
    ),
    *(a_source(f"filler-{n}", "Rain fell.\n", title=f"Rain 👩‍🚀 {EVIL}") for n in range(PAGES)),
)
OURS = {"quote", "subtext", "link", "link text", "timestamp", "bold"}
ALLOWED = {address(one.url, 900) for one in SOURCES if one.url}
FAKED = a_citation().url  # of a scripted answer


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, harbour_home: Path) -> Path:
    """A folder with a hostile corpus and a home in which it is indexed; no test changes either."""
    folder = tmp_path_factory.mktemp("hostile")
    write_sources(folder / "corpus" / "sources", *SOURCES)
    shutil.copytree(harbour_home, folder / "home", symlinks=True)
    update_index(load_settings(home=folder / "home", corpus=folder / "corpus"))
    return folder


@pytest.fixture
def evil(tmp_path: Path, hostile: Path, monkeypatch: pytest.MonkeyPatch) -> Scene:
    """A scene over a hostile corpus, in which one person has a hostile name."""
    monkeypatch.chdir(tmp_path)
    scene = set_scene(
        tmp_path / "home", hostile / "home", hostile / "corpus", discord_per_person=100
    )
    scene.bob.name = f"@everyone {EVIL}"
    return scene


def bodies(live: Live) -> Iterator[Json]:
    """Every body of a message that the bot sent; of callbacks their data."""
    for request in live.discord.requests:
        body = (request.get("multipart") or {}).get("payload_json") or request.get("json") or {}
        data = body.get("data") if "/callback" in request["path"] else body
        if isinstance(data, dict) and ("content" in data or "embeds" in data):
            yield data


def texts(body: Json) -> Iterator[str]:
    """All that Discord reads Markdown in."""
    yield body.get("content") or ""
    for embed in body.get("embeds") or ():
        yield from (embed.get("title") or "", embed.get("description") or "")


def check(live: Live, least: int) -> None:
    """No mark but ours, no mention, and no link but to a source, in all that was sent."""
    sent = list(bodies(live))
    assert len(sent) >= least
    for body in sent:
        assert body["allowed_mentions"]["parse"] == []
        assert not body["allowed_mentions"].get("users")
        for raw in texts(body):
            text = raw.replace(f"<#{live.channel.id}>", "the channel")  # which we name ourselves
            seen = rendered(text)
            assert {kind for kind, _ in seen.marks} <= OURS, text
            assert set(seen.of("link")) <= {*ALLOWED, FAKED}, text
            assert alive(text) == [], text
            assert "\u202e" not in text
        for part in walk(body.get("components") or []):
            assert len(part.get("custom_id", "")) <= LONGEST_ID
    assert all(r["status"] < 400 for r in live.discord.requests)


async def test_answers_over_a_hostile_source_make_no_mark_of_its_own(evil: Scene) -> None:
    async with on_air(evil) as live:
        ask = live.discord.slash
        question = "Is the Mill Bridge closed?"
        asked = await ask(live.ann, live.channel, "ask", question=question)
        answer = await asked.message()
        assert "Harbour Office" in answer.content
        assert "evil" in answer.content, "the test must show hostile text"
        for name in ("sources", "why"):
            page = await (
                await live.discord.press(live.bob, answer, button(answer, name))
            ).message()
            await turned(live, page)
        for name, option in (("timeline", "claim"), ("check", "claim"), ("ask", "question")):
            text = f"The Mill Bridge is closed {EVIL}"
            one = await ask(live.ann, live.channel, name, **{option: text})
            await one.message()
        check(live, least=6)


async def turned(live: Live, page: Message) -> None:
    """Turns a private page until the last."""
    for _ in range(30):
        following = next((p for p in walk(page.components) if p.get("label") == "Next"), None)
        if following is None or following.get("disabled"):
            return
        await (await live.discord.press(live.bob, page, following["custom_id"])).message()


@pytest.mark.parametrize("query", ["👩" * 75, "evil", EVIL[:75], "\u202e" + "#" * 74, None])
async def test_lists_of_sources_turn_whatever_is_asked_for(evil: Scene, query: str | None) -> None:
    sources = SOURCES if query in (None, "evil") else ()
    async with on_air(evil, opening=scripted(sources=sources)) as live:
        given = {} if query is None else {"query": query}
        listed = await live.discord.slash(live.bob, live.channel, "sources", **given)
        await turned(live, await listed.message())
        check(live, least=5 if sources else 1)


async def test_what_people_type_makes_no_mark_when_it_is_repeated(evil: Scene) -> None:
    conversing(evil, Mode.MENTION)
    bot = evil.world.bot.mention
    async with on_air(evil, opening=scripted()) as live:
        acts: list[tuple[Any, str, Json]] = [
            (live.ann, "ask", {"question": EVIL, "private": True}),
            (live.ann, "ask", {"question": "So?", "as_of": EVIL[:30]}),
            (live.bob, "check", {"claim": LINES}),
            (live.ann, "timeline", {"claim": "x" * 2000}),
            (live.boss, "source remove", {"id": EVIL[:200]}),
            (live.boss, "source add", {"url": f"nothing {EVIL}"}),
            (live.boss, "watch add", {"claim": EVIL}),
            (live.boss, "watch list", {}),
        ]
        for person, name, options in acts:
            one = await live.discord.slash(person, live.channel, name, **options)
            await one.message()
        for person, text in ((live.bob, EVIL), (live.ann, f"{live.bob.mention} {LINES}")):
            said = await live.discord.say(person, live.channel, f"{bot} {text}")
            await replied_to(live, said)
        check(live, least=len(acts) + 2)


async def test_a_hostile_message_is_checked_without_becoming_one(evil: Scene) -> None:
    text = f"The Mill Bridge {EVIL[:400]} is closed. {BRIDGE}\n# heading\n```code```\n" * 2
    async with on_air(evil) as live:
        said = await live.discord.say(live.bob, live.channel, text[:2000])
        one = await live.discord.context_menu(live.ann, said, "Check this message")
        message = await one.message()
        assert "Checked: “" in message.content
        check(live, least=1)


async def test_a_thread_is_named_after_a_hostile_question_without_its_marks(evil: Scene) -> None:
    with closing(ChannelStore(evil.settings.home / STATE_FILE)) as channels:
        kept = ChannelSettings(evil.guild.id, evil.channel.id, Mode.MENTION, threads=True)
        channels.keep(kept)
    async with on_air(evil, opening=scripted()) as live:
        await live.discord.say(live.bob, live.channel, f"{evil.world.bot.mention} {EVIL}")
        named = await live.discord.until(lambda: thread_names(live), "a thread")
        assert 0 < len(named[0]) <= 100
        assert "\u202e" not in named[0]
        check(live, least=0)


def thread_names(live: Live) -> list[str]:
    """The names of the threads that the bot opened."""
    made = (r for r in live.discord.requests if r["path"].endswith("/threads"))
    return [r["json"]["name"] for r in made]


def test_the_hostile_text_is_dangerous_where_nothing_is_escaped() -> None:
    kinds = {kind for kind, _ in rendered(LINES).marks}
    assert kinds >= {"heading", "fence", "quote"}
    assert {"mention", "link", "emoji", "command"} <= {kind for kind, _ in rendered(EVIL).marks}
