"""What is labelled: the proposition of a question, or the one that an answer makes.

A question whether something is so puts a proposition into words itself. Any other question has
its proposition in the answer: what its key statement says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.answering.asked import Asked
from bot.answering.question import Question
from bot.answering.ranking import Frequencies, TermWeights, weigh
from bot.evidence.bearers import Told
from bot.evidence.bearing import Proposition, said_in
from bot.evidence.claimed import Claimed
from bot.evidence.deed_words import words_for
from bot.evidence.statement import Statement
from bot.language import lexicon
from bot.language.counted import same
from bot.language.figures import dates_in, figures_of
from bot.language.words import function_words, stem, stems_of, words_of
from retrieval.documents import Hit

_NAMING = frozenset({Asked.PLACE, Asked.PERSON, Asked.NAME})
_NEGATIVE = re.compile(
    r"\b(?:none|nobody|no one|no|never|nothing|neither|without|not(?! only\b))\b|"
    r"(?<=[a-z])\b\s+\w+n['’]t\b",
    re.IGNORECASE,
)
_TAG = re.compile(
    r",?\s*(?:or\s+not|\w+n['’]t (?:it|they|he|she|there|that)|is it not|no|right|yes or no)\s*\?",
    re.IGNORECASE,
)


def asked_for(question: Question, frequencies: Frequencies, hits: Sequence[Hit]) -> Proposition:
    """The proposition that a question puts into words."""
    weights = TermWeights.of(question, frequencies).weights
    verb = question.act.verb if question.act else None
    topic = {term: weights[term] for term in question.topic if term != verb}
    topic = _without_light(topic)
    speaker = question.act.actor if question.act else None
    actors = tuple(a for a in question.actors if a != speaker)
    negated = _NEGATIVE.search(_TAG.sub("?", question.text)) is not None
    claimed = question.claimed if question.asked is Asked.WHETHER else None
    topic = _unnamed(topic, claimed)
    names = _names_among(topic, hits)
    claim = claimed.told.parse.text if claimed else ""
    return Proposition(
        topic,
        names,
        actors,
        question.figures,
        negated,
        claimed=claimed,
        claim=claim,
        alike=_alike(claimed),
    )


def _unnamed(topic: dict[str, float], claimed: Claimed | None) -> dict[str, float]:
    """The topic without the names of those who bear what is claimed: each is looked for by itself
    (bot.evidence.vetoes), in the sentence or in whom it means."""
    if claimed is None:
        return topic
    parse, bearers = claimed.told.parse, (*claimed.deed.agents, *claimed.deed.patients)
    tokens = (t for a in bearers for t in a.tokens)
    names = {stem(parse.word(t).lower()) for t in tokens if parse.tags[t].startswith("NNP")}
    return {term: weight for term, weight in topic.items() if term not in names} or topic


def _alike(claimed: Claimed | None) -> dict[str, frozenset[str]]:
    """The words by which the deed and the things of a claim may be told."""
    if claimed is None:
        return {}
    parse = claimed.told.parse
    found: dict[str, frozenset[str]] = {}
    for token in range(len(parse)):
        if parse.tags[token][:1] == "V" or parse.tags[token] in {"NN", "NNS"}:
            own = stem(parse.word(token).lower())
            words = frozenset(w.partition("_")[0] for w in words_for(parse, token))
            found[own] = words | same(own)
    return found


def of_claim(claimed: Claimed, frequencies: Frequencies) -> Proposition:
    """The proposition of a claim that was read by itself, by all words but names of actors."""
    told = claimed.told
    own = stems_of(" ".join(name for m in told.mentions for name in m.actor.names))
    telling = (w for w in words_of(told.parse.text) if w.lower() not in function_words())
    terms = tuple(dict.fromkeys(s for w in telling if (s := stem(w)) not in own))
    return Proposition(
        weigh(terms, frequencies(terms)),
        frozenset(),
        tuple(dict.fromkeys(m.actor for m in told.mentions)),
        figures_of(told.parse.text),
        claimed.modality.negated,
        claimed=claimed,
        claim=told.parse.text,
    )


def answered_by(
    question: Question, key: Statement, told: Told, frequencies: Frequencies, hits: Sequence[Hit]
) -> Proposition:
    """The proposition that the key statement of an answer makes, in words of its own.

    A figure belongs to it where one was asked for, a name where somebody or some place was. `told`
    is the sentence of the key statement.
    """
    terms = _terms_of(key)
    topic = _without_light(weigh(terms, frequencies(terms)))
    names = _names_among(topic, hits) if question.asked in _NAMING else frozenset[str]()
    asks_figure = question.asked is Asked.NUMBER
    figures = figures_of(key.text) if asks_figure else question.figures
    claimed = said_in(told, key)
    return Proposition(topic, names, (), figures, key.negated, claimed=claimed)


def _without_light(topic: dict[str, float]) -> dict[str, float]:
    """The topic without words that add little to it, where others are left."""
    heavy = {t: w for t, w in topic.items() if t not in lexicon.stems("light")}
    return heavy or topic


def _terms_of(key: Statement) -> tuple[str, ...]:
    """The telling words of a statement: no names of actors, dates, figures or reporting verbs."""
    text, shift = key.text, key.start - key.sentence.start
    spans = [(m.start - shift, m.end - shift) for m in key.mentions]
    spans += [*dates_in(text), *((f.start, f.end) for f in figures_of(text))]
    spans += [m.span() for m in lexicon.pattern("asserts").finditer(text)]
    for start, end in sorted(spans, reverse=True):
        if 0 <= start < end:
            text = f"{text[:start]} {text[end:]}"
    named = stems_of(key.claimant.name if key.claimant else "")
    words = (w for w in words_of(text) if w.lower() not in function_words() and w[0].isalpha())
    return tuple(dict.fromkeys(s for s in map(stem, words) if s not in named))


def _names_among(topic: Iterable[str], hits: Sequence[Hit]) -> frozenset[str]:
    """The topic words that the passages found write with a capital letter wherever they stand."""
    capital: set[str] = set()
    small: set[str] = set()
    for hit in hits:
        for word in words_of(hit.sentence.text)[1:]:
            (capital if word[:1].isupper() else small).add(stem(word))
    return frozenset(t for t in topic if t in capital and t not in small)
