"""A deed in other constructions, read into the roles of the plain one.

1. A light verb with the noun of the deed: "made a payment to the city", "received a refusal".
2. The other side of it: "sold the pier to the council", where "the council bought it" is claimed.
3. What somebody is called: "Ines Holt, the harbour master, ...", "harbour master Ines Holt".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.evidence.deed_words import key
from bot.language import signatures
from bot.reading.deeds import Argument, Deed, argument_at, deed_at
from bot.reading.predicates import lemma_of
from retrieval.parsing import Parse

_PURPOSES = frozenset({"for", "to", "towards", "against"})
_OBJECTS = frozenset({"dobj", "nsubjpass"})


def told_at(parse: Parse, token: int) -> Deed:
    """The deed of a predicate by the rules above, else as it stands."""
    deed = deed_at(parse, token)
    if parse.tags[token].startswith("V"):
        return deed
    verb = parse.heads[token]
    if parse.deps[token] in _OBJECTS and parse.tags[verb].startswith("V"):
        return _lightly(parse, deed, verb)
    if bearers := tuple(_called(parse, token)):
        return replace(deed, agents=bearers, either=())
    return deed


def is_still_ahead(parse: Parse, token: int) -> bool:
    """ "Faces dismissal", "a warrant for his arrest": the noun tells of no deed that was done."""
    head = parse.heads[token]
    if parse.tags[token].startswith("V") or head == token:
        return False
    if parse.deps[token] == "pobj" and parse.lemmas[head] in _PURPOSES:
        return parse.tags[parse.heads[head]].startswith("N")
    return parse.deps[token] in _OBJECTS and parse.lemmas[head] in signatures.words("ahead")


def turned_round(parse: Parse, token: int, wanted: frozenset[str]) -> Deed | None:
    """What a verb tells, from the other side; None where that is not among the wanted words."""
    lemma = lemma_of(parse, token)
    if not parse.tags[token].startswith("V"):
        return None
    for one, forward, other, back in signatures.rows("sides"):
        if lemma == one and key(other) in wanted:
            return _from_other_side(parse, token, forward, back)
        if lemma == other and key(one) in wanted:
            return _from_other_side(parse, token, back, forward)
    return None


def _from_other_side(parse: Parse, token: int, forward: str, back: str) -> Deed:
    deed = deed_at(parse, token)
    agents = tuple(a for preposition, a in deed.others if preposition == forward)
    rest = tuple((p, a) for p, a in deed.others if p != forward)
    return replace(deed, agents=agents, others=(*rest, *((back, a) for a in deed.agents)))


def _lightly(parse: Parse, deed: Deed, verb: int) -> Deed:
    lemma, above = lemma_of(parse, verb), deed_at(parse, verb)
    others = (*deed.others, *above.others)
    if lemma in signatures.words("undergoing"):
        return replace(deed, patients=(*deed.patients, *above.agents), others=others)
    if lemma in signatures.words("doing"):
        return replace(deed, agents=(*deed.agents, *above.agents), others=others)
    return deed


def _called(parse: Parse, noun: int) -> Iterator[Argument]:
    """Who is called by a noun that stands beside the name."""
    head = parse.heads[noun]
    if parse.deps[noun] == "appos":
        yield argument_at(parse, head)
    elif parse.deps[noun] in {"compound", "nmod"} and parse.tags[head].startswith("NNP"):
        yield Argument(head, (head,))
    for name in parse.children(noun, "appos"):
        yield argument_at(parse, name)
