"""Asks any chat model of LangChain for a value, with one request, and reads what comes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from bot.answering.prompts import render
from bot.writing.attempts import Again, TryFailed
from bot.writing.deadline import Broken, within
from bot.writing.failures import UNSUPPORTED, failure_of, status_of, tokens_of
from bot.writing.manners import Manner, schema_of
from bot.writing.model import Heard, Prompt, Reply, ShapeT, Usage
from bot.writing.parsing import Unreadable, value_in
from bot.writing.pieces import Pieces
from bot.writing.prices import Price

LONGEST_REPLY = 100_000  # characters
_STRICT = "openai:"


class LangChainWriter:
    """One chat model of LangChain; `secrets` are taken out of what its server says of errors.

    Whether it can be asked for a shape, or must be asked in words for JSON, is found out with the
    first request. TryFailed says so with Again.AT_ONCE: the next request is made the other way.
    """

    def __init__(
        self, name: str, model: Any, price: Price | None = None, secrets: tuple[str, ...] = ()
    ) -> None:
        self.name = name
        self._model = model
        self._price = price
        self._secrets = secrets
        self._manner = Manner()

    def attempt(
        self, prompt: Prompt, shape: type[ShapeT], heard: Heard | None, seconds: float
    ) -> Reply[ShapeT]:
        """A value of the shape within so many seconds. Raises TryFailed."""
        source, structured = self._asked(prompt, shape, streaming=heard is not None)
        pieces = Pieces()
        broken = self._listen(pieces, within(seconds, source), heard)
        if broken is not None:
            raise self._failed(broken, pieces, prompt)
        usage = self._usage(pieces, prompt)
        fault = pieces.fault(self.name)
        if fault is not None:
            raise TryFailed(*fault, usage=usage)
        try:
            value = value_in(pieces.text, shape)
        except Unreadable as unreadable:
            why = str(unreadable)
        else:
            self._manner.worked()
            return Reply(value, usage)
        raise self._unreadable(why, pieces, usage, structured)

    def _asked(
        self, prompt: Prompt, shape: type[ShapeT], *, streaming: bool
    ) -> tuple[Callable[[], Iterable[Any]], bool]:
        """What makes the request when it is called, and whether it asks for the shape."""
        model = self._for_shape(shape) if self._manner.structured else None
        system, asked = prompt.system, model
        if asked is None:
            schema = json.dumps(schema_of(shape, closed=False), ensure_ascii=False)
            system, asked = f"{system}\n\n{render('json_reply', schema=schema)}", self._model
        messages = [("system", system), ("human", prompt.user)]
        if streaming and self._manner.streams:
            return lambda: asked.stream(messages), model is not None
        return lambda: [asked.invoke(messages)], model is not None

    def _for_shape(self, shape: type[ShapeT]) -> Any:
        """The model as it writes this shape; None where LangChain knows no way to ask it.

        A chain of LangChain's that ends with a parser: of that only its first part, since the
        parser swallows the stream, the usage and what the model wrote in place of the shape.
        """
        strict = self.name.startswith(_STRICT)
        options = {"strict": True} if strict else {}
        try:
            chain = self._model.with_structured_output(schema_of(shape, closed=strict), **options)
            return chain.first
        except (NotImplementedError, AttributeError):
            self._manner.lacks_structure()
            return None

    def _listen(
        self, pieces: Pieces, coming: Iterable[Any], heard: Heard | None
    ) -> Exception | None:
        """Collects all that comes; what went wrong meanwhile, if anything."""
        try:
            for message in coming:
                before = len(pieces)
                pieces.add(message)
                if len(pieces) > LONGEST_REPLY:
                    return _TooLong()
                if heard is not None and len(pieces) > before:
                    heard(pieces.text)
        except Broken as broken:
            return broken.error
        return None

    def _failed(self, error: Exception, pieces: Pieces, prompt: Prompt) -> TryFailed:
        if isinstance(error, _TooLong):
            reason = f"{self.name}: the reply ran over {LONGEST_REPLY:,} characters"
            cure = "ask a narrower question, or try another model"
            return TryFailed(reason, cure, usage=self._usage(pieces, prompt))
        failure = failure_of(self.name, error, self._secrets)
        if status_of(error) in UNSUPPORTED and self._manner.refused(str(error)):
            failure.again = Again.AT_ONCE
        told = tokens_of(error)
        if told is not None:
            failure.usage = self._priced(*told, estimated=False)
        elif len(pieces) or failure.again is Again.ONCE:
            failure.usage = self._usage(pieces, prompt)
        return failure

    def _unreadable(self, why: str, pieces: Pieces, usage: Usage, structured: bool) -> TryFailed:
        if not pieces.is_finished:
            reason = f"{self.name}: the reply broke off"
            return TryFailed(reason, "ask again", Again.LATER, usage=usage)
        again = Again.AT_ONCE if self._manner.garbled() and structured else Again.NEVER
        reason = f"{self.name}: the reply is not what was asked for ({why})"
        return TryFailed(reason, "ask again, or try another model", again, usage=usage)

    def _usage(self, pieces: Pieces, prompt: Prompt) -> Usage:
        read, wrote, estimated = pieces.tokens(prompt)
        return self._priced(read, wrote, estimated=estimated)

    def _priced(self, read: int, wrote: int, *, estimated: bool) -> Usage:
        cost = self._price.of(read, wrote) if self._price else None
        return Usage(1, read, wrote, cost, estimated)


class _TooLong(Exception):
    """More came than any answer needs."""
