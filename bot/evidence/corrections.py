"""Notes in which a page takes back what it said.

1. A note ("Correction, 6 May: an earlier version of this article said that ...") is a paragraph
   that opens with such a label, speaks of an earlier version, or says that the page was amended or
   withdrawn; so is a sentence that something is "contrary to our report". What it reports of that
   version is retracted by the publisher, and what it states itself corrects: it retracts the
   opposite. It counts from the day that it names, where that is later than the page's.
2. "We reported that ... That was wrong.": the publisher's own report is retracted by the sentence
   right behind it that calls it untrue, and "our report that ... was wrong" by itself.
What a note takes back, and what it puts in its place, is told by bot.evidence.withdrawals.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.claims import Stance
from bot.evidence.statement import Reading, Statement
from bot.language.days import days_in
from bot.language.words import stems_of
from bot.reading import reporting
from bot.reading.claimant import Claimant
from retrieval.documents import Source

_WORD = re.compile(r"[^\W\d_]+")
_NOTE = re.compile(
    r"\A[\s*_#>(\[]*(?P<label>[A-Za-z]+(?:['’]s)?(?: [a-z]+)?)(?:\b[^:.\n]{0,40}:|\.)"
)
# "Corrections and clarifications", "Correction: ..." over a page that is nothing else.
_TITLE = re.compile(
    r"\A\W*(?P<label>corrections?|errat(?:um|a))\b(?=\s*(?:and\b|:|\Z))", re.IGNORECASE
)
_PAGE = r"(?:article|report|story|newspaper|paper|page|post|piece|headline|broadcast|programme)"
_ITSELF = re.compile(
    r"\b(?:(?:earlier|previous|original|first) (?:version|edition|report|article|story|post)|"
    rf"(?:this|our|the) {_PAGE}|we)\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\b(?:earlier|previous|original) (?:version|edition)s? of (?:this|the|our)\b|"
    rf"\b(?:this|our) {_PAGE} (?:was|has been) (?:\w+ )?"
    r"(?:amended|corrected|clarified|retracted|withdrawn)\b",
    re.IGNORECASE,
)
_PUT_RIGHT = re.compile(r"\b(?:corrected|amended|clarified|changed|updated) to\b", re.IGNORECASE)
_CONTRARY = re.compile(
    rf"\bcontrary to (?:(?:our|an|this \w+['’]s) )(?:earlier |previous )?{_PAGE}s?\b|"
    r"\bcontrary to what (?:we|this \w+) (?:had )?(?:reported|said|wrote|published)\b",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\A\W*(?:that|this|it|the (?:report|claim|figure|story|statement))\b", re.IGNORECASE
)
_REPORTED = re.compile(
    rf"{_ITSELF.pattern}(?: \w+)? "
    r"(?:reported|said|wrote|published|stated|claimed|printed|carried)\b",
    re.IGNORECASE,
)
_OWN_REPORT = re.compile(
    rf"\A\W*our (?:\w+ )?{_PAGE}\b.*\b(?:was|is|were) (?:\w+ )?", re.IGNORECASE
)
_MADE = re.compile(
    r"\A\W*(?P<label>[A-Za-z]+(?:['’]s)?(?: [a-z]+)?)\W*(?:of |on )?\Z|"
    r"\b(?:amended|corrected|clarified|updated|retracted|withdrawn)(?: \w+)? (?:on )?\Z",
    re.IGNORECASE,
)
_LONGEST = 14  # words of a sentence that takes another back
_OPENING = 120  # characters in which a note names its own day
_FEW = 3
_ARTICLES = stems_of("the a an")


def corrected(
    source: Source, publisher: Claimant, readings: Sequence[Reading]
) -> tuple[Reading, ...]:
    """The readings of a text with what its notes take back, in the name of its publisher."""
    made = [
        _noted(reading, publisher, _day_of(source, note)) if note else reading
        for reading in readings
        for note in [_note_of(source, reading)]
    ]
    for n, reading in enumerate(made):
        if n and _takes_back(reading) and _reports_itself(made[n - 1], publisher):
            made[n - 1] = _retracted(made[n - 1], publisher)
        elif _is_own_report(reading):
            made[n] = _retracted(reading, publisher)
    return tuple(made)


def _note_of(source: Source, reading: Reading) -> str:
    """The paragraph of a sentence up to its end, where that is a note of a correction; or ""."""
    sentence = reading.lead.sentence
    start = source.body.rfind("\n\n", 0, sentence.start) + 1
    paragraph = source.body[start : sentence.end]
    labels = (_NOTE.match(paragraph.lstrip()), _TITLE.match(source.title))
    if any(m and _is_label(m["label"]) for m in labels) or _EARLIER.search(paragraph):
        return paragraph
    return sentence.text if _CONTRARY.search(sentence.text) else ""


def _is_label(text: str) -> bool:
    return bool({w.lower() for w in _WORD.findall(text)} & reporting.words("corrections"))


def _day_of(source: Source, note: str) -> date | None:
    """The day on which a note says that it was made: named before all else, later than the page."""
    opening = note.strip().split("\n")[0][:_OPENING]
    days = [d for d in days_in(opening, source.dated, ahead=True) if d.first == d.last]
    marked = (d.first for d in days if _is_made(opening[: d.start]))
    return next((day for day in marked if day > source.dated), None)


def _is_made(before: str) -> bool:
    """ "Correction, 6 May", "amended on 6 May": not "a report on 6 May"."""
    made = _MADE.search(before)
    return made is not None and (made["label"] is None or _is_label(made["label"]))


def _noted(reading: Reading, publisher: Claimant, day: date | None) -> Reading:
    def changed(statement: Statement) -> Statement:
        statement = replace(statement, day=day)
        told_before = _ITSELF.search(
            statement.source.body[statement.sentence.start : statement.start]
        )
        if statement.stance is Stance.RETRACTS and _is_own(statement, publisher):
            return _withdrawn(statement, publisher)
        put_right = told_before and _PUT_RIGHT.search(told_before.string, told_before.end())
        if told_before and statement.claimant is not None and not put_right:
            return _withdrawn(statement, publisher)
        claimant = statement.claimant
        own = claimant is not None and (_is_label(claimant.name) or _ITSELF.search(claimant.name))
        return replace(statement, corrects=True, claimant=None if own else claimant)

    parts = tuple(map(changed, reading.parts))
    back = any(part.stance is Stance.RETRACTS for part in parts)
    lead = replace(reading.lead, day=day)
    return Reading(_withdrawn(lead, publisher) if back else changed(lead), parts)


def _is_own(statement: Statement, publisher: Claimant) -> bool:
    """Whether the publisher speaks: by name, by a part of it ("the Courier"), or unnamed."""
    claimant = statement.claimant
    if claimant is None or claimant.anonymous or claimant == publisher:
        return True
    return stems_of(claimant.name) - _ARTICLES <= stems_of(publisher.name)


def _takes_back(reading: Reading) -> bool:
    """ "That was wrong.": short, pointing back, and calling it untrue."""
    text = reading.lead.sentence.text
    words = {w.lower() for w in _WORD.findall(text)}
    untrue = reporting.words("untrue") | reporting.words("mistaken")
    return len(text.split()) <= _LONGEST and bool(_BACK.match(text)) and bool(words & untrue)


def _reports_itself(reading: Reading, publisher: Claimant) -> bool:
    if _REPORTED.search(reading.lead.sentence.text):
        return True
    return any(
        p.claimant
        and _is_own(p, publisher)
        and p.start > p.sentence.start
        and not p.claimant.anonymous
        for p in reading.parts
    )


def _is_own_report(reading: Reading) -> bool:
    """ "Our report that the mine had closed was wrong."."""
    text = reading.lead.sentence.text
    named = _OWN_REPORT.match(text)
    rest = {w.lower() for w in _WORD.findall(text[named.end() :])[:_FEW]} if named else set[str]()
    return bool(rest & (reporting.words("untrue") | reporting.words("mistaken")))


def _retracted(reading: Reading, publisher: Claimant) -> Reading:
    lead, parts = reading.lead, reading.parts
    return Reading(_withdrawn(lead, publisher), tuple(_withdrawn(p, publisher) for p in parts))


def _withdrawn(statement: Statement, publisher: Claimant) -> Statement:
    return replace(statement, claimant=publisher, stance=Stance.RETRACTS, hedged=False)
