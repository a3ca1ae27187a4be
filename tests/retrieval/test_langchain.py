"""The retriever gives passages of sources to chains of LangChain, exact and never too late."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Sequence
from datetime import date

import pytest
from langchain_core.runnables import RunnableLambda
from pydantic import ValidationError

from retrieval.chunking import passage_around
from retrieval.documents import Hit, Source
from retrieval.errors import IndexUnusable
from retrieval.langchain import OnrecordRetriever, document_of
from tests.fakes import a_source
from tests.fakes_parser import sentences_of
from tests.test_layers import CHECKOUT

BODY = "The bridge is shut.\nA barge struck it. Divers came. Nobody was hurt. It rained. It ended."
BRIDGE = a_source(body=BODY, stated=date(2024, 3, 4), url="https://gazette.example/bridge")
FERRY = a_source("ferry", "Ferries run.", published=date(2024, 3, 9))


def hits_of(source: Source, *positions: int) -> list[Hit]:
    """What a search that found these sentences returns."""
    sentences = sentences_of(source)
    return [Hit(passage_around(source, sentences, n), sentences[n], 1 - n / 10) for n in positions]


class FakeFinder:
    """Finds every sentence of two sources, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, date | None, int]] = []

    def passages(self, question: str, as_of: date | None = None, k: int = 10) -> Sequence[Hit]:
        """The bridge's sentences, then the ferry's, none dated after `as_of`."""
        self.asked.append((question, as_of, k))
        if "unreadable" in question:
            raise IndexUnusable("the index cannot be read; run onrecord index --rebuild")
        found = [*hits_of(BRIDGE, 0, 1, 2, 3, 4, 5), *hits_of(FERRY, 0)]
        return [h for h in found if as_of is None or h.passage.source.dated <= as_of][:k]


def ids(retriever: OnrecordRetriever) -> list[str | None]:
    return [document.id for document in retriever.invoke("Is it shut?")]


def test_a_document_is_exactly_a_span_of_its_source() -> None:
    (hit,) = hits_of(BRIDGE, 1)
    document = document_of(hit)
    assert document.page_content == BODY[document.metadata["start"] : document.metadata["end"]]
    assert document.page_content == "The bridge is shut.\nA barge struck it. Divers came."
    assert document.id == "mill-bridge#1-3"
    assert document.metadata == {
        "source_id": "mill-bridge",
        "passage_id": "mill-bridge#1-3",
        "title": "Title of mill-bridge",
        "publisher": "Harbour Gazette",
        "published": "2024-03-05",
        "stated": "2024-03-04",
        "url": "https://gazette.example/bridge",
        "kind": "article",
        "start": 0,
        "end": len("The bridge is shut.\nA barge struck it. Divers came."),
        "score": 0.9,
        "citation": "Title of mill-bridge (Harbour Gazette, 2024-03-05, said 2024-03-04)",
    }
    assert json.loads(json.dumps(document.metadata)) == document.metadata


def test_a_source_without_a_second_day_or_an_address_says_none() -> None:
    (hit,) = hits_of(FERRY, 0)
    metadata = document_of(hit).metadata
    assert (metadata["stated"], metadata["url"]) == (None, None)
    assert metadata["citation"] == "Title of ferry (Harbour Gazette, 2024-03-09)"


def test_a_sentence_that_a_better_document_holds_brings_no_document_of_its_own() -> None:
    assert ids(OnrecordRetriever(finder=FakeFinder())) == [
        "mill-bridge#1-2",
        "mill-bridge#2-4",
        "mill-bridge#4-6",
        "ferry#1",
    ]


def test_no_more_than_k_come_and_none_dated_later() -> None:
    finder = FakeFinder()
    assert len(ids(OnrecordRetriever(finder=finder, k=2))) == 2
    early = OnrecordRetriever(finder=finder, as_of=date(2024, 3, 8))
    assert "ferry#1" not in ids(early)
    assert finder.asked[-1][:2] == ("Is it shut?", date(2024, 3, 8))


def test_less_than_one_document_is_refused() -> None:
    with pytest.raises(ValidationError, match="greater than or equal to 1"):
        OnrecordRetriever(finder=FakeFinder(), k=0)


def test_it_works_in_a_chain_in_a_batch_and_in_coroutines() -> None:
    retriever = OnrecordRetriever(finder=FakeFinder(), k=1)
    chain = retriever | RunnableLambda(lambda documents: documents[0].page_content)
    expected = "The bridge is shut.\nA barge struck it."
    assert chain.batch(["Is it shut?", "Is it?"]) == [expected, expected]
    assert asyncio.run(chain.ainvoke("Is it shut?")) == expected


def test_an_error_of_the_search_comes_through() -> None:
    with pytest.raises(IndexUnusable, match="cannot be read"):
        OnrecordRetriever(finder=FakeFinder()).invoke("Is it unreadable?")


@pytest.mark.parametrize("module", ["retrieval.langchain", "bot.langchain"])
def test_without_langchain_an_import_names_the_cure_in_one_line(module: str) -> None:
    code = f"import sys; sys.modules['langchain_core'] = None; import {module}"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        f'ImportError: {module} needs langchain-core; pip install "onrecord[langchain]"'
    )


@pytest.mark.parametrize("package", ["bot", "retrieval"])
def test_both_packages_say_that_they_are_typed(package: str) -> None:
    assert (CHECKOUT / package / "py.typed").is_file()
