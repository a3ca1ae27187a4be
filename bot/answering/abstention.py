"""When not to answer: nothing found, or a question these sources are not about.

The nearest similarity hardly tells answerable from unanswerable questions, so what is asked for
is looked for itself. A question is not answered when one of these holds, in this order:
1. nothing found is even near it, or hardly anything while most of its topic words occur nowhere
   in the corpus (out of scope);
2. the answer's sentences cannot hold what is asked for (see bot.answering.slots), or what is to be
   counted occurs nowhere in the corpus;
3. it asks what somebody said, and nobody of that name or side speaks in what was found;
4. the subject of a yes/no or "how many" question stands in none of the chosen sentences;
5. none of its topic words, two or more, occur anywhere in the corpus.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering import slots
from bot.answering.question import Asked, Question
from bot.answering.ranking import Ranked, TermWeights
from bot.claims import Outcome
from bot.evidence.statement import Statement
from bot.language.counted import alike
from bot.language.words import stems_of
from retrieval.documents import Actor

_NEAR = 0.32
_HARDLY_NEAR = 0.40
_MOST = 0.6
_DEPTH = 10


@dataclass(frozen=True, slots=True)
class Findings:
    """What is known when the decision is due: ranked passages and the sentences chosen."""

    ranked: Sequence[Ranked]
    chosen: Sequence[Statement]
    weights: TermWeights


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do, and how likely the question has an answer here (0 to 1)."""

    outcome: Outcome
    confidence: float


def decide(question: Question, findings: Findings) -> Decision:
    """The outcome by the rules above, with a confidence that weighs them with what is near.

    The confidence is a logistic regression on the three Q&A sets of the repository and its
    neighbour (150 questions); the rules carry most of its weight.
    """
    best = findings.ranked[:_DEPTH]
    near = max((max(r.hit.similarity, r.hit.passage_similarity) for r in best), default=0.0)
    if near < _NEAR or (near < _HARDLY_NEAR and _is_strange(question, findings.weights)):
        return Decision(Outcome.OUT_OF_SCOPE, 0.0)
    answerable = (
        slots.can_hold(question, findings.chosen)
        and _knows_counted(question, findings.weights)
        and _speaks(question, findings)
        and _knows_subject(question, findings)
        and _knows_something(question, findings.weights)
    )
    covered = max(r.coverage for r in best)
    log_odds = -1.8 + 0.46 * near + 0.74 * covered + 3.4 * answerable
    outcome = Outcome.ANSWERED if answerable else Outcome.NOTHING_FOUND
    return Decision(outcome, 1 / (1 + math.exp(-log_odds)))


def _is_strange(question: Question, weights: TermWeights) -> bool:
    """True when most of the topic, by weight, occurs nowhere in the corpus."""
    unknown = sum(weights.weights[t] for t in question.topic if t in weights.unknown)
    return unknown > _MOST * sum(weights.weights[t] for t in question.topic)


def _knows_counted(question: Question, weights: TermWeights) -> bool:
    counted = slots.slot_words(question) if question.asked is Asked.NUMBER else ()
    return not any(w in weights.unknown and alike(w) == {w} for w in counted)


def _speaks(question: Question, findings: Findings) -> bool:
    asked = slots.speaker_words(question)
    if question.asked is not Asked.SPEECH or not asked:
        return True
    found = [*findings.chosen, *(r.statement for r in findings.ranked[:_DEPTH])]
    if speakers := [a for a in question.actors if _named_by(a, asked)]:
        sides = {s for a in speakers for s in (a.name, a.side) if s}
        return any(s.claimant and {s.claimant.name, s.claimant.side} & sides for s in found)
    telling = [s for s in asked if s in question.terms]
    printed = stems_of(" ".join(r.statement.source.publisher for r in findings.ranked))
    unheard = [s for s in telling if s in findings.weights.unknown and s not in printed]
    if telling and 2 * len(unheard) >= len(telling):
        return False
    said = (f"{s.source.publisher} {s.sentence.text}" for s in findings.chosen)
    here = [stems_of(text) for text in said]
    return not telling or any(s in stems for stems in here for s in telling[-2:])


def _named_by(actor: Actor, stems: Sequence[str]) -> bool:
    return any(stems_of(name) <= set(stems) for name in actor.names)


def _knows_subject(question: Question, findings: Findings) -> bool:
    """Who or what is asked about must stand in what was chosen, by a word or as an actor."""
    subject = slots.subject_stem(question)
    if subject is None:
        return True
    if subject in question.topic:
        texts = (f"{s.source.title} {s.sentence.text}" for s in findings.chosen)
        return any(alike(subject) & stems_of(text) for text in texts)
    actors = [a for a in question.actors if any(subject in stems_of(n) for n in a.names)]
    sides = {s for a in actors for s in (a.name, a.side) if s}
    return any(sides & _actors_of(statement) for statement in findings.chosen)


def _actors_of(statement: Statement) -> set[str]:
    """Names and sides of everybody a statement mentions or quotes."""
    here = {m.actor.name for m in statement.mentions}
    here |= {m.actor.side for m in statement.mentions if m.actor.side}
    return here | (
        {statement.claimant.name, statement.claimant.side} if statement.claimant else set()
    )


def _knows_something(question: Question, weights: TermWeights) -> bool:
    return len(question.topic) < 2 or not set(question.topic) <= weights.unknown
