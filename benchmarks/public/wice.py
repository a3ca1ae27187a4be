"""WiCE: is the sentence that we would cite for a claim one of those that support it?"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

import numpy as np

from public.bm25 import Bm25
from public.measures import share
from public.retrieval_sets import UNDATED
from public.searching import Searching
from public.support_sets import Page
from public.tables import Cell, Table

from retrieval.documents import Source

_BETWEEN = "\n\n"
_TITLE = "(meta data) TITLE: "
_DEPTH = 10


def where_support_stands(pages: Sequence[Page], home: Path) -> Table:
    """Ranks the lines of each cited page for its claim: ours, bm25 and MiniLM over the lines."""
    asked = [page for page in pages if page.supporting]
    sources = _sources(asked)
    with Searching("wice", list(dict.fromkeys(sources)), home) as searching:
        ways = {
            "hybrid (ours)": [
                _ours(searching, page, source) for page, source in zip(asked, sources, strict=True)
            ],
            "bm25 alone": [_order(Bm25(page.lines).scores(page.claim)) for page in asked],
            "MiniLM alone": [_nearest(searching, page) for page in asked],
        }
    rows: list[tuple[Cell, ...]] = [(way, *_scores(asked, r)) for way, r in ways.items()]
    columns = ("way", "first line supports", "one of three", "a whole set among ten")
    return Table(f"WiCE: the line to cite, {len(asked)} claims", columns, tuple(rows))


def _sources(pages: Sequence[Page]) -> list[Source]:
    """Each page as a source, its lines as paragraphs; equal pages are one source."""
    known: dict[str, Source] = {}
    found = []
    for page in pages:
        body = _BETWEEN.join(page.lines)
        title = page.lines[0].removeprefix(_TITLE).strip() or "Untitled"
        new = Source(f"p{len(known):04d}", title, "Public set", UNDATED, body)
        found.append(known.setdefault(body, new))
    return found


def _ours(searching: Searching, page: Page, source: Source) -> list[int]:
    """Numbers of lines in the order in which our search finds sentences of them."""
    hits = searching.hits_within(searching.read(page.claim), frozenset({source.id}), _DEPTH * 3)
    lengths = (len(line) + len(_BETWEEN) for line in page.lines)
    starts = [0, *accumulate(lengths)]
    lines = (int(np.searchsorted(starts, hit.sentence.start, side="right")) - 1 for hit in hits)
    return list(dict.fromkeys(lines))


def _nearest(searching: Searching, page: Page) -> list[int]:
    vectors = searching.embedder.embed(page.lines)
    return _order(vectors @ searching.embedder.embed([page.claim])[0])


def _order(scores: np.ndarray) -> list[int]:
    return [int(n) for n in np.argsort(-scores, kind="stable")]


def _scores(pages: Sequence[Page], ranked: Sequence[Sequence[int]]) -> tuple[Cell, ...]:
    """Shares of claims; one line seldom says all, so the last asks for a whole set."""
    lines = [frozenset[int]().union(*page.supporting) for page in pages]
    pairs = list(zip(ranked, lines, strict=True))
    return (
        share(bool(found) and found[0] in good for found, good in pairs),
        share(not good.isdisjoint(found[:3]) for found, good in pairs),
        share(
            any(chosen <= frozenset(found[:_DEPTH]) for chosen in page.supporting)
            for found, page in zip(ranked, pages, strict=True)
        ),
    )
