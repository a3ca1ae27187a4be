"""What is asked for, and whether a text can hold it: the slot of a question.

"How many trucks" has the slot trucks and wants a figure of them; "which hospital" wants the word;
"names of the drivers" wants a named one; "what did the mayor say" wants the mayor speaking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.answering.asked import Asked
from bot.answering.question import Question
from bot.evidence.statement import Statement
from bot.language.counted import alike
from bot.language.figures import Figure, figures_of
from bot.language.words import stem, stems_of, words_of

_SLOT = re.compile(
    r"\b(?:how many|how much|which|names? of|"
    r"what (?=price|sum|share|percentage|word|reason|amount|number|figure))"
    r"\s+(?P<words>[^?.,;:]+)",
    re.IGNORECASE,
)
_SPEAKER = re.compile(
    r"\b(?:what|how) (?:did|does|do|has|have|had) (?P<words>[^?.,;:]+?) "
    r"(?:actually |really |ever |else )?(?:say|said|saying|claim|state|think|react|respond|"
    r"answer|comment|call|describe|characteri[sz]e)\b",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"(?:^(?:is|are|was|were|do|does|did|has|have|had)"
    r"|\bhow (?:many|much) [^?.,;:]*?\b(?:do|does|did)) (?P<word>[\w'’-]+)",
    re.IGNORECASE,
)
_MONEY_ASKED = re.compile(
    r"\b(?:price|cost|costs|sum|salary|wage|fee|fine|payoff|ransom|worth)\b|"
    r"\bhow much\b.*\b(?:pay|paid|spend|spent|cost|money|aid|hand over)\b",
    re.IGNORECASE,
)
_WORTH_ASKED = re.compile(
    r"\bwhat\b.*\b(?:costs?|worth|pa(?:y|ys|id)|earn(?:s|ed)?|spen[dt]|compensation|fees?|price|"
    r"revenue|turnover|profits?|salary|wages?)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"[$€£¥₩]\s?\d|\b(?:dollars?|euros?|pounds|won|yen|yuan|roubles?|rubles?|crowns?|francs|"
    r"rupees|cents)\b",
    re.IGNORECASE,
)
_AGE_ASKED = re.compile(r"\bhow old\b|\b(?:what|which) age\b|\bwhat'?s the age\b", re.IGNORECASE)
_AGE = re.compile(
    r"\b(?:aged? |age of )\d|\b\d+[- ]years?[- ]old\b|\bborn (?:in|on)\b|, \d{1,3},|"
    r"\b(?:built|founded|opened|launched|completed|since) (?:in )?(?:1[6-9]|20)\d\d\b",
    re.IGNORECASE,
)
_STOPS = re.compile(
    r"\b(?:did|do|does|is|are|was|were|has|have|had|that|who|which|to|in|on|at|by|for|from|"
    r"with|could|can|might|may|would|will|were)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\b(?:named|called|identified as|name is|names are|known as)\b", re.IGNORECASE)
_GENERIC = frozenset(
    "them those these number figure one of kind sort type part amount total share word "
    "reason day date year month time side countri citi town port region place spot state two "
    "three it".split()
)


def slot_words(question: Question) -> tuple[str, ...]:
    """Stems of the noun phrase that is asked for; its last word is its head."""
    match = _SLOT.search(question.text)
    if match is None:
        return ()
    phrase = _STOPS.split(match["words"])[0]
    stems = (stem(w) for w in words_of(phrase))
    return tuple(s for s in stems if s in question.topic)


def speaker_words(question: Question) -> tuple[str, ...]:
    """Stems of whoever is asked about as speaking."""
    match = _SPEAKER.search(question.text)
    return tuple(stem(w) for w in words_of(match["words"])) if match else ()


def subject_stem(question: Question) -> str | None:
    """The stem of the first topic word behind the verb of a yes/no or "how many" question."""
    match = _SUBJECT.search(question.text)
    found = stem(match["word"]) if match else None
    return found if found in question.terms else None


def can_hold(question: Question, statements: Sequence[Statement]) -> bool:
    """Whether one of the statements can hold what is asked for.

    1. names: a statement with the slot's head must name one ("named ...");
    2. sums of money: a currency must stand in one; an age: an age, or the year of a beginning;
    3. figures: one must stand near the slot's head or a word that counts the same things;
    4. "which X": the word must stand in one.
    """
    texts = [" ".join(s.sentence.text.split()) for s in statements]
    slot = slot_words(question)
    if question.asked is Asked.NAME:
        return any(_names_one(text, slot) for text in texts)
    if _asks_sum(question):
        return any(_MONEY.search(text) for text in texts)
    if _AGE_ASKED.search(question.text):
        return any(_AGE.search(text) for text in texts)
    heads = [s for s in slot if s not in _GENERIC]
    if not heads:
        return True
    wanted = frozenset[str]().union(*(alike(h) for h in heads))
    holds = _counts if question.asked is Asked.NUMBER else _mentions
    return any(holds(text, wanted) for text in texts)


def _asks_sum(question: Question) -> bool:
    """ "How much did it cost" and "what did it cost" ask the same."""
    asked = {Asked.NUMBER: _MONEY_ASKED, Asked.OPEN: _WORTH_ASKED}.get(question.asked)
    return asked is not None and asked.search(question.text) is not None


def _mentions(text: str, heads: frozenset[str]) -> bool:
    """One of the heads stands in the text, or a longer word that one of them abbreviates."""
    stems = stems_of(text)
    return any(h in stems or (len(h) > 3 and any(s.startswith(h) for s in stems)) for h in heads)


def _names_one(text: str, slot: Sequence[str]) -> bool:
    stems = stems_of(text)
    return bool(_NAMED.search(text)) and (not slot or bool(stems & set(slot)))


def counted(question: Question, text: str) -> tuple[Figure, ...]:
    """The figures of a text that count what a question asks the number of."""
    heads = [s for s in slot_words(question) if s not in _GENERIC]
    wanted = frozenset[str]().union(*(alike(h) for h in heads))
    return tuple(_figures_near(text, wanted))


def _counts(text: str, heads: frozenset[str]) -> bool:
    return next(_figures_near(text, heads), None) is not None


def _figures_near(text: str, heads: frozenset[str]) -> Iterator[Figure]:
    """Figures with one of the heads up to six words behind them or four before them."""
    for figure in figures_of(text):
        after = words_of(text[figure.end :])[:6]
        before = words_of(text[: figure.start])[-4:]
        if heads & {stem(w) for w in (*after, *before)}:
            yield figure
