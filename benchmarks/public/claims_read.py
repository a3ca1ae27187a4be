"""What our own gates and bearing make of a claim and a text, outside a corpus."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from public.retrieval_sets import UNDATED

from bot.answering.gates import unsupported_figures
from bot.answering.question import QuestionReader
from bot.claims import Citation
from bot.evidence.attribution import Claimant, Setting, according_to, claimant_of_cue
from bot.evidence.bearing import Proposition, bears_on, is_negated, towards
from bot.evidence.cues import cues_of
from bot.evidence.statement import Statement
from bot.evidence.statements import statements_of
from bot.language import lexicon
from bot.language.words import stem, stems_of, words_of
from retrieval.chunking import sentences_of
from retrieval.documents import Source
from retrieval.naming import ActorNames
from retrieval.spacy_parser import SpacyParser

_NOBODY = ActorNames(())
_READER = QuestionReader(_NOBODY, SpacyParser())
_BEFORE = Claimant("whoever spoke before")
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")


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
    return statements_of(source, sentences_of(source), _NOBODY)


def bearing(proposition: Proposition, text: str) -> list[Statement]:
    """Those statements of the text that bear on the proposition, with their stance to it."""
    return [towards(s, proposition) for s in statements(text) if bears_on(s, proposition)]


def missing_figures(claim: str, text: str) -> tuple[str, ...]:
    """Figures and dates of the claim that the numbers gate does not find in the text."""
    citation = Citation(1, "", "", "", "", UNDATED, None, None, text, 0, len(text))
    return unsupported_figures(claim, [citation])


def speaking(text: str, proper: frozenset[str]) -> list[tuple[tuple[int, int], Claimant | None]]:
    """Where a sentence's cues stand, each with its claimant; "he" is taken to have spoken before.

    Two cues at one place are one, and cues inside a quotation are not the reporter's.
    """
    setting = Setting(_NOBODY.find(text), _BEFORE, _BEFORE, proper)
    blanked = _QUOTED.sub(lambda quote: " " * len(quote[0]), text)
    found: dict[tuple[int, int], Claimant | None] = {}
    for cue in cues_of(blanked):
        place = (cue.start, cue.end)
        found[place] = found.get(place) or claimant_of_cue(text, cue, setting)
    for match in lexicon.pattern("according").finditer(blanked):
        found[match.span()] = according_to(text[match.start() :], setting)
    return list(found.items())
