"""A predicate and what helps it: lemma, subject, auxiliaries, the words that open its clause."""

from __future__ import annotations

from collections.abc import Iterator

from retrieval.parsing import Parse

_AUXILIARIES = ("aux", "auxpass")


def lemma_of(parse: Parse, token: int) -> str:
    """The lemma with its particle: "rule_out"."""
    beside = (t for t in parse.children(token, "prt", "advmod") if t == token + 1)
    particles = [
        parse.lemmas[t] for t in beside if parse.deps[t] == "prt" or _is_particle(parse, t)
    ]
    return "_".join([parse.lemmas[token], *particles])


def _is_particle(parse: Parse, adverb: int) -> bool:
    """True for the "down" of "stepped down"."""
    return parse.lemmas[adverb] in {"down", "up", "out", "off", "back", "away", "in", "over"}


def has_subject(parse: Parse, token: int) -> bool:
    """True for a predicate with a subject of its own."""
    return bool(parse.children(token, "nsubj", "nsubjpass", "csubj", "expl"))


def auxiliaries(parse: Parse, token: int) -> Iterator[str]:
    """The auxiliary verbs of a predicate, as written, in small letters."""
    return (parse.word(t).lower() for t in parse.children(token, *_AUXILIARIES))


def is_passive(parse: Parse, verb: int) -> bool:
    """True where the subject is whom or what the verb is done to: "was seized", "a ship seized in
    May", and what is joined to them."""
    if parse.children(verb, "nsubjpass", "csubjpass", "auxpass", "agent"):
        return True
    helping = {parse.lemmas[t] for t in parse.children(verb, *_AUXILIARIES)}
    if parse.tags[verb] != "VBN" or "have" in helping:
        return False
    alone = not parse.children(verb, "nsubj", "csubj")
    if parse.deps[verb] == "conj" and alone:
        first = parse.heads[verb]
        return parse.tags[first] == "VBN" and is_passive(parse, first)
    described = parse.deps[verb] in {"acl", "amod", "advcl"} and alone
    return described or bool(helping & {"be", "get"})


def is_infinitive(parse: Parse, token: int) -> bool:
    """True for a predicate behind "to"."""
    return any(parse.tags[t] == "TO" for t in parse.children(token, "aux"))


def is_interrogative(parse: Parse, token: int) -> bool:
    """True for "did he leave", "is it", "who left": inverted, or opened by a question word."""
    subjects = parse.children(token, "nsubj", "nsubjpass", "expl")
    verbs = [t for t in parse.children(token, *_AUXILIARIES) if parse.tags[t] != "TO"]
    if parse.lemmas[token] == "be":
        verbs.append(token)
    if subjects and verbs and min(verbs) < min(subjects):
        return True
    first = min(parse.subtree(token))
    asks = [t for t in parse.children(token) if parse.tags[t] in {"WP", "WRB", "WP$", "WDT"}]
    return bool(asks) and min(asks) <= first + 1 and parse.deps[token] in {"ROOT", "conj"}


def markers(parse: Parse, clause: int) -> tuple[str, ...]:
    """The words that open a clause: "if", "even", "when"."""
    first = min(parse.subtree(clause))
    opens = [
        t
        for t in parse.children(clause, "mark", "advmod", "prep", "cc")
        if parse.deps[t] == "mark" or t <= first + 1 or parse.tags[t] == "WRB"
    ]
    beside = [parse.lemmas[t - 1] for t in opens if t and parse.lemmas[t - 1] in {"even", "as"}]
    return (*beside, *(parse.lemmas[t] for t in opens if t < clause))
