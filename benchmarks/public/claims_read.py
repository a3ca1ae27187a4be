"""What our own gates and bearing make of a claim and a text, outside a corpus."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from common import parser
from public.retrieval_sets import UNDATED

from bot.answering.gates import unsupported_figures
from bot.answering.question import QuestionReader
from bot.claims import Citation
from bot.evidence.bearing import Proposition, bears_on, is_negated, towards
from bot.evidence.statement import Statement
from bot.evidence.statements import statements_of
from bot.language.words import stem, stems_of, words_of
from retrieval import chunking
from retrieval.documents import Source
from retrieval.naming import ActorNames

_NOBODY = ActorNames(())
_READER = QuestionReader(_NOBODY, parser())


class Weighing:
    """Propositions whose words weigh by how rare they are in the texts of a set."""

    def __init__(self, texts: Iterable[str]) -> None:
        kept = [stems_of(text) for text in dict.fromkeys(texts)]
        self._count = len(kept)
        self._holding = Counter(stem for stems in kept for stem in stems)

    def proposition(self, claim: str) -> Proposition:
        """The claim as the ledger sees a question: topic, names, figures; there are no actors."""
        read = _READER.read(claim, None)
        topic = {term: self._weight(term) for term in read.topic}
        capital = {stem(w) for w in words_of(claim)[1:] if w[:1].isupper()}
        names = frozenset(term for term in topic if term in capital)
        return Proposition(topic, names, (), read.figures, is_negated(claim, topic))

    def _weight(self, term: str) -> float:
        return max(0.05, -math.log(max(self._holding[term] / max(1, self._count), 1e-4)))


@lru_cache(maxsize=8192)
def statements(text: str) -> tuple[Statement, ...]:
    """The statements of a text by itself, without a title."""
    source = Source("evidence", "", "Public set", UNDATED, text)
    return statements_of(source, *chunking.parsed(source, parser()), _NOBODY)


def bearing(proposition: Proposition, text: str) -> list[Statement]:
    """Those statements of the text that bear on the proposition, with their stance to it."""
    return [towards(s, proposition) for s in statements(text) if bears_on(s, proposition)]


def missing_figures(claim: str, text: str) -> tuple[str, ...]:
    """Figures and dates of the claim that the numbers gate does not find in the text."""
    citation = Citation(1, "", "", "", "", UNDATED, None, None, text, 0, len(text))
    return unsupported_figures(claim, [citation])
