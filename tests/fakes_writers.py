"""Language models that follow a script, and what they were told."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from bot.answering.drafting.shapes import WrittenAnswer, WrittenClaim, WrittenQuote
from bot.errors import ModelError
from bot.writing.model import Heard, Prompt, Reply, ShapeT, Usage

Script = Callable[[Prompt, int], Any]


class FakeWriter:
    """Writes what its script returns for a prompt and the number of the call, counted from 1; a
    ModelError that is returned is raised."""

    name = "fake:writer"

    def __init__(self, script: Script) -> None:
        self.prompts: list[Prompt] = []
        self.spent = Usage()
        self._script = script

    def for_one_answer(self) -> FakeWriter:
        return self

    def write(
        self, prompt: Prompt, shape: type[ShapeT], heard: Heard | None = None
    ) -> Reply[ShapeT]:
        self.prompts.append(prompt)
        written = self._script(prompt, len(self.prompts))
        if isinstance(written, ModelError):
            raise written
        if heard:
            heard(written.model_dump_json())
        usage = Usage(1, 1000, 100, 0.001)
        self.spent += usage
        return Reply(shape.model_validate(written.model_dump()), usage)


def offered_in(prompt: Prompt) -> list[dict[str, str]]:
    """The passages of a prompt."""
    return [json.loads(line) for line in prompt.user.splitlines() if line.startswith('{"key"')]


def holding(prompt: Prompt, words: str) -> str:
    """The key of the first passage that holds the words."""
    return next(p["key"] for p in offered_in(prompt) if words in p["text"])


def claim(text: str, *quotes: tuple[str, str]) -> WrittenClaim:
    """A claim with quotations as (key, words)."""
    return WrittenClaim(text=text, quotes=[WrittenQuote(key=k, words=w) for k, w in quotes])


def answer(*claims: WrittenClaim, answerable: bool = True) -> WrittenAnswer:
    return WrittenAnswer(answerable=answerable, claims=list(claims))


def in_turn(*replies: Any) -> Script:
    """One reply after the other, the last one for ever; a function is called with the prompt."""

    def script(prompt: Prompt, n: int) -> Any:
        reply = replies[min(n, len(replies)) - 1]
        return reply(prompt) if callable(reply) else reply

    return script


def words_of_all(prompt: Prompt) -> Sequence[str]:
    """All texts that were offered."""
    return [p["text"] for p in offered_in(prompt)]
