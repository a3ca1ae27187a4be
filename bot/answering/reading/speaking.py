"""Who is asked to have spoken, and by which verb or noun.

"What did the mayor say", "what does she make of it", "where does he stand on it", "the board's
position on it", "how many were there, according to the police".
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.answering.reading.clause import Clause
from bot.answering.reading.opening import ASKERS
from bot.answering.reading.phrases import noun_phrase
from bot.answering.reading.vocabulary import words
from retrieval.parsing import Parse

_PRONOUNS = ASKERS | frozenset(
    "he she they his her their its whose it there that this these those who what which".split()
)
# Verbs that tell or hold something with a preposition of theirs, and only with it.
_LOOSE = {"make": {"of"}, "take": {"on"}, "stand": {"on"}, "come": {"with"}}
_MANNERS = frozenset({"see", "feel", "view", "regard", "think"})


def telling_verb(clause: Clause) -> str:
    """The lemma of the verb that asks for somebody's words, or ""."""
    if clause.verb is None:
        return ""
    return next((lemma for lemma, _ in tellings(clause)), "")


def speaker_in(clause: Clause) -> tuple[str, str]:
    """Who is asked to have spoken, and the lemma of their verb or noun; empty where nobody is."""
    for lemma, token in tellings(clause):
        return _named(_subject_of(clause, token)), lemma
    held = holder_in(clause.parse)
    if held is not None:
        return _named(noun_phrase(clause.parse, held[0])), clause.parse.lemmas[held[1]]
    who = _credited(clause.parse)
    return (_named(who), "say") if who else ("", "")


def _named(who: str) -> str:
    """Nobody, where a pronoun stands for them."""
    return "" if who.lower() in _PRONOUNS else who


def tellings(clause: Clause) -> Iterator[tuple[str, int]]:
    """The lemmas of the verbs of telling on the way from the main verb down, with their tokens."""
    if clause.verb is None:
        return
    parse, wanted = clause.parse, words("tells") | words("asks") | words("held")
    impersonal = clause.subject is not None and clause.subject_text.lower() in {"it", "there"}
    if clause.is_order or clause.asks_name:
        return
    for token in _chain(clause):
        lemma = parse.lemmas[token]
        passive = bool(parse.children(token, "nsubjpass", "auxpass"))
        if impersonal or passive or _subject_of(clause, token).lower() in ASKERS:
            continue
        if clause.asks_manner and token == clause.verb:
            wanted = words("tells") | _MANNERS
        if lemma in wanted or _is_loose(parse, token):
            yield lemma, token


def _chain(clause: Clause) -> Iterator[int]:
    """The verb, and verbs below it that share its question: "have to say", "the thing he said"."""
    assert clause.verb is not None
    yield clause.verb
    if clause.verb_lemma not in {"be", "s"}:  # who "is to blame" says nothing
        yield from clause.parse.children(clause.verb, "xcomp")
    elif clause.subject is not None:
        yield from clause.parse.children(clause.subject, "relcl")


def _is_loose(parse: Parse, token: int) -> bool:
    wanted = _LOOSE.get(parse.lemmas[token], set())
    return any(parse.word(t).lower() in wanted for t in range(len(parse))[token + 1 : token + 4])


def _subject_of(clause: Clause, verb: int) -> str:
    if verb == clause.verb:
        return clause.subject_text
    own = clause.parse.children(verb, "nsubj", "nsubjpass")
    return noun_phrase(clause.parse, own[0]) if own else clause.subject_text


def holder_in(parse: Parse) -> tuple[int, int] | None:
    """The tokens of whose position it is and of the noun: "the mayor's reply"."""
    nouns = (t for t in range(len(parse)) if parse.tags[t][:1] == "N")
    for noun in (t for t in nouns if parse.lemmas[t] in words("positions")):
        of = (p for p in parse.children(noun, "prep") if parse.lemmas[p] in {"of", "from"})
        owners = (
            *parse.children(noun, "poss"),
            *(o for p in of for o in parse.children(p, "pobj")),
        )
        if owners:
            return owners[0], noun
    return None


def _credited(parse: Parse) -> str:
    """ "According to the police"."""
    for token in range(len(parse) - 1):
        if parse.word(token).lower() == "according":
            for to in parse.children(token, "prep") or (token + 1,):
                for owner in parse.children(to, "pobj"):
                    return noun_phrase(parse, owner)
    return ""
