"""Asking models of LangChain that are not OpenAI's: what they lack, and how they call functions."""

from __future__ import annotations

import pytest

from bot.writing.attempts import TryFailed
from bot.writing.langchain_model import LangChainWriter
from bot.writing.manners import schema_of
from bot.writing.prices import Price
from tests.fakes_langchain import Calling, Chunk, Message, Plain
from tests.fakes_writing import DRAFT, GOOD, PROMPT, Draft

DONE = {"stop_reason": "end_turn"}


def test_a_model_without_shapes_is_asked_for_json_with_one_request() -> None:
    model = Plain(Message(GOOD, response_metadata=DONE))
    writer = LangChainWriter("some:model", model)
    for _ in range(2):
        assert writer.attempt(PROMPT, Draft, None, 5).value == DRAFT
    (system, user), _ = model.asked
    assert user == ("human", PROMPT.user)
    assert system[1].startswith(f"{PROMPT.system}\n\nReply with one JSON object")


@pytest.mark.parametrize("listens", [True, False])
def test_a_function_call_is_read_as_the_value(listens: bool) -> None:
    usage = {"input_tokens": 10, "output_tokens": 4}
    whole = Message(tool_calls=[{"args": DRAFT.model_dump()}], usage_metadata=usage)
    half, rest = GOOD[:20], GOOD[20:]
    chunks = (
        Chunk(tool_call_chunks=[{"args": half}]),
        Chunk(tool_call_chunks=[{"args": rest}], response_metadata=DONE, usage_metadata=usage),
    )
    heard: list[str] = []
    model = Calling(*(chunks if listens else [whole]))
    writer = LangChainWriter("some:model", model, Price(1, 10))
    reply = writer.attempt(PROMPT, Draft, heard.append if listens else None, 5)
    assert reply.value == DRAFT
    assert reply.usage.cost == pytest.approx((10 + 40) / 1e6)
    assert heard == ([half, GOOD] if listens else [])
    assert model.asked == [[("system", PROMPT.system), ("human", PROMPT.user)]]


def test_a_fault_of_the_package_itself_is_a_failure_without_a_second_try() -> None:
    class Faulty(Calling):
        def invoke(self, messages: list[tuple[str, str]]) -> Message:
            raise KeyError("choices")

    with pytest.raises(TryFailed, match=r"^some:model: KeyError: 'choices'; check ONRECORD_MODEL"):
        LangChainWriter("some:model", Faulty()).attempt(PROMPT, Draft, None, 5)


def test_a_schema_asks_for_every_field_and_forbids_others_only_when_closed() -> None:
    open_, closed = (schema_of(Draft, closed=c) for c in (False, True))
    claim = closed["$defs"]["Claim"]
    assert claim["required"] == ["text", "keys"]
    assert "default" not in claim["properties"]["keys"]
    assert (claim["additionalProperties"], closed["additionalProperties"]) == (False, False)
    assert "additionalProperties" not in open_
