"""A checker proposes that a sentence tells a claim in other words; exact rules have the last word.

The checker here believes that everything supports every claim: what stays out, a rule keeps out.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from bot.answering.composer import DraftClaim, DraftSentence
from bot.claims import Status
from bot.evidence.reader import StatementReader
from bot.labelling.labelled import LabelledClaim
from bot.labelling.ledger import Ledger
from bot.readers.checker import Bearing, Checker, SilentChecker
from retrieval.documents import Sentence, Source
from tests.fakes import a_source
from tests.fakes_evidence import NAMES, Shelf, a_hit, asked
from tests.fakes_parser import packaged, sentences_of


class Credulous:
    """Finds every claim in every statement, and keeps what it was asked."""

    name = "credulous"

    def __init__(self, supports: float = 0.99) -> None:
        self.asked: list[tuple[str, tuple[str, ...]]] = []
        self._supports = supports

    def scores(self, claim: str, statements: Sequence[str]) -> list[Bearing]:
        self.asked.append((claim, tuple(statements)))
        return [Bearing(self._supports, 0.0)] * len(statements)


def labelled(
    question: str, body: str, checker: Checker, as_of: date | None = None
) -> LabelledClaim:
    """The label of a question over one page, answered by its first sentence."""
    source = a_source("page", body, title="A page", published=date(2024, 3, 5))

    def document(_: str) -> tuple[Source, tuple[Sentence, ...]]:
        return source, sentences_of(source)

    ledger = Ledger(StatementReader(NAMES, document, packaged()), Shelf([source]), checker)
    one = sentences_of(source)[0]
    drafted = DraftSentence(one.text, source.id, one.start, one.end)
    claims = ledger.claims(
        asked(question, as_of), [DraftClaim((drafted,), drafted)], [a_hit(source)[0]]
    )
    return claims[0]


TOLD = "Divers patched up the hull on 2 March."


def test_a_claim_in_other_words_is_found_by_a_checker_alone() -> None:
    question = "Was the hull repaired?"
    assert not labelled(question, TOLD, SilentChecker()).rows
    checker = Credulous()
    assert labelled(question, TOLD, checker).label.status is Status.CONFIRMED
    assert any("patched up" in text for _, texts in checker.asked for text in texts)


def test_what_it_is_not_sure_of_stays_silent() -> None:
    assert not labelled("Was the hull repaired?", TOLD, Credulous(0.6)).rows


@pytest.mark.parametrize(
    ("question", "body"),
    [
        ("Was the hull repaired in Ulva?", TOLD),  # a place that is not there
        ("Did Owen Lyle repair the hull?", TOLD),  # somebody who is not there
        ("Was the hull repaired on 3 March 2024?", TOLD),  # another day
        ("Did divers find 40 cracks?", "Divers counted 30 cracks in the hull."),  # a figure
        ("Were all the cracks repaired?", "Divers patched up the cracks."),  # a quantifier
        ("Was the hull repaired?", "Divers reportedly patched up the hull."),  # a hedge
        ("Was the hull repaired?", "Divers want to patch up the hull."),  # a wish
        ("Was the hull repaired?", "Divers did not patch up the hull."),  # a denial
        ("Was the hull repaired?", "The mast was repaired beside the hull."),  # another's deed
    ],
)
def test_an_exact_rule_outweighs_it(question: str, body: str) -> None:
    assert labelled(question, body, Credulous()).label.status is Status.UNCONFIRMED
