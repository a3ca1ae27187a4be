"""When not to answer: nothing found, or a question these sources are not about.

The nearest similarity hardly tells answerable from unanswerable questions, so what is asked for
is looked for itself. A question is not answered when one of these holds, in this order:
1. nothing was found, or none of its words occur and nothing is near (out of scope);
2. the answer's sentences cannot hold what is asked for (see bot.answering.slots);
3. it asks what somebody said, and nobody of that name or side speaks in what was found;
4. the subject of a yes/no or "how many" question occurs nowhere in the corpus;
5. none of its topic words, two or more, occur anywhere in the corpus.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering import slots
from bot.answering.question import Asked, Question
from bot.answering.ranking import Ranked, TermWeights
from bot.claims import Outcome
from bot.evidence.statements import Statement
from bot.language.words import stems_of
from retrieval.documents import Actor

_NEAR = 0.25
_DEPTH = 10


@dataclass(frozen=True, slots=True)
class Findings:
    """What is known when the decision is due: ranked passages and the sentences chosen."""

    ranked: Sequence[Ranked]
    chosen: Sequence[Statement]
    weights: TermWeights


def outcome_of(question: Question, findings: Findings) -> Outcome:
    """ANSWERED, NOTHING_FOUND or OUT_OF_SCOPE, by the rules above."""
    best = findings.ranked[:_DEPTH]
    nearest = max((r.hit.similarity for r in best), default=0.0)
    if not best or (not any(r.coverage for r in best) and nearest < _NEAR):
        return Outcome.OUT_OF_SCOPE
    answerable = (
        slots.can_hold(question, findings.chosen)
        and _speaks(question, findings)
        and _knows_subject(question, findings.weights)
        and _knows_something(question, findings.weights)
    )
    return Outcome.ANSWERED if answerable else Outcome.NOTHING_FOUND


def _speaks(question: Question, findings: Findings) -> bool:
    asked = slots.speaker_words(question)
    if question.asked is not Asked.SPEECH or not asked:
        return True
    found = [*findings.chosen, *(r.statement for r in findings.ranked[:_DEPTH])]
    if speakers := [a for a in question.actors if _named_by(a, asked)]:
        sides = {s for a in speakers for s in (a.name, a.side) if s}
        return any(s.claimant and {s.claimant.name, s.claimant.side} & sides for s in found)
    telling = [s for s in asked if s in question.terms]
    said = (f"{s.source.publisher} {s.sentence.text}" for s in findings.chosen)
    here = [stems_of(text) for text in said]
    return not telling or any(s in stems for stems in here for s in telling[-2:])


def _named_by(actor: Actor, stems: Sequence[str]) -> bool:
    return any(stems_of(name) <= set(stems) for name in actor.names)


def _knows_subject(question: Question, weights: TermWeights) -> bool:
    subject = slots.subject_stem(question)
    return subject not in question.topic or subject not in weights.unknown


def _knows_something(question: Question, weights: TermWeights) -> bool:
    return len(question.topic) < 2 or not set(question.topic) <= weights.unknown
