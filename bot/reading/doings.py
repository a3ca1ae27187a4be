"""What somebody's words do, read from the parse: find, act, judge, deny, decline, retract.

Each function reads the predicates of a span of tokens (`events_of`), as far up as `top`, the head
of what is said. A doing counts where it is told as fact: "may impose" is no act.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from bot.claims import Stance
from bot.language import signatures
from bot.language.words import stem
from bot.reading.events import events_of
from bot.reading.modality import modality_of
from bot.reading.modals import FACT
from bot.reading.operators import is_nobody
from bot.reading.predicates import auxiliaries, lemma_of
from retrieval.parsing import Parse

_JUDGING_MODALS = frozenset({"would", "should", "ought", "could", "might", "must"})
_CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "relcl", "acl", "csubj", "parataxis", "conj"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
_OF_COPULA = ("attr", "acomp", "dobj", "nsubj")


def is_finding(parse: Parse, tokens: Sequence[int], top: int | None = None) -> bool:
    """True when the words tell that somebody found it out: "measured", "our analysis shows"."""
    nouns = signatures.words("finding_nouns")
    return _does(parse, tokens, top, "findings") or any(parse.lemmas[t] in nouns for t in tokens)


def is_act(parse: Parse, tokens: Sequence[int], top: int | None = None) -> bool:
    """True when the words tell of an act in force: "has imposed", "resigned", "will not appeal"."""
    appeals = (t for t in tokens if parse.lemmas[t] == "appeal")
    forgone = any(
        {"will", "wo"} & set(auxiliaries(parse, t)) and _is_negated(parse, t, top) for t in appeals
    )
    return forgone or _does(parse, tokens, top, "acts")


def is_opinion(parse: Parse, tokens: Sequence[int]) -> bool:
    """True when the words judge or forecast."""
    judges = signatures.words("judgements")
    modal = any(parse.tags[t] == "MD" and parse.lemmas[t] in _JUDGING_MODALS for t in tokens)
    return modal or any(parse.lemmas[t] in judges for t in tokens)


def negated_stems(parse: Parse, tokens: Sequence[int], top: int | None = None) -> frozenset[str]:
    """Stems of the words that a negation takes in: a negated predicate with what belongs to it,
    without its subject, unless that is "no ship" itself.
    """
    negated = [t for t in events_of(parse, tokens) if _is_negated(parse, t, top)]
    inside = frozenset(tokens)
    found = {part for event in negated for part in _own_words(parse, event) if part in inside}
    return frozenset(stem(parse.word(t).lower()) for t in found if parse.word(t)[0].isalnum())


def reported_stance(parse: Parse, tokens: Sequence[int], top: int | None = None) -> Stance:
    """What somebody's own words do to what is talked of. Rules in order:

    1. "we retract it" retracts; 2. "we do not deny it" evades; 3. "we cannot confirm it", "there is
    no evidence" decline; 4. "we deny it", "it is a fabrication", "it is not true" deny;
    5. anything else asserts.
    """
    events = events_of(parse, tokens)
    for stance, holds in (
        (Stance.RETRACTS, lambda event: _does(parse, (event,), top, "retracting")),
        (Stance.EVADES, lambda event: _is_undone(parse, event, top, "denying")),
        (Stance.DECLINES, lambda event: _declines(parse, event, top)),
        (Stance.DENIES, lambda event: _denies(parse, event, top)),
    ):
        if any(map(holds, events)):
            return stance
    return Stance.ASSERTS


def _does(parse: Parse, tokens: Collection[int], top: int | None, category: str) -> bool:
    """Whether a verb of a category is told as fact."""
    return any(
        modality_of(parse, t, top) == FACT
        for t in tokens
        if parse.tags[t].startswith("V") and _is_of(parse, t, category)
    )


def _is_undone(parse: Parse, event: int, top: int | None, category: str) -> bool:
    """Whether a verb of a category is negated."""
    verb = parse.tags[event].startswith("V") and _is_of(parse, event, category)
    return verb and _is_negated(parse, event, top)


def _declines(parse: Parse, event: int, top: int | None) -> bool:
    missing = any(
        parse.lemmas[t] in signatures.words("groundwork")
        for t in (event, *parse.children(event, *_OF_COPULA))
        if is_nobody(parse, t) or _is_negated(parse, event, top)
    )
    return missing or _is_undone(parse, event, top, "confirming")


def _denies(parse: Parse, event: int, top: int | None) -> bool:
    said_of = (event, *parse.children(event, "attr", "acomp"))
    if any(_is_of(parse, t, "untrue") for t in said_of):
        return not _is_negated(parse, event, top)
    if any(parse.lemmas[t] in {"true", "correct", "accurate", "right"} for t in said_of):
        return _is_negated(parse, event, top)
    return _does(parse, (event,), top, "denying")


def _is_negated(parse: Parse, event: int, top: int | None) -> bool:
    return modality_of(parse, event, top).negated


def _is_of(parse: Parse, token: int, category: str) -> bool:
    return bool({lemma_of(parse, token), parse.lemmas[token]} & signatures.words(category))


def _own_words(parse: Parse, event: int) -> Iterator[int]:
    """A predicate with its dependents, without its other clauses and its subject."""
    yield event
    for below in parse.children(event):
        subject = parse.deps[below] in _SUBJECTS and not is_nobody(parse, below)
        if not subject and parse.deps[below] not in _CLAUSES:
            yield from _own_words(parse, below)
