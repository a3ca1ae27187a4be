"""Notes in which a page takes back what it said.

1. A note ("Correction, 6 May: an earlier version of this article said that ...") is a paragraph
   that opens with such a label or speaks of an earlier version. What it reports of that version is
   retracted by the publisher, and what it states itself corrects: it retracts the opposite.
2. "We reported that ... That was wrong.": the publisher's own report is retracted by the sentence
   right behind it that calls it untrue.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.claims import Stance
from bot.evidence.statement import Reading, Statement
from bot.reading import reporting
from bot.reading.claimant import Claimant
from retrieval.documents import Source

_WORD = re.compile(r"[^\W\d_]+")
_NOTE = re.compile(r"\A[\s*_#>(\[]*(?P<label>[A-Za-z]+(?:['’]s)?(?: [a-z]+)?)\b[^:.\n]{0,40}[:.]")
_ITSELF = re.compile(
    r"\b(?:(?:earlier|previous|original|first) (?:version|edition|report|article|story|post)|"
    r"(?:this|our|the) (?:article|report|story|newspaper|paper|page|headline)|we)\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\b(?:earlier|previous|original) version of (?:this|the|our)\b", re.IGNORECASE
)
_BACK = re.compile(
    r"\A\W*(?:that|this|it|the (?:report|claim|figure|story|statement))\b", re.IGNORECASE
)
_REPORTED = re.compile(
    rf"{_ITSELF.pattern}(?: \w+)? "
    r"(?:reported|said|wrote|published|stated|claimed|printed|carried)\b",
    re.IGNORECASE,
)
_LONGEST = 14  # words of a sentence that takes another back


def corrected(
    source: Source, publisher: Claimant, readings: Sequence[Reading]
) -> tuple[Reading, ...]:
    """The readings of a text with what its notes take back, in the name of its publisher."""
    notes = [_is_note(source, reading) for reading in readings]
    made = [
        _noted(reading, publisher) if noted else reading
        for reading, noted in zip(readings, notes, strict=True)
    ]
    for n, reading in enumerate(made[1:], 1):
        if _takes_back(reading) and _reports_itself(made[n - 1]):
            made[n - 1] = _retracted(made[n - 1], publisher)
    return tuple(made)


def _is_note(source: Source, reading: Reading) -> bool:
    """Whether the paragraph of a sentence is a note of a correction."""
    sentence = reading.lead.sentence
    start = source.body.rfind("\n\n", 0, sentence.start) + 1
    paragraph = source.body[start : sentence.end]
    opens = _NOTE.match(paragraph.lstrip())
    labelled = opens is not None and bool(
        {w.lower() for w in _WORD.findall(opens["label"])} & reporting.words("corrections")
    )
    return labelled or _EARLIER.search(paragraph) is not None


def _noted(reading: Reading, publisher: Claimant) -> Reading:
    def changed(statement: Statement) -> Statement:
        told_before = _ITSELF.search(
            statement.source.body[statement.sentence.start : statement.start]
        )
        if told_before and statement.claimant is not None:
            return _withdrawn(statement, publisher)
        if statement.claimant is None:
            return replace(statement, corrects=True)
        return statement

    parts = tuple(map(changed, reading.parts))
    back = any(part.stance is Stance.RETRACTS for part in parts)
    lead = _withdrawn(reading.lead, publisher) if back else changed(reading.lead)
    return Reading(lead, parts)


def _takes_back(reading: Reading) -> bool:
    """ "That was wrong.": short, pointing back, and calling it untrue."""
    text = reading.lead.sentence.text
    words = {w.lower() for w in _WORD.findall(text)}
    untrue = reporting.words("untrue") | reporting.words("mistaken")
    return len(text.split()) <= _LONGEST and bool(_BACK.match(text)) and bool(words & untrue)


def _reports_itself(reading: Reading) -> bool:
    return _REPORTED.search(reading.lead.sentence.text) is not None


def _retracted(reading: Reading, publisher: Claimant) -> Reading:
    lead, parts = reading.lead, reading.parts
    return Reading(_withdrawn(lead, publisher), tuple(_withdrawn(p, publisher) for p in parts))


def _withdrawn(statement: Statement, publisher: Claimant) -> Statement:
    return replace(statement, claimant=publisher, stance=Stance.RETRACTS, hedged=False)
