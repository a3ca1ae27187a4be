"""A reply of LangChain's put together from its pieces, whichever provider they come from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from bot.writing.attempts import estimated_tokens
from bot.writing.failures import cut_off, filtered
from bot.writing.model import Prompt

_FINISHES = ("finish_reason", "stop_reason", "done_reason")
_CUT_OFF = frozenset({"length", "max_tokens", "max_output_tokens", "model_length"})
_FILTERED = frozenset(
    {"content_filter", "safety", "recitation", "blocklist", "prohibited_content", "spii"}
)
_REFUSED = "refusal"


class Pieces:
    """What has come so far of one reply: a whole message, or chunks one after the other."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._calls: list[str] = []
        self._length = 0
        self._tokens: tuple[int, int] | None = None
        self._finish = ""
        self._refusal = ""

    def add(self, message: Any) -> None:
        """Takes the next piece."""
        text, call = str(message.text), "".join(_arguments(message))
        self._texts.append(text)
        self._calls.append(call)
        self._length += len(text) + len(call)
        self._refusal += _refusal(message)
        self._finish = _finish(message.response_metadata) or self._finish
        usage = message.usage_metadata
        if usage:
            read, wrote = self._tokens or (0, 0)
            self._tokens = (read + usage["input_tokens"], wrote + usage["output_tokens"])

    def __len__(self) -> int:
        """Characters so far."""
        return self._length

    @property
    def text(self) -> str:
        """What the model wrote; the arguments it calls a function with, where it does so."""
        return "".join(self._calls) or "".join(self._texts)

    @property
    def is_finished(self) -> bool:
        """True once the provider said why the reply ended."""
        return bool(self._finish)

    def tokens(self, prompt: Prompt) -> tuple[int, int, bool]:
        """Tokens read and written, and whether that is an estimate, since the server told none."""
        if self._tokens and any(self._tokens):
            return (*self._tokens, False)
        read = estimated_tokens(prompt.system + prompt.user)
        return read, -(-self._length // 4), True

    def fault(self, name: str) -> tuple[str, str] | None:
        """Reason and cure where this is no reply to work with, in the order of the checks.

        Refused, filtered, cut off, empty.
        """
        if self._refusal or self._finish == _REFUSED:
            words = " ".join(self._refusal.split())[:100]
            cure = "put the question in other words, or try another model"
            return f"{name}: the model refused{f' ({words})' if words else ''}", cure
        if self._finish in _FILTERED:
            return filtered(name)
        if self._finish in _CUT_OFF:
            return cut_off(name)
        if not self.text.strip():
            return f"{name}: the reply is empty", "ask again, or try another model"
        return None


def _arguments(message: Any) -> Iterator[str]:
    """What functions are called with, as text: in chunks as it comes, else as it was read."""
    chunks = getattr(message, "tool_call_chunks", None)
    if chunks is not None:
        yield from (chunk["args"] or "" for chunk in chunks)
        return
    for call in message.tool_calls:
        yield json.dumps(call["args"], ensure_ascii=False)
    for call in message.invalid_tool_calls:
        yield call["args"] or ""


def _finish(metadata: Mapping[str, Any]) -> str:
    """Why a reply ended, in lower case, or nothing."""
    blocked = (metadata.get("prompt_feedback") or {}).get("block_reason")
    if blocked:
        return "content_filter"
    incomplete = (metadata.get("incomplete_details") or {}).get("reason")
    found = incomplete or next((metadata[key] for key in _FINISHES if metadata.get(key)), "")
    return str(found).lower()


def _refusal(message: Any) -> str:
    told = message.additional_kwargs.get("refusal") or ""
    blocks = message.content if isinstance(message.content, list) else []
    parts = (b.get("refusal") or "" for b in blocks if isinstance(b, dict))
    return str(told) + "".join(parts)
