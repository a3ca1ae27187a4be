"""Words that were typed badly are put right by the words of the corpus, and by nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from bot.answering.reading.spelling import Speller, folded
from bot.language.words import stem, words_of
from retrieval.documents import Sentence, Source
from tests.fakes import a_source
from tests.fakes_evidence import NAMES
from tests.fakes_parser import packaged, sentences_of

BODY = (
    "The government closed the reservoir at Żółtowo. A theory of the accident was read out. "
    "Prosecutors arrested three contractors near Müllersdorf."
)


class OneSource:
    """The words of one source."""

    def __init__(self, body: str) -> None:
        self._source = a_source(body=body)
        self._sentences = sentences_of(self._source)
        self._stems = {stem(w) for w in words_of(f"{body} {self._source.title}")}

    def document_frequency(self, stems: Sequence[str]) -> Mapping[str, float]:
        return {s: float(s in self._stems) for s in stems}

    def stems(self, shortest: int, longest: int) -> Sequence[str]:
        return sorted(s for s in self._stems if shortest <= len(s) <= longest)

    def holding(
        self, stems: Sequence[str], as_of: date | None
    ) -> Mapping[str, frozenset[tuple[str, int]]]:
        return {
            wanted: frozenset(
                (self._source.id, n)
                for n, sentence in enumerate(self._sentences)
                if wanted in map(stem, words_of(sentence.text))
            )
            for wanted in stems
        }

    def source(self, source_id: str) -> tuple[Source, tuple[Sentence, ...]]:
        return self._source, self._sentences


SPELLER = Speller(OneSource(BODY), packaged())


def spelled(text: str) -> str:
    return SPELLER.spelled(text, NAMES.find(text, casual=True)).text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("did the goverment close it", "did the government close it"),
        ("was the resevoir closed", "was the reservoir closed"),
        ("who was arested", "who was arrested"),
        ("arrests in Muellersdorf", "arrests in Müllersdorf"),
        ("the contracters", "the contractors"),
    ],
)
def test_a_misspelt_word_of_the_corpus_is_put_right(typed: str, meant: str) -> None:
    assert spelled(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("wat did they say", "what did they say"),
        ("whats the theory", "what's the theory"),
        ("dont they know", "don't they know"),
        ("how many ppl pls", "how many people please"),
        ("acc. to the government", "according to the government"),
        ("did u see it last yr", "did you see it last year"),
    ],
)
def test_chat_words_are_read_in_full(typed: str, meant: str) -> None:
    assert spelled(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "did the governor close it",  # English knows it
        "was the reservoir closed",
        "did Dunmere Ferries resign",  # an actor
        "xqzzvk of the year",  # near to nothing
        "the 12th of May at 10am",
        "did the U.S. say so",
    ],
)
def test_any_other_word_stays_as_it_was_typed(text: str) -> None:
    assert spelled(text) == text


def test_what_was_read_as_another_word_is_told_and_chat_words_are_not() -> None:
    found = SPELLER.spelled("wat did the goverment close", ())
    assert found.corrections == (("goverment", "government"),)


def test_marks_and_letters_for_marks_count_as_none() -> None:
    assert folded("Żółtowo") == folded("zoltowo")
    assert folded("Müller") == folded("Mueller") == folded("muller")
    assert folded("Blue") != folded("Blu")
