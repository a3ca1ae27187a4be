"""What is asked for, and whether a text can hold it: the slot of a question.

"How many trucks" has the slot trucks and wants a figure of them; "which hospital" wants the word;
"names of the drivers" wants a named one; "what did the mayor say" wants the mayor speaking.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from bot.answering.asked import Asked
from bot.answering.question import Question
from bot.answering.reading.clause import Clause
from bot.answering.reading.phrases import noun_phrase
from bot.answering.reading.vocabulary import words
from bot.evidence.statement import Statement
from bot.language.counted import alike, same
from bot.language.figures import Figure, figures_of
from bot.language.words import stem, stems_of, words_of
from retrieval.parsing import Parse

_MONEY = re.compile(
    r"[$€£¥₩]\s?\d|\b(?:dollars?|euros?|pounds|won|yen|yuan|roubles?|rubles?|crowns?|francs|"
    r"rupees|cents)\b",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"\b(?:aged? |age of )\d|\b\d+[- ]years?[- ]old\b|\bborn (?:in|on)\b|, \d{1,3},|"
    r"\b(?:built|founded|opened|launched|completed|since) (?:in )?(?:1[6-9]|20)\d\d\b",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\b(?:named|called|identified as|name is|names are|known as)\b", re.IGNORECASE)
_TYPES = (
    "numbers",
    "dates",
    "places",
    "reasons",
    "positions",
)  # told by their kind, not their word
_GENERIC = frozenset(
    "them those these number figure one of kind sort type part amount total share word "
    "reason day date year month time side countri citi town port region place spot state two "
    "three it".split()
)


def slot_words(question: Question) -> tuple[str, ...]:
    """Stems of the noun phrase that is asked for; its last word is its head."""
    clause = question.clause
    phrase = _slot_phrase(clause) if clause else ""
    return tuple(s for s in map(stem, words_of(phrase)) if s in question.topic)


def _slot_phrase(clause: Clause) -> str:
    """The words behind "which" or "how many", or what names are asked of."""
    parse, wh, slot = clause.parse, clause.wh, clause.slot
    names = next((t for t in range(len(parse)) if parse.lemmas[t] in words("names")), None)
    if names is not None and slot is None:
        return _of(parse, names)
    if wh is None or wh + 1 >= len(parse):
        return ""
    if slot is None:
        return _of(parse, wh + 1)
    if parse.tags[slot][:1] != "N" or clause.wh_lemma == "whose":
        return ""
    if any(parse.lemmas[slot] in words(kind) for kind in _TYPES):
        return _of(parse, slot)
    start = min(parse.starts[wh + 1], parse.starts[slot])
    return f"{parse.text[start : parse.ends[slot]]} {_of(parse, slot)}"


def _of(parse: Parse, noun: int) -> str:
    """What stands behind the "of" of a noun, as one phrase."""
    of = [p for p in parse.children(noun, "prep") if parse.lemmas[p] == "of"]
    below = (owner for p in of for owner in parse.children(p, "pobj"))
    return " ".join(noun_phrase(parse, owner) for owner in below)


def speaker_words(question: Question) -> tuple[str, ...]:
    """Stems of whoever is asked about as speaking: who wants or sees something may be told of."""
    proper = question.speech_verb in words("telling proper")
    return tuple(map(stem, words_of(question.speaker))) if proper else ()


def subject_stem(question: Question) -> str | None:
    """The stem of the first word of the subject of a yes/no or "how many" question.

    None where it has an article, or is no word that tells anything.
    """
    clause = question.clause
    if clause is None or clause.aux is None or clause.subject is None:
        return None
    counts = question.asked is Asked.NUMBER and clause.subject != clause.slot
    if not (clause.is_polar or counts) or clause.subject < clause.aux:
        return None
    found = next(map(stem, words_of(clause.subject_text)), None)
    bare = (
        clause.parse.text[clause.parse.ends[clause.aux] :].lstrip().startswith(clause.subject_text)
    )
    return found if bare and found in question.terms else None


FiguresOf = Callable[[Statement], Sequence[Figure]]


def written(statement: Statement) -> tuple[Figure, ...]:
    """The figures of a sentence, told by its words alone."""
    return figures_of(statement.sentence.text)


def can_hold(
    question: Question, statements: Sequence[Statement], figures: FiguresOf = written
) -> bool:
    """Whether one of the statements can hold what is asked for; `figures` are those of each.

    1. names: a statement with the slot's head must name one ("named ...");
    2. sums of money: a currency must stand in one; an age: an age, or the year of a beginning;
    3. figures: one must stand near the slot's head or a word that counts the same things;
    4. "which X": the word must stand in one.
    """
    texts = [" ".join(s.sentence.text.split()) for s in statements]
    heads = [s for s in slot_words(question) if s not in _GENERIC]
    if question.asked is Asked.NAME:
        return any(_names_one(text, heads) for text in texts)
    if _asks_sum(question):
        priced = _priced(question)
        return any(
            _MONEY.search(text) and (not priced or priced & stems_of(text)) for text in texts
        )
    if _asks_age(question):
        return any(_AGE.search(text) for text in texts)
    if measured := _measured(question):
        return any(figures(s) and measured & _words_at(s) for s in statements)
    if not heads:
        return True
    wanted = frozenset[str]().union(*(alike(h) for h in heads))
    if question.asked is not Asked.NUMBER:
        return any(_mentions(text, wanted) for text in texts)
    return any(_counts(s, wanted, figures(s)) for s in statements)


def _asks_sum(question: Question) -> bool:
    """ "How much did it cost", "what did it cost" and "at what price" ask the same."""
    if question.asked is not Asked.NUMBER or question.clause is None:
        return False
    clause = question.clause
    noun = clause.slot if clause.slot is not None else clause.subject
    asked = {clause.verb_lemma, *({"worth"} & set(clause.parse.lemmas))} | (
        {clause.parse.lemmas[noun]} if noun is not None else set()
    )
    counts = clause.slot is not None and "many" in clause.parse.lemmas
    return not counts and bool(asked & words("money"))


def _priced(question: Question) -> frozenset[str]:
    """The words for what has the price that is asked for: "what did the roof cost", "what price did
    they pay for the oil"."""
    clause = question.clause
    if clause is None:
        return frozenset()
    if clause.slot is not None or clause.subject is None:
        behind = (words_of(text)[-1:] for _, text in question.proposition.others)
        return frozenset(s for last in behind for w in last if (s := stem(w)) in question.topic)
    own = clause.verb_lemma == "cost" or "worth" in clause.parse.lemmas
    head = stem(clause.parse.word(clause.subject))
    return alike(head) if own and head in question.topic else frozenset()


