"""An index of any size from real sentences, to measure search far beyond the shipped corpus.

The text is that of ../shared/data/retrieval: sentences of encyclopaedia passages, repeated in
shuffled order until there are enough. Embedding 100,000 texts would take an hour on two cores, so
each distinct sentence is embedded once, its repetitions get that vector, a little turned, and a
passage gets the mean of its sentences, turned likewise. Everything else is the ordinary index.
"""

from __future__ import annotations

import gzip
import json
import random
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from common import SHARED, parser

from bot.assembly import index_folder_of
from bot.settings import Settings, load_settings
from retrieval import chunking
from retrieval.contents import Index
from retrieval.documents import Source
from retrieval.embedding import Embedder, Vectors
from retrieval.loaders import markdown
from retrieval.store import VectorStore

FIRST_DAY, _DAYS = date(2015, 1, 1), 3650
_PER_SOURCE = 25
_TURN = 0.5  # length of the noise added to a unit vector: repetitions keep a cosine of about 0.9
_DATA = SHARED / "data" / "retrieval"


class StretchedEmbedder:
    """Embeds each distinct sentence once and derives all other vectors from those."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known: dict[str, Vectors] = {}

    @property
    def name(self) -> str:
        """That of the model behind it, so that the index takes questions from the model itself."""
        return self._embedder.name

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._embedder.dimension

    def embed(self, texts: Sequence[str]) -> Vectors:
        """A vector for each text of "Title N. sentence" or of sentences on lines of their own."""
        parts = [_sentences(text) for text in texts]
        new = list(dict.fromkeys(p for some in parts for p in some if p not in self._known))
        self._known |= zip(new, self._embedder.embed(new), strict=True) if new else ()
        rows = zip(texts, parts, strict=True)
        return np.stack([self._derived(text, some) for text, some in rows])

    def _derived(self, text: str, parts: Sequence[str]) -> Vectors:
        vector: Vectors = np.mean([self._known[part] for part in parts], axis=0)
        vector /= np.linalg.norm(vector)
        if not text.startswith("Passage 0-"):
            noise = np.random.default_rng(zlib.crc32(text.encode())).normal(size=vector.shape)
            vector += (_TURN * noise / np.linalg.norm(noise)).astype(np.float32)
        return vector / np.float32(np.linalg.norm(vector))


@dataclass(frozen=True, slots=True)
class Large:
    """A large index with the exact vectors it was built from."""

    index: Index
    sentences: Vectors
    passages: Vectors

    def recall(self, questions: Vectors, k: int = 10) -> tuple[float, float]:
        """Share of the exact k nearest that the store of sentences and of passages finds."""
        return (
            _recall(self.index.sentences, self.sentences, questions, k),
            _recall(self.index.passages, self.passages, questions, k),
        )


def questions(limit: int) -> list[str]:
    """Real questions, answered somewhere in the text."""
    return [row["question"] for row, _ in zip(_rows(), range(limit), strict=False)]


def day_preceded_by(percent: int) -> date:
    """The day before which that share of the sources is dated."""
    return FIRST_DAY + timedelta(days=_DAYS * percent // 100)


def build(home: Path, count: int, embedder: Embedder) -> Large:
    """The index of `count` sentences below `home`; one that is there already is used again."""
    settings = prepared(home, count)
    stretched = StretchedEmbedder(embedder)
    folder = index_folder_of(settings)
    folder.update(stretched)
    index = folder.open(embedder)
    sentences, passages = [], []
    for source in index.catalogue.sources():
        for sentence in (run := index.catalogue.sentences(source.id)):
            sentences.append(chunking.embedded_text(source, sentence))
            passages.append(chunking.passage_around(source, run, sentence.position).text)
    return Large(index, stretched.embed(sentences), stretched.embed(passages))


def _recall(store: VectorStore, vectors: Vectors, questions: Vectors, k: int) -> float:
    found = 0
    for question in questions:
        cosines = vectors @ question
        kth = np.partition(cosines, -k)[-k]
        # ties and rounding: what is as near as the k-th counts
        found += sum(cosine >= kth - 1e-5 for _, cosine in store.nearest(question, k))
    return found / (k * len(questions))


def prepared(home: Path, count: int) -> Settings:
    """Settings with a corpus of `count` sentences below `home`, its files made where missing."""
    corpus = home / f"corpus-{count}"
    if not corpus.is_dir():
        (corpus / "sources").mkdir(parents=True)
        for source in _sources(count):
            path = corpus / "sources" / f"{source.id}.md"
            path.write_text(markdown.write_source(source), encoding="utf-8")
    return load_settings(home=home, corpus=corpus)


def _sources(count: int) -> Iterator[Source]:
    dice = random.Random(0)
    sentences = list(dict.fromkeys(_real_sentences()))
    for start in range(0, count, _PER_SOURCE):
        copy, at = divmod(start, len(sentences) // _PER_SOURCE * _PER_SOURCE)
        if at == 0 and copy:
            dice.shuffle(sentences)
        body = "\n\n".join(sentences[at : at + min(_PER_SOURCE, count - start)])
        day = FIRST_DAY + timedelta(days=dice.randrange(_DAYS))
        number = start // _PER_SOURCE
        yield Source(f"p{number:06d}", f"Passage {copy}-{number}", "Benchmark", day, body)


def shuffled_sentences() -> Iterator[str]:
    """Real sentences without end, in another order each time round."""
    dice, sentences = random.Random(1), list(dict.fromkeys(_real_sentences()))
    while True:
        dice.shuffle(sentences)
        yield from sentences


def _real_sentences() -> Iterator[str]:
    for number, row in enumerate(_rows()):
        gold = row["ctxs"][0]
        source = Source(f"s{number}", gold["title"], "Benchmark", FIRST_DAY, gold["text"])
        for sentence in chunking.sentences_of(source, parser()):
            if sentence.text.endswith(".") and "\n" not in sentence.text:
                yield sentence.text


def _rows() -> Iterator[dict[str, Any]]:
    path = _DATA / "nq-open-oracle.jsonl.gz"
    if not path.exists():
        raise SystemExit(f"{path}: no such file; the large index needs its text")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _sentences(text: str) -> tuple[str, ...]:
    if text.startswith("Passage "):
        text = text.partition(". ")[2]
    return tuple(line.strip() for line in text.splitlines() if line.strip())
