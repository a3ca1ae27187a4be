"""A question that limits what was known by what somebody did: "before the board confirmed it".

The day before the first time they did it, on what the rest of the question is about, becomes the
as-of day. It is one only where "before" or "until" opens a clause whose subject is a listed actor,
whose verb tells, and whose object only points at what the question is about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.answering.reading.opening import fronted_end
from bot.answering.reading.speech_acts import acts_of
from bot.claims import Stance
from retrieval.documents import Actor
from retrieval.naming import Mention
from retrieval.parsing import Parse

_OPENING = frozenset({"before", "until", "till"})
_POINTING = frozenset("it this that so anything them report claim news story figure number".split())
_BESIDE = frozenset({"aux", "auxpass", "advmod", "mark", "punct", "nsubj", "prt"})
_FINAL = frozenset({".", "?", "!"})


@dataclass(frozen=True, slots=True)
class BeforeAct:
    """Whose act limits what may be known, what they did, and the rest of the question."""

    actor: Actor
    stance: Stance
    rest: str


def before_act_in(
    text: str, parses: Sequence[Parse], mentions: Sequence[Mention]
) -> BeforeAct | None:
    """The limit in a question whose actors are `mentions`, or None."""
    for parse in parses:
        for mention, stance, verb in acts_of(parse, mentions):
            span = _limiting_clause(parse, verb)
            if span is not None:
                start, end = span
                rest = _without(text, parse.start + start, parse.start + end)
                return BeforeAct(mention.actor, stance, rest)
    return None


def _limiting_clause(parse: Parse, verb: int) -> tuple[int, int] | None:
    """Where the clause of a verb stands, if "before" opens it and it says nothing of its own."""
    own = [t for t in parse.subtree(verb) if parse.deps[t] != "punct" or t < verb]
    opening = next((t for t in _before(parse, own[0]) if parse.lemmas[t] in _OPENING), None)
    comma = fronted_end(parse) if opening == 0 else None
    own = own if comma is None else [t for t in own if t < comma]
    below = [t for t in parse.children(verb) if t in own]
    if opening is None or not own or not all(_is_empty(parse, t, own) for t in below):
        return None
    return parse.starts[opening], parse.ends[own[-1]]


def _before(parse: Parse, first: int) -> Iterator[int]:
    """The word in front of a clause, or its own first one."""
    yield first
    if first:
        yield first - 1


def _is_empty(parse: Parse, child: int, clause: Sequence[int]) -> bool:
    """Whether a word beside the verb adds nothing: its object only points."""
    if parse.deps[child] in _BESIDE or parse.tags[child] in {"RB", "."}:
        return True
    if parse.deps[child] == "prep":
        return all(parse.lemmas[t] == "public" for t in parse.children(child))
    more = (t for t in parse.children(child) if t in clause)
    bare = all(parse.deps[t] in {"det", "punct", "poss"} for t in more)
    return parse.lemmas[child] in _POINTING and bare


def _without(text: str, start: int, end: int) -> str:
    """The question without its limit; what opened with it begins behind the comma."""
    before, behind = text[:start].rstrip(" ,"), text[end:].lstrip()
    if not before:
        return behind.lstrip(" ,")
    return f"{before}{behind}" if behind[:1] in _FINAL or not behind else f"{before} {behind}"