def _measured(question: Question) -> frozenset[str]:
    """The words for what is measured: "how tall is the dam"; none where that is a name or "it"."""
    clause = question.clause
    if question.asked is not Asked.NUMBER or clause is None or clause.wh_lemma != "how":
        return frozenset()
    adjective = clause.slot is not None and clause.parse.tags[clause.slot][:2] in {"JJ", "RB"}
    if not adjective or clause.subject is None or clause.verb_lemma not in {"be", "s"}:
        return frozenset()
    head = stem(clause.parse.word(clause.subject).lower())
    return alike(head) | same(head) if head in question.topic else frozenset()


def _words_at(statement: Statement) -> frozenset[str]:
    return stems_of(f"{statement.source.title} {statement.sentence.text}")


def _asks_age(question: Question) -> bool:
    clause = question.clause
    if clause is None or question.asked is not Asked.NUMBER or clause.wh is None:
        return False
    after = clause.parse.lemmas[clause.wh + 1 :][:1]
    return after == ("old",) or "age" in {clause.slot_lemma, *_subject_lemma(clause)}


def _subject_lemma(clause: Clause) -> set[str]:
    return set() if clause.subject is None else {clause.parse.lemmas[clause.subject]}


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
    return tuple(_figures_near(text, wanted, figures_of(text)))


def _counts(statement: Statement, heads: frozenset[str], figures: Sequence[Figure]) -> bool:
    text = statement.sentence.text
    return next(_figures_near(text, heads, figures), None) is not None or any(
        figure.unit in heads for figure in figures
    )


def _figures_near(text: str, heads: frozenset[str], figures: Sequence[Figure]) -> Iterator[Figure]:
    """Figures with one of the heads up to six words behind them or four before them."""
    for figure in figures:
        after = words_of(text[figure.end :])[:6]
        before = words_of(text[: figure.start])[-4:]
        if heads & {stem(w) for w in (*after, *before)}:
            yield figure
