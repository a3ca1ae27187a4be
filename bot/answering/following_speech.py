"""A follow-up that asks for words: what somebody said, or whether they confirmed something.

It gets the earlier topic as its object. The earlier speaker is dropped, and with them what they
were said to have done: only "he" and "she" stand for them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.answering.earlier import Earlier, is_empty
from bot.answering.joining import after, attached, capital, object_of
from bot.answering.question import QuestionReader
from bot.answering.reading.clause import Clause
from bot.answering.reading.parts import leading
from bot.answering.reading.speaking import holder_in, tellings
from bot.answering.reading.vocabulary import words
from retrieval.parsing import Parse

_SAYS_WHO = re.compile(r"says who|according to whom?|who(?:['’]s| is)? the source", re.I)
_CONTENT = frozenset({"dobj", "prep", "ccomp", "xcomp", "oprd", "dative", "prt", "agent", "attr"})
_TO = frozenset({"react", "respond", "reply", "answer", "reaction", "response"})
_ON = frozenset({"position", "line", "stance", "view", "opinion", "take", "stand"})
_DISMISSING = frozenset({"dismiss", "reject", "dispute", "retract"})
_TIMES = frozenset({"DATE", "TIME"})
_HIM = {"he", "she", "his", "her", "him"}


@dataclass(frozen=True, slots=True)
class _Frame:
    """A question for words: its text up to its verb, the verb or noun, and what stands behind:
    an object that points at nothing, and the rest (a time, an addressee)."""

    head: str
    lemma: str
    noun: bool
    has_object: bool
    tail: str


def asked_of_somebody(core: str, before: Earlier, reader: QuestionReader) -> str | None:
    """The question with its object; empty where it has one of its own, None for other questions.

    What stands before a colon is what the question behind it is about.
    """
    if ": " in core:
        return ""
    if _SAYS_WHO.fullmatch(core):
        return f"Who said that {before.clause}?" if before.clause else after(before, core)
    form = leading(reader.parsed(f"{core}?"))
    if form is None or not len(form.parse) or form.is_order:
        return None
    frame = _frame(core, form)
    if frame is None:
        return None
    if form.subject is not None and form.subject == form.wh and form.wh_lemma == "who":
        return "" if frame.has_object else _who(frame, core, before)
    head = _named(frame.head, form, before)
    if frame.has_object:
        changed = f"{capital(head)}{core[len(frame.head) :]}?"
        return "" if head == frame.head else changed
    return _with_object(frame, capital(head), form, before)


def _frame(core: str, form: Clause) -> _Frame | None:
    """The verb or noun of telling of a question, and what stands around it."""
    parse = form.parse
    passive = _by_somebody(core, form)
    if passive is not None:
        return passive
    verb = next((token for _, token in tellings(form)), None)
    held = holder_in(parse) if verb is None else None
    at = verb if held is None else held[1]
    if at is None or (held is None and form.is_polar and parse.lemmas[at] in words("held")):
        return None
    content = [t for t in parse.children(at) if t > at and parse.deps[t] in _CONTENT]
    told = ":" in core[parse.ends[at] :] or any(_tells(parse, t) for t in content)
    so = [t for t in range(at + 1, len(parse)) if parse.lemmas[t] in {"it", "that", "this", "so"}]
    behind = parse.ends[so[0]] if so and so[0] <= at + 2 else parse.ends[at]
    tail = core[behind:].rstrip()
    return _Frame(core[: parse.ends[at]], parse.lemmas[at], held is not None, told, tail)


def _tells(parse: Parse, child: int) -> bool:
    """Whether an object, or what a preposition adds, says what the words are about."""
    if parse.deps[child] == "prt":
        return False
    own = [t for t in parse.subtree(child) if t >= child or t == child - 1]
    if parse.deps[child] == "prep" and parse.lemmas[child] not in {
        "about",
        "on",
        "of",
        "to",
        "over",
    }:
        return False
    if parse.deps[child] in {"prep", "dative"} and parse.lemmas[child] == "to":
        answers = parse.lemmas[parse.heads[child]] in _TO
        return answers and not is_empty(parse, range(own[0], own[-1] + 1))
    timed = parse.deps[child] == "prep" and any(parse.entities[t][2:] in _TIMES for t in own)
    return not timed and not is_empty(parse, range(own[0], own[-1] + 1))


def _by_somebody(core: str, form: Clause) -> _Frame | None:
    """ "Was that confirmed by the ministry": has the ministry confirmed."""
    parse, verb = form.parse, form.verb
    if verb is None or not form.is_polar or parse.lemmas[verb] not in words("tells"):
        return None
    agents = parse.children(verb, "agent") or parse.children(verb, "prep")
    by = [o for a in agents if parse.lemmas[a] == "by" for o in parse.children(a, "pobj")]
    if not by or form.subject_text.lower() not in {"it", "that", "this"}:
        return None
    start, end = parse.span(parse.subtree(by[0]))
    return _Frame(f"Has {core[start:end]} {parse.word(verb)}", parse.lemmas[verb], False, False, "")


def _who(frame: _Frame, core: str, before: Earlier) -> str:
    if before.clause is None:
        return attached(core, before)
    first = " first" if frame.tail.strip().lower() == "first" else ""
    who, _, verb = frame.head.rpartition(" ")
    return f"{capital(who)}{first} {verb} that {before.clause}{'' if first else frame.tail}?"


def _named(head: str, form: Clause, before: Earlier) -> str:
    """The frame up to its verb, with the earlier speaker for "he" and "she"."""
    name = before.person
    found = next((t for t in range(len(form.parse)) if form.parse.lemmas[t] in _HIM), None)
    if name is None or found is None or form.parse.starts[found] >= len(head):
        return head
    start, end = form.parse.starts[found], form.parse.ends[found]
    ending = "'s" if form.parse.tags[found] == "PRP$" else ""
    return f"{head[:start]}{name}{ending}{head[end:]}"


def _with_object(frame: _Frame, head: str, form: Clause, before: Earlier) -> str:
    """A question for words, with what they are about."""
    tail = frame.tail
    nominal = frame.noun or frame.lemma in _TO or frame.lemma in {"comment", "speak", "talk"}
    if not (nominal or form.wh_lemma in {"what", "how"}):
        claim = "the claim " if frame.lemma in _DISMISSING else ""
        if before.clause:
            return f"{head} {claim}that {before.clause}{tail}?"
        if before.noun or not before.is_polar:
            return attached(f"{head} it{tail}", before)
        return after(before, f"{head} it{tail}")
    about = "to" if frame.lemma in _TO else "on" if frame.lemma in _ON else "about"
    if before.is_whole:
        return f"{head}{tail} {object_of(before, about)}?"
    return f"{head} {object_of(before, about)}{tail}?"
