"""Readers of the support sets: a claim, the text it is held against, and what the gold says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from public.files import lines_of


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim with evidence; `gold` is the set's own word for how the two stand."""

    claim: str
    evidence: str
    gold: str


@dataclass(frozen=True, slots=True)
class Page:
    """A claim with the lines of the page it cites; any of the sets of lines supports it."""

    claim: str
    lines: tuple[str, ...]
    supporting: tuple[frozenset[int], ...]
    gold: str


@dataclass(frozen=True, slots=True)
class Summaries:
    """A news article with a right summary and one that was made wrong in one place."""

    article: str
    right: str
    wrong: str
    error: str


def fever_symmetric(path: Path) -> Iterator[Pair]:
    """Claims with one evidence sentence, built so that the claim alone gives nothing away."""
    for row in lines_of(path):
        yield Pair(row["claim"], row["evidence"], row["label"].lower())


def fool_me_twice(path: Path) -> Iterator[Pair]:
    """Claims written to mislead, with the gold evidence sentences as one text."""
    for row in lines_of(path):
        evidence = " ".join(sentence["text"] for sentence in row["gold_evidence"])
        yield Pair(row["text"], evidence, row["label"].lower())


def factcheck_gpt(path: Path) -> Iterator[Pair]:
    """Claims of a chatbot with pieces of web pages, most of which are beside the point."""
    for row in lines_of(path):
        yield Pair(row["claim"], row["evidence"], row["stance"])


def wice_oracle(path: Path) -> Iterator[Pair]:
    """Claims with the chunk of the cited page that an oracle retriever picks."""
    for row in lines_of(path):
        yield Pair(row["claim"], "\n".join(row["evidence"]), row["label"])


def wice(path: Path) -> Iterator[Page]:
    """Claims with the whole page they cite."""
    for row in lines_of(path):
        sets = tuple(frozenset(lines) for lines in row["supporting_sentences"] if lines)
        yield Page(row["claim"], tuple(row["evidence"]), sets, row["label"])


def bump(path: Path) -> Iterator[Summaries]:
    """Pairs of summaries of one article."""
    for row in json.loads(path.read_text(encoding="utf-8")):
        yield Summaries(
            row["article"], row["reference_summary"], row["edited_summary"], row["error_type"]
        )
