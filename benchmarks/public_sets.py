"""Public sets: retrieval beside bm25 alone and vectors alone, abstention, figures in citations.

Reads the native formats below ../shared/data; a folder that is missing is said and skipped. With
`--home DIR` the indexes are kept, so that a second run is quick; `--questions N` takes the first N.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import fmean
from typing import Any

import numpy as np

from common import SHARED, console, print_table

from bot.answering.gates import unsupported_figures
from bot.answering.question import QuestionReader
from bot.assembly import embedder_of
from bot.claims import Citation
from bot.settings import load_settings
from retrieval.chroma_store import ChromaStore
from retrieval.corpus import Corpus
from retrieval.documents import Source
from retrieval.embedding import Embedder
from retrieval.index import IndexFolder
from retrieval.loaders.markdown import write_source
from retrieval.naming import ActorNames
from retrieval.search import HybridSearch, Query

DATA = SHARED / "data"
_DAY = date(2020, 1, 1)
_DEPTH = 200
# recall@5 / MRR@10 / nDCG@10 as published beside the data: bm25, MiniLM, their fusion.
_PUBLISHED = {
    "xquad": ("bm25 .987/.955/.965", "MiniLM .982/.928/.943", "fusion .993/.955/.965"),
    "nq-open": ("bm25 .929/.845/.872", "MiniLM .988/.934/.950", "fusion .971/.909/.928"),
    "multihop": ("bm25 .682/.835/.719", "MiniLM .690/.817/.723", "fusion .746/.875/.778"),
}


@dataclass(frozen=True, slots=True)
class RetrievalSet:
    """Passages as sources, and questions with the ids of their gold passages."""

    name: str
    sources: tuple[Source, ...]
    questions: tuple[tuple[str, frozenset[str]], ...]


def xquad(path: Path) -> RetrievalSet:
    """SQuAD format: one source a paragraph."""
    sources: list[Source] = []
    questions: list[tuple[str, frozenset[str]]] = []
    for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            source = _source(len(sources), article.get("title") or "untitled", paragraph["context"])
            sources.append(source)
            gold = frozenset({source.id})
            questions += [(asked["question"], gold) for asked in paragraph["qas"]]
    return RetrievalSet("xquad", tuple(sources), tuple(questions))


def nq_open(path: Path) -> RetrievalSet:
    """Lost-in-the-middle's oracle file: one source a distinct gold passage."""
    known: dict[tuple[str, str], Source] = {}
    questions = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            passage = row["ctxs"][0]
            key = (passage["title"], passage["text"])
            source = known.setdefault(key, _source(len(known), *key))
            questions.append((row["question"], frozenset({source.id})))
    return RetrievalSet("nq-open", tuple(known.values()), tuple(questions))


def multihop(path: Path) -> RetrievalSet:
    """MultiHop-RAG's sample: one source a fact; questions without an answer are left out."""
    facts = list(_json_lines(path / "facts.jsonl"))
    sources = [
        _source(n, f["title"], f["fact"], f["source"], date.fromisoformat(f["published_at"][:10]))
        for n, f in enumerate(facts)
    ]
    place = {(f["url"], f["fact"]): s.id for f, s in zip(facts, sources, strict=True)}
    questions = []
    for row in _json_lines(path / "questions.jsonl"):
        gold = frozenset(place[(e["url"], e["fact"])] for e in row["evidence_list"])
        if gold:
            questions.append((row["question"], gold))
    return RetrievalSet("multihop", tuple(sources), tuple(questions))


def _source(
    number: int, title: str, body: str, publisher: str = "public set", day: date = _DAY
) -> Source:
    return Source(f"p{number}", title, publisher, day, body.strip() + "\n")


def _json_lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def scores(ranked: Sequence[str], gold: frozenset[str]) -> tuple[float, float, float]:
    """recall@5, MRR@10 and nDCG@10 of one ranking, binary gains."""
    found = [name in gold for name in ranked[:10]]
    recall = len(set(ranked[:5]) & gold) / len(gold)
    first = next((1 / n for n, hit in enumerate(found, 1) if hit), 0.0)
    gain = sum(1 / math.log2(n + 1) for n, hit in enumerate(found, 1) if hit)
    ideal = sum(1 / math.log2(n + 1) for n in range(1, min(10, len(gold)) + 1))
    return recall, first, gain / ideal


