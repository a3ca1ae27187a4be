"""What stands beside a predicate in its own clause: negation, modals, hedges, conditions.

Read from the dependents of one token, in order:
1. a negation turns the clause ("not", "never", "no soldiers", "none of the nine", "nor"), unless it
   is none ("not only", "no fewer than", "not until") or an exception follows ("nobody but");
2. a modal verb leaves it open or planned; "could not" tells that it did not happen;
3. an adverb ("reportedly"), an adjective before an event noun ("alleged") and a condition hedge it.
"""

from __future__ import annotations

from bot.language import signatures
from bot.reading.modals import FACT, Modality, modal_of, signed
from bot.reading.predicates import has_subject, markers
from retrieval.parsing import Parse

_ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "attr", "dative", "agent", "expl", "oprd", "npadvmod")
_AUXILIARIES = ("aux", "auxpass")
_FOCUS = frozenset({"only", "just", "merely", "simply", "solely", "least", "necessarily"})
_NO_FEWER = frozenset({"few", "less", "later", "early", "late", "soon"})
_NO_DOUBT = frozenset({"doubt", "wonder", "matter"})
_IN_NO_WAY = frozenset(
    {"way", "time", "point", "stage", "circumstance", "account", "means", "mean", "condition"}
)
_TURNED_INVERTED = frozenset({"had", "should", "were"})
_UNTIL = frozenset({"until", "till"})


def own_modality(parse: Parse, token: int, via: int | None = None) -> Modality:
    """What stands beside a predicate; `via` is the dependent that is asked about, left aside."""
    below = [t for t in parse.children(token) if t != via]
    modal = modal_of(parse, token)
    hedged = any(_hedges(parse, t) for t in below) or is_conditioned(parse, token, via)
    negated = _is_negated(parse, token, below)
    found = Modality(modal.hedged or hedged, negated, modal.planned)
    return found.over(_modified(parse, token))


def is_condition(parse: Parse, clause: int) -> bool:
    """True for "if he left", "had he left", "whether he left"."""
    opened = markers(parse, clause)
    if any(word in signatures.words("conditions") for word in opened):
        return True
    return parse.deps[clause] == "advcl" and not opened and _is_inverted(parse, clause)


def is_conditioned(parse: Parse, token: int, via: int | None = None) -> bool:
    """True where the clause holds only if another does; "even if" and "whether or not" do not."""
    clauses = [t for t in parse.children(token, "advcl") if t != via and is_condition(parse, t)]
    return any(not {"even", "as", "whether"} & set(markers(parse, t)) for t in clauses)


def _is_inverted(parse: Parse, clause: int) -> bool:
    subjects = parse.children(clause, "nsubj", "nsubjpass", "expl")
    before = [t for t in (clause, *parse.children(clause, *_AUXILIARIES))]
    inverted = [t for t in before if parse.word(t).lower() in _TURNED_INVERTED]
    return bool(subjects and inverted) and min(inverted) < min(subjects)


def _hedges(parse: Parse, token: int) -> bool:
    return (
        parse.deps[token] in {"advmod", "npadvmod", "prep", "dep", "intj", "acomp", "amod"}
        and parse.lemmas[token] in signatures.words("adverbs")
        and not parse.children(token, "neg")
        and not _belongs_right(parse, token)
    )


def _belongs_right(parse: Parse, adverb: int) -> bool:
    """True for an adverb right before an adjective or a number of its own: "reportedly drunk"."""
    after = adverb + 1
    return after < len(parse) and parse.deps[after] in {"amod", "nummod", "quantmod"}


def _modified(parse: Parse, noun: int) -> Modality:
    """What an adjective makes of an event noun: "the alleged attack", "a failed coup"."""
    if not parse.tags[noun].startswith("NN"):
        return FACT
    known = signatures.signs("modifiers")
    found = (known.get(parse.word(t).lower()) for t in parse.children(noun, "amod"))
    return signed(next((sign for sign in found if sign), ""))


def _is_negated(parse: Parse, token: int, below: list[int]) -> bool:
    found = [t for t in below if _is_negation(parse, t)]
    arguments = [t for t in below if parse.deps[t] in _ARGUMENTS and is_nobody(parse, t)]
    in_no_way = any(parse.deps[t] == "prep" and _is_in_no_way(parse, t) for t in below)
    undone = in_no_way or any(_is_undone(parse, t) or _is_no_longer(parse, t) for t in below)
    turned = bool(found or _follows_nor(parse, token)) is not bool(arguments)
    if not (turned or undone) or _has_exception(parse, token):
        return False
    waits = any(parse.deps[t] == "neg" for t in found) and _waits(parse, token)
    return not waits


