"""An answer to a question of several parts: the claims of each part in turn, no sentence twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from bot.answering.composer import Draft, DraftClaim

_PER_PART = 2  # claims; more would bury the parts that follow
Labelled = TypeVar("Labelled")


def put_together(
    parts: Sequence[tuple[Draft, Sequence[Labelled]]],
) -> tuple[Draft, tuple[Labelled, ...]]:
    """One draft of the answered parts, with the label of each claim that is left."""
    first, labels = parts[0]
    if len(parts) == 1:
        return first, tuple(labels)
    taken: set[tuple[str, int]] = set()
    kept: list[tuple[DraftClaim, Labelled]] = []
    for draft, labelled in parts:
        for claim, label in list(zip(draft.claims, labelled, strict=True))[:_PER_PART]:
            if (claim.key.source_id, claim.key.start) not in taken:
                rest = tuple(s for s in claim.sentences if (s.source_id, s.start) not in taken)
                kept.append((replace(claim, sentences=rest), label))
            taken |= {(s.source_id, s.start) for s in claim.sentences}
    claims = tuple(claim for claim, _ in kept)
    return replace(first, claims=claims), tuple(label for _, label in kept)
