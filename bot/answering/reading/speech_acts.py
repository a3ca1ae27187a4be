"""That somebody listed said, confirmed, admitted or denied something, as a proposition."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dateutil.parser import ParserError
from dateutil.parser import parse as parse_date

from bot.answering.reading.clause import Clause
from bot.claims import Stance
from bot.language import lexicon
from bot.language.figures import dates_in
from bot.language.words import stem
from retrieval.documents import Actor
from retrieval.naming import Mention
from retrieval.parsing import Parse

ACTS = frozenset({Stance.ASSERTS, Stance.CONFIRMS, Stance.ADMITS, Stance.DENIES})
_SPAN_OF_DAYS = re.compile(
    r"(?<![\d-])\d{1,2}(?:st|nd|rd|th)?\s*(?:-|\u2013|to|and|or)\s*\d{1,2}(?!\d)", re.I
)
SETTLING = frozenset({"confirm", "admit", "acknowledge", "concede", "confess", "deny"})
_SAYING = frozenset("say claim state announce tell assert allege declare insist write".split())
_DEFAULTS = (datetime(2000, 1, 1), datetime(2001, 2, 2))


@dataclass(frozen=True, slots=True)
class SpeechAct:
    """That an actor said, confirmed, admitted or denied something, as a proposition of its own.

    `verb` is the stem of the word that says so; it is no part of what was said. `day` is the day
    on which it is said to have happened, if the question names one. It is said to be so `now` in
    the present tense: "does she deny it" asks for her last word, "did she" for any.
    """

    actor: Actor
    stance: Stance
    verb: str
    day: date | None
    now: bool = True


def act_in(
    text: str, parses: Sequence[Parse], clause: Clause | None, mentions: Sequence[Mention]
) -> SpeechAct | None:
    """The speech act that a statement, a question whether it was done, a "why did" or "when did",
    or a question with its day is about."""
    why = clause is not None and clause.wh_lemma == "why"
    when = clause is not None and clause.wh_lemma == "when"
    polar = clause is not None and clause.is_polar
    asks = "?" in text or (clause is not None and clause.asks)
    if asks and not (dates_in(text) or why or when or polar):
        return None
    for parse in parses:
        for mention, stance, verb in acts_of(parse, mentions):
            if clause is not None and parse is clause.parse and verb != clause.verb:
                continue
            dated_question = asks and bool(dates_in(text))
            if not (why or dated_question) and not is_telling(parse, verb):
                continue
            now = _is_present(parse, verb)
            return SpeechAct(mention.actor, stance, stem(parse.word(verb)), _day(text), now)
    return None


def is_telling(parse: Parse, verb: int) -> bool:
    """Whether a verb is of words: "denied it", "said that"; not "rejected the offer"."""
    lemma = parse.lemmas[verb]
    return lemma in SETTLING or (lemma in _SAYING and bool(parse.children(verb, "ccomp")))


def _is_present(parse: Parse, verb: int) -> bool:
    """ "Denies", "does deny", "is denying"; "has denied" is past."""
    group = (verb, *parse.children(verb, "aux", "auxpass"))
    past = any(parse.lemmas[t] == "have" or parse.tags[t] == "VBD" for t in group)
    return not past and any(parse.tags[t] in {"VBZ", "VBP"} for t in group)


def acts_of(parse: Parse, mentions: Sequence[Mention]) -> Iterator[tuple[Mention, Stance, int]]:
    """Each act of an actor in a sentence: who, what they did, and the verb that says so."""
    for mention in mentions:
        for verb in _verbs_of(parse, mention):
            negated = parse.children(verb, "neg")
            stance = None if negated else stance_at(parse, verb)
            if stance in ACTS and stance is not None:
                yield mention, stance, verb


def stance_at(parse: Parse, verb: int) -> Stance | None:
    """The stance that the words at a verb tell of, the most telling first."""
    at = parse.starts[verb]
    found = (stance for stance, words in lexicon.stance_patterns() if words.match(parse.text, at))
    return next(found, None)


def _verbs_of(parse: Parse, mention: Mention) -> Iterator[int]:
    """The verbs whose subject is a name, in order."""
    start, end = mention.start - parse.start, mention.end - parse.start
    for token in range(len(parse)):
        if parse.starts[token] < start or parse.ends[token] > end:
            continue
        head = parse.heads[token]
        if parse.deps[token] == "nsubj" and parse.tags[head][:1] == "V":
            yield head
            yield from parse.children(head, "conj")


def _day(text: str) -> date | None:
    """The first full day (day, month and year) that a text names."""
    for start, end in dates_in(text):
        if _SPAN_OF_DAYS.search(text[start:end]):
            continue
        try:
            early, late = (parse_date(text[start:end], default=d) for d in _DEFAULTS)
        except ParserError:
            continue
        if early == late:
            return early.date()
    return None
