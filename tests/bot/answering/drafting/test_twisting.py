"""Drafts that mislead with true words: each is refused, and honest wordings of them pass.

The cases stand in twisting.yaml.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml

from bot.answering.drafting.gates import Supported, faults, support_of
from bot.answering.drafting.offering import Offered
from bot.answering.drafting.shapes import WrittenClaim, WrittenQuote
from bot.evidence.reader import StatementReader
from retrieval import chunking
from tests.fakes import a_source
from tests.fakes_evidence import NAMES, a_reader
from tests.fakes_parser import packaged, sentences_of

CASES = yaml.safe_load(Path(__file__).with_name("twisting.yaml").read_text(encoding="utf-8"))
READER = a_reader()


def found(sentences: str, text: str) -> Sequence[str]:
    """What the gates find in a text that rests on sentences of one source."""
    readings = READER.of_text(f"{sentences}\n")
    claim = WrittenClaim(text=text, quotes=[])
    return faults(claim, Supported(readings, READER), "What happened on the ferry?", english=True)


@pytest.mark.parametrize(("passage", "text", "reason"), CASES["misleading"])
def test_a_text_that_twists_its_passage_is_refused(passage: str, text: str, reason: str) -> None:
    assert reason in found(passage, text)


@pytest.mark.parametrize(("passage", "text"), CASES["honest"])
def test_a_text_that_keeps_to_its_passage_passes(passage: str, text: str) -> None:
    assert found(passage, text) == []


@pytest.mark.parametrize(
    ("words", "is_refused"),
    [("two sailors had died", True), ("two sailors had died. That report was wrong", False)],
)
def test_what_is_taken_back_is_quoted_with_what_takes_it_back(words: str, is_refused: bool) -> None:
    body = "We reported that two sailors had died. That report was wrong, and we withdraw it.\n"
    source = a_source(body=body, kind="statement")
    sentences = sentences_of(source)
    passage = chunking.passage_around(source, sentences, 0)
    reader = StatementReader(NAMES, lambda _: (source, sentences), packaged())
    quotes = [WrittenQuote(key="k", words=words)]
    support = support_of(quotes, Offered({"k": passage}), reader)
    assert isinstance(support, tuple) is is_refused
