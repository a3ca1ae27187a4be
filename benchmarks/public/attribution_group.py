"""PolNeAR: which sentences report somebody's words, and whose?

A sentence counts as attributed when at least 40 % of its characters lie inside content spans; ours
when they lie inside statements that somebody makes, named or not. Rules were made on the training
part, the development part was only measured.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from public.attribution_errors import Measured, Sentence, why_missed, why_taken
from public.attribution_kinds import KINDS, found_in
from public.attribution_read import covered, read_text
from public.attribution_sets import Article, polnear
from public.files import found
from public.measures import f1_of, share
from public.tables import Cell, Table

from retrieval.parsing import Parse

_PARTS = {"dev": "polnear_dev.jsonl.gz", "train": "polnear_train.jsonl.gz"}
_SHARE = 0.4


def run(home: Path, limit: int | None) -> list[Table]:
    """The tables of both parts; `limit` takes so many articles of each."""
    measured = {
        part: [measure(article) for article in list(polnear(path))[:limit]]
        for part, name in _PARTS.items()
        if (path := found(f"attribution/{name}"))
    }
    return tables_of(measured) if measured else []


def tables_of(measured: dict[str, list[Measured]]) -> list[Table]:
    """What was measured, by the names of the parts."""
    misread = (_misread(*part) for part in measured.items())
    return [_sentences(measured), _claimants(measured), *misread]


def measure(article: Article) -> Measured:
    """An article with what the set and what we find in it."""
    text = read_text(article.text)
    gold = covered(article.text, [m.content for m in article.marked])
    ours = covered(article.text, [s.spans for said in text.said for s in said])
    sentences = tuple(
        Sentence(p, _is_reported(p, gold), _is_reported(p, ours)) for p in text.parses
    )
    return Measured(article, text, sentences, tuple(found_in(article, text)))


def _is_reported(parse: Parse, flags: bytearray) -> bool:
    inside = sum(flags[parse.start : parse.end])
    return inside >= _SHARE * max(1, parse.end - parse.start)


def _sentences(measured: dict[str, list[Measured]]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for part, articles in measured.items():
        sentences = [s for a in articles for s in a.sentences]
        precision = share(s.gold for s in sentences if s.ours)
        recall = share(s.ours for s in sentences if s.gold)
        cues = [cue for a in articles for cue in _cues(a)]
        counts = (len(articles), len(sentences), sum(s.gold for s in sentences))
        scores = (precision, recall, f1_of(precision, recall))
        rows.append((part, *counts, *scores, len(cues), share(cues)))
    columns = (
        "part",
        "articles",
        "sentences",
        "reported",
        "P",
        "R",
        "F",
        "our cues",
        "cue precision",
    )
    return Table("PolNeAR: sentences that report somebody's words", columns, tuple(rows))


def _cues(measured: Measured) -> Iterator[bool]:
    """For each of our cues whether the set has one there."""
    flags = covered(measured.article.text, [m.cue for m in measured.article.marked])
    return (any(flags[slice(*cue.place)]) for cue in measured.text.cues)


def _claimants(measured: dict[str, list[Measured]]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for part, articles in measured.items():
        every = [f for a in articles for f in a.attributions]
        for kind in ("all", *KINDS):
            of_kind = [f for f in every if kind in ("all", f.kind)]
            met = [f for f in of_kind if f.met]
            right, unnamed = share(f.right for f in met), share(f.unnamed for f in met)
            rows.append((part, kind, len(of_kind), share(f.met for f in of_kind), right, unnamed))
    columns = ("part", "source", "n", "content met", "right", "left unnamed")
    return Table("PolNeAR: who says it, where our content meets the set's", columns, tuple(rows))


def _misread(part: str, articles: Sequence[Measured]) -> Table:
    """What is missed and what is taken too much, by kind."""
    missed = Counter(why_missed(a, s) for a in articles for s in a.sentences if s.gold > s.ours)
    surplus = Counter(why_taken(a, s) for a in articles for s in a.sentences if s.ours > s.gold)
    rows: list[tuple[Cell, ...]] = [
        (error, kind, count, count / counts.total())
        for error, counts in (("missed", missed), ("taken too much", surplus))
        for kind, count in counts.most_common()
    ]
    return Table(
        f"PolNeAR {part}: sentences read wrongly", ("error", "kind", "n", "share"), tuple(rows)
    )
