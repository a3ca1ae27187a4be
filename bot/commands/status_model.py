"""What `onrecord status` says of the chat model: what it took today and what is left."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING

from bot.settings import Settings

if TYPE_CHECKING:
    from bot.writing.model import Usage


def model_facts(settings: Settings, model: str) -> Iterator[tuple[str, str]]:
    """Facts about the model, from the state alone: it is not asked. Raises StateError."""
    from bot.state.database import STATE_FILE
    from bot.state.spending import Spending

    with closing(Spending(settings.home / STATE_FILE)) as spending:
        today = spending.today(model)
    yield "model", model
    yield "today (UTC)", _taken(today.usage)
    limit = settings.model_tokens_per_day
    if limit:
        left = max(0, limit - today.tokens)
        yield "left today", f"{left:,} of {limit:,} tokens; all again at 00:00 UTC"
    else:
        yield "left today", "no limit"
    calls = _limit(settings.model_calls_per_answer, "calls")
    yield "one answer", f"{calls}, {_limit(settings.model_tokens_per_answer, 'tokens')}"


def _taken(usage: Usage) -> str:
    about = "about " if usage.estimated else ""
    tokens = f"{about}{usage.input_tokens:,} tokens read, {usage.output_tokens:,} written"
    cost = "price not known" if usage.cost is None else f"{about}${usage.cost:.4f}"
    return f"{usage.calls} calls, {tokens}, {cost}"


def _limit(most: int, what: str) -> str:
    return f"at most {most:,} {what}" if most else f"{what} without limit"
