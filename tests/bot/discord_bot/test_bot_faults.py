"""The assistant, the state or the index fails: a reason for the person, a traceback for the log."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from bot.assembly import update_index
from bot.claims import Answer
from bot.discord_bot.opening import Opening, Progress
from bot.errors import BadQuestion, BotError, GateError
from bot.live import LiveAssistant
from bot.state.database import STATE_FILE
from retrieval.errors import IndexUnusable
from tests.bot.discord_bot.fast_loop import JUMPING, advance
from tests.bot.discord_bot.stage import Live, Scene, on_air
from tests.bot.discord_bot.trouble import (
    button,
    conversing,
    failing,
    live_over,
    logged,
    reference_in,
    replied_to,
    scripted,
    told,
    traceback_of,
)
from tests.discord_standin.messages import Upload
from tests.discord_standin.waiting import PATIENCE, eventually
from tests.discord_standin.world import Message
from tests.fakes import a_source, write_sources
from tests.fakes_answers import an_answer
from tests.fakes_place import BODY, SOURCES
from tests.fakes_place import QUESTION as BRIDGE

pytestmark = pytest.mark.anyio

SECRET = "/tmp/place/index.sqlite: is damaged"
FILES = "my own files cannot be used"
LIMIT = 20.0  # seconds that a question may take


@pytest.fixture(scope="module")
def anyio_backend() -> tuple[str, Mapping[str, Any]]:
    """Whether a question takes too long is for a test to say."""
    return JUMPING


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (IndexUnusable(SECRET), FILES),
        (BotError(SECRET), FILES),
        (GateError(SECRET), "did not pass its own checks"),
        (ZeroDivisionError(SECRET), "went wrong that nobody foresaw"),
        (TimeoutError(SECRET), "went wrong that nobody foresaw"),
    ],
)
async def test_an_assistant_that_fails_is_a_reason_to_people_and_a_traceback_in_the_log(
    scene: Scene, caplog: pytest.LogCaptureFixture, error: Exception, reason: str
) -> None:
    conversing(scene)
    async with on_air(scene, opening=failing(error)) as live:
        answer = await told(live)
        said = await live.discord.say(live.ann, live.channel, f"{scene.world.bot.mention} So?")
        reply = await replied_to(live, said)
    for message in (answer, reply):
        assert reason in message.content
        assert traceback_of(caplog, message).endswith(f"{SECRET}\n")


async def test_what_somebody_did_wrong_is_told_in_its_own_words_and_without_traceback(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "onrecord.discord")
    async with on_air(scene, opening=failing(BadQuestion("ask something"))) as live:
        answer = await told(live)
    assert "ask something" in answer.content
    assert logged(caplog, answer).exc_info is None


async def test_an_opening_that_fails_in_an_unforeseen_way_is_tried_again(scene: Scene) -> None:
    tries = iter((ZeroDivisionError("first"), IndexUnusable("second")))
    go_on = threading.Event()

    def opener(progress: Progress) -> LiveAssistant:
        if error := next(tries, None):
            raise error
        assert go_on.wait(PATIENCE)
        return live_over(lambda question: an_answer())

    async with on_air(scene, opening=Opening(opener, patience=PATIENCE, again=0.05)) as live:
        assert "the sources cannot be opened, and the log says why" in (await told(live)).content
        go_on.set()
        await ready(live)
        assert "**CONFIRMED**" in (await told(live)).content


async def ready(live: Live) -> None:
    """The sources are open."""
    await eventually(lambda: live.client.desk.state == "ready", "the sources to be open")


async def test_without_an_index_its_progress_is_told_and_later_the_answer(scene: Scene) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def opener(progress: Progress) -> LiveAssistant:
        progress("Indexing sources", 7, 24)
        begun.set()
        assert go_on.wait(PATIENCE)
        return live_over(lambda question: an_answer())

    async with on_air(scene, opening=Opening(opener, patience=0.05)) as live:
        await eventually(begun.is_set, "the opening to begin")
        reason = (await told(live)).content
        assert "indexing sources (7 of 24); ask again in a minute" in reason
        assert (
            await live.discord.autocomplete(live.ann, live.channel, "ask", "as_of", as_of="") == []
        )
        go_on.set()
        await ready(live)
        assert "**CONFIRMED**" in (await told(live)).content


async def test_a_damaged_index_is_a_reason_and_is_in_the_log(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    (current,) = (scene.settings.home / "indexes").glob("*/current")
    catalogue = current.parent / current.read_text(encoding="utf-8") / "catalogue.sqlite"
    catalogue.write_bytes(b"no database" * 1000)
    async with on_air(scene, opens=False) as live:
        answer = await told(live)
    assert "the sources cannot be opened, and the log says why" in answer.content
    assert reference_in(answer)
    assert any(r.exc_info for r in caplog.records if "cannot be opened" in r.message)


async def test_while_another_process_writes_the_index_the_old_state_answers(
    scene: Scene, tmp_path: Path
) -> None:
    write_sources(tmp_path / "corpus" / "sources", *SOURCES)
    settings = scene.settings.model_copy(update={"corpus": tmp_path / "corpus"})
    before = set((settings.home / "indexes").iterdir())
    await asyncio.to_thread(update_index, settings)
    (index,) = set((settings.home / "indexes").iterdir()) - before
    write_sources(tmp_path / "corpus" / "sources", a_source("swing-bridge", BODY))
    with FileLock(index / "writer.lock"):
        async with on_air(replace(scene, settings=settings)) as live:
            assert "a barge struck its pier" in (await told(live, BRIDGE)).content
            assert [s.id for s in await live.client.desk.sources()] == [s.id for s in SOURCES]


async def test_a_state_file_that_is_none_is_a_reason_for_whoever_speaks_to_the_bot(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    (scene.settings.home / STATE_FILE).write_bytes(b"no database" * 1000)
    async with on_air(scene, opening=scripted()) as live:
        said = await live.discord.say(live.ann, live.channel, f"{scene.world.bot.mention} So?")
        for message in (await told(live), await replied_to(live, said)):
            assert FILES in message.content
            assert "not a database" in traceback_of(caplog, message)


async def test_what_somebody_asked_stands_in_no_traceback_of_the_database(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    async with on_air(scene, opening=scripted()) as live:
        assert "**CONFIRMED**" in (await told(live)).content
        with closing(sqlite3.connect(scene.settings.home / STATE_FILE)) as state:
            state.execute("ALTER TABLE answers RENAME COLUMN question TO asked")
        answer = await told(live, "Did Ann tell Bob?")
        assert FILES in answer.content
        traceback_of(caplog, answer)
    assert "INSERT INTO answers" in caplog.text
    assert "Did Ann tell Bob?" not in caplog.text


async def test_a_state_that_is_deleted_is_begun_anew(scene: Scene) -> None:
    async with on_air(scene, opening=scripted()) as live:
        first = await told(live)
        await noted(live, first)  # else the bot may be writing to the file at this moment
        (scene.settings.home / STATE_FILE).unlink()
        pressed = await live.discord.press(live.bob, first, button(first, "why"))
        assert "this answer is no longer kept" in (await pressed.message()).content
        second = await told(live)
        pressed = await live.discord.press(live.bob, second, button(second, "why"))
        assert "Statement 1" in (await pressed.message()).content


async def noted(live: Live, answer: Message) -> None:
    """The state has where an answer stands."""
    postings = live.client.desk.stores.postings
    await eventually(lambda: postings.of_message(answer.id), "the answer to be noted")


def limited(scene: Scene, **more: float) -> Scene:
    """The scene with a limit of time for each question."""
    few = {"discord_timeout": LIMIT, **more}
    return replace(scene, settings=scene.settings.model_copy(update=few))


async def test_a_locked_state_costs_one_answer_and_not_the_next(scene: Scene) -> None:
    begun, locked = threading.Event(), threading.Event()

    def answering(question: str) -> Answer:
        begun.set()
        assert question != "Locked?" or locked.wait(PATIENCE)
        return an_answer()

    file = scene.settings.home / STATE_FILE
    async with on_air(limited(scene), opening=scripted(answering)) as live:
        await noted(live, await told(live))
        begun.clear()
        asked = await live.discord.slash(live.ann, live.channel, "ask", question="Locked?")
        await eventually(begun.is_set, "the answer to be under way")
        with closing(sqlite3.connect(file, timeout=PATIENCE)) as state:
            state.execute("BEGIN EXCLUSIVE")
            locked.set()
            advance(LIMIT)
            assert f"it took longer than {LIMIT:g} s" in (await asked.message()).content
        assert "**CONFIRMED**" in (await told(live)).content


async def test_a_slow_answer_is_given_up_and_its_place_is_free_when_it_ends(scene: Scene) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slowly(question: str) -> Answer:
        begun.set()
        assert question != "slow" or go_on.wait(PATIENCE)
        return an_answer()

    scene = limited(scene, discord_answers_at_once=1, discord_queue=1)
    async with on_air(scene, opening=scripted(slowly)) as live:
        ask, queue = live.discord.slash, live.client.desk.queue
        slow = await ask(live.ann, live.channel, "ask", question="slow")
        await eventually(begun.is_set, "the slow answer to be under way")
        waits = await ask(live.bob, live.channel, "ask", question="quick")
        await eventually(lambda: queue.waiting, "the next to wait")
        late = await ask(live.boss, live.channel, "ask", question="quick")
        assert "the queue is full (1 question)" in (await late.message()).content
        advance(LIMIT)
        for one in (slow, waits):
            assert f"it took longer than {LIMIT:g} s" in (await one.message()).content
        again = await ask(live.ann, live.channel, "ask", question="quick")
        await eventually(lambda: queue.waiting, "the place to be taken")
        advance(LIMIT)
        assert "it took longer" in (await again.message()).content
        go_on.set()
        assert "**CONFIRMED**" in (await told(live, "quick")).content


async def test_a_file_that_cannot_be_read_is_refused_without_a_path_of_the_server(
    scene: Scene,
) -> None:
    async with on_air(scene, opening=scripted()) as live:
        for name, content in (("report.pdf", b"%PDF-1.7 broken"), ("report.xyz", b"?")):
            file = Upload(name, content)
            added = await live.discord.slash(live.boss, live.channel, "source add", file=file)
            message = await added.message()
            assert reference_in(message)
            assert "not added: " in message.content


async def test_a_bot_may_be_closed_while_it_opens(scene: Scene) -> None:
    go_on, closed = threading.Event(), threading.Event()

    def opener(progress: Progress) -> LiveAssistant:
        assert go_on.wait(PATIENCE)
        return live_over(lambda question: an_answer(), closed.set)

    async with on_air(scene, opening=Opening(opener)):
        pass
    go_on.set()
    assert await asyncio.to_thread(closed.wait, PATIENCE), "what was opened too late is let go"
