"""Pairs made by rule out of real sentences of the training pool: twins with one thing changed.

Of each sentence a core is made (appositions, relative clauses and adjuncts left out), which it
supports and which does not support it. Claim rules then change the core and hold it against the
whole sentence; statement rules change the sentence and hold the core against it. Each changed text
also stands once with itself as support, so that no word alone gives the label away.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.parsing import Parse, Parser
from training import claim_rules, statement_rules
from training.editing import main_verb, without
from training.examples import Example
from training.rewriting import NEUTRAL, SUPPORTS, Rewrite, Words

_LEFT_OUT = ("relcl", "appos", "advcl", "parataxis", "acl")
_LEFT_OUT_OF_VERB = ("npadvmod", "advmod")
_CHANGES_TRUTH = {
    "never",
    "hardly",
    "barely",
    "almost",
    "nearly",
    "no",
    "longer",
    "only",
    "nowhere",
}
# The rules that fit almost every sentence would crowd out the others.
_COMMON = {"core", "neighbour", "negated", "denied", "only_added", "spoken_of", "name_changed"}
_PER_SENTENCE = 4
_UNCERTAIN = ("neg", "mark", "expl", "csubj", "ccomp", "intj")


@dataclass(frozen=True, slots=True)
class Sourced:
    """A sentence of the pool with where it is from, and the one behind it."""

    text: str
    following: str
    group: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A parsed sentence and its parsed core."""

    whole: Parse
    core: Parse
    sentence: Sourced


def parsed_pairs(parser: Parser, sentences: Sequence[Sourced], draw: random.Random) -> list[Pair]:
    """The sentences that can be rewritten, with their cores."""
    parses = parser.parse([s.text for s in sentences])
    wholes = [(p[0], s) for p, s in zip(parses, sentences, strict=True) if len(p) == 1]
    fit = [(whole, s) for whole, s in wholes if is_plain(whole)]
    cores = parser.parse([core_of(whole, draw) for whole, _ in fit])
    found = zip(fit, cores, strict=True)
    return [Pair(whole, core[0], s) for (whole, s), core in found if core and is_plain(core[0])]


def is_plain(parse: Parse) -> bool:
    """Whether a sentence asserts one deed or state of somebody named, not doubted or negated."""
    verb = main_verb(parse)
    if verb is None or not 5 <= len(parse) <= 40 or not parse.text.endswith("."):
        return False
    above = {parse.deps[t] for t in parse.children(verb)}
    return not above & set(_UNCERTAIN) and "MD" not in parse.tags


def core_of(parse: Parse, draw: random.Random) -> str:
    """The sentence without what can be left out; sometimes without a closing phrase, too."""
    verb = main_verb(parse)
    assert verb is not None
    gone = [t for t, dep in enumerate(parse.deps) if dep in _LEFT_OUT and parse.heads[t] != t]
    adverbs = parse.children(verb, *_LEFT_OUT_OF_VERB)
    gone += [t for t in adverbs if not {parse.lemmas[w] for w in parse.subtree(t)} & _CHANGES_TRUTH]
    phrases = [t for t in parse.children(verb, "prep") if t > verb]
    if len(phrases) > 1 and draw.random() < 0.5:
        gone.append(phrases[-1])
    return without(parse, gone)


def rule_examples(pairs: Sequence[Pair], words: Words, draw: random.Random) -> Iterator[Example]:
    """Examples of every rule, a few of each sentence."""
    for pair in pairs:
        made = [*_of_core(pair), *_of_claims(pair, words, draw), *_of_statements(pair, words, draw)]
        made.sort(key=lambda row: draw.random() ** (1 if row[0] in _COMMON else 0.3), reverse=True)
        for name, claim, statement, right in made[:_PER_SENTENCE]:
            yield Example(claim, (statement,), right, f"rule_{name}", pair.sentence.group)


Made = tuple[str, str, str, tuple[int, ...]]


def _of_core(pair: Pair) -> Iterator[Made]:
    whole, core = pair.whole.text, pair.core.text
    if core != whole:
        yield "core", core, whole, SUPPORTS
        yield "core", whole, core, NEUTRAL
    if pair.sentence.following:
        yield "neighbour", core, pair.sentence.following, NEUTRAL


def _of_claims(pair: Pair, words: Words, draw: random.Random) -> Iterator[Made]:
    for rule in claim_rules.RULES:
        made = list(rule(pair.core, words, draw))
        if made:
            claim, name = draw.choice(made), _name(rule)
            yield name, claim.text, pair.whole.text, claim.right
            if draw.random() < 0.3:
                yield name, claim.text, _decorated(claim.text, draw), SUPPORTS


def _of_statements(pair: Pair, words: Words, draw: random.Random) -> Iterator[Made]:
    for rule in statement_rules.RULES:
        made = list(rule(pair.whole, words, draw))
        if made:
            yield (_name(rule), pair.core.text, *_row(draw.choice(made)))
            if rule is statement_rules.planned and draw.random() < 0.3:
                yield _name(rule), made[0].text, made[0].text, SUPPORTS
    for name, found in (
        ("ended_states", statement_rules.ended_states(pair.whole, draw)),
        ("quantified", statement_rules.quantified(pair.core, draw)),
    ):
        yield from ((name, claim, *_row(said)) for claim, said in found)


def _row(rewrite: Rewrite) -> tuple[str, tuple[int, ...]]:
    return rewrite.text, rewrite.right


def _decorated(text: str, draw: random.Random) -> str:
    """The same said with something before it or behind."""
    plain = text.rstrip(" .")
    return draw.choice(
        [
            text,
            f"{plain}, officials said.",
            f"{plain}, according to a report.",
            f"On Tuesday, {text}",
        ]
    )


def _name(rule: object) -> str:
    return str(getattr(rule, "__name__", rule))