class Ranker:
    """Three ways to rank the sources of one set: ours, full text alone, vectors alone."""

    def __init__(self, public: RetrievalSet, home: Path, embedder: Embedder) -> None:
        folder = home / public.name
        _write_corpus(public, folder)
        index_folder = IndexFolder(
            home, Corpus(folder, folder / "overlay"), lambda p, c: ChromaStore(p, create=c)
        )
        index_folder.update(embedder)
        self._index = index_folder.open(embedder)
        self._search = HybridSearch(self._index, embedder)
        self._embedder = embedder
        self._reader = QuestionReader(ActorNames(()))
        self._ids = [s.id for s in public.sources]
        self._vectors = embedder.embed([s.body for s in public.sources])

    def hybrid(self, question: str) -> list[str]:
        """Our search, as the assistant asks it."""
        asked = self._reader.read(question, None)
        hits = self._search.search(Query(asked.search_text, asked.search_phrases), _DEPTH)
        return list(dict.fromkeys(hit.passage.source.id for hit in hits))

    def bm25(self, question: str) -> list[str]:
        """Full text alone."""
        asked = self._reader.read(question, None)
        found = self._index.catalogue.search(asked.search_phrases, _DEPTH, None)
        return list(dict.fromkeys(source_id for source_id, _, _ in found))

    def vectors(self, question: str) -> list[str]:
        """MiniLM alone, on the passages as given (256 tokens), exact search."""
        cosines = self._vectors @ self._embedder.embed([question])[0]
        return [self._ids[n] for n in np.argsort(-cosines)[:10]]

    def close(self) -> None:
        """Lets go of the index."""
        self._index.close()


def _write_corpus(public: RetrievalSet, folder: Path) -> None:
    (folder / "sources").mkdir(parents=True, exist_ok=True)
    for source in public.sources:
        path = folder / "sources" / f"{source.id}.md"
        if not path.exists():
            path.write_text(write_source(source), encoding="utf-8")


def run_retrieval(home: Path, embedder: Embedder, limit: int | None, chosen: Sequence[str]) -> None:
    """Prints one table over the retrieval sets that are there."""
    readers: dict[str, tuple[Callable[[Path], RetrievalSet], str]] = {
        "xquad": (xquad, "xquad.en.json"),
        "nq-open": (nq_open, "nq-open-oracle.jsonl.gz"),
        "multihop": (multihop, "multihop_rag_500"),
    }
    rows: list[tuple[object, ...]] = []
    for name, (read, file) in readers.items():
        path = DATA / "retrieval" / file
        if name not in chosen:
            continue
        if not path.exists():
            console.print(f"skipped {name}: no {path}")
            continue
        public = read(path)
        ranker = Ranker(public, home, embedder)
        questions = public.questions[:limit]
        ways = {"hybrid": ranker.hybrid, "bm25 alone": ranker.bm25, "MiniLM alone": ranker.vectors}
        for way, rank in ways.items():
            measured = [scores(rank(question), gold) for question, gold in questions]
            means = [f"{fmean(column):.3f}" for column in zip(*measured, strict=True)]
            rows.append((name, way, len(questions), *means))
        rows += [(name, f"published: {figures}", "", "", "", "") for figures in _PUBLISHED[name]]
        ranker.close()
    print_table("Retrieval", ("set", "way", "questions", "recall@5", "MRR@10", "nDCG@10"), rows)


def run_figures() -> None:
    """BUMP: does the numbers gate see a figure that was changed, and only then?"""
    path = DATA / "support" / "bump_task2.json"
    if not path.exists():
        console.print(f"skipped bump: no {path}")
        return
    pairs = json.loads(path.read_text(encoding="utf-8"))
    caught = [bool(_missing(p["edited_summary"], p["article"])) for p in pairs]
    flagged = [bool(_missing(p["reference_summary"], p["article"])) for p in pairs]
    figures = [n for n, p in enumerate(pairs) if _figures_differ(p)]
    rows = [
        ("wrong summaries whose figures changed", len(figures), _share(caught, figures)),
        ("all wrong summaries", len(pairs), f"{fmean(caught):.3f}"),
        ("right summaries flagged by mistake", len(pairs), f"{fmean(flagged):.3f}"),
    ]
    print_table("Figures in citations (BUMP)", ("summaries", "number", "caught"), rows)


def _missing(summary: str, article: str) -> tuple[str, ...]:
    citation = Citation(1, "p0", "p0", "", "", _DAY, None, None, article, 0, len(article))
    return unsupported_figures(summary, [citation])


def _figures_differ(pair: Mapping[str, str]) -> bool:
    digits = [
        sorted(w for w in pair[key].split() if any(c.isdigit() for c in w))
        for key in ("edited_summary", "reference_summary")
    ]
    return digits[0] != digits[1]


def _share(values: Sequence[bool], places: Sequence[int]) -> str:
    return f"{fmean(values[n] for n in places):.3f}" if places else "-"


def main() -> None:
    """Runs every group whose data is there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, help="keep the indexes here")
    parser.add_argument("--set", action="append", choices=sorted(_PUBLISHED), help="only this one")
    parser.add_argument("--questions", type=int, help="only the first N of each set")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        home = chosen.home or Path(temporary)
        embedder = embedder_of(load_settings(home=home))
        run_retrieval(home, embedder, chosen.questions, chosen.set or sorted(_PUBLISHED))
        run_figures()


if __name__ == "__main__":
    main()
