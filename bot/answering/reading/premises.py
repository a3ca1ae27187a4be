"""What a question takes for granted, as claims that can be looked up like any other.

"Why did Quent resign" takes for granted that Quent resigned. Who is asked for is left open, and so
is what "which month" or "what reason" asks for; what is left must name somebody or something.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from bot.answering.reading.clause import Clause
from bot.answering.reading.proposition import presupposed_in
from bot.answering.reading.vocabulary import words
from bot.evidence.bearers import Told
from bot.evidence.claimed import Claimed, claimed_in
from bot.reading.deeds import Argument
from bot.reading.modality import FACT
from retrieval.naming import Mention
from retrieval.parsing import Parse

_DOING = frozenset({"did", "do", "does"})
# "Did" before a verb makes parsers take the verb for a noun; no parser does so behind "will".
_STAND_IN = "will"
_ADVERBS = frozenset({"when", "why", "where", "how"})
_OPEN = frozenset({"somebody", "something", "anybody", "anything"})
_ASKED = ("dates", "reasons", "numbers", "places", "names", "positions")
_SAYING = ("tells", "asks", "held", "settled")

Parsed = Callable[[Sequence[str]], Sequence[tuple[Parse, ...]]]
Mentions = Callable[[str], tuple[Mention, ...]]


def premises_of(clause: Clause, parsed: Parsed, mentions: Mentions) -> tuple[Claimed, ...]:
    """The deeds that a clause takes for granted; none that somebody only said or thought."""
    if clause.is_polar:
        return ()
    texts = [*_where_verb_may_stand(clause), *map(_stood_in, presupposed_in(clause))]
    found: list[Claimed] = []
    for text, parses in zip(texts, parsed([f"{t}." for t in texts]) if texts else (), strict=True):
        parse = parses[0] if len(parses) == 1 else None
        if parse is None or (f" {_STAND_IN} " in text and not _is_verb_behind(parse)):
            continue
        claimed = claimed_in(Told(parse, mentions(parse.text)))
        if claimed is not None and (kept := _closed(claimed)) is not None:
            found.append(kept)
    distinct = {(c.deed.predicate, c.bearers): c for c in reversed(found)}
    return tuple(reversed(distinct.values()))


def _stood_in(text: str) -> str:
    words_in = text.split(" ")
    at = next((n for n, w in enumerate(words_in) if n and w in _DOING), None)
    if at is None:
        return text
    return " ".join([*words_in[:at], _STAND_IN, *words_in[at + 1 :]])


def _where_verb_may_stand(clause: Clause) -> Iterator[str]:
    """Readings of "did the court convict Ansgar Tolle", where no verb was found behind "did"."""
    parse, verb = clause.parse, clause.verb
    did = next((t for t in range(len(parse)) if parse.word(t).lower() in _DOING), None)
    found = verb is not None and verb != did and parse.tags[verb][:2] == "VB"
    if did is None or found or clause.wh_lemma not in _ADVERBS:
        return
    end = parse.text.rstrip(" ?.")
    for token in range(did + 2, len(parse)):
        if parse.tags[token - 1][:1] in {"N", "P"} and parse.word(token)[:1].isalpha():
            before = parse.text[parse.ends[did] : parse.starts[token]].strip()
            yield f"{before} {_STAND_IN} {end[parse.starts[token] :]}"


def _is_verb_behind(parse: Parse) -> bool:
    """Whether the parse has one verb, which stands right behind its stand-in."""
    at = next(t for t in range(len(parse)) if parse.word(t) == _STAND_IN)
    behind = [t for t in parse.roots() if parse.tags[t] == "VB" and at in parse.children(t, "aux")]
    between = range(at + 1, behind[0]) if behind else ()
    return bool(behind) and all(parse.tags[t][:2] in {"RB", "VB"} for t in between)


def _closed(claimed: Claimed) -> Claimed | None:
    """The claim as a fact without what is asked for; None where it names nobody, or tells of
    words."""
    deed = claimed.deed
    if claimed.is_locative or any(deed.predicate in words(kind) for kind in _SAYING):
        return None
    agents, patients = _named(claimed, deed.agents), _named(claimed, deed.patients)
    if not (agents or patients):
        return None
    told = replace(deed, agents=agents, patients=patients)
    return replace(claimed, deed=told, modality=replace(FACT, negated=claimed.modality.negated))


def _named(claimed: Claimed, arguments: tuple[Argument, ...]) -> tuple[Argument, ...]:
    parse = claimed.told.parse
    asked = frozenset[str]().union(*(words(kind) for kind in _ASKED))
    return tuple(
        a
        for a in arguments
        if parse.lemmas[a.head] not in _OPEN | asked and parse.tags[a.head] not in {"PRP", "WP"}
    )
