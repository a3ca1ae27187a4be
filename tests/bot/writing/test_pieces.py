"""Replies of several providers, as LangChain gives them, put together."""

from __future__ import annotations

import pytest

from bot.writing.model import Prompt
from bot.writing.pieces import Pieces
from tests.fakes_langchain import Chunk, Message

PROMPT = Prompt("1234", "5678")
EMPTY = "a:b: the reply is empty"
FILTERED = "a:b: the provider's content filter held the reply back"
CUT_OFF = "a:b: the reply was cut off at its longest"


def pieces_of(*messages: Message) -> Pieces:
    pieces = Pieces()
    for message in messages:
        pieces.add(message)
    return pieces


def test_the_arguments_of_a_call_go_before_words_beside_it() -> None:
    first, second = {"args": '{"text": '}, {"args": '"It is shut."}'}
    pieces = pieces_of(
        Chunk("Let me see."), Chunk(tool_call_chunks=[first]), Chunk(tool_call_chunks=[second])
    )
    assert pieces.text == '{"text": "It is shut."}'
    assert len(pieces) == len("Let me see.") + len(pieces.text)


def test_a_whole_call_is_written_as_json_and_a_broken_one_as_it_came() -> None:
    assert pieces_of(Message(tool_calls=[{"args": {"text": "Größe"}}])).text == '{"text": "Größe"}'
    assert pieces_of(Message(invalid_tool_calls=[{"args": '{"text": '}])).text == '{"text": '


def test_tokens_of_chunks_add_up() -> None:
    pieces = pieces_of(
        Chunk(usage_metadata={"input_tokens": 40, "output_tokens": 1}),
        Chunk("word", usage_metadata={"input_tokens": 0, "output_tokens": 8}),
    )
    assert pieces.tokens(PROMPT) == (40, 9, False)


@pytest.mark.parametrize("usage", [None, {"input_tokens": 0, "output_tokens": 0}])
def test_tokens_that_nobody_counted_are_estimated(usage: dict[str, int] | None) -> None:
    assert pieces_of(Message("12345", usage_metadata=usage)).tokens(PROMPT) == (2, 2, True)


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        (Message("text", response_metadata={"stop_reason": "max_tokens"}), CUT_OFF),
        (Message("text", response_metadata={"finish_reason": "MAX_TOKENS"}), CUT_OFF),
        (Message("text", response_metadata={"done_reason": "length"}), CUT_OFF),
        (
            Message("x", response_metadata={"incomplete_details": {"reason": "max_output_tokens"}}),
            CUT_OFF,
        ),
        (Message(response_metadata={"finish_reason": "SAFETY"}), FILTERED),
        (Message(response_metadata={"prompt_feedback": {"block_reason": "OTHER"}}), FILTERED),
        (Message("No.", response_metadata={"stop_reason": "refusal"}), "a:b: the model refused"),
        (
            Message(content=[{"type": "refusal", "refusal": "I will not."}]),
            "a:b: the model refused (I will not.)",
        ),
        (Message(" \n", response_metadata={"finish_reason": "stop"}), EMPTY),
        (Message(content=[{"type": "thinking", "thinking": "Hm."}, "x"]), EMPTY),
    ],
)
def test_each_provider_says_in_its_own_way_that_there_is_no_reply(
    message: Message, reason: str
) -> None:
    found = pieces_of(message).fault("a:b")
    assert found is not None
    assert found[0] == reason


def test_a_reply_that_ended_well_has_no_fault() -> None:
    ended = pieces_of(Chunk("text"), Chunk(response_metadata={"stop_reason": "end_turn"}), Chunk())
    assert ended.fault("a:b") is None
    assert ended.is_finished
    assert not pieces_of(Chunk("text")).is_finished
