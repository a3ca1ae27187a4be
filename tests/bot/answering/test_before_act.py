"""What somebody did limits what may be known, where a question says "before" they did it."""

from __future__ import annotations

import pytest

from bot.claims import Stance
from tests.fakes_evidence import READER

CONFIRMS, ADMITS, DENIES = Stance.CONFIRMS, Stance.ADMITS, Stance.DENIES


@pytest.mark.parametrize(
    ("question", "actor", "stance", "rest"),
    [
        (
            "Was the hull cracked before the board confirmed it?",
            "Sea Safety Board",
            CONFIRMS,
            "Was the hull cracked?",
        ),
        (
            "Before Ada Brook admitted it, who spoke of a crack?",
            "Ada Brook",
            ADMITS,
            "who spoke of a crack?",
        ),
        (
            "Who spoke of a crack before Brook finally denied that publicly?",
            "Ada Brook",
            DENIES,
            "Who spoke of a crack?",
        ),
    ],
)
def test_an_act_of_somebody_is_a_limit(
    question: str, actor: str, stance: Stance, rest: str
) -> None:
    found = READER.before_act(question)
    assert found is not None
    assert (found.actor.name, found.stance, found.rest) == (actor, stance, rest)


@pytest.mark.parametrize(
    "question",
    [
        "Was the hull cracked before the board met?",
        "Was the hull cracked before it was confirmed?",
        "Did the board confirm the crack?",
        "What had Brook said before the board confirmed that the hull was cracked by ice?",
    ],
)
def test_anything_else_is_none(question: str) -> None:
    assert READER.before_act(question) is None
