"""Plain bm25 over whole passages, the baseline that everybody has (Robertson and Zaragoza 2009)."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import snowballstemmer

_WORD = re.compile(r"\w+")
_K1, _B = 1.5, 0.75
# The list that Lucene ships for English.
_STOP = frozenset(
    "a an and are as at be but by for if in into is it no not of on or such that the their then "
    "there these they this to was will with".split()
)


class Bm25:
    """Scores every passage for a question; English stems, stop words left out."""

    def __init__(self, passages: Sequence[str]) -> None:
        texts = [_stems(passage) for passage in passages]
        self._count = len(texts)
        lengths = np.array([len(text) for text in texts], dtype=float)
        self._norm = _K1 * (1 - _B + _B * lengths / lengths.mean())
        postings: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, text in enumerate(texts):
            for stem, times in Counter(text).items():
                postings[stem].append((number, times))
        self._postings = {stem: np.array(found).T for stem, found in postings.items()}

    def scores(self, question: str) -> np.ndarray:
        """One score a passage, in their order."""
        scores = np.zeros(self._count)
        for stem in _stems(question):
            if stem in self._postings:
                places, times = self._postings[stem]
                rare = math.log(1 + (self._count - len(places) + 0.5) / (len(places) + 0.5))
                scores[places] += rare * times * (_K1 + 1) / (times + self._norm[places])
        return scores


def _stems(text: str) -> list[str]:
    return [_stem(word) for word in _WORD.findall(text.lower()) if word not in _STOP]


@lru_cache(maxsize=200_000)
def _stem(word: str) -> str:
    return str(snowballstemmer.stemmer("english").stemWord(word))
