"""The plain values of retrieval: what a corpus holds and what a search returns.

They nest: a Source holds a body, a Sentence is a span of that body, a Passage is a run of
sentences, a Hit is a passage with the scores that found it. Any of them walks back to exact
characters: `source.body[x.start:x.end]` is the text of x.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What a source is; a digest is our own summary of the page at its url."""

    ARTICLE = "article"
    DIGEST = "digest"
    STATEMENT = "statement"
    REPORT = "report"


class Standing(StrEnum):
    """What a claimant is to the story, from the corpus's actors.yaml; unlisted is OTHER."""

    PARTY = "party"
    ADVERSARY = "adversary"
    AUTHORITY = "authority"
    RESEARCH = "research"
    MEDIA = "media"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who can be a claimant, with every name that texts and questions use for them."""

    name: str
    aliases: tuple[str, ...] = ()
    standing: Standing = Standing.OTHER
    side: str | None = None
    note: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """All names, the main one first."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Source:
    """One immutable document; `body` is the text that all offsets count in.

    `pages` is the offset at which each page of a PDF begins; other formats have none.
    """

    id: str
    title: str
    publisher: str
    published: date
    body: str = field(repr=False)
    stated: date | None = None
    url: str | None = None
    kind: Kind = Kind.ARTICLE
    author: str | None = None
    syndicated_from: str | None = None
    language: str = "en"
    licence: str | None = None
    note: str | None = None
    pages: tuple[int, ...] = ()

    @property
    def dated(self) -> date:
        """The day the words were public: `stated` where known, else `published`."""
        return self.stated or self.published

    def pages_of(self, start: int, end: int) -> tuple[int, int] | None:
        """The first and the last page, from 1, that a span stands on; None without pages."""
        if not self.pages:
            return None
        first, last = bisect_right(self.pages, start), bisect_right(self.pages, end - 1)
        return max(1, first), max(1, last)

    @property
    def content_hash(self) -> str:
        """SHA-256 over body and metadata; equal hashes mean the same source."""
        record = json.dumps(asdict(self), default=str, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(record.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Sentence:
    """The `position`-th sentence of a source, as a span [start, end) of its body."""

    source_id: str
    position: int
    start: int
    end: int
    text: str
    heading: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A citable run of whole consecutive sentences of one source."""

    source: Source
    sentences: tuple[Sentence, ...]

    @property
    def id(self) -> str:
        """Stable name: source id, then first and last sentence counted from 1."""
        first, last = self.sentences[0].position + 1, self.sentences[-1].position + 1
        return f"{self.source.id}#{first}" if first == last else f"{self.source.id}#{first}-{last}"

    @property
    def start(self) -> int:
        """Offset of the first character in the body."""
        return self.sentences[0].start

    @property
    def end(self) -> int:
        """Offset behind the last character in the body."""
        return self.sentences[-1].end

    @property
    def text(self) -> str:
        """The exact characters, with the body's own line breaks."""
        return self.source.body[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a query, with the sentence that drew it in.

    `similarity` is the cosine of the query with the sentence under its title, in [-1, 1],
    `passage_similarity` that with the passage; `bm25` is the full-text score (higher is better,
    0 when only the vectors found it), `score` the three weighed together.
    """

    passage: Passage
    sentence: Sentence
    score: float
    similarity: float = 0.0
    passage_similarity: float = 0.0
    bm25: float = 0.0


def digests_of(sources: Iterable[Source]) -> frozenset[str]:
    """Ids of the sources that are our own summaries."""
    return frozenset(source.id for source in sources if source.kind is Kind.DIGEST)


def combined_hash(hashes: Iterable[str]) -> str:
    """One order-independent SHA-256 over many content hashes."""
    return hashlib.sha256("\n".join(sorted(hashes)).encode()).hexdigest()
