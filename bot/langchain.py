"""Onrecord in chains of LangChain: the assistant as a Runnable, its search as a retriever.

Importing this without langchain-core raises an ImportError that names the cure. Errors are ours
(bot.errors, retrieval.errors): an answer is never made of one.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import (
    Any,
    NotRequired,  # typing's own are too old for pydantic
    Protocol,
)

from typing_extensions import TypedDict

from bot.assembly import open_assistant
from bot.claims import Answer
from bot.dates import read_date
from bot.errors import BadQuestion
from bot.rendering.json_format import answer_json
from bot.settings import load_settings

try:
    from langchain_core.runnables import Runnable, RunnableLambda

    from retrieval.langchain import OnrecordRetriever
except ImportError as error:
    cure = 'pip install "onrecord[langchain]"'
    raise ImportError(f"bot.langchain needs langchain-core; {cure}") from error

_EXAMPLE = 'pass a string, or {"question": "who said so?", "as_of": "2024-10-22"}'


class Asked(TypedDict):
    """A question with the day to answer for, as a date or as people write one."""

    question: str
    as_of: NotRequired[date | str | None]


class Answering(Protocol):
    """What answers; bot.assistant.Assistant is one. Threads share it."""

    def ask(self, question: str, as_of: date | None = None) -> Answer:
        """The answer as of a date; raises BotError or RetrievalError."""
        ...


def as_runnable(assistant: Answering) -> Runnable[str | Asked, dict[str, Any]]:
    """The assistant as a Runnable: a question in, the answer as JSON values out.

    The fields are those of `onrecord ask --json`. Other keys of a mapping are left alone, so that
    it can stand in the middle of a chain. Raises what `ask` raises, BadQuestion for an input that
    is no question, BadDate for a day that is none.
    """

    def answer(asked: str | Asked) -> dict[str, Any]:
        question, as_of = _read(asked)
        return answer_json(assistant.ask(question, as_of))

    runnable: Runnable[Any, dict[str, Any]] = RunnableLambda(answer, name="onrecord")
    question: Any = str | Asked  # a union is no type to a type checker
    return runnable.with_types(input_type=question, output_type=dict[str, Any])


def open_retriever(
    corpus: Path | None = None,
    home: Path | None = None,
    *,
    as_of: date | None = None,
    k: int = 10,
) -> OnrecordRetriever:
    """A retriever over a corpus folder, the one in the package when left out.

    The index below `home` is built or brought up to date first. Settings that are left out come
    from the environment, as everywhere. Raises BadSetting, RetrievalError.
    """
    assistant = open_assistant(load_settings(corpus=corpus, home=home))
    return OnrecordRetriever(finder=assistant, as_of=as_of, k=k)


def _read(asked: Any) -> tuple[str, date | None]:
    question = asked.get("question") if isinstance(asked, Mapping) else asked
    if not isinstance(question, str):
        raise BadQuestion(f"the input holds no question; {_EXAMPLE}")
    return question, _day(asked.get("as_of")) if isinstance(asked, Mapping) else None


def _day(as_of: Any) -> date | None:
    if isinstance(as_of, datetime):
        return as_of.date()
    if isinstance(as_of, date):
        return as_of
    return read_date(str(as_of)) if as_of else None
