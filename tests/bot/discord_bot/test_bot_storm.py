"""Whatever three people do, in whatever order, nothing that they do is left unanswered."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest

from tests.bot.discord_bot.stage import Live, Scene, on_air
from tests.bot.discord_bot.trouble import scripted
from tests.discord_standin.interactions import MODAL, Interaction
from tests.discord_standin.limits import walk
from tests.discord_standin.messages import Upload
from tests.discord_standin.world import Json, Message, User
from tests.fakes_answers import an_answer

pytestmark = pytest.mark.anyio

ACTS = 80
FOR_ALL: tuple[tuple[str, Json], ...] = (
    ("ask", {"question": "So?"}),
    ("ask", {"question": "So?", "as_of": "2024-03-06", "private": True}),
    ("ask", {"question": "So?", "as_of": "some day"}),
    ("ask", {"question": "fail"}),
    ("check", {"claim": "It is so."}),
    ("timeline", {"claim": "It is so."}),
    ("sources", {}),
    ("sources", {"query": "bridge"}),
    ("status", {}),
    ("help", {}),
    ("forget me", {}),
)
FOR_MANAGERS: tuple[tuple[str, Json], ...] = (
    ("watch add", {"claim": "It is so."}),
    ("watch list", {}),
    ("watch remove", {"claim": "It is so."}),
    ("source remove", {"id": "nothing"}),
    ("source add", {"url": "nowhere"}),
    ("source add", {"file": Upload("broken.pdf", b"%PDF-1.7")}),
)


class Storm:
    """Draws acts; `begun` are all interactions so far."""

    def __init__(self, live: Live, seed: int) -> None:
        self.live = live
        self.draw = random.Random(seed)
        self.begun: list[Interaction] = []

    async def act(self) -> None:
        """One act of one person."""
        person = self.draw.choice([self.live.ann, self.live.bob, self.live.boss])
        if self.draw.random() < 0.5 and (pressed := self._pressed(person)):
            self.begun.append(await self.live.discord.press(person, *pressed))
        elif self.draw.random() < 0.3 and (form := self._form(person)):
            self.begun.append(await self.live.discord.submit(person, form, self._filled(form)))
        else:
            of_all = person is not self.live.boss
            name, options = self.draw.choice(FOR_ALL if of_all else FOR_ALL + FOR_MANAGERS)
            asked = self.live.discord.slash(person, self.live.channel, name, **options)
            self.begun.append(await asked)
        if self.draw.random() < 0.5:
            await self.begun[-1].acknowledged()

    def _pressed(self, person: User) -> tuple[Message, str] | None:
        seen = [m for m in self.live.channel.messages.values() if m.seen_by in (None, person)]
        found = [
            (message, part["custom_id"])
            for message in seen
            for part in walk(message.components)
            if "custom_id" in part and not part.get("disabled")
        ]
        return self.draw.choice(found) if found else None

    def _form(self, person: User) -> Interaction | None:
        opened = [i for i in self.begun if i.user is person and i.response_type == MODAL]
        return self.draw.choice(opened) if opened else None

    def _filled(self, form: Interaction) -> Json:
        assert form.modal
        fields: list[Any] = [p for p in walk(form.modal["components"]) if "custom_id" in p]
        return {
            part["custom_id"]: (
                [part["options"][0]["value"]] if "options" in part else "2024-03-06"
            )
            for part in fields
        }


@pytest.mark.parametrize("seed", range(3))
async def test_every_act_is_answered_by_a_message_or_a_form(scene: Scene, seed: int) -> None:
    def answer(question: str) -> Any:
        return an_answer() if question != "fail" else 1 // 0

    scene = replace(scene, settings=scene.settings.model_copy(update={"discord_per_person": 20}))
    async with on_air(scene, opening=scripted(answer)) as live:
        storm = Storm(live, seed)
        live.discord.fail_next("PATCH", "/webhooks/*", 400)
        for _ in range(ACTS):
            await storm.act()
        for one in storm.begun:
            await one.acknowledged()
            if one.response_type != MODAL:
                await one.message()
        refused = [r for r in live.discord.requests if r["status"] >= 400]
        assert len(refused) == 1, "only what the test planned"
    assert len(storm.begun) == ACTS
