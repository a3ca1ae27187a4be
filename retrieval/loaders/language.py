"""Which language a text is in, by py3langid; its model comes with the package."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

_LETTERS = 40  # in fewer, names and loan words decide
_SURE = 0.9
_ENOUGH = 5_000  # characters; more do not change the answer


def language_of(text: str, least: int = _LETTERS, sure: float = _SURE) -> str | None:
    """The ISO 639-1 code of the language, or None where the text is too short to tell, or mixed.

    Too short is one of fewer than `least` letters; mixed is one that is less than `sure`ly in it.
    """
    sample = text[:_ENOUGH]
    # A letter of Chinese or Korean says as much as three of an alphabet.
    if sum(3 if c > "\u2e7f" else 1 for c in sample if c.isalpha()) < least:
        return None
    code, probability = _identifier().classify(sample)
    return str(code) if probability >= sure and len(code) == 2 else None


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    # Those of ISO 639-1, since Wu or Cantonese makes any Chinese doubtful, and "no language".
    identifier.set_languages(
        [code for code in identifier.labels if len(code) == 2 or code == "zxx"]
    )
    return identifier
