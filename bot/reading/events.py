"""The predicates of a span of tokens, and what ends a state."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from bot.language import signatures
from bot.reading.modality import modality_of
from bot.reading.modals import FACT, Modality
from bot.reading.predicates import is_infinitive, lemma_of
from retrieval.parsing import Parse

_CLAUSES = frozenset(
    {"ROOT", "ccomp", "xcomp", "advcl", "relcl", "acl", "csubj", "csubjpass", "pcomp", "parataxis"}
)
_OF_COPULA = ("attr", "acomp", "oprd")
_AUXILIARY = frozenset({"aux", "auxpass"})


def events_of(parse: Parse, tokens: Sequence[int]) -> tuple[int, ...]:
    """The predicates of the clauses in a span of tokens: the main one first, then in order.

    A predicate is a verb at the head of a clause, a verb joined to one, and the noun or adjective
    under "be". A span without any yields its highest token.
    """
    if not tokens:
        return ()
    inside = frozenset(tokens)
    top = _highest(parse, inside)
    found = [t for t in sorted(inside) if _is_predicate(parse, t)]
    main = [t for t in _main(parse, top) if t in inside]
    return tuple(dict.fromkeys([*main, *found]))


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """An event of a sentence by its lemma, and how it is told."""

    lemma: str
    modality: Modality

    @property
    def is_open(self) -> bool:
        """True where it is not said to have happened: doubted, asked, wanted, still to come."""
        return self.modality.hedged or self.modality.planned


def told_in(parse: Parse) -> tuple[ToldEvent, ...]:
    """All events of a sentence, the main one first."""
    events = events_of(parse, range(len(parse)))
    return tuple(ToldEvent(lemma_of(parse, e), modality_of(parse, e)) for e in events)


def ends_state(parse: Parse, event: int, *, stopped: bool = False) -> bool:
    """True where the event ends what was: "resigned", "is no longer", "the former minister".

    What was `stopped` is ended by what lets it go on: "resumed", "was lifted".
    """
    was = signatures.words("was")
    if any(parse.lemmas[t] in was for t in parse.children(event, "amod", "compound", "advmod")):
        return True
    if any(_is_no_longer(parse, t) for t in parse.children(event, "advmod", "neg", "npadvmod")):
        return True
    ends = signatures.words("resumes" if stopped else "ends")
    return bool({lemma_of(parse, event), parse.lemmas[event]} & ends) and (
        modality_of(parse, event) == FACT
    )


def _highest(parse: Parse, inside: Collection[int]) -> int:
    """The token of a span that hangs on one outside; of several the one with the most below it."""
    tops = [t for t in inside if parse.heads[t] == t or parse.heads[t] not in inside]
    return max(tops, key=lambda t: (_is_predicate(parse, t), len(parse.subtree(t)), -t))


def _main(parse: Parse, top: int) -> Iterator[int]:
    """The highest token, what stands under it where it is "be", and what is joined to it."""
    yield top
    if parse.lemmas[top] == "be":
        yield from parse.children(top, *_OF_COPULA)


def _is_predicate(parse: Parse, token: int) -> bool:
    dep, head = parse.deps[token], parse.heads[token]
    if dep in _OF_COPULA:
        return parse.lemmas[head] == "be" and parse.deps[head] not in _AUXILIARY
    verbal = parse.tags[token].startswith("V") or is_infinitive(parse, token)
    if dep == "conj":
        return verbal and parse.tags[head].startswith("V")
    return dep in _CLAUSES and (verbal or dep not in {"acl", "pcomp"})


def _is_no_longer(parse: Parse, token: int) -> bool:
    words = [parse.word(t).lower() for t in parse.subtree(token)]
    return words in (
        ["no", "longer"],
        ["any", "longer"],
        ["any", "more"],
        ["anymore"],
        ["no", "more"],
    )
