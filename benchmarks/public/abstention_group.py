"""Abstention: does the composer answer only what the passages it is given can answer?

Twice: with search taken out (the passages of all questions are one index, so that words weigh as
they do in a corpus, but the composer sees only hits in the passages its question was given), and
with all passages searched, as the assistant does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from common import parser
from public.abstention_sets import AbstentionSet, Case, clapnq, mtrag, multihop_null
from public.files import found
from public.measures import auc, share
from public.near_misses import STORIES, near_misses
from public.searching import Searching
from public.tables import Cell, Table

from bot.answering.extractive import ExtractiveComposer
from bot.claims import Outcome
from bot.evidence.reader import StatementReader

_CANDIDATES = 32  # as many as the assistant hands its composer
_COLUMNS = ("wrong", "refused", "AUC confidence", "AUC cosine")
SETS: dict[str, tuple[str, Callable[[Path], AbstentionSet]]] = {
    "clapnq": ("abstention", clapnq),
    "mtrag": ("abstention", mtrag),
    "multihop": ("retrieval/multihop_rag_500", multihop_null),
    **{
        f"near misses {story}": ("corroboration/ECBplus_xml.tgz", partial(near_misses, story=story))
        for story in STORIES
    },
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A case, whether it was answered, how confident the composer was, how near the best hit."""

    case: Case
    answered: bool
    confidence: float | None
    near: float


def run(home: Path, limit: int | None) -> list[Table]:
    """Rates and how well confidence parts the two classes; then each class apart."""
    rates: list[tuple[Cell, ...]] = []
    classes: list[tuple[Cell, ...]] = []
    for name, (file, read) in SETS.items():
        path = found(file)
        if path is None:
            continue
        public = read(path)
        cases = public.cases[:: max(1, len(public.cases) // limit)] if limit else public.cases
        with Searching(f"abstention-{name}", public.sources, home) as searching:
            every = frozenset(source.id for source in public.sources)
            if any(case.given != every for case in cases):
                judged = _judged(searching, cases, within=True)
                rates.append(_rates(f"{name}, given", judged))
                classes += _classes(f"{name}, given", judged)
            judged = _judged(searching, cases, within=False)
        rates.append(_rates(f"{name}, all", judged))
        classes += _classes(f"{name}, all", judged)
    return [
        Table("Abstention", ("passages", "n", *_COLUMNS), tuple(rates)),
        Table("Answered, by class", ("passages", "class", "n", "answered"), tuple(classes)),
    ]


def _judged(searching: Searching, cases: Sequence[Case], *, within: bool) -> list[Judged]:
    statements = StatementReader(searching.names, searching.search.source, parser())
    composer = ExtractiveComposer(statements, searching.search.document_frequency)
    judged = []
    for case in cases:
        question = searching.read(case.question)
        if within:
            hits = searching.hits_within(question, case.given, _CANDIDATES)
        else:
            hits = searching.hits(question, _CANDIDATES)
        draft = composer.compose(question, hits)
        near = max((h.similarity for h in hits), default=0.0)
        answered = draft.outcome is Outcome.ANSWERED
        judged.append(Judged(case, answered, draft.confidence, near))
    return judged


def _rates(name: str, judged: Sequence[Judged]) -> tuple[Cell, ...]:
    with_answer = [j for j in judged if j.case.answerable is True]
    without = [j for j in judged if j.case.answerable is False]
    confident = [
        [j.confidence for j in side if j.confidence is not None] for side in (with_answer, without)
    ]
    return (
        name,
        f"{len(with_answer)} + {len(without)}",
        share(j.answered for j in without),
        share(not j.answered for j in with_answer),
        auc(*confident),
        auc([j.near for j in with_answer], [j.near for j in without]),
    )


def _classes(name: str, judged: Sequence[Judged]) -> list[tuple[Cell, ...]]:
    kinds = dict.fromkeys(j.case.kind for j in judged)
    groups = {kind: [j for j in judged if j.case.kind == kind] for kind in kinds}
    return [(name, k, len(group), share(j.answered for j in group)) for k, group in groups.items()]
