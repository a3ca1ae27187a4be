"""What a judging model says, before ragas counts it: whole, not empty, one verdict a statement."""

from __future__ import annotations

import pytest
from pydantic import BaseModel

from bot.errors import NotJudged
from bot.evaluation.judged_ragas import Replies, Vectors, parsed
from tests.fakes import FakeEmbedder
from tests.fakes_judges import FakeChatModel


class Statements(BaseModel):
    statements: list[str]


class Verdict(BaseModel):
    statement: str
    verdict: int


class Verdicts(BaseModel):
    statements: list[Verdict]


class Question(BaseModel):
    question: str
    noncommittal: int


class Classes(BaseModel):
    TP: list[str]
    FP: list[str]


BOTH = '{"statements": ["It is shut.", "It cracked."]}'
ONE_VERDICT = '{"statements": [{"statement": "It is shut.", "verdict": 1}]}'


@pytest.mark.parametrize(
    "text",
    [
        '{"statements": ["shut"]}',
        '```json\n{"statements": ["shut"]}\n```',
        'Here it is: {"statements": ["shut"]} Anything else?',
        '<think>maybe {"statements": []}</think>\n{"statements": ["shut"]}',
    ],
)
def test_the_json_of_a_reply_is_found_whatever_stands_around_it(text: str) -> None:
    assert parsed(text, Statements).statements == ["shut"]


@pytest.mark.parametrize(
    "text",
    ["", "I cannot judge that.", '{"statements": ["shut", "crack', '{"statements": 3}', "[1]"],
)
def test_a_reply_that_is_not_whole_is_refused(text: str) -> None:
    with pytest.raises(NotJudged, match="is not the JSON that was asked for"):
        parsed(text, Statements)


def test_a_bad_reply_is_asked_for_once_more() -> None:
    model = FakeChatModel("well, well", BOTH)
    assert len(Replies(model).generate("split", Statements).statements) == 2
    assert model.prompts == ["split", "split"]


def test_a_second_bad_reply_is_a_reason() -> None:
    model = FakeChatModel("well, well")
    with pytest.raises(NotJudged, match="is not the JSON"):
        Replies(model).generate("split", Statements)
    assert len(model.prompts) == 2


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('{"statements": []}', Statements),
        ('{"question": "", "noncommittal": 0}', Question),
        ('{"TP": [], "FP": []}', Classes),
    ],
)
def test_a_reply_that_holds_nothing_is_no_judgement(text: str, wanted: type[BaseModel]) -> None:
    with pytest.raises(NotJudged, match="holds nothing to judge by"):
        Replies(FakeChatModel(text)).generate("judge", wanted)


def test_one_empty_class_beside_another_is_a_judgement() -> None:
    replies = Replies(FakeChatModel('{"TP": [], "FP": ["It sank."]}'))
    assert replies.generate("judge", Classes).FP == ["It sank."]


def test_a_verdict_that_is_missing_is_no_judgement() -> None:
    replies = Replies(FakeChatModel(BOTH, ONE_VERDICT))
    replies.generate("split", Statements)
    with pytest.raises(NotJudged, match="gave 1 verdicts on 2 statements"):
        replies.generate("judge", Verdicts)


def test_vectors_are_those_of_the_embedder() -> None:
    embedder = FakeEmbedder()
    vectors = Vectors(embedder)
    assert vectors.embed_texts(["shut", "open"])[0] == vectors.embed_text("shut")
    assert vectors.embed_text("shut") == embedder.embed(["shut"])[0].tolist()
