"""What the benchmarks share: paths, question sets, text matching, tables.

Importing it puts the checkout first on the path: a benchmark measures the code it lies beside,
not another copy that may be installed.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import quantiles

import yaml
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
DEV_SET = SHARED / "qa" / "dev.yaml"
sys.path.insert(0, str(ROOT))

console = Console(highlight=False, soft_wrap=True)

_LOOKALIKES = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f", '"')
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
    | dict.fromkeys("\u00a0\u2007\u2009\u202f", " ")
)
_MARKER = re.compile(r"\s*\[\d+\]")


@dataclass(frozen=True, slots=True)
class Expected:
    """What the gold of one question asks for; each fact is a tuple of alternatives."""

    outcome: str
    status: str | None
    facts: tuple[tuple[str, ...], ...]
    must_not: tuple[str, ...]
    sources: frozenset[str]
    quote: str | None


@dataclass(frozen=True, slots=True)
class Item:
    """One question of a set."""

    id: str
    question: str
    type: str
    as_of: date | None
    expect: Expected


def read_set(path: Path) -> tuple[Item, ...]:
    """The questions of a YAML set, or an exit with one line when there is none."""
    if not path.exists():
        raise SystemExit(f"{path}: no such question set; pass one with --set FILE")
    rows = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return tuple(_item(row) for row in rows)


def _item(row: dict[str, object]) -> Item:
    gold = row["expect"]
    assert isinstance(gold, dict)
    facts = ((f,) if isinstance(f, str) else tuple(f) for f in gold.get("facts") or ())
    expected = Expected(
        gold["outcome"],
        gold.get("status"),
        tuple(tuple(str(a) for a in fact) for fact in facts),
        tuple(gold.get("must_not") or ()),
        frozenset(gold.get("sources") or ()),
        gold.get("quote_contains"),
    )
    as_of = date.fromisoformat(str(row["as_of"])) if row.get("as_of") else None
    return Item(str(row["id"]), str(row["question"]), str(row["type"]), as_of, expected)


def plain(text: str) -> str:
    """Text in the form that is matched: one case, plain quotes, dashes and spaces."""
    return " ".join(text.translate(_LOOKALIKES).casefold().split())


def without_markers(text: str) -> str:
    """Text without its [n]: the number of a citation must never pass for a fact."""
    return _MARKER.sub("", text)


def occurs(wanted: str, text: str) -> bool:
    """True when `wanted` stands in `text` as whole words or numbers, not inside a longer one."""
    pattern = r"(?<!\w)(?<!\d[.,])" + re.escape(plain(wanted)) + r"(?!\w)(?![.,]\d)"
    return re.search(pattern, plain(text)) is not None


def corpus_passages() -> Iterator[str]:
    """The passages of the shipped corpus as they are embedded: one around each sentence."""
    from retrieval import chunking
    from retrieval.corpus import Corpus

    for source in Corpus(ROOT / "corpus", ROOT / "corpus" / "no-overlay").sources():
        sentences = chunking.sentences_of(source)
        for sentence in sentences:
            yield chunking.passage_around(source, sentences, sentence.position).text


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
