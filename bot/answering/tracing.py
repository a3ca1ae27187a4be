"""What a model did and what it cost, gathered while an answer is made."""

from __future__ import annotations

from pydantic import BaseModel

from bot.claims import Trace
from bot.writing.model import Reply, Usage, WritingModel


class Tracer:
    """Gathers one answer's steps and usage; belongs to one thread."""

    def __init__(self, model: WritingModel) -> None:
        self._model = model
        self._before = model.spent
        self._steps: list[str] = []
        self._cached: list[bool] = []

    @property
    def asked(self) -> bool:
        """Whether anything was asked of the model, or tried."""
        return bool(self._cached or self._steps)

    def add(self, reply: Reply[BaseModel]) -> None:
        """A reply came."""
        self._cached.append(reply.cached)

    def step(self, told: str) -> None:
        """Something happened that a person may want to know."""
        self._steps.append(" ".join(told.split()))

    def trace(self) -> Trace:
        """All of it, with requests that failed; cached where every reply was."""
        u = self._model.spent - self._before
        tokens = (u.input_tokens, u.output_tokens)
        cached = bool(self._cached) and all(self._cached)
        return Trace(tuple(self._steps), self._model.name, u.calls, *tokens, u.cost, cached)


def joined(one: Trace | None, other: Trace | None) -> Trace | None:
    """Two traces of one answer as one."""
    if one is None or other is None:
        return one or other
    u = _usage(one) + _usage(other)
    tokens = (u.input_tokens, u.output_tokens)
    cached, steps = one.cached and other.cached, (*one.steps, *other.steps)
    return Trace(steps, other.model, u.calls, *tokens, u.cost, cached)


def _usage(trace: Trace) -> Usage:
    return Usage(trace.calls, trace.input_tokens, trace.output_tokens, trace.cost)
