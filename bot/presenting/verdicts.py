"""The verdict line: a label together with the claim it belongs to."""

from __future__ import annotations

import re
from datetime import date

from bot.claims import Answer, Claim, Evidence, Label, Qualifier, Status
from bot.evidence.deciding import deciding_rows
from bot.evidence.policy import AFFIRMING, AGAINST
from bot.language.figures import dates_in
from bot.presenting.catalogue import say
from bot.presenting.plan import Short, Verdict
from bot.presenting.voices import bare, rows_told, voice_of

LONGEST_CLAIM = 26  # words
_LATE = 15
_LEAST = 4
_PARTS = 3  # of a whole day
# What is asked for is who says so, or when: it stands outside of what is said.
_OF_WHOLE = frozenset({"speech", "date", "person"})
_SUBORDINATE = frozenset(
    "whether to if after before as when while since because although though who which where how "
    "why what and but or of in on at by for with from into than".split()
)
_ON = re.compile(r",?\s+on(?:\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?)?\s+\Z")
# The most telling of several, of what is not confirmed.
_TELLING = (
    Qualifier.REFUTED,
    Qualifier.DENIED,
    Qualifier.DISPUTED,
    Qualifier.OPINION,
    Qualifier.REPORTED,
)
_CONFIRMING = (
    Qualifier.ADMITTED,
    Qualifier.OFFICIAL,
    Qualifier.CORROBORATED,
    Qualifier.ON_RECORD,
)
_EDGES = " ,;:.–—-\"“”'‘’«»"
_ASIDE = re.compile(r"\A\w+ing\b[^,]*, that ", re.IGNORECASE)  # "citing two aides, that"
_BORDER = re.compile(r"[,;:–—](?=\s)")


def short_of(answer: Answer) -> Short | None:
    """Yes, no or not confirmed, where the question is whether something is so."""
    if not answer.statement or not answer.claims:
        return None
    label = answer.claims[0].label
    if label.status is Status.CONFIRMED:
        return Short.YES
    return Short.NO if Qualifier.REFUTED in label.qualifiers else Short.NOT_CONFIRMED


def verdict_of(answer: Answer) -> Verdict:
    """The label of the first claim with what it is the label of."""
    claim = answer.claims[0]
    row = _deciding(answer, claim)
    voices = {r.origin for r in claim.evidence if r.stance in AFFIRMING}
    qualifier = _telling(claim.label)
    return Verdict(
        label=claim.label,
        claim=_claim_words(answer, claim, row),
        who=voice_of(row) if row else "",
        when=row.when if row else None,
        as_of=answer.as_of,
        qualifier=qualifier,
        against=_against(claim),
        alone=qualifier is Qualifier.REPORTED and len(voices) == 1,
    )


def _telling(label: Label) -> Qualifier | None:
    order = _CONFIRMING if label.status is Status.CONFIRMED else _TELLING
    return next((q for q in order if q in label.qualifiers), None)


def _deciding(answer: Answer, claim: Claim) -> Evidence | None:
    """The row that the label rests on: that of the lead, where it is one of the strongest."""
    strongest, _ = deciding_rows(claim)
    told = [r for r in rows_told(answer, claim) if r.origin in {s.origin for s in strongest}]
    return next(iter([*told, *strongest]), None)


def _against(claim: Claim) -> str:
    """Who speaks the other way, named last."""
    rows = [r for r in claim.evidence if r.stance in AGAINST]
    refuting = [r for r in rows if not r.hedged] or rows
    last = max(refuting, key=lambda r: (r.said, r.source_id), default=None)
    return voice_of(last) if last else ""


def _claim_words(answer: Answer, claim: Claim, row: Evidence | None) -> str:
    """What is labelled, in a few words: what was asked to be so, the value, what the deciding row
    says where that is not the lead, else what the lead says without who says it."""
    if answer.statement:
        return _capital(answer.statement)
    if claim.value:
        return claim.value
    if claim.remark and not claim.evidence:  # what is quoted is near it, and not what is labelled
        return _capital(say("verdict.speechless" if answer.asked == "speech" else "verdict.untold"))
    under = rows_told(answer, claim)
    if row is not None and under and row not in under:
        return _capital(shortened(_without_day(_content(row) or bare(row.quote), row.said)))
    told = next(iter(under), None)
    whole = bare(claim.text[claim.droppable :])
    content = _content(told) if told and answer.asked not in _OF_WHOLE else ""
    return _capital(shortened(_without_day(content or whole, row.said if row else None)))


def _content(row: Evidence) -> str:
    """What is said, without who says it; "" where that is no sentence of its own."""
    if row.told is None or row.stance not in AFFIRMING:
        return ""
    start, end = row.told[0] - row.start, row.told[1] - row.start
    if not 0 <= start < end <= len(row.quote):
        return ""
    text = _ASIDE.sub("", bare(row.quote[start:end]).strip(_EDGES))
    first, _, rest = text.partition(" ")
    text = rest if first.lower() == "that" else text
    opens = text.split(" ")[0].lower()
    return text if len(text.split()) >= _LEAST and opens not in _SUBORDINATE else ""


def _without_day(text: str, day: date | None) -> str:
    """The text without "on Monday, 28 October 2024," where that day stands in the brackets."""
    for start, end in dates_in(text) if day else ():
        written = re.findall(r"[A-Za-z]+|\d+", text[start:end])
        named = {str(day.day), str(day.year), f"{day:%B}", f"{day:%b}"} if day else set()
        before = _ON.search(text[:start])
        if before and len(written) == _PARTS and set(written) <= named:
            behind = text[end:].lstrip(",")
            return f"{text[: before.start()].rstrip(',')}{behind}"
    return text


def shortened(text: str) -> str:
    """The text, or its beginning, where it is long for a line: up to a stop that stands late, else
    up to a word."""
    text = text.strip(_EDGES)
    words = text.split()
    if len(words) <= LONGEST_CLAIM:
        return text
    stops = [m.start() for m in _BORDER.finditer(text)]
    fitting = [s for s in stops if _LATE <= len(text[:s].split()) <= LONGEST_CLAIM]
    return f"{text[: fitting[-1]]} …" if fitting else f"{' '.join(words[:LONGEST_CLAIM])} …"


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
