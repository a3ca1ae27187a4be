"""What kind of answer a question wants: rules on its words, in order."""

from __future__ import annotations

import re
from enum import StrEnum


class Asked(StrEnum):
    """What kind of answer is wanted."""

    NUMBER = "number"
    DATE = "date"
    PLACE = "place"
    PERSON = "person"
    NAME = "name"
    WHETHER = "whether"
    REASON = "reason"
    SPEECH = "speech"
    CHANGE = "change"
    OPEN = "open"


_SAYING = (
    r"(?:say|says|said|saying|claim|claimed|state|stated|think|tell|told|want|wants|wanted|"
    r"respond|responded|react|reacted|comment|call|called|describe|described|characteri[sz]e[ds]?|"
    r"argue|argued|warn|warned|demand|demanded|promise|promised|deny|denied|explain|explained|"
    r"answer|answered|admit|admitted|announce|announced)"
)
_AUX = r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)(?:n['’]?t)?"
# In order: the first rule that matches a clause of the question wins.
_RULES: tuple[tuple[Asked, re.Pattern[str]], ...] = tuple(
    (asked, re.compile(rule, re.IGNORECASE))
    for asked, rule in (
        (
            Asked.NAME,
            r"\bnames? of\b|\bwhat (?:are|is|were|was) the names?\b|\bwhat'?s the names?\b",
        ),
        (Asked.NAME, r"\bwhat (?:is|was|were|are) (?:\w+ ){1,3}(?:called|named)\b"),
        (
            Asked.CHANGE,
            r"\bhow (?:did|has|have|does) .*"
            r"\b(?:shift|chang|evolv|climb|grow|rise|rose|fall|develop|progress|move)\w*",
        ),
        (
            Asked.NUMBER,
            r"\bhow (?:many|much)\b|\b"
            r"what (?:number|figure|percentage|share|sum|price|amount|total)\b",
        ),
        (
            Asked.NUMBER,
            r"\b(?:highest|lowest|exact|total|final|latest) (?:number|figure|toll|count|tally)\b|"
            r"\b(?:number|count|tally|total) of\b|\b(?:death |casualty )toll\b|"
            r"\bhow (?:big|large|high|far|long|old)\b",
        ),
        (
            Asked.SPEECH,
            rf"\b(?:what|how) (?:else )?(?:did|does|do|has|have|had|is|was) .*\b{_SAYING}\b",
        ),
        (
            Asked.SPEECH,
            rf"\bwhat\b.*\b{_SAYING}\b|\bwhat word\b|"
            r"\b(?:line|position|reaction|response|stance)\b.*\?",
        ),
        (
            Asked.SPEECH,
            r"\blast (?:thing|word)\b|\bwhat (?:did|does) .* (?:want|ask for|call for)\b",
        ),
        (
            Asked.WHETHER,
            rf"^(?!\W*(?:can|could|would|do|did) you\b)(?:\W|so|and|but|then|ok|now)*{_AUX}\b",
        ),
        (Asked.DATE, r"\bwhen\b|\b(?:what|which) (?:day|date|year|month)\b|\bsince when\b"),
        (
            Asked.PLACE,
            r"\bwhere\b|\b(?:what|which) \w*\s?"
            r"(?:city|town|country|port|region|place|village|state|district)\b",
        ),
        (Asked.REASON, r"\bwhy\b|\bwhat reason\b|\bhow come\b"),
        (
            Asked.PERSON,
            r"(?:^|[,.;:?!]\s*|\b(?:and|but|so|or|then|tell|know|says?|about|to|by|for|of|with)\s+)"
            r"who(?:m|se|['’]?s)?\b",
        ),
        (
            Asked.WHETHER,
            rf"^(?:(?:in|on|by|about) [^,?:]+[,:] )?(?:\W|so|and|but|then|ok|now)*{_AUX}\b|"
            r"\byes or no\b|\bis it true\b|"
            rf"\bconfirmed\b.*\?",
        ),
        (
            Asked.WHETHER,
            r",\s*(?:right|no|yes|correct|true|or not|(?:that'?s|is that) (?:right|true)[^?]*)\s*\?"
            r"|,?\s(?:\w+n['’]?t|is|are|did|does|do|has|have|was|were)"
            r" (?:it|they|he|she|there|that|we|you)\s*\?|^\W*any\b|\bsame thing or not\b",
        ),
    )
)
_OPENING = re.compile(
    r"\b(?:what|which|how|who|where|when|why|what['’]?s|who['’]?s|how['’]?s|where['’]?s|tell|list|name|show|give|explain|describe|walk|run|summari[sz]e)\b",
    re.I,
)
_SENTENCE = 5  # words that make a statement, where nothing in them asks


def asked_of(text: str) -> Asked:
    """The first rule that matches; the last clause with a question mark counts most.

    A plain statement asks whether it is so.
    """
    clauses = [c for c in re.split(r"(?<=[.?!;])\s+", text) if c.endswith("?")] or [text]
    for clause in (*reversed(clauses), text):
        for asked, rule in _RULES:
            if rule.search(clause):
                return asked
    if "?" not in text:
        return Asked.OPEN if _OPENING.search(text) else Asked.WHETHER
    plain = len(text.split()) >= _SENTENCE and not clauses[-1].count(" ") < _SENTENCE - 1
    return Asked.WHETHER if plain and not _OPENING.search(text) else Asked.OPEN
