"""Whether a sentence tells of the deed that a claim is about, with the same bearers in its roles.

A claim and a sentence are compared as propositions, from their parses. Of a sentence's predicates
that are the claim's own (by lemma, or a word for the same thing) the first one counts that does not
conflict with it. Conflicts, each of which makes a sentence silent:
1. another bearer in the same role, or the same bearer in the other role ("A to B" is no "B to A");
   the soldiers of a country are not its leader, a mayor's aide is not the mayor;
2. some of those of whom the claim means all ("three of the nine");
3. a quantifier of the claim that the sentence does not have (all, only, first, most, still);
4. planned, wanted, asked for or tied to a condition, where the claim says that it is so.
5. another day than the claim's, where both name one.
Where no such predicate stands in the sentence nothing is said of the deed. But what holds in the
present is spoken against by whatever ends it ("resigned", "was lifted"), from then on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.evidence.bearers import (
    Told,
    alike,
    is_named,
    names,
    shares_names,
    speaks_of,
)
from bot.evidence.claimed import Claimed, top_of
from bot.evidence.constructions import is_still_ahead, told_at, turned_round
from bot.evidence.deed_words import word_at
from bot.evidence.vetoes import (
    describes_otherwise,
    is_only_past,
    leaves_open_which,
    leaves_out_name,
    miscounts,
    misplaces,
)
from bot.language import signatures
from bot.language.days import days_in, overlaps
from bot.reading.deeds import Argument, Deed, deed_at, stems_at
from bot.reading.events import ends_state, events_of
from bot.reading.modality import FACT, Modality, modality_of
from bot.reading.operators import is_condition
from retrieval.parsing import Parse

_AT = frozenset(
    {"in", "at", "inside", "into", "within", "across", "to", "on", "throughout", "under"}
)
_OVER = frozenset({"end", "over", "finish", "stop", "cease", "expire"})
_POSTS = frozenset({"post", "office", "job", "posit", "role", "duti", "seat"})
_OPPOSITE = {"to": "from", "from": "to", "into": "from"}


@dataclass(frozen=True, slots=True)
class Fit:
    """How a sentence tells of what is claimed; `ends` where it tells that it is over."""

    modality: Modality
    ends: bool = False


def fit(claimed: Claimed, told: Told, tokens: Sequence[int]) -> Fit | None:
    """How some words of a sentence tell of what is claimed; None where they do not.

    What is told as planned or under a condition tells of no deed, unless the claim is of a plan.
    """
    parse = told.parse
    if claimed.holds and any(_ends(claimed, told, event) for event in events_of(parse, tokens)):
        return Fit(FACT, ends=True)
    bearers = (*claimed.deed.agents, *claimed.deed.patients)
    if not speaks_of(told, claimed.told, bearers) or _says_less(claimed, told, tokens):
        return None
    top = top_of(parse, tokens)
    for deed in _candidates(claimed, told, tokens):
        if _conflicts(claimed, deed, told) or _is_elsewhere(claimed, told, deed):
            continue
        modality = modality_of(parse, deed.token, top)
        coming = modality.planned or is_condition(parse, deed.token)
        if coming and not claimed.modality.planned:
            continue
        return Fit(modality)
    return None


def _says_less(claimed: Claimed, told: Told, tokens: Sequence[int]) -> bool:
    """Whether a name, quantifier, adjective, choice or day of a claim is not that of a sentence."""
    return (
        not _quantified(claimed, told)
        or leaves_out_name(claimed, told)
        or leaves_open_which(claimed, told.parse, tokens)
        or describes_otherwise(claimed, told)
        or _is_of_another_day(claimed, told, tokens)
    )


def _is_elsewhere(claimed: Claimed, told: Told, deed: Deed) -> bool:
    """Whether the deed is told of another number, place or time than it is claimed of."""
    past = is_only_past(claimed, told, deed.token)
    return past or miscounts(claimed, told, deed) or misplaces(claimed, told, deed)


def is_vetoed(claimed: Claimed, told: Told, tokens: Sequence[int]) -> bool:
    """Whether some words cannot support a claim, however a reader takes them.

    They tell of the deed otherwise than claimed, of another day or of something planned, or leave
    out a name or a quantifier of the claim.
    """
    parse, events = told.parse, events_of(told.parse, tokens)
    return (
        _says_less(claimed, told, tokens)
        or miscounts(claimed, told)
        or any(_is_open(parse, e) for e in events)
        or any(is_only_past(claimed, told, e) for e in events[:1])
        or next(_candidates(claimed, told, tokens), None) is not None
    )


def _is_open(parse: Parse, event: int) -> bool:
    """Whether an event is not told as a fact: wanted, planned, hedged or under a condition."""
    modality = modality_of(parse, event)
    return modality.planned or modality.hedged or is_condition(parse, event)


def _ends(claimed: Claimed, told: Told, event: int) -> bool:
    """Whether an event ends the state that is claimed: its bearer's, in its place or post."""
    parse, wanted = told.parse, claimed.deed
    ends = ends_state(parse, event, stopped=claimed.is_stop)
    if not ends or word_at(parse, event) & claimed.predicates:
        return False
    deed = deed_at(parse, event)
    bearers = (*wanted.agents, *wanted.patients, *claimed.also_known_as)
    if not any(alike(claimed.told, w, told, a) for w in bearers for a in deed.arguments):
        return False
    here = stems_at(parse, tuple(t for a in deed.arguments for t in a.tokens))
    if claimed.is_post and not (claimed.predicates | _POSTS) & here:
        return False
    places = [t for _, a in wanted.others for t in names(claimed.told, a, whole=True)]
    return all(stems_at(claimed.told.parse, (t,)) & here for t in places)


