"""The assistant is shared between threads: the same answers, whoever asks beside whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from bot.assistant import Assistant
from bot.claims import Answer, Elapsed
from bot.evaluation.loading import load_set
from bot.evaluation.record import Outturn
from bot.evaluation.run import run

STORY = Path(__file__).resolve().parents[2] / "stories" / "harbour"


def untimed(outturn: Outturn) -> tuple[str, Answer | None, str | None, tuple[str, ...]]:
    answer = outturn.answer and replace(outturn.answer, elapsed=Elapsed())
    return outturn.item.id, answer, outturn.error, outturn.retrieved


def test_threads_that_share_an_assistant_get_the_answers_of_one(
    story: Callable[[str], Assistant],
) -> None:
    questions = load_set(STORY / "qa.yaml")
    items = tuple(
        replace(item, expect=replace(item.expect, passages=(("any", "any"),)))
        for item in questions.items
    )
    assistant = story("harbour")
    alone = run(items, assistant, {}, lambda _: None, 1)
    again = (*items, *(replace(item, id=f"{item.id} again") for item in items))
    together = run(again, assistant, {}, lambda _: None, 8)
    assert alone.complete
    assert together.complete
    assert [o.error for o in alone.outturns if o.error] == []
    assert [untimed(o)[1:] for o in together.outturns] == 2 * [
        untimed(o)[1:] for o in alone.outturns
    ]
