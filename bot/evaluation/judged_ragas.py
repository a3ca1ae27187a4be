"""The judge that asks a chat model by ragas' metrics: the only file that imports ragas.

Only the configured model is asked over the network: ragas' own telemetry is off before it is
imported, and its embeddings are ours. Where ragas would count 0 or 1 without a judgement (an
empty list of statements, verdicts that are missing), the reply is refused here, so that the item
becomes unscored with its reason.
"""

from __future__ import annotations

import asyncio
import math
import os
import warnings
from collections.abc import Mapping, Sequence
from importlib import metadata
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from bot.chat_models import ChatModel, reason_of
from bot.errors import MissingExtra, ModelError, NotJudged
from bot.evaluation.judging import CORRECTNESS, FAITHFULNESS, RELEVANCY, Case
from retrieval.embedding import Embedder

_NO_TELEMETRY = {"RAGAS_DO_NOT_TRACK": "true"}
_CURE = 'pip install "onrecord[judged]"'
_ATTEMPTS = 2
_THOUGHT = "</think>"
# Gold facts must be there and more may be said (the same 2 as for qualifiers); similarity to a
# short fact says nothing about an answer of a hundred words.
_BETA = 2.0
_FACTS_ALONE = [1.0, 0.0]

_Reply = TypeVar("_Reply", bound=BaseModel)


class RagasJudge:
    """Judges by ragas' faithfulness, answer relevancy and answer correctness."""

    def __init__(self, metrics: Any, model: ChatModel, embedder: Embedder) -> None:
        """`metrics` are those of ragas_metrics()."""
        self._metrics = metrics
        self._model = model
        self._vectors = Vectors(embedder)
        self.name = f"{model.name}, ragas {metadata.version('ragas')}"

    def score(self, metric: str, case: Case) -> float:
        """One judgement; whatever goes wrong is the reason of a NotJudged."""
        try:
            value = float(asyncio.run(self._asked(metric, case)).value)
        except (ModelError, NotJudged) as error:
            raise NotJudged(str(error)) from error
        except Exception as error:  # ragas raises what it likes
            raise NotJudged(reason_of(error)) from error
        if not math.isfinite(value):
            raise NotJudged("the judge came to no number")
        return value

    async def _asked(self, metric: str, case: Case) -> Any:
        """A metric is made anew for each judgement, since its replies belong together."""
        replies = Replies(self._model)
        asked: dict[str, Any] = {"user_input": case.question, "response": case.answer}
        if metric == FAITHFULNESS:
            made = self._metrics.Faithfulness(llm=replies)
            asked["retrieved_contexts"] = list(case.quotes)
        elif metric == RELEVANCY:
            made = self._metrics.AnswerRelevancy(llm=replies, embeddings=self._vectors)
        elif metric == CORRECTNESS:
            made = self._metrics.AnswerCorrectness(llm=replies, weights=_FACTS_ALONE, beta=_BETA)
            asked["reference"] = case.reference
        return await made.ascore(**asked)


class Replies:
    """The chat model as ragas asks it: a prompt that holds its JSON schema, a checked reply.

    A reply is asked for once more, then refused, when it

    1. is not the JSON the schema describes, whole;
    2. holds nothing: no statement, no question, no class with a statement in it;
    3. has another number of verdicts than there were statements to judge.
    """

    def __init__(self, model: ChatModel) -> None:
        self._model = model
        self._statements: int | None = None

    async def agenerate(self, prompt: str, response_model: type[_Reply]) -> _Reply:
        """The reply as ragas' own model of it; synchronous, in a thread of its own."""
        return self.generate(prompt, response_model)

    def generate(self, prompt: str, response_model: type[_Reply]) -> _Reply:
        """The first of a few replies that keeps the rules. Raises ModelError and NotJudged."""
        for last in range(1, _ATTEMPTS + 1):
            try:
                return self._checked(parsed(self._model.reply(prompt), response_model))
            except NotJudged:
                if last == _ATTEMPTS:
                    raise
        raise AssertionError("a loop without attempts")

    def _checked(self, reply: _Reply) -> _Reply:
        values = reply.model_dump()
        if not any(value for value in values.values() if isinstance(value, list | str)):
            raise NotJudged("the model's reply holds nothing to judge by")
        statements = values.get("statements", [])
        if any(isinstance(s, Mapping) and "verdict" in s for s in statements):
            if len(statements) != self._statements:
                told = f"{len(statements)} verdicts on {self._statements} statements"
                raise NotJudged(f"the model gave {told}")
        elif statements:
            self._statements = len(statements)
        return reply


class Vectors:
    """Our embedder as ragas asks it."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_text(self, text: str) -> list[float]:
        """The vector of one text."""
        return self.embed_texts([text])[0]

    def embed_texts(self, texts: Sequence[str]) -> list[list[float]]:
        """The vectors of texts, in their order."""
        rows: list[list[float]] = self._embedder.embed(texts).tolist()
        return rows

    async def aembed_text(self, text: str) -> list[float]:
        """The same."""
        return self.embed_text(text)

    async def aembed_texts(self, texts: Sequence[str]) -> list[list[float]]:
        """The same."""
        return self.embed_texts(texts)


def parsed(text: str, wanted: type[_Reply]) -> _Reply:
    """A reply's JSON, whatever stands around it; one cut short is refused. Raises NotJudged."""
    said = text.rpartition(_THOUGHT)[2]
    start, end = said.find("{"), said.rfind("}") + 1
    try:
        return wanted.model_validate_json(said[start:end] if start >= 0 else said)
    except ValidationError as error:
        raise NotJudged("the model's reply is not the JSON that was asked for") from error


def ragas_metrics() -> Any:
    """ragas' metrics, told to take our two parts for theirs. Raises MissingExtra."""
    os.environ.update(_NO_TELEMETRY)
    try:
        with warnings.catch_warnings(action="ignore"):  # what its own imports will miss one day
            import ragas.metrics.collections as metrics
            from ragas.embeddings.base import BaseRagasEmbedding
            from ragas.llms.base import InstructorBaseRagasLLM
    except ImportError as error:
        problem = f"--judged needs ragas, which cannot be imported ({reason_of(error)})"
        raise MissingExtra(f"{problem}; {_CURE}") from error
    InstructorBaseRagasLLM.register(Replies)
    BaseRagasEmbedding.register(Vectors)
    return metrics
