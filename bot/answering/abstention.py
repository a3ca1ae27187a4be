"""When not to answer: nothing found, or a question these sources are not about.

The nearest similarity hardly tells answerable from unanswerable questions, so what is asked for
is looked for itself. A question is not answered when one of these holds, in this order:
1. it asks whoever answers for a favour, or nothing found is even near it, or hardly anything while
   most of its topic words occur nowhere in the corpus, or while the answer's sentences hold less
   than half of it (out of scope);
2. the answer's sentences cannot hold what is asked for (see bot.answering.slots), or what is to be
   counted occurs nowhere in the corpus;
3. it asks what somebody said, and nobody of that name, side and office speaks in what was found;
4. the subject of a yes/no or "how many" question stands in none of the chosen sentences;
5. none of its topic words, two or more, occur anywhere in the corpus;
6. the answer's sentences with their titles hold next to nothing of it, by weight and by the
   number of its words in one source (in few pages no word weighs much), or, when it asks who or
   where, those of no single source hold a third of it or three of its words, however long it is
   (see bot.answering.coverage).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering import coverage, slots
from bot.answering.asked import Asked
from bot.answering.coverage import actors_of
from bot.answering.question import Question
from bot.answering.ranking import Ranked, TermWeights
from bot.answering.reading.vocabulary import words
from bot.claims import Outcome
from bot.evidence.statement import Statement
from bot.language.counted import alike
from bot.language.words import stem, stems_of
from retrieval.documents import Actor

_CHECKS = frozenset({"check", "confirm", "verify", "say", "please", "clarify", "point", "give"})
_FAR = 0.25
_NEAR = 0.32
_HARDLY_NEAR = 0.40
_MOST = 0.6
_DEPTH = 10
_HALF = 0.5
_LITTLE = 0.15
_LITTLE_OF_A_NAME = 0.35
_ENOUGH_WORDS = 3
_TYPES = frozenset(
    stem(w) for w in "date day month year place name number amount share reason kind".split()
)


@dataclass(frozen=True, slots=True)
class Findings:
    """What is known when the decision is due: ranked passages and the sentences chosen."""

    ranked: Sequence[Ranked]
    chosen: Sequence[Statement]
    weights: TermWeights
    figures: slots.FiguresOf = slots.written


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
    near = max((_nearness(r) for r in findings.ranked), default=0.0)
    if asks_favour(question) or _is_far(question, findings, near):
        return Decision(Outcome.OUT_OF_SCOPE, 0.0)
    answerable = (
        slots.can_hold(question, findings.chosen, findings.figures)
        and _knows_counted(question, findings.weights)
        and _speaks(question, findings)
        and _knows_subject(question, findings)
        and _knows_something(question, findings.weights)
        and _holds_enough(question, findings)
    )
    covered = max(r.coverage for r in best)
    log_odds = -1.8 + 0.46 * near + 0.74 * covered + 3.4 * answerable
    outcome = Outcome.ANSWERED if answerable else Outcome.NOTHING_FOUND
    return Decision(outcome, 1 / (1 + math.exp(-log_odds)))


def asks_favour(question: Question) -> bool:
    """ "Can you book me a table": whoever answers is asked to do something that is no answer."""
    clause = question.clause
    if clause is None or not clause.is_polar or clause.aux is None or clause.verb is None:
        return False
    answers = words("orders") | words("introducing") | words("held") | words("telling proper")
    modal = clause.parse.tags[clause.aux] == "MD" and clause.verb != clause.aux
    you = clause.subject_text.lower() in {"you", "u", "ya"}
    return modal and you and clause.verb_lemma not in answers | _CHECKS


def _nearness(ranked: Ranked) -> float:
    return max(ranked.hit.similarity, ranked.hit.passage_similarity)


def _is_far(question: Question, findings: Findings, near: float) -> bool:
    if near < _FAR or (near < _HARDLY_NEAR and _is_strange(question, findings.weights)):
        return True
    return near < _NEAR and coverage.covered(question, findings.weights, findings.chosen) < _HALF


def _is_strange(question: Question, weights: TermWeights) -> bool:
    """True when most of the topic, by weight, occurs nowhere in the corpus."""
    topic = [t for t in question.topic if t not in _TYPES]
    unknown = sum(weights.weights[t] for t in topic if t in weights.unknown)
    return unknown > _MOST * sum(weights.weights[t] for t in topic)


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
        heard = any(s.claimant and {s.claimant.name, s.claimant.side} & sides for s in found)
        return heard and _holds_office(question, speakers, asked, findings.chosen)
    telling = [s for s in asked if s in question.terms]
    printed = stems_of(" ".join(r.statement.source.publisher for r in findings.ranked))
    unheard = [s for s in telling if s in findings.weights.unknown and s not in printed]
    if telling and 2 * len(unheard) >= len(telling):
        return False
    said = (f"{s.source.publisher} {s.sentence.text}" for s in findings.chosen)
    here = [stems_of(text) for text in said]
    return not telling or any(s in stems for stems in here for s in telling[-2:])


def _holds_office(
    question: Question, speakers: Sequence[Actor], asked: Sequence[str], chosen: Sequence[Statement]
) -> bool:
    """An office behind the name of a country or body ("the X minister") must stand there too."""
    if any(a.side and a.side != a.name for a in speakers):
        return True
    named = stems_of(" ".join(name for a in question.actors for name in a.names))
    office = [s for s in asked if s in question.terms and s not in named][-1:]
    texts = (f"{s.source.publisher} {s.sentence.text}" for s in chosen)
    return not office or any(alike(office[0]) & stems_of(text) for text in texts)


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
    return any(sides & actors_of(statement) for statement in findings.chosen)


def _knows_something(question: Question, weights: TermWeights) -> bool:
    return len(question.topic) < 2 or not set(question.topic) <= weights.unknown


def _holds_enough(question: Question, findings: Findings) -> bool:
    most = coverage.words_in_one(question, findings.chosen) >= _MOST * len(question.terms)
    little = coverage.covered(question, findings.weights, findings.chosen) < _LITTLE
    if little and not most:
        return False
    if question.asked not in {Asked.PERSON, Asked.PLACE}:
        return True
    if coverage.words_in_one(question, findings.chosen) >= _ENOUGH_WORDS:
        return True
    one = coverage.covered_by_one(question, findings.weights, findings.chosen)
    return one >= _LITTLE_OF_A_NAME
