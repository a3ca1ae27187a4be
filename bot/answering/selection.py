"""Which sentences of the ranked passages make the answer, within a budget of words.

Each sentence is scored by the passage that brought it in and by what it says itself; the best
are taken until the budget is spent. Weights as in bot.answering.ranking: fitted on two stories,
tested on a third.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.answering.asked import Asked
from bot.answering.question import Question
from bot.answering.ranking import Ranked, TermWeights
from bot.claims import Stance
from bot.evidence.statement import Statement
from bot.language import lexicon
from bot.language.figures import figures_of
from bot.language.words import stems_of

Document = Callable[[str], tuple[Statement, ...]]
BUDGET = 165
_LEAST = 12
_ALIKE = 0.75
_WITHIN = 2.5  # a sentence that scores this much below the best is not about the question


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be part of an answer, with its score: the higher, the likelier."""

    statement: Statement
    score: float


@dataclass(frozen=True, slots=True)
class Run:
    """Statements of one source in the order of the text; `key` is the best of them."""

    statements: tuple[Statement, ...]
    key: Statement


def select(question: Question, candidates: Sequence[Candidate]) -> tuple[Run, ...]:
    """Runs of the best sentences, best first, of at most BUDGET words together.

    The best sentence is always taken, however long.
    """
    taken: list[Statement] = []
    left = BUDGET
    most = _most_per_source(question)
    least = candidates[0].score - _WITHIN if candidates else 0.0
    for candidate in candidates:
        if candidate.score < least:
            break
        statement = candidate.statement
        words = len(statement.sentence.text.split())
        fits = words <= left or not taken
        if fits and not _repeats(statement, taken) and _count(statement, taken) < most:
            taken.append(statement)
            left -= words
        if left < _LEAST:
            break
    return tuple(_runs(taken))


def _most_per_source(question: Question) -> int:
    """A development or a comparison is told by many sources, anything else by the best."""
    if question.asked is Asked.CHANGE:
        return 1
    return 2 if question.compares else 99


def _count(statement: Statement, taken: Sequence[Statement]) -> int:
    return sum(t.source.id == statement.source.id for t in taken)


def _repeats(statement: Statement, taken: Sequence[Statement]) -> bool:
    """True for words that stand there already, as in two copies of one wire story."""
    mine = stems_of(statement.sentence.text)
    return any(_jaccard(mine, stems_of(t.sentence.text)) >= _ALIKE for t in taken)


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, len(one | other))


def candidates_of(
    question: Question, ranked: Sequence[Ranked], weights: TermWeights, document: Document
) -> list[Candidate]:
    """All sentences of the ranked passages, best first."""
    scores: dict[tuple[str, int], tuple[float, Statement]] = {}
    for place, candidate in enumerate(ranked):
        statements = document(candidate.statement.source.id)
        for sentence in candidate.hit.passage.sentences:
            statement = statements[sentence.position]
            if question.as_of and statement.dated > question.as_of:
                continue  # a note of a later day
            beside = sentence.position != candidate.statement.sentence.position
            brought = candidate.score / 2 - 0.4 * math.log1p(place) - (0.4 if beside else 0.0)
            own = _own_score(question, statement, weights, len(statements))
            key = (sentence.source_id, sentence.position)
            if key not in scores or brought + own > scores[key][0]:
                scores[key] = (brought + own, statement)
    order = sorted(scores, key=lambda key: (-scores[key][0], key))
    return [Candidate(scores[key][1], scores[key][0]) for key in order]


def _own_score(
    question: Question, statement: Statement, weights: TermWeights, length: int
) -> float:
    text = statement.sentence.text
    score = 2.2 * weights.covered(stems_of(text))
    if question.asked is Asked.NUMBER and not figures_of(text):
        score -= 1.2
    if statement.claimant is not None:
        score += 0.6
    if statement.stance is not Stance.ASSERTS:
        score += 0.3
    if statement.sentence.position >= length - 2:
        score -= 0.6  # closing sentences tell who printed it and who somebody is
    if text.endswith("?"):
        score -= 0.8  # a question asks, it does not answer
    if lexicon.pattern("printing").search(text):
        score -= 0.3
    return score


def _runs(taken: Sequence[Statement]) -> list[Run]:
    """Sentences of one source together, sources in order of their best sentence."""
    by_source: dict[str, list[Statement]] = {}
    for statement in taken:
        by_source.setdefault(statement.source.id, []).append(statement)
    return [
        Run(tuple(sorted(found, key=lambda s: s.sentence.position)), found[0])
        for found in by_source.values()
    ]
