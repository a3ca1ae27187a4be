"""The words by which one deed is told: "sacked", "dismissed", "the dismissal", "was put out"."""

from __future__ import annotations

from functools import lru_cache

from bot.language import wordnet
from bot.language.counted import same
from bot.language.words import stem
from bot.reading.predicates import lemma_of
from retrieval.parsing import Parse


def word_at(parse: Parse, token: int) -> frozenset[str]:
    """The keys of a predicate as it stands; a particle makes it another verb."""
    lemma = lemma_of(parse, token) if parse.tags[token].startswith("V") else parse.lemmas[token]
    return frozenset({key(lemma)} if "_" in lemma else {key(lemma), key(parse.word(token).lower())})


def words_for(parse: Parse, token: int) -> frozenset[str]:
    """The keys of all words by which the deed of a predicate is told."""
    verbal = parse.tags[token].startswith("V")
    lemma = lemma_of(parse, token) if verbal else parse.lemmas[token]
    return word_at(parse, token) | (_of_verb(lemma) if verbal else of_thing(lemma))


@lru_cache(maxsize=4096)
def of_thing(lemma: str) -> frozenset[str]:
    """The keys of a noun or adjective and of those for the same thing."""
    return frozenset(s for w in (lemma, *wordnet.nouns_like(lemma)) for s in same(key(w)))


@lru_cache(maxsize=4096)
def _of_verb(lemma: str) -> frozenset[str]:
    verbs = (lemma, *wordnet.verbs_like(lemma))
    told = frozenset(noun for verb in verbs for noun in wordnet.nouns_of(verb))
    return frozenset(map(key, (*verbs, *told))) | same(key(lemma))


@lru_cache(maxsize=16384)
def key(lemma: str) -> str:
    """What two forms of a verb have in common: the stem, with the particle where there is one."""
    word, _, particle = lemma.partition("_")
    return f"{stem(word)}_{particle}" if particle else stem(word)
