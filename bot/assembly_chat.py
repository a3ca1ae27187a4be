"""Who writes answers: the chat model that the settings name, put together. Part of bot.assembly."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.answering.composer import Composer
from bot.errors import BadSetting
from bot.evidence.reader import StatementReader
from bot.settings import Settings
from bot.state.database import STATE_FILE

if TYPE_CHECKING:
    from bot.writing.serving import ServedModel

Writing = Callable[[Composer, StatementReader], Composer]
NAME_ONE = "set it to provider:name, as in openai:gpt-5-mini, and the provider's key"


def writing_of(settings: Settings) -> Writing | None:
    """What puts the configured model in front of the plain composer, if it is to write."""
    if not settings.writes:
        return None
    from bot.answering.generative import GenerativeComposer
    from bot.answering.preparing import Wanted

    model = writing_model_of(settings)
    wanted = Wanted(settings.model_rewrite, settings.model_translate, settings.model_split)
    return lambda plain, statements: GenerativeComposer(model, plain, statements, wanted)


def writing_model_of(
    settings: Settings, sleep: Callable[[float], None] = time.sleep
) -> ServedModel:
    """The configured model as one that writes: cached, within budgets, asked again if need be.

    Nothing is sent yet. `sleep` waits between tries. Raises BadSetting and MissingExtra.
    """
    if settings.model is None:
        raise BadSetting(f"ONRECORD_MODEL: is not set; {NAME_ONE}")
    from bot.chat_models import Connection, langchain_model, secrets_of
    from bot.state.replies import OLDEST, Replies
    from bot.state.spending import Spending
    from bot.writing.budget import Limits
    from bot.writing.langchain_model import LangChainWriter
    from bot.writing.prices import price_of
    from bot.writing.serving import ServedModel, Terms

    server, seconds = settings.model_base_url, settings.model_timeout
    connection = Connection(server, seconds, retries=0, tracing=settings.tracing, metered=True)
    price = price_of(settings.model, settings.model_price, server)
    model = langchain_model(settings.model, connection)
    writer = LangChainWriter(settings.model, model, price, secrets_of(server))
    limits = Limits(
        settings.model_calls_per_answer,
        settings.model_tokens_per_answer,
        settings.model_tokens_per_day,
    )
    state = settings.home / STATE_FILE
    oldest = min(OLDEST, timedelta(days=settings.retention_days))
    cache = Replies(state, oldest) if settings.model_cache else None
    return ServedModel(writer, Terms(seconds, limits, server, sleep), Spending(state), cache)
