"""Which passages answer: search hits re-ordered by what the question asks for.

A linear score over a dozen features. The weights come from a logistic regression, trained on two
stories and tested on a third, each in turn; features that did not help there are not here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.answering.asked import Asked
from bot.answering.question import Question
from bot.answering.slots import FiguresOf, written
from bot.evidence.statement import Statement
from bot.language.figures import figures_of
from bot.language.words import stems_of
from retrieval.documents import Hit, Sentence

Frequencies = Callable[[Sequence[str]], Mapping[str, float]]
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = re.compile(
    r"\b(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?)?"
    r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
    r"(?:\s+(?P<after>\d{1,2})\b)?(?:,?\s*(?P<year>(?:19|20)\d\d))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A hit with its score and how much of the question its passage covers (0 to 1)."""

    hit: Hit
    statement: Statement
    score: float
    coverage: float


@dataclass(frozen=True, slots=True)
class TermWeights:
    """How telling each question term is: inverse document frequency, at least a little.

    `unknown` are terms that occur nowhere in the corpus.
    """

    weights: Mapping[str, float]
    unknown: frozenset[str] = frozenset()

    @classmethod
    def of(cls, question: Question, frequencies: Frequencies) -> TermWeights:
        """Weights of the question's terms in the indexed corpus."""
        shares = frequencies(question.terms)
        weights = weigh(question.terms, shares)
        return cls(weights, frozenset(t for t in question.terms if not shares[t]))

    def covered(self, stems: frozenset[str]) -> float:
        """The weighted share of the question's terms among `stems`; 0 without terms."""
        total = sum(self.weights.values())
        found = sum(w for t, w in self.weights.items() if t in stems)
        return found / total if total else 0.0


def weigh(terms: Sequence[str], shares: Mapping[str, float]) -> dict[str, float]:
    """Inverse document frequency of each term, at least a little."""
    return {t: max(0.05, -math.log(max(shares[t], 1e-4))) for t in terms}


def rank(
    question: Question,
    found: Sequence[tuple[Hit, Statement]],
    weights: TermWeights,
    telling: Collection[Sentence] = (),
    figures: FiguresOf = written,
) -> tuple[Ranked, ...]:
    """The hits with their statements, best first.

    The sentences `telling` tell of the deed that is asked about; `figures` are those of each.
    """
    if not found:
        return ()
    best = max(hit.score for hit, _ in found)
    days = sorted({hit.passage.source.dated for hit, _ in found})
    ranked = []
    for hit, statement in found:
        stems = stems_of(hit.passage.source.title) | stems_of(hit.passage.text)
        coverage = weights.covered(stems)
        newness = days.index(hit.passage.source.dated) / max(1, len(days) - 1)
        score = (
            3.0 * hit.score / best
            + 5.0 * hit.passage_similarity
            + 1.0 * hit.similarity
            + 1.0 * coverage
            + 1.2 * newness
            + 0.8 * _actors(question, hit, statement)
            + _scope(question, hit)
            + _time(question, hit)
            + _speaker(question, statement)
            + 0.7 * _figure(question, hit, statement, figures)
            + 1.5 * (hit.sentence in telling)
        )
        ranked.append(Ranked(hit, statement, score, coverage))
    return tuple(sorted(ranked, key=lambda r: (-r.score, r.hit.passage.id)))


def _actors(question: Question, hit: Hit, statement: Statement) -> float:
    """The share of the question's actors that the sentence or its claimant names, by side."""
    if not question.actors:
        return 0.5
    here = {m.actor.name for m in statement.mentions} | {
        m.actor.side for m in statement.mentions if m.actor.side
    }
    if statement.claimant:
        here |= {statement.claimant.name, statement.claimant.side}
    return sum(a.name in here for a in question.actors) / len(question.actors)


def _scope(question: Question, hit: Hit) -> float:
    """ "According to the article" looks into articles only."""
    return -4.0 if question.kind and hit.passage.source.kind is not question.kind else 0.0


def _time(question: Question, hit: Hit) -> float:
    """A month or year in the question wants sources of that time, or passages that name it."""
    asked = _periods(question.text)
    if not asked:
        return 0.0
    dated = hit.passage.source.dated
    own = {(dated.year, dated.month), (None, dated.month), (dated.year, None)}
    if not asked & (own | _periods(hit.passage.text)):
        return -0.4
    return 1.6 if dated.day in _days(question.text) else 0.8


def _days(text: str) -> set[int]:
    """Days of the month that are named with their month."""
    return {int(m["day"] or m["after"]) for m in _MONTH.finditer(text) if m["day"] or m["after"]}


def _periods(text: str) -> set[tuple[int | None, int | None]]:
    """(year, month) pairs, with None for what is not said."""
    found: set[tuple[int | None, int | None]] = set()
    rest = text
    for match in _MONTH.finditer(text):
        if match["month"].lower() == "may" and not (
            match["day"] or match["after"] or match["year"]
        ):
            continue
        month = _MONTHS.index(match["month"].lower()[:3]) + 1
        found.add((int(match["year"]) if match["year"] else None, month))
        rest = rest.replace(match[0], " ")
    found |= {(int(y), None) for y in re.findall(r"\b(?:19|20)\d\d\b", rest)}
    return found


def _speaker(question: Question, statement: Statement) -> float:
    """Who is asked what X said wants X speaking."""
    if question.asked not in {Asked.SPEECH, Asked.CHANGE} or not question.actors:
        return 0.0
    if statement.claimant is None:
        return -0.3
    sides = {a.name for a in question.actors} | {a.side for a in question.actors if a.side}
    return 0.8 if {statement.claimant.name, statement.claimant.side} & sides else -0.3


def _figure(question: Question, hit: Hit, statement: Statement, figures: FiguresOf) -> float:
    """A figure in the question wants that figure; "how many" wants any."""
    named = [value for f in question.figures for value in f.values if value > 12]
    if named:
        values = {value for f in figures_of(hit.passage.text) for value in f.values}
        return sum(v in values for v in named) / len(named)
    if question.asked is Asked.NUMBER:
        return 0.5 if figures(statement) else -0.5
    return 0.0