def _candidates(claimed: Claimed, told: Told, tokens: Sequence[int]) -> Iterator[Deed]:
    parse = told.parse
    if claimed.is_locative:
        yield from (deed_at(parse, t) for t in _located(claimed, told, tokens))
        return
    wanted, over = claimed.predicates, claimed.deed.predicate in _OVER
    beside = _bearer_stems(claimed)
    for token in tokens:
        told_of = parse.tags[token][:1] in {"V", "N", "J"} and word_at(parse, token) & wanted
        if told_of and (_is_bearer(parse, token, beside) or is_still_ahead(parse, token)):
            continue
        if told_of or (over and ends_state(parse, token)):
            yield told_at(parse, token)
        elif (deed := turned_round(parse, token, wanted)) is not None:
            yield deed


def _is_bearer(parse: Parse, token: int, beside: frozenset[str]) -> bool:
    return parse.tags[token].startswith("N") and bool(word_at(parse, token) & beside)


def _bearer_stems(claimed: Claimed) -> frozenset[str]:
    """Who bears the deed is not the deed: "the fire" where it is claimed that a fire burns."""
    heads = (*claimed.deed.agents, *claimed.deed.patients)
    return frozenset().union(*(word_at(claimed.told.parse, a.head) for a in heads))


def _located(claimed: Claimed, told: Told, tokens: Sequence[int]) -> Iterator[int]:
    """Predicates at the place that a claim puts somebody in, with them in some role."""
    parse, places = told.parse, [a for p, a in claimed.deed.others if p in _AT]
    events = events_of(parse, tokens)
    for event in events:
        deed = deed_at(parse, event)
        near = [a for p, a in deed.others if p in _AT]
        near += [*deed.agents, *deed.patients, *deed.either]
        wanted = claimed.told.parse
        if all(any(_holds(parse, a.tokens, wanted, place) for a in near) for place in places):
            yield event


def _holds(parse: Parse, tokens: Sequence[int], wanted: Parse, place: Argument) -> bool:
    here = stems_at(parse, tuple(tokens))
    return bool(stems_at(wanted, (place.head,)) & here)


