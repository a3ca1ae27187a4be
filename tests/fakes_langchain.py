"""Messages and chat models as LangChain has them, without LangChain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Message:
    """A message as LangChain has it."""

    text: str = ""
    content: Any = ""
    response_metadata: dict[str, Any] = field(default_factory=dict)
    usage_metadata: dict[str, int] | None = None
    additional_kwargs: dict[str, Any] = field(default_factory=dict)
    tool_calls: list[dict[str, Any]] = field(default_factory=list)
    invalid_tool_calls: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class Chunk(Message):
    """A piece of one."""

    tool_call_chunks: list[dict[str, Any]] = field(default_factory=list)


class Plain:
    """A chat model that knows no shapes."""

    def __init__(self, *messages: Message) -> None:
        self.asked: list[list[tuple[str, str]]] = []
        self._messages = messages

    def invoke(self, messages: list[tuple[str, str]]) -> Message:
        """The first message."""
        self.asked.append(messages)
        return self._messages[0]

    def stream(self, messages: list[tuple[str, str]]) -> Iterator[Message]:
        """All of them."""
        self.asked.append(messages)
        yield from self._messages

    def with_structured_output(self, schema: dict[str, Any]) -> Any:
        """Never."""
        raise NotImplementedError


class Calling(Plain):
    """A chat model that calls a function for a shape: the first part of a chain."""

    def with_structured_output(self, schema: dict[str, Any]) -> Any:
        """A chain as LangChain builds one."""
        assert schema["title"] == "Draft"
        self.first = self
        return self
