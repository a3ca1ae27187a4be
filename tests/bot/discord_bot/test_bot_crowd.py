"""Many people at once: everybody is answered, once, in time, and in turn."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import replace

import pytest

from bot.claims import Answer
from tests.bot.discord_bot.stage import Live, Scene, on_air
from tests.bot.discord_bot.trouble import scripted
from tests.discord_standin.interactions import TO_ACKNOWLEDGE, Interaction
from tests.discord_standin.waiting import PATIENCE, eventually
from tests.discord_standin.world import User
from tests.fakes_answers import an_answer

pytestmark = pytest.mark.anyio

PEOPLE, QUESTIONS = 40, 200
OPEN = {"discord_per_person": 1000, "discord_per_channel": 1000, "discord_timeout": 1e4}


def with_settings(scene: Scene, **settings: float) -> Scene:
    """The scene with limits that nobody reaches, unless told otherwise."""
    return replace(scene, settings=scene.settings.model_copy(update=OPEN | settings))


def crowd(scene: Scene, number: int) -> list[User]:
    """So many people more in the server."""
    people = [scene.world.user(f"person {n}") for n in range(number)]
    for person in people:
        scene.world.join(scene.guild, person)
    return people


async def asks(live: Live, person: User, question: str) -> Interaction:
    """A person asks in the channel."""
    return await live.discord.slash(person, live.channel, "ask", question=question)


def requests_of(live: Live, method: str, start: str) -> Counter[str]:
    """How often each address that starts so was used."""
    made = (r["path"] for r in live.discord.requests if r["method"] == method)
    return Counter(path for path in made if path.startswith(start))


async def test_two_hundred_questions_of_forty_people_are_answered_once_each(scene: Scene) -> None:
    scene = with_settings(scene)
    people = crowd(scene, PEOPLE)
    async with on_air(scene, opening=scripted()) as live:
        asked = [await asks(live, people[n % PEOPLE], f"{n}?") for n in range(QUESTIONS)]
        answers = [await one.message() for one in asked]
        await live.discord.until(lambda: len(live.discord.requests) >= 2 * QUESTIONS or None)
        callbacks = requests_of(live, "POST", "/interactions/")
        edits = requests_of(live, "PATCH", "/webhooks/")
    assert all(f"“{n}?”" in answer.content for n, answer in enumerate(answers))
    assert len(callbacks) == len(edits) == QUESTIONS
    assert set(callbacks.values()) == set(edits.values()) == {1}
    waits = [await one.acknowledged() for one in asked]
    assert max(waits) <= TO_ACKNOWLEDGE


async def test_one_person_with_fifty_questions_delays_nobody_else(scene: Scene) -> None:
    begun: list[str] = []
    go_on = threading.Event()

    def noted(question: str) -> Answer:
        begun.append(question)
        assert go_on.wait(PATIENCE)
        return an_answer()

    scene = with_settings(scene, discord_answers_at_once=1)
    async with on_air(scene, opening=scripted(noted)) as live:
        many = [await asks(live, scene.ann, f"ann {n}") for n in range(50)]
        for one in many:
            await one.acknowledged()
        few = [await asks(live, person, person.name) for person in (scene.bob, scene.boss)]
        for one in few:
            await one.acknowledged()
        queue = live.client.desk.queue
        await eventually(lambda: queue.waiting == 51, "all but the first to wait")
        go_on.set()
        for one in (*many, *few):
            await one.message()
    # The first is under way when the others come; then the lines take turns.
    assert max(begun.index("bob"), begun.index("boss")) <= 3
    assert len(begun) == 52


async def test_limits_and_a_full_queue_are_reasons_and_nobody_is_left_without(
    scene: Scene,
) -> None:
    go_on = threading.Event()

    def slowly(question: str) -> Answer:
        assert go_on.wait(PATIENCE)
        return an_answer()

    few = {"discord_per_person": 5, "discord_queue": 10, "discord_answers_at_once": 2}
    scene = with_settings(scene, **few)
    people = crowd(scene, 4)
    async with on_air(scene, opening=scripted(slowly)) as live:
        asked = [await asks(live, people[n % 4], f"question {n}") for n in range(28)]
        refused = len(asked) - 12  # which wait for nothing
        await live.discord.until(lambda: sum(bool(one.answer) for one in asked) == refused)
        go_on.set()
        told = [(await one.message()).content for one in asked]
    assert sum("you asked 5 questions within a minute" in text for text in told) == 8
    assert sum("the queue is full (10 questions)" in text for text in told) == 8
    assert sum("**CONFIRMED**" in text for text in told) == 12