def _is_negation(parse: Parse, token: int) -> bool:
    """True for "not" and its like, and the "no" of a noun; not for "not only", "no fewer"."""
    if parse.lemmas[token] not in signatures.words("never"):
        return False
    if parse.deps[token] not in {"neg", "advmod", "det", "preconj", "cc", "dep", "intj"}:
        return False
    follows = parse.lemmas[token + 1] if token + 1 < len(parse) else ""
    return follows not in _FOCUS | _NO_FEWER


def is_nobody(parse: Parse, noun: int) -> bool:
    """True for "nobody", "no ship", "none of the nine", "neither ship", "not one"."""
    if parse.lemmas[noun] in _NO_DOUBT:
        return False
    if parse.lemmas[noun] in signatures.words("nobody"):
        return not _is_excepted(parse, noun)
    beside = parse.children(noun, "det", "neg", "preconj", "predet", "cc", "advmod")
    denied = [t for t in beside if t < noun and _is_negation(parse, t)]
    return bool(denied) and not _is_excepted(parse, noun) and not _is_every(parse, noun)


def _is_every(parse: Parse, noun: int) -> bool:
    """The "not all", "not every" of a subject leaves some."""
    return any(parse.lemmas[t] in {"all", "every", "everyone"} for t in parse.subtree(noun)[:3])


def _is_excepted(parse: Parse, noun: int) -> bool:
    words = {parse.lemmas[t] for t in parse.subtree(noun)}
    return bool(words & signatures.words("exceptions")) or _but_behind(parse, noun)


def _has_exception(parse: Parse, token: int) -> bool:
    """True where "anywhere but", "except in" stands in the clause of a negated predicate."""
    inside = [t for t in parse.subtree(token) if t > token]
    named = any(parse.lemmas[t] in signatures.words("exceptions") for t in inside)
    open_to = (t for t in inside if parse.lemmas[t].startswith(("any", "nowhere")))
    return named or any(_but_behind(parse, t) for t in open_to)


def _but_behind(parse: Parse, token: int) -> bool:
    """True for "nobody but the cook", "anyone other than him": right behind, and no clause after
    it; "in any other way" makes no exception."""
    after = token + 1
    if after + 1 >= len(parse) or parse.lemmas[after] not in {"but", "other"}:
        return False
    if parse.lemmas[after] == "other" and parse.lemmas[after + 1] != "than":
        return False
    joined = [t for t in parse.children(parse.heads[after], "conj") if t > after]
    return not any(parse.tags[t].startswith("V") and has_subject(parse, t) for t in joined)


def _waits(parse: Parse, token: int) -> bool:
    """True for "did not leave until June", but not for "has not left until now"."""
    times = [t for t in parse.children(token, "prep", "advcl", "mark", "advmod")]
    opened = [t for t in times if parse.lemmas[t] in _UNTIL]
    opened += [t for t in times if set(markers(parse, t)) & _UNTIL]
    return bool(opened) and parse.lemmas[token] != "be"


def _is_in_no_way(parse: Parse, prep: int) -> bool:
    nouns = parse.children(prep, "pobj")
    return any(parse.lemmas[t] in _IN_NO_WAY and is_nobody(parse, t) for t in nouns)


def _is_undone(parse: Parse, token: int) -> bool:
    return (
        parse.deps[token] == "advmod"
        and parse.lemmas[token] in signatures.words("undone_adverbs")
        and token < parse.heads[token]
    )


def _is_no_longer(parse: Parse, token: int) -> bool:
    """True for "no longer", "not any more"."""
    word = parse.word(token).lower()
    if parse.deps[token] != "advmod" or word not in {"longer", "more", "anymore"}:
        return False
    return any(parse.lemmas[t] == "no" for t in parse.children(token))


def _follows_nor(parse: Parse, token: int) -> bool:
    """True for the second part of "neither left nor stayed", "..., nor did she"."""
    if parse.deps[token] != "conj":
        return False
    between = (t for t in parse.children(parse.heads[token], "cc") if t < token)
    return parse.lemmas[max(between, default=token)] == "nor"
