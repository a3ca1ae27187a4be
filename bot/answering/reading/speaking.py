"""Who is asked to have spoken, and by which verb or noun.

"What did the mayor say", "what does she make of it", "where does he stand on it", "the board's
position on it", "how many were there, according to the police".
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.answering.reading.clause import ASKERS, Clause, noun_phrase
from bot.answering.reading.vocabulary import words
from retrieval.parsing import Parse

_PRONOUNS = ASKERS | frozenset(
    "he she they his her their its whose it there that this these those who what which".split()
)
# Verbs that tell or hold something with a preposition of theirs, and only with it.
_LOOSE = {"make": {"of"}, "take": {"on"}, "stand": {"on"}, "come": {"with"}, "have": set()}
_MANNERS = frozenset({"see", "feel", "view", "regard", "think"})


def telling_verb(clause: Clause) -> str:
    """The lemma of the verb that asks for somebody's words, or ""."""
    if clause.verb is None:
        return ""
    return next((lemma for lemma, _ in _telling(clause)), "")


def speaker_in(clause: Clause) -> tuple[str, str]:
    """Who is asked to have spoken, and the lemma of their verb or noun; empty where nobody is."""
    for lemma, token in _telling(clause):
        return _named(_subject_of(clause, token)), lemma
    who, word = _holder(clause.parse) or _credited(clause.parse) or ("", "")
    return _named(who), word


def _named(who: str) -> str:
    """Nobody, where a pronoun stands for them."""
    return "" if who.lower() in _PRONOUNS else who


def _telling(clause: Clause) -> Iterator[tuple[str, int]]:
    """The verbs of telling on the way from the main verb down, with their tokens."""
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
    for child in clause.parse.children(clause.verb, "xcomp"):
        yield child
    if clause.verb_lemma in {"be", "s"} and clause.subject is not None:
        for child in clause.parse.children(clause.subject, "relcl"):
            yield child


def _is_loose(parse: Parse, token: int) -> bool:
    wanted = _LOOSE.get(parse.lemmas[token])
    return bool(wanted) and any(
        parse.word(t).lower() in wanted for t in range(token + 1, min(len(parse), token + 3))
    )


def _subject_of(clause: Clause, verb: int) -> str:
    if verb == clause.verb:
        return clause.subject_text
    own = clause.parse.children(verb, "nsubj", "nsubjpass")
    return noun_phrase(clause.parse, own[0]) if own else clause.subject_text


def _holder(parse: Parse) -> tuple[str, str] | None:
    """ "The mayor's position", "the reaction of the mayor"."""
    for noun in (t for t in range(len(parse)) if parse.lemmas[t] in words("positions") | {"take"}):
        for owner in parse.children(noun, "poss"):
            return noun_phrase(parse, owner), parse.lemmas[noun]
        for preposition in parse.children(noun, "prep"):
            if parse.lemmas[preposition] in {"of", "from"}:
                for owner in parse.children(preposition, "pobj"):
                    return noun_phrase(parse, owner), parse.lemmas[noun]
    return None


def _credited(parse: Parse) -> tuple[str, str] | None:
    """ "According to the police"."""
    for token in range(len(parse) - 1):
        if parse.word(token).lower() == "according":
            for to in parse.children(token, "prep") or (token + 1,):
                for owner in parse.children(to, "pobj"):
                    return noun_phrase(parse, owner), "say"
    return None
