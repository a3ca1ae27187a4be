"""One spelling for each word: marks, letters of other alphabets' kin, British and American.

Applied to a text when it is indexed and to the words of a question alike, so that "Łukasz" is
found by "Lukasz", "organise" by "organize" and "harbour" by "harbor".
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from importlib.resources import files

# Letters that Unicode does not take apart into a plain letter and a mark.
_LETTERS = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ħ": "h"}
    | {"Ħ": "H", "ı": "i", "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe"}
    | {"þ": "th", "Þ": "Th", "ŧ": "t", "Ŧ": "T"}
)
# How German and Scandinavian letters are written where they are missing.
_WRITTEN_OUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"}
    | {"Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Å": "Aa", "Ø": "Oe"}
)
_PAIRS = re.compile(
    r"(?<=[b-df-hj-np-tv-zB-DF-HJ-NP-TV-Z])([aou])e(?=[b-df-hj-np-tv-z])|^Ue|^Aa|^Oe"
)
_WORD = re.compile(r"[^\W\d_]+")
_ISE = re.compile(r"(?<=[a-z]{3})is(?=(?:e[sdr]?|ers|ing|ations?|able)\Z)")


def folded(text: str) -> str:
    """The text in the spelling under which words are compared; its words stay apart."""
    if not text.isascii():
        parts = unicodedata.normalize("NFD", text.translate(_LETTERS))
        text = "".join(c for c in parts if not unicodedata.combining(c))
    return _british().sub(lambda match: _americanised(match[0]), text)


def other_spellings(word: str) -> tuple[str, ...]:
    """How a name is also written: "Müller" as "Mueller", "Mueller" as "Muller"; mostly none.

    Only where a capital shows that it may be a name: "duel" is no other "dul".
    """
    if not word[:1].isupper():
        return ()
    if word.isascii():
        short = _PAIRS.sub(lambda match: match[0][0], word)
        return (short,) if short != word else ()
    composed = unicodedata.normalize("NFC", word)
    long = composed.translate(_WRITTEN_OUT)
    return (folded(long),) if long != composed else ()


def indexed(text: str) -> str:
    """What the full text keeps of a text: folded, other spellings of its names behind it."""
    others = dict.fromkeys(s for w in _WORD.findall(text) for s in other_spellings(w))
    return " ".join((folded(text), *others))


@lru_cache(maxsize=1)
def _british() -> re.Pattern[str]:
    """Words that begin as a British one, and words in -ise."""
    beginnings = "|".join(sorted(_beginnings(), key=len, reverse=True))
    ending = r"[a-z]{3,}is(?:e[sdr]?|ers|ing|ations?|able)\b"
    return re.compile(rf"\b(?:(?:{beginnings})[a-z]*|{ending})", re.IGNORECASE)


def _americanised(word: str) -> str:
    """A word that begins as a British one or ends in -ise; a capital of its own stays."""
    plain = word.lower()
    for british, american in _beginnings().items():
        if plain.startswith(british):
            plain = american + plain[len(british) :]
            break
    else:
        plain = plain if plain.startswith(_own_ise()) else _ISE.sub("iz", plain)
    return plain.capitalize() if word[:1].isupper() else plain


@lru_cache(maxsize=1)
def _beginnings() -> dict[str, str]:
    """The American beginning by the British one, the longest first."""
    pairs = (line.split() for line in _lines() if len(line.split()) == 2)
    return dict(sorted(pairs, key=lambda pair: -len(pair[0])))


@lru_cache(maxsize=1)
def _own_ise() -> tuple[str, ...]:
    """Beginnings of words whose -ise is no suffix; both sides of the ocean write them so."""
    return tuple(line.strip() for line in _lines() if len(line.split()) == 1)


def _lines() -> list[str]:
    text = files("retrieval").joinpath("british_spellings.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and line[0] != "#"]
