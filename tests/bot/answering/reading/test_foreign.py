"""A question in another language is told from one in bad English."""

from __future__ import annotations

import pytest

from bot.answering.reading.foreign import is_foreign
from tests.bot.answering.reading.test_spelling import BODY, OneSource
from tests.fakes_evidence import NAMES
from tests.fakes_parser import packaged

VOCABULARY = OneSource(BODY)


def told(text: str) -> bool:
    return is_foreign(text, NAMES.find(text, casual=True), VOCABULARY, packaged())


@pytest.mark.parametrize(
    "question",
    [
        "Wie viele Arbeiter wurden verletzt?",
        "Warum ist die Ministerin zurückgetreten?",
        "Pourquoi la ministre a-t-elle démissionné ?",
        "¿Cuándo se rompió la presa?",
        "Скільки людей загинуло?",
        "Когда рухнула плотина?",
        "댐은 언제 무너졌습니까?",
    ],
)
def test_another_language_is_told(question: str) -> None:
    assert told(question)


@pytest.mark.parametrize(
    "question",
    [
        "death toll?",
        "wat did calder say",
        "Did Karst bury Belmor in Tarsk?",
        "who is bankrolling Zorvik Belmarn",
        "dont they have any proof",
        "asdf qwer yxcv",
        "",
        "?!",
    ],
)
def test_bad_english_and_strange_names_are_english(question: str) -> None:
    assert not told(question)
