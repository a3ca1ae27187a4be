"""Finds actors by any of their names in a text: longest name first, each word used once.

A name is found however its marks are written ("Łukasz" as "Lukasz", "ü" as "u" or "ue") and, where
it is a Slavic one, by whichever rules it was put into Latin letters ("Sikorskiy", "Sikorsky").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from retrieval.documents import Actor

_LETTERS = r"(?:[^\W_][\u0300-\u036f]*)+"
_TOKEN = re.compile(rf"{_LETTERS}(?:[.&'’-]{_LETTERS})*\.?")
_SHORT = 3

# What no decomposition of Unicode takes the mark from.
_STROKES = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ø": "oe", "ü": "ue", "å": "aa"})
_SLAVIC = re.compile(r"(?:[sc]k(?:[iy]{1,2}j?|[iy]j|aya|aia|a)|enko|chuk|(?<=\w\w)[oe]va?)\Z")
# Between ways of transliterating one letter; in this order.
_TRANSLITERATIONS = (
    ("kh", "h"),
    ("ks", "x"),
    ("w", "v"),
    ("h", "g"),
    ("[yj]", "i"),
    ("e?i+", "i"),
    (r"(.)\1", r"\1"),
)


@dataclass(frozen=True, slots=True)
class Mention:
    """An actor named at [start, end) of a text."""

    actor: Actor
    start: int
    end: int


@lru_cache(maxsize=65536)
def spellings(word: str) -> frozenset[str]:
    """A word in lower case without its marks, in each way in which they are left out."""
    folded = unicodedata.normalize("NFC", word.casefold())
    return frozenset({_unmarked(folded), _unmarked(folded.translate(_SPELLED_OUT))})


def _unmarked(word: str) -> str:
    parts = unicodedata.normalize("NFKD", word.translate(_STROKES))
    return "".join(c for c in parts if not unicodedata.combining(c))


@lru_cache(maxsize=65536)
def transliteration(word: str) -> str:
    """What all ways of writing a Slavic name in Latin letters share; no word by itself."""
    key = _unmarked(word.casefold())
    for written, shared in _TRANSLITERATIONS:
        key = re.sub(written, shared, key)
    return f"~{key}"


@lru_cache(maxsize=65536)
def is_slavic(word: str) -> bool:
    """True for a word with the ending of a Slavic surname."""
    return _SLAVIC.search(_unmarked(word.casefold())) is not None


Keys = tuple[frozenset[str], ...]


def name_keys(words: Sequence[str]) -> Keys:
    """What each word of a name may be found by."""
    slavic = any(map(is_slavic, words))
    return tuple(spellings(w) | ({transliteration(w)} if slavic else set()) for w in words)


class ActorNames:
    """All names of a corpus's actors, ready to be looked up.

    Names of up to three capitals (US, UN) count only in capitals, since many are words as well;
    `casual=True`, for questions typed in a chat, lets them be lower case unless they are in
    `words`.
    """

    def __init__(self, actors: Sequence[Actor], words: frozenset[str] = frozenset()) -> None:
        self._words = words
        self.actors = {actor.name: actor for actor in actors}
        self._by_first: dict[str, list[tuple[Keys, str, Actor]]] = {}
        for actor in actors:
            for name in actor.names:
                keys = name_keys([_folded(m[0]) for m in _TOKEN.finditer(name)])
                for key in keys[0] if keys else ():
                    self._by_first.setdefault(key, []).append((keys, name, actor))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def find(self, text: str, *, casual: bool = False) -> tuple[Mention, ...]:
        """Mentions in the order of the text, none overlapping another."""
        return tuple(self._scan(text, casual))

    def _scan(self, text: str, casual: bool) -> Iterator[Mention]:
        tokens = list(_TOKEN.finditer(text))
        keys = [_keys_of(m[0]) for m in tokens]
        at = 0
        while at < len(tokens):
            match = self._match(tokens, keys, at, casual)
            if match is None:
                at += 1
                continue
            actor, length = match
            last = tokens[at + length - 1]
            yield Mention(actor, tokens[at].start(), last.start() + len(_bare(last[0])))
            at += length

    def _match(
        self, tokens: list[re.Match[str]], keys: list[frozenset[str]], at: int, casual: bool
    ) -> tuple[Actor, int] | None:
        fitting = [
            entry
            for key in keys[at]
            for entry in self._by_first.get(key, ())
            if len(entry[0]) <= len(keys) - at
            and not any(map(frozenset.isdisjoint, entry[0], keys[at:]))
        ]
        for wanted, name, actor in sorted(fitting, key=lambda entry: -len(entry[0])):
            written = _bare(tokens[at][0])
            if len(wanted) > 1 or not self._is_other_word(name, written, casual):
                return actor, len(wanted)
        return None

    def _is_other_word(self, name: str, written: str, casual: bool) -> bool:
        if not name.isupper() or len(name.replace(".", "")) > _SHORT or written.isupper():
            return False
        return not casual or written.lower() in self._words


def _bare(token: str) -> str:
    """A token without the possessive ending and the full stop of a sentence."""
    token = re.sub(r"['’][sS]?\.?\Z", "", token)
    return token if token.count(".") > 1 else token.rstrip(".")


@lru_cache(maxsize=65536)
def _keys_of(token: str) -> frozenset[str]:
    """What a word of a text may find a name by."""
    folded = _folded(token)
    return spellings(folded) | {transliteration(folded)}


def _folded(token: str) -> str:
    return _bare(token).replace(".", "").replace("’", "'").casefold()
