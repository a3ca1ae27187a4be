"""The reader's pick among candidates: its log-odds beside the score that brought them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.answering.picking import READ, Picker
from bot.answering.selection import Candidate
from bot.evidence.statement import Statement
from bot.readers.reader import Context, UndecidedReader
from tests.fakes_evidence import asked, statements

BODY = "The mill stands in Orby. It burnt on Monday. Nobody was hurt. The owner left."
QUESTION = asked("When did the mill burn?")


class Preferring:
    """Sure of the sentences with a word, and says what it was given."""

    name = "preferring"

    def __init__(self, word: str) -> None:
        self.word = word
        self.read: list[Context] = []

    def scores(self, question: str, contexts: Sequence[Context]) -> list[float]:
        assert question == QUESTION.text
        self.read += contexts
        return [0.95 if self.word in c.sentence else 0.02 for c in contexts]


def candidates(*scores: float) -> list[Candidate]:
    found = statements(BODY, title="Fire")
    return [Candidate(s, score) for s, score in zip(found, scores, strict=False)]


def document(source_id: str) -> tuple[Statement, ...]:
    return statements(BODY, title="Fire")


def test_what_answers_comes_first() -> None:
    picked = Picker(Preferring("Monday"), document).pick(QUESTION, candidates(5.0, 4.5, 4.0))
    assert picked[0].statement.sentence.text == "It burnt on Monday."


def test_of_two_that_answer_alike_the_order_stands() -> None:
    picked = Picker(Preferring("."), document).pick(QUESTION, candidates(5.0, 4.5, 4.0))
    assert [c.statement.sentence.position for c in picked] == [0, 1, 2]


def test_a_sentence_is_read_with_its_title_and_the_one_before() -> None:
    reader = Preferring("Monday")
    Picker(reader, document).pick(QUESTION, candidates(5.0, 4.5))
    assert reader.read == [
        Context("The mill stands in Orby.", "Fire", ""),
        Context("It burnt on Monday.", "Fire", "The mill stands in Orby."),
    ]


def test_no_more_is_read_than_there_is_time_for() -> None:
    reader = Preferring("Monday")
    many = candidates(5.0) * (READ + 10)
    assert len(Picker(reader, document).pick(QUESTION, many)) == READ
    assert len(reader.read) == READ


@pytest.mark.parametrize("found", [candidates(5.0, 4.0), []])
def test_without_a_reader_all_stays_as_it_was(found: list[Candidate]) -> None:
    picked = Picker(UndecidedReader(), document).pick(QUESTION, found)
    assert list(picked) == found
