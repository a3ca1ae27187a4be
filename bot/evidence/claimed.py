"""What a claim says, as a proposition: a deed with its bearers, and how it is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.evidence.bearers import Told, is_named, names
from bot.evidence.deed_words import words_for
from bot.language import signatures
from bot.language.words import stems_of
from bot.reading.deeds import Argument, Deed, argument_at, deed_at
from bot.reading.events import events_of
from bot.reading.modality import FACT, Modality, modality_of
from retrieval.parsing import Parse

_LIGHT = frozenset({"be", "have", "do", "go", "get", "become", "there"})


@dataclass(frozen=True, slots=True)
class Claimed:
    """What a claim says, in the order of a statement: its deed, how it is told, and its lemmas."""

    told: Told
    deed: Deed
    modality: Modality = FACT
    lemmas: frozenset[str] = frozenset()

    @property
    def is_locative(self) -> bool:
        """ "They are in the town": a place of theirs, and no deed."""
        return self.deed.predicate in _LIGHT

    @property
    def is_post(self) -> bool:
        """ "She is the minister"."""
        return self.told.parse.tags[self.deed.token].startswith("NN")

    @property
    def verb(self) -> int:
        """The token of the deed, or of the "be" above it."""
        parse, token = self.told.parse, self.deed.token
        return parse.heads[token] if parse.deps[token] in {"attr", "acomp", "oprd"} else token

    @property
    def clause(self) -> tuple[int, ...]:
        """The tokens of the clause that the deed stands in."""
        return self.told.parse.subtree(self.verb)

    @property
    def holds(self) -> bool:
        """True for what is claimed of the present: "is in force", "is closed", "leads"."""
        parse, verb = self.told.parse, self.verb
        group = (verb, *parse.children(verb, "aux", "auxpass"))
        perfect = any(parse.lemmas[t] == "have" and t != verb for t in group)
        return not perfect and any(parse.tags[t] in {"VBZ", "VBP"} for t in group)

    @property
    def is_stop(self) -> bool:
        """ "Is suspended", "is missing", "is still closed"."""
        words = {self.deed.predicate, self.told.parse.lemmas[self.deed.token]}
        return bool(words & signatures.words("stopped"))

    @property
    def bearers(self) -> frozenset[str]:
        """Stems of the words for those that the claim is about."""
        return self._stems_of((*self.deed.agents, *self.deed.patients))

    @property
    def also_known_as(self) -> tuple[Argument, ...]:
        """ "Is sold as Aspro", "is known as the Needle": the same thing by another name."""
        return tuple(a for p, a in self.deed.others if p == "as" and is_named(self.told, a))

    @property
    def other_names(self) -> tuple[frozenset[str], ...]:
        """Stems of the words of other names for those that the claim is about."""
        return tuple(self._stems_of((a,)) for a in self.also_known_as)

    def _stems_of(self, arguments: Sequence[Argument]) -> frozenset[str]:
        tokens = {t for a in arguments for t in (a.head, *names(self.told, a))}
        return stems_of(" ".join(self.told.parse.word(t) for t in sorted(tokens)))

    @property
    def predicates(self) -> frozenset[str]:
        """Stems of the words that tell of the same deed."""
        return words_for(self.told.parse, self.deed.token)


def claimed_in(told: Told, tokens: Sequence[int] | None = None) -> Claimed | None:
    """The claim that some words of a sentence make, all unless told: their main predicate, or the
    noun or adjective under "be".

    None where that says too little to be looked for ("were part of it").
    """
    parse = told.parse
    own = range(len(parse)) if tokens is None else tokens
    events = events_of(parse, own)
    if not events:
        return None
    top = None if tokens is None else top_of(parse, tokens)
    there = _of_there(parse, events[0])
    token = events[0] if there else _told_of(parse, events)
    deed = there or deed_at(parse, token)
    if {deed.predicate, parse.lemmas[token]} & signatures.words("vague"):
        return None
    lemmas = frozenset(parse.lemmas[t] for t in own)
    return Claimed(told, deed, modality_of(parse, token, top), lemmas)


def _of_there(parse: Parse, top: int) -> Deed | None:
    """ "There are troops in the town": the troops are there."""
    beings = parse.children(top, "attr")
    if parse.lemmas[top] != "be" or not parse.children(top, "expl") or not beings:
        return None
    agents = tuple(argument_at(parse, t) for t in beings)
    others = (*deed_at(parse, beings[0]).others, *deed_at(parse, top).others)
    return Deed(top, "be", agents, others=others)


def _told_of(parse: Parse, events: Sequence[int]) -> int:
    """The main predicate; under "be" what stands there; of "there are" and its like the rest."""
    top = events[0]
    if parse.lemmas[top] == "be" and len(events) > 1 and parse.heads[events[1]] == top:
        return events[1]
    return top


def top_of(parse: Parse, tokens: Sequence[int]) -> int | None:
    """The head of some words: the highest of them, of several the one with the most below it."""
    inside = frozenset(tokens)
    tops = [t for t in tokens if parse.heads[t] == t or parse.heads[t] not in inside]
    return max(tops, key=lambda t: len(parse.subtree(t)), default=None)
