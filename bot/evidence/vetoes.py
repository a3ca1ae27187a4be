"""What is exact in a claim and speaks against a sentence, however the sentence is understood.

Each makes a sentence silent on a claim:
1. a name of the claim (a person's last, a place, a body, a type with its number) that stands
   neither in the sentence nor over the page, and is nobody's who speaks, is spoken of or is meant
   by a pronoun or "the firm" where they bear the deed (no place is), or by "the inquiry" on the
   page of "the Lenz inquiry";
2. a figure that stands there for something else ("138 in Oban, 74 in Leith"), or another figure
   for the same bearer ("212 people" is not 138 of them);
3. a choice of deeds where the claim is of one: "killed or wounded" is not killed;
4. a past that was going on, where the claim says that it still is;
5. the same thing described otherwise: a crack in the left wall is none in the right one;
6. a place of the claim that only tells there who does it: "troops of Norland" are not in Norland.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.evidence.bearers import Told, alike, is_named
from bot.evidence.claimed import Claimed
from bot.language.figures import Figure, conflict, supports
from bot.language.parsed_figures import figures_in
from bot.language.words import stem, stems_of
from bot.reading.deeds import Argument, Deed
from retrieval.parsing import Parse

_TIMES = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "PERCENT", "MONEY", "QUANTITY"})
_DATED = frozenset({"DATE", "TIME"})
_AT = frozenset({"in", "at", "on"})  # "police in the town" were there
_WHERE = frozenset({"to", "into", "in", "at", "inside", "within", "across", "on"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_PAST, _PRESENT = "VBD", frozenset({"VBZ", "VBP"})


def leaves_out_name(claimed: Claimed, told: Told) -> bool:
    """Rule 1."""
    mine = claimed.told
    here = stems_of(f"{told.parse.text} {told.title} {told.speaker.name if told.speaker else ''}")
    bearing = {t for a in (*claimed.deed.agents, *claimed.deed.patients) for t in a.tokens}
    sides = told.sides
    for token in _naming(mine.parse, claimed.clause):
        word, actor = stem(mine.parse.word(token).lower()), mine.actor_at(token)
        if word in here or (actor is not None and (actor.side or actor.name) in sides):
            continue
        meant = token in bearing and (
            any(word in m.stems for m in told.meant)
            or (actor is not None and told.is_named_or_meant(actor))
        )
        if not meant and not told.names_before(mine.parse, token):
            return True
    return False


def _naming(parse: Parse, tokens: Iterable[int]) -> Iterator[int]:
    """The tokens by which names are told apart: the last of each, places, and numbers of types."""
    for token in tokens:
        kind = parse.entities[token][2:]
        if not parse.tags[token].startswith("NNP") or kind in _TIMES:
            continue
        word = parse.word(token)
        beside = token + 1 < len(parse) and parse.tags[token + 1].startswith("NNP")
        if kind in _PLACES or not beside or any(letter.isdigit() for letter in word):
            yield token


def miscounts(claimed: Claimed, told: Told, deed: Deed | None = None) -> bool:
    """Rule 2."""
    if _goes_with_another(claimed.told.parse, told.parse):
        return True
    if deed is None:
        return False
    roles = ((claimed.deed.agents, deed.agents), (claimed.deed.patients, deed.patients))
    return any(
        apart and all(apart)
        for wanted, here in roles
        for one in wanted
        if (apart := [c for o in here if (c := _counted_apart(claimed, one, told, o)) is not None])
    )


def _goes_with_another(mine: Parse, told: Parse) -> bool:
    """Whether what is told behind a figure stands behind another one there, and not behind it."""
    there = _told_behind(told)
    for figure, words in _told_behind(mine):
        own = [n for f, n in there if supports(f, figure)]
        others = [n for f, n in there if not supports(f, figure)]
        moved = words & frozenset().union(*others)
        if own and moved - frozenset().union(*own):
            return True
    return False


def _told_behind(parse: Parse) -> list[tuple[Figure, frozenset[str]]]:
    """Each figure with the stems of the nouns and names behind it, before the next one."""
    counts = _counts(parse)
    ends = [*(token for token, _ in counts[1:]), len(parse)][: len(counts)]
    return [
        (figure, frozenset(_noun_stems(parse, range(token + 1, end))))
        for (token, figure), end in zip(counts, ends, strict=True)
    ]


def _noun_stems(parse: Parse, tokens: Iterable[int]) -> Iterator[str]:
    for token in tokens:
        if parse.tags[token].startswith("NN") and parse.entities[token][2:] not in _DATED:
            yield stem(parse.word(token).lower())


def _counted_apart(claimed: Claimed, mine: Argument, told: Told, other: Argument) -> bool | None:
    """Whether another figure is told of the same bearer; None of what bears none."""
    wanted = [f for t, f in _counts(claimed.told.parse) if t in mine.tokens]
    found = [f for t, f in _counts(told.parse) if t in other.tokens]
    if not wanted or not found or alike(claimed.told, mine, told, other) is False:
        return None
    return all(conflict(w, f) and not supports(f, w) for w in wanted for f in found)


def _counts(parse: Parse) -> list[tuple[int, Figure]]:
    """The figures of a sentence with the token at which each begins."""
    at = {start: token for token, start in enumerate(parse.starts)}
    return [(at[f.start], f) for f in figures_in(parse) if f.start in at]


def leaves_open_which(claimed: Claimed, parse: Parse, tokens: Iterable[int]) -> bool:
    """Rule 3."""
    return "or" not in claimed.lemmas and any(
        parse.lemmas[t] in claimed.lemmas and _is_chosen(parse, t) for t in tokens
    )


def _is_chosen(parse: Parse, token: int) -> bool:
    """Whether "or" joins a word to another one."""
    joined = [token, *parse.children(token, "conj")]
    if parse.deps[token] == "conj":
        joined.append(parse.heads[token])
    words = (w for t in joined for w in parse.children(t, "cc"))
    return len(joined) > 1 and any(parse.lemmas[w] == "or" for w in words)


def misplaces(claimed: Claimed, told: Told, deed: Deed) -> bool:
    """Rule 6."""
    parse = told.parse
    bearing = {t for a in (*deed.agents, *deed.patients) for t in a.tokens}
    for preposition, place in claimed.deed.others:
        if preposition not in _WHERE or not is_named(claimed.told, place):
            continue
        name = stem(claimed.told.parse.word(place.head).lower())
        there = [t for t in range(len(parse)) if stem(parse.word(t).lower()) == name]
        if there and all(t in bearing and parse.lemmas[parse.heads[t]] not in _AT for t in there):
            return True
    return False


def describes_otherwise(claimed: Claimed, told: Told) -> bool:
    """Rule 5, of each noun of the claim that stands there with adjectives, none of them its own."""
    mine, there = claimed.told.parse, told.parse
    for noun in claimed.clause:
        own = _adjectives(mine, noun)
        if not own or not mine.tags[noun].startswith("NN"):
            continue
        same = [t for t in range(len(there)) if there.lemmas[t] == mine.lemmas[noun]]
        beside = [_adjectives(there, t) for t in same]
        if beside and all(found and not found & own for found in beside):
            return True
    return False


def _adjectives(parse: Parse, noun: int) -> frozenset[str]:
    beside = (t for t in parse.children(noun, "amod") if parse.tags[t].startswith("JJ"))
    return frozenset(parse.lemmas[t].lower() for t in beside)


def is_only_past(claimed: Claimed, told: Told, predicate: int) -> bool:
    """Rule 4. Whoever reports puts a present into the past, so that theirs may still hold."""
    parse, verb = claimed.told.parse, claimed.verb
    helping = [verb, *parse.children(verb, "aux")]
    going = any(parse.tags[t] in _PRESENT and parse.lemmas[t] == "be" for t in helping)
    still = "still" in claimed.lemmas
    if not (going or still) or (told.speaker is not None and not still):
        return False
    there = told.parse
    above = there.heads[predicate] if there.deps[predicate] in {"attr", "acomp"} else predicate
    passive = bool(there.children(above, "auxpass"))
    return not passive and any(
        there.tags[t] == _PAST and there.lemmas[t] == "be"
        for t in (above, *there.children(above, "aux"))
    )
