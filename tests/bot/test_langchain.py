"""The assistant as a Runnable: questions in, answers as JSON values out, errors as ours."""

from __future__ import annotations

import asyncio
from datetime import date, datetime
from typing import Any

import pytest
from langchain_core.runnables import RunnableLambda

from bot.errors import BadDate, BadQuestion, BotError
from bot.langchain import Asked, as_runnable, open_retriever
from bot.rendering.json_format import answer_from_json, answer_json
from retrieval.errors import IndexUnusable, RetrievalError
from tests.fakes_place import QUESTION, Place
from tests.fakes_repl import FakeAssistant

DAY = date(2024, 3, 6)


def test_the_answer_is_that_of_the_assistant_as_json_values() -> None:
    assistant = FakeAssistant()
    found = as_runnable(assistant).invoke("Is it shut?")
    assert found == answer_json(assistant.ask("Is it shut?"))
    assert answer_from_json(found).question == "Is it shut?"


@pytest.mark.parametrize(
    ("asked", "as_of"),
    [
        ("Is it shut?", None),
        ({"question": "Is it shut?"}, None),
        ({"question": "Is it shut?", "as_of": None}, None),
        ({"question": "Is it shut?", "as_of": ""}, None),
        ({"question": "Is it shut?", "as_of": DAY}, DAY),
        ({"question": "Is it shut?", "as_of": datetime(2024, 3, 6, 12)}, DAY),
        ({"question": "Is it shut?", "as_of": "2024-03-06"}, DAY),
        ({"question": "Is it shut?", "as_of": "6 March 2024", "more": 1}, DAY),
    ],
)
def test_a_question_comes_with_or_without_its_day(asked: str | Asked, as_of: date | None) -> None:
    assistant = FakeAssistant()
    as_runnable(assistant).invoke(asked)
    assert assistant.asked == [("Is it shut?", as_of)]


@pytest.mark.parametrize("asked", [{}, {"question": 7}, {"query": "Is it?"}, None, ["Is it shut?"]])
def test_what_is_no_question_is_refused_with_an_example(asked: Any) -> None:
    with pytest.raises(BadQuestion, match="holds no question; pass a string, or"):
        as_runnable(FakeAssistant()).invoke(asked)


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(BadDate, match="'soon' does not name one day"):
        as_runnable(FakeAssistant()).invoke({"question": "Is it shut?", "as_of": "soon"})


def test_an_error_of_the_assistant_comes_through_and_beside_answers_in_a_batch() -> None:
    runnable = as_runnable(FakeAssistant())
    questions: list[str | Asked] = ["Is it unreadable?", "Is it shut?"]
    with pytest.raises(IndexUnusable):
        runnable.invoke(questions[0])
    found: list[Any] = runnable.batch(questions, return_exceptions=True)
    failed, answered = found
    assert isinstance(failed, RetrievalError)
    assert answered["outcome"] == "answered"


def test_it_streams_one_checked_piece_and_works_in_coroutines_and_chains() -> None:
    runnable = as_runnable(FakeAssistant())
    (piece,) = runnable.stream("Is it shut?")
    assert piece == asyncio.run(runnable.ainvoke("Is it shut?"))
    chain = runnable | RunnableLambda(lambda answer: answer["status"])
    assert chain.batch(["Is it shut?", {"question": "Do ferries run?"}]) == ["confirmed"] * 2


def test_its_types_are_told_to_langchain() -> None:
    runnable = as_runnable(FakeAssistant())
    assert {"string", "object"} == {
        part.get("type", "object") for part in runnable.get_input_jsonschema()["anyOf"]
    }
    assert runnable.get_output_jsonschema()["type"] == "object"


def test_a_retriever_is_opened_over_a_corpus(indexed: Place) -> None:
    retriever = open_retriever(indexed.corpus, indexed.home, k=1)
    (document,) = retriever.invoke(QUESTION)
    assert document.metadata["source_id"] == "mill-bridge"
    assert "a barge struck its pier" in document.page_content


def test_an_empty_question_to_the_retriever_is_our_error(indexed: Place) -> None:
    with pytest.raises(BotError, match="the question is empty"):
        open_retriever(indexed.corpus, indexed.home).invoke(" ")
