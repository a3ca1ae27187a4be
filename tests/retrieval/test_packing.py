"""Parses are kept in few bytes and come back as they were."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from retrieval import chunking
from retrieval.errors import IndexUnusable
from retrieval.packing import pack, unpack
from tests.fakes import a_source
from tests.fakes_parser import packaged

BODY = (
    "PORT CALDER, 5 March - The gates were shut, said the harbour master.[4] “Nobody's boat\n"
    "sank,” Ines Holt of Dunmere Ferries told the board. It had met twice in 2012."
)


def test_parses_come_back_as_they_were() -> None:
    sentences, parses = chunking.parsed(a_source(body=BODY), packaged())
    assert len(parses) == 3
    assert unpack(pack(parses), sentences) == parses


def test_sentences_that_were_not_parsed_come_back_without_words() -> None:
    sentences, parses = chunking.parsed(a_source(body=BODY, language="de"), packaged())
    assert [len(parse) for parse in parses] == [0] * len(sentences)
    assert unpack(pack(parses), sentences) == parses


def test_a_sentence_takes_less_room_than_its_words_three_times() -> None:
    parses = chunking.parsed(a_source(body=f"{BODY}\n\n" * 20), packaged())[1]
    assert len(pack(parses)) < 3 * 20 * len(BODY)


@given(st.text(max_size=80))
@hypothesis(max_examples=60)
def test_any_text_can_be_kept(body: str) -> None:
    sentences, parses = chunking.parsed(a_source(body=body), packaged())
    assert unpack(pack(parses), sentences) == parses


@pytest.mark.parametrize("kept", [b"", b"damaged", pack(())[:-3]])
def test_damaged_bytes_are_told(kept: bytes) -> None:
    with pytest.raises(IndexUnusable, match="onrecord index --rebuild"):
        unpack(kept, ())
