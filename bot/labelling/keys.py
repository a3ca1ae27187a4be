"""Which sentence of an answer, and which statement of it, answers what was asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answering.asked import Asked
from bot.answering.question import Question
from bot.answering.slots import counted
from bot.evidence.bearing import Proposition, held
from bot.evidence.statement import Reading, Statement
from bot.labelling.speakers import is_theirs


def heard(reading: Reading, question: Question) -> Reading:
    """Where it is asked what somebody said: the sentence with their own statements alone."""
    theirs = [p for p in reading.parts if is_theirs(question, p)]
    return (
        replace(reading, parts=tuple(theirs))
        if question.asked is Asked.SPEECH and theirs
        else reading
    )


def counting(question: Question, runs: Sequence[Sequence[Reading]]) -> Reading | None:
    """The first sentence of an answer that counts what is asked for, unless its key does."""
    found = (r for run in runs for r in run if counted(question, r.lead.sentence.text))
    first = next(found, None)
    return None if first is None or first is runs[0][0] else first


def nearest(reading: Reading, proposition: Proposition) -> Statement:
    """The clause of a sentence that holds most of what was asked; the lead where all do alike."""
    if len(reading.parts) < 2:
        return reading.parts[0] if reading.parts else reading.lead
    found = [held(part.text, proposition) for part in reading.parts]
    return reading.parts[found.index(max(found))] if max(found) > min(found) else reading.lead
