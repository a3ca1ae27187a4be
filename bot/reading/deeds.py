"""Deeds: predicates with their arguments by role, whatever the clause makes of them.

Roles are those of the deed, not of the grammar: who does it is its agent and what it is done to its
patient, in the active and the passive, in a relative clause, behind a participle and beside a noun
("the arrest of the mayor"), where a subject of its own is missing as well ("asked the navy to clear
the channel", "came and left").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.language.words import stem
from bot.reading.predicates import is_passive, lemma_of
from retrieval.parsing import Parse

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_COPULAR = ("attr", "acomp", "oprd")
_RELATIVE = frozenset({"WDT", "WP"})
_THAT = frozenset({"that", "which", "who", "whom"})
_BESIDE = ("compound", "amod", "poss", "nmod", "nummod", "quantmod", "det", "appos", "advmod")
_OWN = frozenset({"promise", "vow", "pledge", "threaten", "swear", "ask_for"})
_PARTS = frozenset({"of", "among"})


@dataclass(frozen=True, slots=True)
class Argument:
    """A noun phrase in a role: its head, and the tokens that say which one is meant.

    `part` where only some of it is meant: "three of the hostages", "half of the town".
    """

    head: int
    tokens: tuple[int, ...]
    part: bool = False


@dataclass(frozen=True, slots=True)
class Deed:
    """A predicate at `token`, with what stands in each role; conjuncts are several arguments.

    `others` are pairs of a preposition and what stands behind it. A noun's own words can stand in
    either role: "the mayor's arrest".
    """

    token: int
    predicate: str
    agents: tuple[Argument, ...] = ()
    patients: tuple[Argument, ...] = ()
    others: tuple[tuple[str, Argument], ...] = ()
    either: tuple[Argument, ...] = ()

    @property
    def arguments(self) -> tuple[Argument, ...]:
        """Whatever stands in some role."""
        return (*self.agents, *self.patients, *self.either, *(a for _, a in self.others))


def deed_at(parse: Parse, token: int) -> Deed:
    """The deed that a predicate tells of: a verb, a noun of an event, what stands under "be"."""
    predicate = lemma_of(parse, token)
    if parse.tags[token].startswith("V"):
        return _of_verb(parse, token, predicate)
    if parse.deps[token] in _COPULAR:
        verb = parse.heads[token]
        return Deed(
            token,
            predicate,
            _subject(parse, verb),
            others=(*_others(parse, token), *_others(parse, verb)),
        )
    return _of_noun(parse, token, predicate)


def argument_at(parse: Parse, head: int) -> Argument:
    """The noun phrase of a head; "three of the nine" means some of the nine."""
    inner = _whole_of(parse, head)
    if inner is not None:
        return Argument(inner, (*_phrase(parse, inner), *_phrase(parse, head)), part=True)
    return Argument(head, _phrase(parse, head))


def _of_verb(parse: Parse, verb: int, predicate: str) -> Deed:
    subject, objects = _subject(parse, verb), _objects(parse, verb)
    others = tuple(_others(parse, verb))
    if is_passive(parse, verb):
        doers = tuple(
            a
            for by in parse.children(verb, "agent")
            for o in parse.children(by, "pobj")
            for a in _joined(parse, o)
        )
        return Deed(verb, predicate, doers, (*subject, *objects), others)
    return Deed(verb, predicate, subject, objects, others)


def _of_noun(parse: Parse, noun: int, predicate: str) -> Deed:
    others = tuple(_others(parse, noun))
    agents = tuple(a for preposition, a in others if preposition == "by")
    patients = tuple(a for preposition, a in others if preposition == "of")
    beside = parse.children(noun, "poss", "compound", "amod", "nmod")
    either = (*patients, *(Argument(t, _phrase(parse, t)) for t in beside))
    return Deed(noun, predicate, agents, (), others, either)


def _subject(parse: Parse, verb: int, depth: int = 0) -> tuple[Argument, ...]:
    """What stands before a verb, or in front of the verb that lends it its subject."""
    own = [t for t in parse.children(verb, *_SUBJECTS) if parse.deps[t] != "csubj"]
    if own:
        if parse.tags[own[0]] in _RELATIVE and parse.deps[verb] == "relcl":
            return _joined(parse, parse.heads[verb])
        if parse.lemmas[own[0]] in _THAT and (cleft := parse.children(parse.heads[verb], "attr")):
            return _joined(parse, cleft[0])  # "it was the navy that cleared it"
        return tuple(a for t in own for a in _joined(parse, t))
    head, dep = parse.heads[verb], parse.deps[verb]
    if head == verb or depth > _DEEP:
        return ()
    if dep in {"acl", "amod"} and parse.tags[verb] in {"VBN", "VBG", "VBD"}:
        return _joined(parse, head)
    if dep == "xcomp":
        controller = parse.children(head, "dobj", "dative")
        if controller and parse.lemmas[head] not in _OWN:
            return _joined(parse, controller[0])
        return _lent(parse, head, depth)
    if dep in {"conj", "advcl"} and parse.tags[head][:1] in {"V", "M"}:
        return _lent(parse, head, depth)
    if dep == "pcomp":
        return _lent(parse, parse.heads[head], depth)
    return ()


_DEEP = 6  # verbs that lend one another their subject


def _lent(parse: Parse, verb: int, depth: int) -> tuple[Argument, ...]:
    """The subject of a verb above, if it is a verb at all."""
    return _subject(parse, verb, depth + 1) if parse.tags[verb][:1] in {"V", "M"} else ()


def _objects(parse: Parse, verb: int) -> tuple[Argument, ...]:
    found = [t for t in parse.children(verb, "dobj") if not _is_relative(parse, t)]
    told = tuple(a for t in found for a in _joined(parse, t))
    if told or parse.deps[verb] != "relcl" or is_passive(parse, verb):
        return told
    relative = [t for t in parse.children(verb, "dobj") if parse.lemmas[t] in _THAT]
    bare = not any(_is_relative(parse, t) for t in parse.children(verb))
    return _joined(parse, parse.heads[verb]) if relative or bare else ()


def _is_relative(parse: Parse, token: int) -> bool:
    return parse.tags[token] in _RELATIVE or (
        parse.lemmas[token] == "that" and parse.tags[token] == "IN"
    )


def _others(parse: Parse, token: int) -> Iterator[tuple[str, Argument]]:
    for preposition in parse.children(token, "prep", "dative"):
        below = parse.children(preposition, "pobj")
        if parse.deps[preposition] == "dative" and not below:
            yield "to", argument_at(parse, preposition)
        for noun in below:
            for argument in _joined(parse, noun):
                yield parse.lemmas[preposition], argument


def _joined(parse: Parse, noun: int) -> tuple[Argument, ...]:
    """A noun phrase and those that "and" joins to it."""
    found, waiting = [argument_at(parse, noun)], [noun]
    while waiting:
        for other in parse.children(waiting.pop(), "conj"):
            found.append(argument_at(parse, other))
            waiting.append(other)
    return tuple(found)


def _whole_of(parse: Parse, head: int) -> int | None:
    """The hostages, in "three of the hostages", "half of them"."""
    tag = parse.tags[head]
    if not (tag in {"CD", "DT", "PDT", "JJS"} or parse.lemmas[head] in _SHARES):
        return None
    for preposition in parse.children(head, "prep"):
        if parse.lemmas[preposition] in _PARTS:
            return next(iter(parse.children(preposition, "pobj")), None)
    return None


_SHARES = frozenset(
    "half third quarter most some many few several part share majority minority number percent "
    "member fraction none one two dozen hundred thousand".split()
)


def _phrase(parse: Parse, head: int) -> tuple[int, ...]:
    """The head with what stands beside it and behind "of" or "from"; no clauses."""
    found, waiting = [head], [head]
    while waiting:
        top = waiting.pop()
        near = list(parse.children(top, *_BESIDE))
        for preposition in parse.children(top, "prep"):
            if parse.lemmas[preposition] in {"of", "from", "in", "at", "for"}:
                near += parse.children(preposition, "pobj")
        found += near
        waiting += near
    return tuple(sorted(set(found)))


def stems_at(parse: Parse, tokens: tuple[int, ...]) -> frozenset[str]:
    """Stems of words and lemmas; "'s" is none."""
    words = (w for t in tokens for w in (parse.word(t).lower(), parse.lemmas[t]))
    return frozenset(stem(w) for w in words if w[:1].isalnum())
