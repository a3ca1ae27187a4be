"""Onrecord's search as a retriever of LangChain, for chains of other people's making.

Importing this without langchain-core raises an ImportError that names the cure.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Protocol

from pydantic import Field, SkipValidation

from retrieval.documents import Hit, Source

try:
    from langchain_core.callbacks import CallbackManagerForRetrieverRun
    from langchain_core.documents import Document
    from langchain_core.retrievers import BaseRetriever
except ImportError as error:
    cure = 'pip install "onrecord[langchain]"'
    raise ImportError(f"retrieval.langchain needs langchain-core; {cure}") from error


_SPARE = 3  # a passage is a sentence with a neighbour on either side


class Finder(Protocol):
    """What finds passages; bot.assistant.Assistant is one. Threads share it."""

    def passages(self, question: str, as_of: date | None = None, k: int = 10) -> Sequence[Hit]:
        """The k best, best first, of sources dated on or before `as_of`."""
        ...


class OnrecordRetriever(BaseRetriever):
    """Documents whose text is exactly body[start:end] of a source, best first.

    `as_of` leaves out every source dated later; None: as of the day that the question itself
    names, else of the latest source. `k` is how many are returned at most; what was found in one
    of them is not returned again with its neighbours. What `finder` raises comes through.
    bot.langchain.open_retriever opens one over a corpus.
    """

    finder: Annotated[Finder, SkipValidation]
    as_of: date | None = None
    k: int = Field(default=10, ge=1)

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        hits = self.finder.passages(query, self.as_of, _SPARE * self.k)
        return [document_of(hit) for hit in _distinct(hits)[: self.k]]


def document_of(hit: Hit) -> Document:
    """A passage as a Document; dates are ISO strings, so that its metadata can be kept as JSON.

    `score` says which of one query's passages fits better, and nothing across queries; `start`
    and `end` count characters of the source's body; `citation` is for people.
    """
    passage, source = hit.passage, hit.passage.source
    metadata: dict[str, Any] = {
        "source_id": source.id,
        "passage_id": passage.id,
        "title": source.title,
        "publisher": source.publisher,
        "published": source.published.isoformat(),
        "stated": source.stated.isoformat() if source.stated else None,
        "url": source.url,
        "kind": source.kind.value,
        "start": passage.start,
        "end": passage.end,
        "score": float(hit.score),
        "citation": _citation(source),
    }
    return Document(id=passage.id, page_content=passage.text, metadata=metadata)


def _distinct(hits: Sequence[Hit]) -> list[Hit]:
    """Those whose sentence, the one that was found, stands in no passage before."""
    kept: list[Hit] = []
    seen: set[tuple[str, int]] = set()
    for hit in hits:
        source_id = hit.passage.source.id
        if (source_id, hit.sentence.position) not in seen:
            kept.append(hit)
            seen.update((source_id, s.position) for s in hit.passage.sentences)
    return kept


def _citation(source: Source) -> str:
    said = f", said {source.stated}" if source.stated not in (None, source.published) else ""
    return f"{source.title} ({source.publisher}, {source.published}{said})"
