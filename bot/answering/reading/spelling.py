"""Words that were typed badly, put right: chat words, and misspelt words of the corpus.

A word is left as it is where the corpus or English knows it, where it names somebody listed, where
it holds a digit, and where no word or more than one word of the corpus is near enough: one letter
added, left out, changed or swapped, two in words of eight letters and more. Marks and the letters
that some languages write for them count as none ("Zoltowo", "Żółtowo"; "Muller", "Mueller").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Protocol

import yaml
from rapidfuzz.distance import OSA

from bot.language.words import function_words, stem, words_of
from retrieval.documents import Sentence, Source
from retrieval.naming import Mention

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SHORTEST = 4
_LONG = 8  # letters from which two may be wrong
_PLACES = 3  # sentences that are looked at for the word behind a stem
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe"})


class Vocabulary(Protocol):
    """The words of a corpus, as their stems."""

    def document_frequency(self, stems: Sequence[str]) -> Mapping[str, float]:
        """The share of sentences that hold each stem."""
        ...

    def stems(self, shortest: int, longest: int) -> Sequence[str]:
        """All stems of so many letters."""
        ...

    def holding(
        self, stems: Sequence[str], as_of: date | None
    ) -> Mapping[str, frozenset[tuple[str, int]]]:
        """By stem, (source id, position) of the sentences that hold it."""
        ...

    def source(self, source_id: str) -> tuple[Source, tuple[Sentence, ...]]:
        """A source with its sentences."""
        ...


class Lexicon(Protocol):
    """The words of a language."""

    def knows(self, word: str) -> bool:
        """Whether it has a word, in whatever form."""
        ...


@dataclass(frozen=True, slots=True)
class Spelled:
    """A text with its words put right, and which were read as which words of the corpus."""

    text: str
    corrections: tuple[tuple[str, str], ...] = ()


class Speller:
    """Puts the words of questions right, by the words of one corpus."""

    def __init__(self, vocabulary: Vocabulary, lexicon: Lexicon) -> None:
        self._vocabulary = vocabulary
        self._lexicon = lexicon

    def spelled(self, text: str, mentions: Sequence[Mention]) -> Spelled:
        """The text as it was meant; `mentions` are the actors that it names."""
        words = [m for m in _WORD.finditer(text) if not _is_named(m, mentions)]
        shares = self._vocabulary.document_frequency([stem(m[0]) for m in words])
        unknown = {m[0] for m in words if not shares[stem(m[0])]}
        chat = {m.start(): short for m in words if (short := _in_full(m, text, unknown))}
        odd = [m for m in words if m.start() not in chat and self._is_odd(m[0], unknown)]
        near = {m.start(): word for m in odd if (word := self._near(m[0]))}
        put = chat | near
        spans = [(m.start(), m.end(), put[m.start()]) for m in words if m.start() in put]
        for start, end, word in reversed(spans):
            dotted = start in chat and re.match(r"\.\s+[a-z]", text[end:]) is not None
            text = f"{text[:start]}{word}{text[end + dotted :]}"
        return Spelled(text, tuple((m[0], near[m.start()]) for m in odd if m.start() in near))

    def _is_odd(self, word: str, unknown: Iterable[str]) -> bool:
        plain = word.isalpha() and len(word) >= _SHORTEST and word.lower() not in function_words()
        return plain and word in unknown and not self._lexicon.knows(word.lower())

    def _near(self, word: str) -> str | None:
        """The one word of the corpus that is near enough to what was typed."""
        typed = folded(word)
        spare = 2 if len(typed) >= _LONG else 1
        stems = self._vocabulary.stems(len(stem(word)) - spare - 1, len(stem(word)) + spare)
        ranked = sorted(_distances(stem(word), stems, spare), key=lambda found: found[0])
        best = [s for d, s in ranked if d == ranked[0][0]][:_PLACES]
        written = {w for s in best for w in self._written(s) if _distance(typed, w) <= spare}
        nearest = sorted(written, key=lambda w: (_distance(typed, w), w))
        return nearest[0] if nearest and (len(best) == 1 or len(nearest) == 1) else None

    def _written(self, wanted: str) -> Iterator[str]:
        """How the corpus writes the words of a stem."""
        places = sorted(self._vocabulary.holding([wanted], None)[wanted])[:_PLACES]
        for source_id, position in places:
            source, sentences = self._vocabulary.source(source_id)
            for word in words_of(f"{sentences[position].text} {source.title}"):
                if folded(stem(word)) == folded(wanted):
                    yield word


def folded(word: str) -> str:
    """The word in small letters without marks, and without the letters that stand for marks."""
    plain = unicodedata.normalize("NFKD", word.casefold().translate(_LETTERS))
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"(?<=[aou])e(?=[^aeiou])", "", bare)


def _distances(word: str, stems: Iterable[str], spare: int) -> Iterator[tuple[int, str]]:
    typed = folded(word)
    for other in stems:
        distance = OSA.distance(typed, folded(other), score_cutoff=spare)
        if distance <= spare and folded(other)[:1] == typed[:1]:
            yield distance, other


def _distance(typed: str, word: str) -> int:
    return OSA.distance(typed, folded(word))


def _in_full(match: re.Match[str], text: str, unknown: Iterable[str]) -> str | None:
    """What a chat word stands for."""
    word = match[0]
    if not word.islower() or text[match.end() :][:2] == ".." or _is_initial(match, text):
        return None
    always, rare = _chat()
    return always.get(word) or (rare.get(word) if word in unknown else None)


def _is_initial(match: re.Match[str], text: str) -> bool:
    """ "r." in "r. smith", "u.s."."""
    around = text[max(0, match.start() - 1) : match.end() + 1]
    return len(match[0]) == 1 and "." in around


def _is_named(match: re.Match[str], mentions: Sequence[Mention]) -> bool:
    return any(m.start <= match.start() < m.end for m in mentions)


@lru_cache(maxsize=1)
def _chat() -> tuple[dict[str, str], dict[str, str]]:
    text = files("bot.answering.reading").joinpath("chat.yaml").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, str]] = yaml.load(text, Loader=yaml.CSafeLoader)
    return loaded["always"], loaded["unknown"]
