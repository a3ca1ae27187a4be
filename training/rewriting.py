"""What a rule makes of a sentence: another text, which side it stands on, what is then right."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from retrieval.parsing import Parse
from training.examples import LABELS, NOT_SUPPORTED

CONTRADICTS, NEUTRAL, SUPPORTS = ((n,) for n in range(len(LABELS)))
__all__ = ["CONTRADICTS", "NEUTRAL", "NOT_SUPPORTED", "SUPPORTS", "Rewrite", "Rule", "Words"]


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Another text in place of the sentence, and the labels that are right for the pair."""

    text: str
    right: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """What the rules draw from: names of the pool by type of entity, and verbs near a verb."""

    names: Mapping[str, Sequence[str]]
    near_verbs: Mapping[str, Sequence[str]]


class Rule(Protocol):
    """Rewrites a sentence in every way that it knows; the caller draws one."""

    def __call__(self, parse: Parse, words: Words, draw: random.Random, /) -> Iterator[Rewrite]:
        """Rewritings; none where the rule does not fit."""
        ...
