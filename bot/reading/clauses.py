"""Where words fall into clauses that can be told less firmly, or as not so, one without the other.

A clause is a predicate with all that hangs on it, without the clauses that stand beside it: those
joined to it ("..., and the ferry sank") and those that tell something of their own ("while",
"although", "because", ", which"). A single word stays with its clause.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from bot.language import signatures
from bot.reading.events import events_of
from bot.reading.modality import FACT, Modality, modality_of
from bot.reading.predicates import is_infinitive
from retrieval.parsing import Parse

_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_LEAST = 2
_NOBODY = frozenset({"no", "none", "nobody", "neither", "nothing"})
_JOINTS = frozenset({".", ",", ";", ":", "-", "–", "—", "and", "but"})


@dataclass(frozen=True, slots=True)
class Clause:
    """A predicate and the tokens that tell it, in the order of the text."""

    event: int
    tokens: tuple[int, ...]


def clauses_in(parse: Parse, tokens: Sequence[int]) -> tuple[Clause, ...]:
    """The clauses of a span of tokens, that cover it; the main one first."""
    inside = frozenset(tokens)
    events = events_of(parse, tokens)
    if not events:
        return ()
    main = events[0]
    apart = [e for e in events[1:] if e != main and _stands_apart(parse, e, inside)]
    rest = set(inside)
    found: list[Clause] = []
    for event in sorted(apart, key=lambda e: len(parse.subtree(e))):
        own = rest & set(parse.subtree(event))
        if len(own) >= _LEAST and main not in own:
            found.append(Clause(event, tuple(sorted(own))))
            rest -= own
    return (Clause(main, tuple(sorted(rest))), *sorted(found, key=lambda c: c.tokens))


def _stands_apart(parse: Parse, event: int, inside: Collection[int]) -> bool:
    dep = parse.deps[event]
    if dep == "conj":
        return parse.tags[event].startswith("V") or bool(parse.children(event, *_SUBJECTS))
    if dep in {"advcl", "parataxis", "ccomp"} and parse.heads[event] in inside:
        return dep != "ccomp" and bool(parse.children(event, *_SUBJECTS))
    return dep == "relcl" and _is_aside(parse, event)


def _is_aside(parse: Parse, event: int) -> bool:
    """ ", which sank in May,": a comma sets it off."""
    first = min(parse.subtree(event))
    return first > 0 and parse.word(first - 1) == ","


def told_in_clause(parse: Parse, clause: Clause, top: int | None) -> Modality:
    """How the event of a clause is told; of a predicate noun or adjective, with its verb.

    "Was to have opened" was only to.
    """
    if not clause.tokens:
        return FACT
    event = clause.event
    if parse.lemmas[event] == "be" and not parse.children(event, "attr", "acomp"):
        event = next((t for t in parse.children(event, "xcomp") if is_infinitive(parse, t)), event)
    return modality_of(parse, event, top)


def is_of_a_plan(parse: Parse, clause: Clause) -> bool:
    """ "Wanted to sell", "tried to leave", "plans a strike": firmly told, and only meant."""
    meaning = (clause.event, *parse.children(clause.event, "acomp"))
    return any(
        is_infinitive(parse, below) and below in clause.tokens
        for word in meaning
        if parse.lemmas[word] in signatures.words("meaning_to")
        for below in parse.children(word, "xcomp", "ccomp", "advcl")
    )


def scope_start(parse: Parse, clause: Clause) -> int:
    """Where what a negation takes in begins: the predicate, or a subject that it stands in."""
    event = clause.event
    verb = parse.heads[event] if parse.deps[event] in {"attr", "acomp"} else event
    around = [t for v in (event, verb) for t in parse.children(v, "aux", "auxpass", "neg")]
    subjects = [
        t for s in parse.children(verb, "nsubj", "nsubjpass", "csubj") for t in parse.subtree(s)
    ]
    if any(parse.lemmas[t] in _NOBODY for t in subjects):
        return min(clause.tokens)
    return min(t for t in (event, verb, *around) if t in clause.tokens or t == event)


def hull(parse: Parse, tokens: Collection[int]) -> tuple[int, int]:
    """Characters from the first to behind the last token, without commas and dashes at the ends."""
    kept = sorted(tokens)
    while len(kept) > 1 and parse.word(kept[-1]) in _JOINTS:
        kept.pop()
    while len(kept) > 1 and parse.word(kept[0]) in _JOINTS:
        kept.pop(0)
    return parse.span(kept)


def runs(tokens: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """The unbroken runs of a set of tokens in order."""
    run: list[int] = []
    for token in sorted(tokens):
        if run and token != run[-1] + 1:
            yield tuple(run)
            run = []
        run.append(token)
    if run:
        yield tuple(run)
