"""Readers of the retrieval sets: passages as sources, questions with their gold passages."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from public.files import lines_of

from retrieval.documents import Source

UNDATED = date(2020, 1, 1)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the ids of the sources that answer it, none when nothing does."""

    text: str
    gold: frozenset[str]


@dataclass(frozen=True, slots=True)
class RetrievalSet:
    """Distinct passages as sources, `plain` each as its set gives it, and the questions."""

    sources: tuple[Source, ...]
    plain: tuple[str, ...]
    questions: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """A baseline of ../shared/data/README.md: recall@5, MRR@10, nDCG@10."""

    way: str
    figures: tuple[float, float, float]


def xquad(path: Path) -> RetrievalSet:
    """SQuAD's format: a paragraph is a passage; the articles have no titles."""
    paragraphs = [
        paragraph
        for article in json.loads(path.read_text(encoding="utf-8"))["data"]
        for paragraph in article["paragraphs"]
    ]
    sources = [_source(n, "Untitled", p["context"]) for n, p in enumerate(paragraphs)]
    asked = (
        Asked(question["question"], frozenset({source.id}))
        for source, paragraph in zip(sources, paragraphs, strict=True)
        for question in paragraph["qas"]
    )
    return RetrievalSet(tuple(sources), tuple(s.body for s in sources), tuple(asked))


def nq_open(path: Path) -> RetrievalSet:
    """Each line's gold passage; those that several questions share are one."""
    known: dict[tuple[str, str], Source] = {}
    asked = []
    for row in lines_of(path):
        passage = row["ctxs"][0]
        key = (passage["title"], passage["text"])
        source = known.setdefault(key, _source(len(known), *key))
        asked.append(Asked(row["question"], frozenset({source.id})))
    plain = tuple(f"{title}. {text}" for title, text in known)
    return RetrievalSet(tuple(known.values()), plain, tuple(asked))


def multihop(path: Path) -> RetrievalSet:
    """MultiHop-RAG: a dated fact of a news page is a passage; some questions have no answer."""
    facts = list(lines_of(path / "facts.jsonl"))
    sources = [
        _source(n, f["title"], f["fact"], f["source"], date.fromisoformat(f["published_at"][:10]))
        for n, f in enumerate(facts)
    ]
    places = {(f["url"], f["fact"]): s.id for f, s in zip(facts, sources, strict=True)}
    asked = (
        Asked(row["question"], frozenset(places[e["url"], e["fact"]] for e in row["evidence_list"]))
        for row in lines_of(path / "questions.jsonl")
    )
    return RetrievalSet(tuple(sources), tuple(s.body for s in sources), tuple(asked))


def _source(
    number: int, title: str, body: str, publisher: str = "Public set", day: date = UNDATED
) -> Source:
    return Source(f"p{number:05d}", title, publisher, day, body)


@dataclass(frozen=True, slots=True)
class Known:
    """A retrieval set by name: its file, its reader, its published baselines."""

    file: str
    read: Callable[[Path], RetrievalSet]
    published: tuple[Published, ...]


SETS = {
    "xquad": Known(
        "retrieval/xquad.en.json",
        xquad,
        (
            Published("bm25", (0.987, 0.955, 0.965)),
            Published("MiniLM", (0.982, 0.928, 0.943)),
            Published("fusion", (0.993, 0.955, 0.965)),
        ),
    ),
    "nq-open": Known(
        "retrieval/nq-open-oracle.jsonl.gz",
        nq_open,
        (
            Published("bm25", (0.929, 0.845, 0.872)),
            Published("MiniLM", (0.988, 0.934, 0.950)),
            Published("fusion", (0.971, 0.909, 0.928)),
        ),
    ),
    "multihop": Known(
        "retrieval/multihop_rag_500",
        multihop,
        (
            Published("bm25", (0.682, 0.835, 0.719)),
            Published("MiniLM", (0.690, 0.817, 0.723)),
            Published("fusion", (0.746, 0.875, 0.778)),
        ),
    ),
}
