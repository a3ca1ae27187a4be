"""Letters that the fonts of a PDF do not name: joined ones (ffi, fl) are found by the words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping

_UNNAMED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_WORD = re.compile("[^\\W\\d_]*[\x00-\x08\x0b\x0c\x0e-\x1f\x7f][^\\W\\d_]*")
_JOINED = ("ffi", "ffl", "ff", "fi", "fl", "ft", "tt", "ti", "Th")
_RARE = 0.03  # share of letters; more unnamed ones are something else
LOST = "\ufffd"


def letters_for(texts: Iterable[str], known: Collection[str]) -> Mapping[str, str]:
    """What stands for each unnamed letter of a document: joined letters, where these alone make
    words, or LOST. Empty where unnamed letters are so many that the text is of another kind.
    """
    text = "\n".join(texts)
    unnamed = set(_UNNAMED.findall(text))
    if not unnamed or len(_UNNAMED.findall(text)) > _RARE * len(text):
        return {}
    words = [match[0] for match in _WORD.finditer(text) if len(match[0]) > 1]
    return {letter: _letters(letter, words, known) for letter in unnamed}


def with_letters(text: str, letters: Mapping[str, str]) -> str:
    """The text with its unnamed letters put in."""
    return _UNNAMED.sub(lambda m: letters.get(m[0], m[0]), text) if letters else text


def _letters(letter: str, words: Iterable[str], known: Collection[str]) -> str:
    mine = [word for word in words if letter in word]
    if not mine:
        return ""
    made = Counter(
        joined
        for word in mine
        for joined in _JOINED
        if word.replace(letter, joined).lower() in known
    )
    if len(made) == 1 or (made and made.most_common(2)[0][1] > 2 * made.most_common(2)[1][1]):
        return made.most_common(1)[0][0]
    return LOST
