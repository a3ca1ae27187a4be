"""Replies that were written before: the same prompt, shape and model need no second call.

Kept are a hash of what was asked and the value itself, never a prompt; the value holds quotations,
so that it goes when a source is purged.
"""

from __future__ import annotations

import json
from datetime import datetime
from hashlib import sha256
from typing import Protocol

from pydantic import ValidationError

from bot.errors import StateError
from bot.writing.model import Heard, Prompt, Reply, ShapeT, Usage, Writer


class ReplyStore(Protocol):
    """Keeps texts by key, for all processes together. Methods raise StateError."""

    def now(self) -> datetime:
        """The moment, to say later with keep() when a text was asked for."""
        ...

    def find(self, key: str) -> str | None:
        """The text under a key, unless there is none or it is too old."""
        ...

    def keep(self, key: str, text: str, asked_at: datetime) -> None:
        """Keeps a text, unless all was forgotten since it was asked for."""
        ...

    def close(self) -> None:
        """Lets go of its file."""
        ...


class CachedModel:
    """A Writer that asks another only for what was never written; a broken cache is none.

    `server` tells servers with models of one name apart.
    """

    def __init__(self, model: Writer, store: ReplyStore, server: str | None = None) -> None:
        self._model = model
        self._store = store
        self._server = server

    @property
    def name(self) -> str:
        """provider:name."""
        return self._model.name

    def write(
        self, prompt: Prompt, shape: type[ShapeT], heard: Heard | None = None
    ) -> Reply[ShapeT]:
        """A value of the shape, at no cost where it was written before. Raises ModelError."""
        key = self._key(prompt, shape)
        asked_at = self._store.now()
        kept = self._find(key, shape)
        if kept is not None:
            if heard is not None:
                heard(kept.model_dump_json())
            return Reply(kept, Usage(), cached=True)
        reply = self._model.write(prompt, shape, heard)
        self._keep(key, reply.value.model_dump_json(), asked_at)
        return reply

    def _key(self, prompt: Prompt, shape: type[ShapeT]) -> str:
        asked = [prompt.system, prompt.user, shape.model_json_schema(), self.name, self._server]
        return sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()

    def _find(self, key: str, shape: type[ShapeT]) -> ShapeT | None:
        try:
            text = self._store.find(key)
            return None if text is None else shape.model_validate_json(text)
        except (StateError, ValidationError):
            return None

    def _keep(self, key: str, text: str, asked_at: datetime) -> None:
        try:
            self._store.keep(key, text, asked_at)
        except StateError:
            return
