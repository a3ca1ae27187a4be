"""A reader by any sentence-transformers CrossEncoder that ranks passages for a question.

It needs torch, which our own reader does not: for people who name a larger model themselves.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.errors import ModelError
from bot.readers.layout import context_text
from bot.readers.named_checker import load_cross_encoder
from bot.readers.reader import Context


class NamedReader:
    """How surely a sentence answers, by a cross-encoder with one score for a pair."""

    def __init__(self, name: str) -> None:
        """`name` is a local folder or a model of the hub. Raises ModelError."""
        self._model = load_cross_encoder(name)
        outputs = int(self._model.config.num_labels)
        if outputs != 1:
            raise ModelError(f"{name}: it has {outputs} outputs: name a model that gives one score")
        self._name = name

    @property
    def name(self) -> str:
        """The name it was given."""
        return self._name

    def scores(self, question: str, contexts: Sequence[Context]) -> list[float]:
        """The probability of each sentence to answer, in order; as calibrated as the model is."""
        if not contexts:
            return []
        texts = [context_text(c.sentence, c.title, c.before) for c in contexts]
        logits = self._model.predict(
            [(question, text) for text in texts],
            activation_fn=_as_it_is,
            show_progress_bar=False,
        )
        return [float(p) for p in 1 / (1 + np.exp(-np.asarray(logits, dtype=np.float64)))]


def _as_it_is(logits: object) -> object:
    """The scores before any activation: models differ in theirs."""
    return logits
