"""How a sentence and its context become one text, in training and at question time alike.

The sentence comes first, so that what does not fit is lost from its context.
"""

from __future__ import annotations

_SEPARATOR = " [SEP] "  # the encoder's own mark between texts
_TITLE_WORDS = 10
_BEFORE_WORDS = 16


def context_text(sentence: str, title: str, before: str) -> str:
    """A sentence, then the first words of its title and the last ones of the sentence before."""
    shortened = " ".join(title.split()[:_TITLE_WORDS]), " ".join(before.split()[-_BEFORE_WORDS:])
    return _SEPARATOR.join([sentence, *(part for part in shortened if part)])
