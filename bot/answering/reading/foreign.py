"""A question in another language than the rules are made for: it needs a model or a translation.

It is one only where the detector takes it for another language and its words, names aside, bear
that out: hardly one is a function word of English, and many are known neither to English nor to the
corpus. Short questions full of names and slips look like any language to the detector alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.reading.spelling import Lexicon, Vocabulary
from bot.language.words import function_words, stem, words_of
from retrieval.loaders.language import language_of
from retrieval.naming import Mention

_LATIN = 0.5  # of the letters; fewer are no English
_LETTERS = 12  # in fewer, no language can be told
_LIKELY = 0.3  # more than any language but the right one gets
_KNOWN = 0.75
_FUNCTION = 0.35


def is_foreign(
    text: str, mentions: Sequence[Mention], vocabulary: Vocabulary, lexicon: Lexicon
) -> bool:
    """Whether a question is surely not in English."""
    letters = [c for c in text if c.isalpha()]
    if sum(c <= "\u024f" for c in letters) < _LATIN * len(letters):
        return True
    words = _plain_words(text, mentions)
    if not words:
        return False
    functional = sum(w in function_words() for w in words) / len(words)
    shares = vocabulary.document_frequency([stem(w) for w in words])
    known = sum(
        w in function_words() or shares[stem(w)] > 0 or lexicon.knows(w) for w in words
    ) / len(words)
    # The detector comes last: its model takes half a second to load, and most questions need none.
    odd = functional < _FUNCTION and known < _KNOWN
    return odd and language_of(text, _LETTERS, _LIKELY) not in {None, "en"}


def _plain_words(text: str, mentions: Sequence[Mention]) -> list[str]:
    """The words that are no names: what has a capital inside the question may be one."""
    for mention in reversed(mentions):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    words = [w for w in words_of(text) if w.isalpha()]
    return [w.lower() for n, w in enumerate(words) if n == 0 or w.islower()]
