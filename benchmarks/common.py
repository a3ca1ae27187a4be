"""What the benchmarks share: paths, the corpus, tables.

Importing it puts the checkout first on the path: a benchmark measures the code it lies beside,
not another copy that may be installed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from retrieval.parsing import Parser

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
DEV_SET = SHARED / "qa" / "dev.yaml"
sys.path.insert(0, str(ROOT))

console = Console(highlight=False, soft_wrap=True)


def corpus_passages() -> Iterator[str]:
    """The passages of the shipped corpus as they are embedded: one around each sentence."""
    from retrieval import chunking
    from retrieval.corpus import Corpus

    for source in Corpus(ROOT / "corpus", ROOT / "corpus" / "no-overlay").sources():
        sentences = chunking.sentences_of(source, parser())
        for sentence in sentences:
            yield chunking.passage_around(source, sentences, sentence.position).text


@lru_cache(maxsize=1)
def parser() -> Parser:
    """The packaged parser."""
    from retrieval.pipelines import pipeline_named
    from retrieval.spacy_parser import SpacyParser

    return SpacyParser(pipeline_named(None))


def megabytes(max_rss: int) -> float:
    """Peak memory as the operating system counts it (Linux: KiB, macOS: bytes) in MB."""
    return max_rss / 1e6 if sys.platform == "darwin" else max_rss * 1024 / 1e6


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Prints rows under a title; every column but the first is aligned to the right."""
    table = Table(title=title, title_justify="left")
    for number, column in enumerate(columns):
        table.add_column(column, justify="right" if number else "left")
    for row in rows:
        table.add_row(*(str(cell) for cell in row))
    console.print(table)


def p95(values: Sequence[float]) -> float:
    """The 95th percentile of at least two values."""
    return quantiles(values, n=20, method="inclusive")[-1]
