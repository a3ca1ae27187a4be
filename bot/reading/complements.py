"""Clauses that a verb of telling tells, where the parse hangs them on something else."""

from __future__ import annotations

from bot.reading import reporting
from bot.reading.subjects import SUBJECTS
from retrieval.parsing import Parse


def misplaced_clauses(parse: Parse, verb: int) -> list[int]:
    """What is told: a "that" clause on whoever is told, or one that is taken for an adverbial.

    1. "Told the inquest that it burned";
    2. "reported, citing two sources, that it burned".
    """
    return _behind_listener(parse, verb) or _behind_aside(parse, verb)


def opens_with_that(parse: Parse, clause: int) -> bool:
    """A clause with a subject behind a "that" that stands for no noun, however it hangs."""
    first = min(parse.subtree(clause))
    that = (parse.lemmas[first], parse.tags[first]) == ("that", "IN")
    return that and bool(parse.children(clause, *SUBJECTS, "nsubjpass", "expl"))


def is_content(parse: Parse, clause: int) -> bool:
    """A finite clause with "that" that stands for no part of it ("the claim that he made")."""
    marks = [t for t in parse.children(clause, "mark") if parse.lemmas[t] in {"that", "whether"}]
    passive = parse.children(clause, "nsubjpass")
    mistaken = [t for t in parse.children(clause, "dobj") if parse.lemmas[t] == "that"]
    return bool(marks) or bool(passive and mistaken)  # a passive has no object


def _behind_listener(parse: Parse, verb: int) -> list[int]:
    addressing = parse.lemmas[verb] in reporting.words("addressing")
    told = parse.children(verb, "dobj", "dative") if addressing else ()
    clauses = (c for o in told for c in parse.children(o, "acl", "relcl", "ccomp"))
    return [c for c in clauses if opens_with_that(parse, c)]


def _behind_aside(parse: Parse, verb: int) -> list[int]:
    below = (c for c in parse.children(verb, "advcl") if c > verb)
    return [c for c in below if _has_that(parse, c) and parse.children(c, *SUBJECTS)]


def _has_that(parse: Parse, clause: int) -> bool:
    """Whether "that" opens it, without a "so" or "now" before it."""
    marks = (t for t in parse.children(clause, "mark") if parse.lemmas[t] == "that")
    return any(parse.lemmas[max(t - 1, 0)] not in {"so", "now"} for t in marks)
