"""How the assistant's parse reads the events of the factuality sets.

An item marks an event by its place in the text, or a clause by its words and the verb above it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from common import parser
from public.factuality_sets import Event

from bot.reading.events import events_of
from bot.reading.modality import Modality, governed_by, modality_of
from retrieval.parsing import Parse

_CLAUSES = ("ccomp", "xcomp", "advcl", "acl", "csubj")
_AUXILIARIES = frozenset({"aux", "auxpass"})


def modalities_of(events: Iterable[Event]) -> list[Modality]:
    """How each event is told, read from one parse of each text."""
    events = list(events)
    parses = _parses_of(dict.fromkeys(event.text for event in events))
    return [_modality_of(event, parses[event.text]) for event in events]


def label_of(told: Modality) -> str:
    """Denied where it is negated, hedged where it is open or planned, else asserted."""
    if told.negated:
        return "denied"
    return "hedged" if told.hedged or told.planned else "asserted"


def undone_label_of(told: Modality) -> str:
    """The same, where what is only planned counts as not having happened."""
    return "denied" if told.planned else label_of(told)


def _parses_of(texts: Iterable[str]) -> Mapping[str, tuple[Parse, ...]]:
    texts = list(texts)
    return dict(zip(texts, parser().parse(texts), strict=True))


def _modality_of(event: Event, parses: tuple[Parse, ...]) -> Modality:
    parse, token = _place(event, parses)
    return governed_by(parse, token) if event.clause else modality_of(parse, token)


def _place(event: Event, parses: tuple[Parse, ...]) -> tuple[Parse, int]:
    """The sentence of an event and its predicate."""
    for parse in parses:
        inside = _inside(event, parse)
        under = [t for t in _under(event.verb, parse) if inside & set(parse.subtree(t))]
        if under:
            return parse, under[0]
    parse = next(p for p in parses if _inside(event, p))
    token = events_of(parse, sorted(_inside(event, parse)))[0]
    while parse.deps[token] in _AUXILIARIES:
        token = parse.heads[token]
    return parse, token


def _inside(event: Event, parse: Parse) -> set[int]:
    start, end = event.start - parse.start, event.end - parse.start
    return {t for t in range(len(parse)) if parse.starts[t] < end and parse.ends[t] > start}


def _under(verb: str, parse: Parse) -> list[int]:
    """The clauses that a verb embeds; "find_out" by its last part as well."""
    verbs = [t for t in range(len(parse)) if verb and parse.lemmas[t] in {verb, verb.split("_")[0]}]
    return [clause for t in verbs for clause in parse.children(t, *_CLAUSES)]
