"""Citations numbered in the order in which a person reads them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.claims import Answer
from bot.presenting.plan import Plan


def in_reading_order(answer: Answer, plan: Plan) -> Answer:
    """The answer with its citations numbered by their first use in the plan, the others behind."""
    order = (*plan.sources, *(c.n for c in answer.citations if c.n not in plan.sources))
    new = {old: n for n, old in enumerate(order, 1)}
    citations = sorted((replace(c, n=new[c.n]) for c in answer.citations), key=lambda c: c.n)
    claims = (
        replace(
            claim,
            citations=_numbered(claim.citations, new),
            sentences=tuple(
                replace(s, citations=_numbered(s.citations, new)) for s in claim.sentences
            ),
        )
        for claim in answer.claims
    )
    return replace(answer, citations=tuple(citations), claims=tuple(claims))


def _numbered(citations: Iterable[int], new: Mapping[int, int]) -> tuple[int, ...]:
    return tuple(new[n] for n in citations)
