"""Replies from the cache: the same question once, what is old, broken or purged never."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import BaseModel

from bot.errors import ModelError
from bot.state.database import STATE_FILE
from bot.state.replies import Replies
from bot.writing.caching import CachedModel
from bot.writing.model import Prompt, Usage
from bot.writing.retrying import RetryingModel
from tests.fakes_tracking import Clock
from tests.fakes_writing import DRAFT, GOOD, PROMPT, Draft, FakeAttempts

OTHER = GOOD.replace("shut", "open")


class Other(BaseModel):
    """Another shape."""

    claims: list[dict[str, object]]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Replies]:
    store = Replies(tmp_path / "home" / STATE_FILE, clock=clock, most=3)
    yield store
    store.close()


def cached(store: Replies, *script: str | ModelError, server: str | None = None) -> CachedModel:
    return CachedModel(RetryingModel(FakeAttempts(*script), 60), store, server)


def test_the_same_question_is_asked_once_and_costs_nothing_again(store: Replies) -> None:
    first = cached(store, GOOD).write(PROMPT, Draft)
    assert (first.cached, first.usage.calls) == (False, 1)
    heard: list[str] = []
    again = cached(store, OTHER).write(PROMPT, Draft, heard.append)
    assert (again.value, again.cached, again.usage) == (DRAFT, True, Usage())
    assert [Draft.model_validate_json(text) for text in heard] == [DRAFT]


@pytest.mark.parametrize("prompt", [Prompt("x", PROMPT.user), Prompt(PROMPT.system, "x")])
def test_another_prompt_is_another_question(store: Replies, prompt: Prompt) -> None:
    cached(store, GOOD).write(PROMPT, Draft)
    assert not cached(store, GOOD).write(prompt, Draft).cached


def test_another_shape_or_another_server_is_another_question(store: Replies) -> None:
    cached(store, GOOD).write(PROMPT, Draft)
    assert not cached(store, GOOD).write(PROMPT, Other).cached
    assert not cached(store, GOOD, server="http://there/v1").write(PROMPT, Draft).cached


def test_a_failure_is_not_kept(store: Replies) -> None:
    model = cached(store, ModelError("no"), GOOD)
    with pytest.raises(ModelError):
        model.write(PROMPT, Draft)
    assert not model.write(PROMPT, Draft).cached


def test_what_is_too_old_is_asked_again(store: Replies, clock: Clock) -> None:
    cached(store, GOOD).write(PROMPT, Draft)
    clock.now += timedelta(days=31)
    assert not cached(store, GOOD).write(PROMPT, Draft).cached


def test_the_oldest_make_room(store: Replies, clock: Clock) -> None:
    prompts = [Prompt("", str(n)) for n in range(5)]
    for prompt in prompts:
        cached(store, GOOD).write(prompt, Draft)
        clock.now += timedelta(minutes=1)
    found = [cached(store, OTHER).write(p, Draft).cached for p in reversed(prompts[1:])]
    assert found == [True, True, True, False]


def test_a_broken_entry_is_asked_again_and_written_anew(store: Replies, tmp_path: Path) -> None:
    cached(store, GOOD).write(PROMPT, Draft)
    with closing(sqlite3.connect(tmp_path / "home" / STATE_FILE)) as file, file:
        file.execute("UPDATE model_replies SET text = substr(text, 1, 9)")
    assert not cached(store, GOOD).write(PROMPT, Draft).cached
    assert cached(store, OTHER).write(PROMPT, Draft).value == DRAFT


def test_a_cache_that_cannot_be_used_is_none(tmp_path: Path) -> None:
    path = tmp_path / STATE_FILE
    path.write_text("no database, but longer than a header of one " * 9, encoding="utf-8")
    with closing(Replies(path)) as store:
        assert cached(store, GOOD).write(PROMPT, Draft).value == DRAFT


def test_neither_prompts_nor_what_was_purged_stand_in_the_file(
    store: Replies, tmp_path: Path
) -> None:
    path = tmp_path / "home" / STATE_FILE
    cached(store, GOOD).write(PROMPT, Draft)
    assert b"It is shut." in path.read_bytes()
    assert PROMPT.user.encode() not in path.read_bytes()
    assert store.forget_all() == 1
    assert b"It is shut." not in path.read_bytes()
    assert not cached(store, GOOD).write(PROMPT, Draft).cached


def test_what_was_asked_before_a_purge_is_not_kept_after_it(store: Replies, clock: Clock) -> None:
    asked_at = store.now()
    cached(store, GOOD).write(Prompt("", "something"), Draft)
    clock.now += timedelta(seconds=1)
    store.forget_all()
    store.keep("key", "what was purged", asked_at)
    assert store.find("key") is None
    clock.now += timedelta(seconds=1)
    store.keep("key", "asked later", store.now())
    assert store.find("key") == "asked later"


def test_forgetting_where_nothing_was_written_makes_no_file(tmp_path: Path) -> None:
    with closing(Replies(tmp_path / STATE_FILE)) as store:
        assert (store.forget_all(), store.find("key")) == (0, None)
    assert not (tmp_path / STATE_FILE).exists()


def test_processes_and_threads_share_it(tmp_path: Path) -> None:
    stores = [Replies(tmp_path / STATE_FILE) for _ in range(4)]

    def write(n: int) -> bool:
        return cached(stores[n % 4], GOOD).write(PROMPT, Draft).value == DRAFT

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(write, range(40)))
    assert cached(stores[0], OTHER).write(PROMPT, Draft).cached
    for store in stores:
        store.close()