def _conflicts(claimed: Claimed, deed: Deed, told: Told) -> bool:
    """Rules 1 and 2."""
    parse, wanted = told.parse, claimed.deed
    if claimed.is_locative:
        return not any(
            alike(claimed.told, w, told, a) is not False
            for w in wanted.agents
            for a in deed.arguments
        )
    if not parse.tags[deed.token].startswith("V") and deed.either:
        return _noun_conflicts(claimed, deed, told) or (
            bool(deed.agents and wanted.agents)
            and _all_differ(claimed.told, wanted.agents, told, deed.agents)
        )
    roles = (
        (wanted.agents, deed.agents, deed.patients),
        (wanted.patients, deed.patients, deed.agents),
    )
    if any(_differs(claimed, deed, told, role) for role in roles):
        return True
    turned = any(
        alike(claimed.told, w, told, a)
        for preposition, w in wanted.others
        for other, a in deed.others
        if _OPPOSITE.get(preposition) == other
    )
    return turned or _leads_elsewhere(claimed, deed, told)


_Arguments = tuple[Argument, ...]


def _differs(
    claimed: Claimed, deed: Deed, told: Told, role: tuple[_Arguments, _Arguments, _Arguments]
) -> bool:
    """Whether others fill a role of the claim's, or its own bearer the other one.

    `role` holds who is claimed for it, who is told of in it, and who in the other.
    """
    mine, found, other = role
    turns = _turns(claimed, deed)
    if not mine:
        return False
    if found:
        beside = turns and not _all_differ(claimed.told, mine, told, other)
        return _all_differ(claimed.told, mine, told, found) and not beside
    return not turns and any(alike(claimed.told, m, told, o) for m in mine for o in other)


def _leads_elsewhere(claimed: Claimed, deed: Deed, told: Told) -> bool:
    """ "Sent to Lyon" is not "sent to Porto"."""
    for preposition in _OPPOSITE:
        mine = [a for p, a in claimed.deed.others if p == preposition and is_named(claimed.told, a)]
        found = [a for p, a in deed.others if p == preposition and names(told, a, whole=True)]
        if (
            mine
            and found
            and not any(shares_names(claimed.told, m, told, f) for m in mine for f in found)
        ):
            return True
    return False


def _turns(claimed: Claimed, deed: Deed) -> bool:
    """ "The station opened" and "they opened the station": one deed in two constructions."""
    one_sided = not claimed.deed.patients or not claimed.deed.agents
    return one_sided and claimed.deed.predicate in signatures.words("turning")


def _noun_conflicts(claimed: Claimed, deed: Deed, told: Told) -> bool:
    """An event noun: somebody else stands beside it, and nobody of the claim."""
    mine = (*claimed.deed.agents, *claimed.deed.patients)
    beside = [
        a
        for a in (*deed.agents, *deed.either)
        if told.parse.tags[a.head].startswith("NNP") or told.actor_at(a.head)
    ]
    named = [m for m in mine if is_named(claimed.told, m)]
    return bool(beside and named) and all(
        alike(claimed.told, m, told, a) is False for m in named for a in beside
    )


def _all_differ(
    claimed: Told, mine: Sequence[Argument], told: Told, found: Sequence[Argument]
) -> bool:
    """True where one of the claim's bearers is none of those that are told of."""
    return any(all(alike(claimed, m, told, f) is False for f in found) for m in mine)


def _is_of_another_day(claimed: Claimed, told: Told, tokens: Sequence[int]) -> bool:
    """Rule 5: of the days of a claim one stands in what is told, and all in the sentence, which
    also tells on which day somebody said it. What is told without a day is of no other one."""
    page = told.day
    if page is None or not tokens:
        return False
    wanted = days_in(claimed.told.parse, claimed.told.day or page)
    if not wanted:
        return False
    start, end = told.parse.span(tokens)
    named = days_in(told.parse, page)
    found = [d for d in named if start <= d.start < end]
    one = any(overlaps(w, f) for w in wanted for f in found)
    every = all(any(overlaps(w, n) for n in named) for w in wanted)
    return bool(found) and not (one and every)


def _quantified(claimed: Claimed, told: Told) -> bool:
    """Rule 3: each quantifier of the claim, or a stronger one, stands in the sentence."""
    here, wanted = frozenset(told.parse.lemmas), claimed.lemmas
    return all(group & here for group in signatures.groups("quantifiers") if group & wanted)
