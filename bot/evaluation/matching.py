"""When a string of the gold stands in an answer, and where an answer's sentences begin and end.

A gold string must occur as whole words or numbers. Case, the shape of quotes and dashes and the
kind of blank do not matter; a citation's number never counts as text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from retrieval.chunking import sentence_spans

_LOOKALIKES = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u2032", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u2033", '"')
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
    | {"\u00ad": None, "\u200b": None, "\u2060": None, "\ufeff": None}
)
_MARKER = re.compile(r"\s*\[\d+\]")
_MARKERS = re.compile(r"(?:\s*\[\d+\])+")
_NUMBER = re.compile(r"\d+")
_PARAGRAPH = re.compile(r"\n[ \t\r]*\n")
_GOES_ON = tuple(".,;:!?…)]}»”’–—-")
ENDS = re.compile(r"[.!?…][\"'”’»)\]]*\Z")
_HEAD_OF_NUMBER = re.compile(r"(?<!\d)\d{1,3}\Z")
_GROUP_OF_NUMBER = re.compile(r"\d{3}(?!\d)")


@dataclass(frozen=True, slots=True)
class AnswerSentence:
    """A sentence of an answer without its markers, and the citation numbers it carries.

    `paragraph` counts from 0; the sentences of one paragraph are read together.
    """

    text: str
    numbers: tuple[int, ...]
    paragraph: int


def plain(text: str) -> str:
    """Text in the form that is matched: one case, plain quotes, dashes and blanks."""
    composed = unicodedata.normalize("NFC", text).translate(_LOOKALIKES)
    return " ".join(composed.casefold().split())


def without_markers(text: str) -> str:
    """Text without its [n]: the number of a citation must never pass for a fact."""
    return _MARKER.sub("", text)


def occurs(wanted: str, text: str) -> bool:
    """True when `wanted` stands in `text` as whole words or numbers, not inside longer ones.

    A number written in groups is one number: neither 12 nor 000 stands in "12 000".
    """
    needle = plain(wanted)
    if not needle:
        return False
    before, after = r"(?<!\w)(?<!\d[.,])", r"(?!\w)(?![.,]\d)"
    if _GROUP_OF_NUMBER.match(needle):
        before += r"(?<!\b\d )(?<!\b\d\d )(?<!\b\d\d\d )"
    if _HEAD_OF_NUMBER.search(needle):
        after += r"(?! \d{3}(?!\d))"
    return re.search(before + re.escape(needle) + after, plain(text)) is not None


def missing_facts(facts: Iterable[tuple[str, ...]], text: str) -> tuple[tuple[str, ...], ...]:
    """The facts of which no alternative stands in an answer's text."""
    said = without_markers(text)
    return tuple(fact for fact in facts if not any(occurs(words, said) for words in fact))


def forbidden_in(must_not: Iterable[str], text: str) -> tuple[str, ...]:
    """The strings that must not stand in an answer's text and do."""
    said = without_markers(text)
    return tuple(words for words in must_not if occurs(words, said))


def answer_sentences(text: str) -> tuple[AnswerSentence, ...]:
    """The sentences of an answer in order, each with the markers inside or right behind it.

    Borders are told by rule alone: the measure needs no parser, and none of its mistakes.
    """
    return tuple(
        AnswerSentence(words, numbers, n)
        for n, paragraph in enumerate(_PARAGRAPH.split(text))
        for stretch, marks in _stretches(" ".join(paragraph.split()))
        for words, numbers in _sentences(stretch, marks)
    )


_Marks = list[tuple[int, tuple[int, ...]]]


def _stretches(paragraph: str) -> Iterator[tuple[str, _Marks]]:
    """Text without markers and the places they stood at.

    A marker ends a stretch, full stop or not (a headline has none), unless the sentence goes on
    behind it in lower case or with punctuation.
    """
    text, marks, cursor = "", _Marks(), 0
    for match in _MARKERS.finditer(paragraph):
        text += paragraph[cursor : match.start()]
        marks.append((len(text), tuple(int(n) for n in _NUMBER.findall(match[0]))))
        cursor = match.end()
        following = paragraph[cursor:].lstrip()
        if text.strip() and not (following[:1].islower() or following.startswith(_GOES_ON)):
            yield text, marks
            text, marks = "", _Marks()
    text += paragraph[cursor:]
    if text.strip():
        yield text, marks


def _sentences(text: str, marks: _Marks) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The sentences of a stretch with the numbers of the markers that stand in or behind each."""
    spans = [(start, text[start:end]) for start, end in sentence_spans(text)]
    for n, (start, words) in enumerate(spans):
        following = spans[n + 1][0] if n + 1 < len(spans) else len(text)
        first = start if n else -1
        here = (number for at, numbers in marks if first < at <= following for number in numbers)
        yield words, tuple(dict.fromkeys(here))
