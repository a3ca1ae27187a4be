"""One key for the forms and spellings of a word: Porter's stem of its lemma, folded.

The full text keeps Porter stems of the forms as they stand; `terms_of` leads from a key to them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

import snowballstemmer

from retrieval.spelling import folded, other_spellings

_MOSTLY, _SELDOM = "+", "?"


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The key of a word as it mostly is: "rose" has that of "rise", "wound" its own."""
    return _keys(folded(word.lower()))[0]


@lru_cache(maxsize=65536)
def stems(word: str) -> frozenset[str]:
    """Every key that a written word may have: "left" is of "leave", and a word of its own.

    A name has the key of its other spelling, too ("Mueller" that of "Müller").
    """
    spellings = (word, *other_spellings(word))
    return frozenset(key for s in spellings for key in _keys(folded(s.lower())))


def forms_of(word: str) -> tuple[str, ...]:
    """The word with the irregular forms of its lemma, as a full text must look for them.

    Forms that mostly are a word of their own are left out.
    """
    return tuple(dict.fromkeys((folded(word), *_table().forms.get(stem(word), ()))))


@lru_cache(maxsize=65536)
def terms_of(key: str) -> tuple[str, ...]:
    """The Porter stems under which the full text holds the forms of a key's words."""
    return tuple(dict.fromkeys((key, *_table().terms.get(key, ()))))


def _keys(plain: str) -> tuple[str, ...]:
    """The keys of a folded word in lower case, that of its usual reading first."""
    lemmas = _table().lemmas.get(plain, (plain,))
    return tuple(dict.fromkeys(map(_porter, lemmas)))


def _porter(word: str) -> str:
    """Porter's stem, the one SQLite's full text uses as well.

    A stemmer of its own for each word: a shared one mixes up the words of two threads.
    """
    return str(snowballstemmer.stemmer("porter").stemWord(word))


@dataclass(frozen=True, slots=True)
class _Table:
    """Lemmas by form, the usual one first; by key, forms to look for and full-text terms."""

    lemmas: dict[str, tuple[str, ...]] = field(default_factory=dict)
    forms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    terms: dict[str, tuple[str, ...]] = field(default_factory=dict)


@lru_cache(maxsize=1)
def _table() -> _Table:
    """irregular_forms.txt, read once."""
    table = _Table()
    text = files("retrieval").joinpath("irregular_forms.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.strip() and line[0] != "#":
            lemma, *marked = map(folded, line.split())
            _enter(table, lemma, marked)
    return table


def _enter(table: _Table, lemma: str, marked: list[str]) -> None:
    key, looked_for = _porter(lemma), [lemma]
    for written in marked:
        form = written.rstrip(_MOSTLY + _SELDOM)
        known = table.lemmas.get(form, ())
        if written.endswith(_SELDOM):
            table.lemmas[form] = (*(known or (form,)), lemma)
        else:
            looked_for.append(form)
            itself = (form,) if written.endswith(_MOSTLY) else ()
            table.lemmas[form] = (*known, lemma, *itself)
        table.terms[key] = (*table.terms.get(key, ()), _porter(form))
    table.forms[key] = (*table.forms.get(key, ()), *looked_for)
