"""Where sentences begin, on newspaper articles: our parser beside what it is made of, and pysbd.

Nobody marked borders there, so each measure is one of harm: marks that no sentence begins with, a
quotation mark alone, a verb of telling parted from who tells, and full stops run over. The articles
are PolNeAR's, which lie beside the checkout (../shared/data/attribution). pysbd is measured where
it is installed; the project does not need it.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from random import Random
from time import process_time
from typing import Any

from common import SHARED, console, parser, print_table

from retrieval import chunking
from retrieval.documents import Sentence, Source
from retrieval.parsing import Parse, Parser
from retrieval.pipelines import pipeline_named

DATA = SHARED / "data" / "attribution"
_CANNOT_BEGIN = re.compile(r"[,;:.!?)\]}”»]|['’](?:s|re|ve)\b|\"\s")
_SMALL = re.compile(r"[\"'“‘(\[]*(?!\w*://)[a-z]")
_ALONE = re.compile(r"[\"'“”‘’`\s]+\Z")
_STRAY = re.compile(r"['\"”]+\s|.*\s(?:[\"“‘`]|'')\Z", re.DOTALL)
_RUN_OVER = re.compile(r"\b[a-z]{3,}\.[\"”’']*\s+[\"“‘']*[A-Z]")
_LEGEND = (
    "All in 1,000 sentences: beginning with a mark that cannot, or in lower case; a quotation",
    "mark alone or on the wrong side of a border; full stops run over; seconds of one core.",
    "* who says it and the verb of telling in two sentences, in 1,000 attributions that have both.",
)
_Spans = Callable[[str], Iterator[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Splitter:
    """Parts texts and parses nothing."""

    name: str
    spans: _Spans

    def knows(self, word: str) -> bool:
        """No word."""
        return False

    def parse(self, texts: Sequence[str]) -> list[tuple[Parse, ...]]:
        """Sentences without words."""
        return [tuple(Parse.unread(a, text[a:b]) for a, b in self.spans(text)) for text in texts]


def splitters() -> dict[str, Parser]:
    """What is measured, by name."""
    found: dict[str, Parser] = {
        "rules and parser": parser(),
        "rules alone": Splitter("rules", chunking.sentence_spans),
        "spaCy's parser": Splitter("parser", _by_spacy("parser")),
        "spaCy's senter": Splitter("senter", _by_spacy("senter")),
    }
    if find_spec("pysbd"):
        found["pysbd"] = Splitter("pysbd", _by_pysbd())
    return found


def _by_spacy(component: str) -> _Spans:
    import spacy

    unused = {"parser", "senter", "ner", "lemmatizer", "attribute_ruler"} - {component}
    pipeline = spacy.load(pipeline_named(None).folder, exclude=sorted(unused))
    if component == "senter":
        pipeline.enable_pipe("senter")

    def spans(text: str) -> Iterator[tuple[int, int]]:
        for sentence in pipeline(re.sub(r"\s", " ", text)).sents:
            yield from _trimmed(text, sentence.start_char, sentence.end_char)

    return spans


def _by_pysbd() -> _Spans:
    import pysbd  # type: ignore[import-not-found,import-untyped,unused-ignore]

    segmenter = pysbd.Segmenter(language="en", clean=False)

    def spans(text: str) -> Iterator[tuple[int, int]]:
        flat, cursor = re.sub(r"\s", " ", text), 0
        for piece in segmenter.segment(flat):
            at = flat.find(piece.strip(), cursor) if piece.strip() else -1
            if at >= 0:
                yield from _trimmed(text, cursor, at)
                cursor = at + len(piece.strip())
                yield at, cursor
        yield from _trimmed(text, cursor, len(text))

    return spans


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    if piece.strip():
        yield start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


@dataclass(frozen=True, slots=True)
class Read:
    """An article with its sentences."""

    article: dict[str, Any]
    sentences: tuple[Sentence, ...]

    def holding(self, start: int) -> int:
        """The number of the sentence that a place is in, headings counting as the one before."""
        return sum(sentence.start <= start for sentence in self.sentences)

    def parted(self) -> Iterator[bool]:
        """For each attribution with a source and a cue, whether they stand in two sentences."""
        for one in self.article["attributions"]:
            if one["source"] and one["cue"]:
                places = [span[0] for span in (*one["source"], *one["cue"])]
                yield len({self.holding(place) for place in places}) > 1


def row(name: str, read: Sequence[Read], seconds: float) -> tuple[str, ...]:
    """A splitter's line of the table, mostly in 1,000 sentences."""
    texts = [sentence.text for one in read for sentence in one.sentences]
    parted = [answer for one in read for answer in one.parted()]

    def rate(harmed: Callable[[str], object]) -> str:
        return f"{1000 * sum(map(bool, map(harmed, texts))) / len(texts):.1f}"

    return (
        name,
        str(len(texts)),
        rate(_CANNOT_BEGIN.match),
        rate(_SMALL.match),
        rate(lambda text: _ALONE.match(text) or _STRAY.match(text)),
        f"{1000 * sum(parted) / len(parted):.1f}",
        rate(lambda text: _RUN_OVER.search(text)),
        f"{1000 * seconds / len(texts):.1f}",
    )


def articles(part: str, count: int | None) -> list[dict[str, Any]]:
    """PolNeAR's articles of a part."""
    with gzip.open(DATA / f"polnear_{part}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines][:count]


def read_by(reader: Parser, texts: Sequence[dict[str, Any]]) -> list[Read]:
    """The articles as a splitter parts them."""
    sources = [Source(text["id"], "", "", date.min, text["text"]) for text in texts]
    return [
        Read(text, chunking.sentences_of(source, reader))
        for text, source in zip(texts, sources, strict=True)
    ]


def print_sample(read: Sequence[Read], count: int) -> None:
    """Borders between two sentences, drawn at random, to be judged by eye."""
    borders = [
        (before.text[-70:], after.text[:70])
        for one in read
        for before, after in zip(one.sentences, one.sentences[1:], strict=False)
    ]
    for before, after in Random(0).sample(borders, count):
        console.print(f"{' '.join(before.split())} ¦ {' '.join(after.split())}", markup=False)


def main() -> None:
    """Reads all articles with all splitters, prints the table."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--part", choices=("train", "dev"), default="dev")
    arguments.add_argument("--articles", type=int, help="only so many")
    arguments.add_argument("--sample", type=int, default=0, help="print so many borders of ours")
    chosen = arguments.parse_args()
    texts, rows = articles(chosen.part, chosen.articles), []
    for name, reader in splitters().items():
        reader.parse(["It loads."])
        started = process_time()
        read = read_by(reader, texts)
        rows.append(row(name, read, process_time() - started))
        if chosen.sample and reader is parser():
            print_sample(read, chosen.sample)
    columns = ("", "sentences", "odd mark", "lower case", "stray “", "parted*", "run over", "CPU s")
    print_table(f"{len(texts)} articles of PolNeAR's {chosen.part} part", columns, rows)
    for line in _LEGEND:
        console.print(line, markup=False)


if __name__ == "__main__":
    main()
