"""Whether a sentence adds anything to what is said already."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.language.figures import dates_in, figures_of
from bot.language.words import function_words, stem, words_of
from bot.presenting.voices import bare

_NEW_SHARE = 0.45  # of its telling words; below it, a sentence says the same once more
_KEY = re.compile(r"\s*\[\d+\]")
_PRONOUNS = frozenset("he she it they his her its their both there that".split())
_POINTING = frozenset("this these those such".split())
_OPENING = 3  # words in which a sentence says what it goes on from


def words_in(text: str) -> int:
    """How many words a person reads."""
    return len(_KEY.sub("", text).split())


def is_repeated(text: str, shown: Sequence[str]) -> bool:
    """True where all its figures and most of its telling words stand in one of the others, or
    nearly all in all of them together; not where it tells the same of somebody else."""
    mine, figures, names = telling_words(text), _figures(text), _names(text)
    together: set[str] = set()
    known: set[float] = set()
    for other in shown:
        theirs = telling_words(other)
        together |= theirs
        known |= _figures(other)
        of_another = bool(mine - theirs) and mine - theirs <= names
        if figures <= _figures(other) and not of_another and _new(mine, theirs) < _NEW_SHARE:
            return True
    of_another = bool(mine - together) and mine - together <= names
    return figures <= known and not of_another and _new(mine, together) < _NEW_SHARE / 2


def points_back(text: str) -> bool:
    """ "He said", "This is": it means what the sentence before it names."""
    words = [word.strip("\"“'‘,").lower() for word in text.split()[:_OPENING]]
    named = len(words) > 1 and words[1].startswith("[")
    pointing = any(word in _POINTING for word in words)
    return bool(words) and not named and (words[0] in _PRONOUNS or pointing)


def _new(mine: set[str], known: set[str]) -> float:
    return len(mine - known) / len(mine) if mine else 0.0


def telling_words(text: str) -> set[str]:
    """Stems of the words that tell something: no grammar, no days."""
    plain = _undated(bare(text))
    return {stem(w) for w in words_of(plain) if w.lower() not in function_words()}


def _names(text: str) -> set[str]:
    """Stems of the words with a capital that do not open the sentence."""
    return {stem(word) for word in words_of(_undated(bare(text)))[1:] if word[:1].isupper()}


def _figures(text: str) -> set[float]:
    return {value for figure in figures_of(bare(text)) for value in figure.values}


def _undated(text: str) -> str:
    for start, end in reversed(dates_in(text)):
        text = f"{text[:start]} {text[end:]}"
    return text
