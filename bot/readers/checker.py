"""The seam of the checker: what a statement says about a claim.

A checker proposes. Exact rules (figures, bounds, days, places, roles, quantifiers, hedges) may turn
its support into silence, never the other way round.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Bearing:
    """How surely a statement supports or contradicts a claim; the rest is silence.

    Both are probabilities, calibrated on pairs that the weights were not trained on, and add up to
    one at most.
    """

    supports: float
    contradicts: float

    @property
    def silent(self) -> float:
        """How surely the statement leaves the claim open."""
        return max(0.0, 1.0 - self.supports - self.contradicts)


NO_BEARING = Bearing(0.0, 0.0)


class Checker(Protocol):
    """Says whether statements bear on a claim, and which way."""

    @property
    def name(self) -> str:
        """What it is, with its version: another name judges otherwise."""
        ...

    def scores(self, claim: str, statements: Sequence[str]) -> list[Bearing]:
        """The bearing of each statement, in order; a statement stands without its "X said"."""
        ...


class SilentChecker:
    """Finds that nothing bears on anything: what is used when the readers are off."""

    @property
    def name(self) -> str:
        """That there is none."""
        return "off"

    def scores(self, claim: str, statements: Sequence[str]) -> list[Bearing]:
        """Silence for each statement."""
        return [NO_BEARING] * len(statements)
