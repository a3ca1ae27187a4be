"""What kind of answer a question wants: by its question word, and what that word asks for.

Rules in order, on the clause that asks (bot.answering.reading.clause):
1. "how": an amount with a measure ("how many", "how deep"), a reason with "come", a change with a
   verb of changing, somebody's words with a verb of telling;
2. "who", "when", "why": a person, a day, a reason; "where": a place, or a stand that is taken;
3. "what" and "which": by the class of the noun they ask for (number, day, name, words, ...), else
   by the verb ("what did it cost", "what did she say"), else open;
4. without a question word: an order or a bare noun by its noun; anything else asks whether.
"""

from __future__ import annotations

from enum import StrEnum

from bot.answering.reading.clause import Clause
from bot.answering.reading.speaking import telling_verb
from bot.answering.reading.vocabulary import words
from bot.language.people import can_be_person


class Asked(StrEnum):
    """What kind of answer is wanted."""

    NUMBER = "number"
    DATE = "date"
    PLACE = "place"
    PERSON = "person"
    NAME = "name"
    WHETHER = "whether"
    REASON = "reason"
    SPEECH = "speech"
    CHANGE = "change"
    OPEN = "open"


_BY_NOUN = (
    ("names", Asked.NAME),
    ("numbers", Asked.NUMBER),
    ("dates", Asked.DATE),
    ("reasons", Asked.REASON),
    ("positions", Asked.SPEECH),
    ("places", Asked.PLACE),
    ("people", Asked.PERSON),
)
_BY_WORD = {
    "who": Asked.PERSON,
    "whom": Asked.PERSON,
    "whose": Asked.PERSON,
    "when": Asked.DATE,
    "why": Asked.REASON,
}
_WHERE_TO = frozenset("in at to from near into".split())
_SENTENCE = 5  # words that make a statement, where nothing in them asks


def asked_of(clause: Clause) -> Asked:
    """The kind of answer that a clause wants."""
    word = clause.wh_lemma
    if word == "how":
        return _how(clause)
    if word == "where":
        return Asked.SPEECH if telling_verb(clause) == "stand" else Asked.PLACE
    if word:
        return _BY_WORD.get(word) or _what(clause)
    if clause.is_polar and not clause.is_order:
        return Asked.WHETHER
    return _without_question_word(clause)


def _how(clause: Clause) -> Asked:
    if not clause.asks_manner:
        return Asked.NUMBER
    if clause.parse.lemmas[(clause.wh or 0) + 1 :][:1] == ("come",):
        return Asked.REASON
    if _changes(clause):
        return Asked.CHANGE
    return Asked.SPEECH if telling_verb(clause) else Asked.OPEN


def _changes(clause: Clause) -> bool:
    """Whether its verb, or the word that is likely to be it, tells of a change."""
    if clause.verb_lemma in words("changes"):
        return True
    parse = clause.parse
    last = (t for t in range(len(parse)) if parse.tags[t + 1 : t + 2] in {("IN",), (".",), ()})
    return any(
        parse.tags[t][:2] in {"NN", "VB"} and parse.lemmas[t] in words("changes") for t in last
    )


def _what(clause: Clause) -> Asked:
    parse = clause.parse
    copular = clause.slot is None and clause.verb_lemma in {"be", "s"}
    noun = clause.subject if copular else clause.slot
    if noun is not None and (kind := by_noun(parse.lemmas[noun])):
        return kind
    if clause.slot is not None:
        before = "" if not clause.wh else parse.word(clause.wh - 1).lower()
        if before in _WHERE_TO and clause.slot_lemma not in words("manners"):
            return Asked.PLACE
    if clause.asks_name:
        return Asked.NAME
    own = clause.subject is None or clause.subject in {clause.wh, clause.slot}
    if telling_verb(clause) and not own:
        return Asked.SPEECH
    if copular and "worth" in parse.lemmas:
        return Asked.NUMBER
    if clause.slot is None and not own and clause.verb_lemma in words("amounts"):
        return Asked.NUMBER
    return Asked.REASON if _asks_cause(clause, own) else Asked.OPEN


def _asks_cause(clause: Clause, own: bool) -> bool:
    """ "What led to it", "what made them change it", "what's behind it"."""
    parse, verb = clause.parse, clause.verb
    if verb is None or not own:
        return False
    made = clause.verb_lemma == "make" and bool(parse.children(verb, "ccomp", "xcomp"))
    behind = any(parse.lemmas[t] == "behind" for t in parse.children(verb, "prep"))
    copular = clause.verb_lemma in {"be", "s"}
    return made or (copular and behind) or clause.verb_lemma in words("causing")


def by_noun(lemma: str) -> Asked | None:
    """What a noun that is asked for makes of a question."""
    listed = next((asked for category, asked in _BY_NOUN if lemma in words(category)), None)
    return listed or (Asked.PERSON if can_be_person(lemma) else None)


def by_bare_noun(clause: Clause) -> Asked | None:
    """What "his reply?" or "the exact number?" ask; "sailors on the quay?" asks whether."""
    kind = by_noun(clause.parse.lemmas[clause.parse.roots()[0]])
    return None if kind in {Asked.PERSON, Asked.PLACE} else kind


def _without_question_word(clause: Clause) -> Asked:
    parse = clause.parse
    if clause.is_order and clause.verb is not None:
        top = next(iter(parse.children(clause.verb, "dobj", "attr")), None)
        return (None if top is None else by_noun(parse.lemmas[top])) or Asked.OPEN
    if clause.verb is not None:
        return Asked.WHETHER
    alternative = any(lemma in {"or", "any"} for lemma in parse.lemmas)
    if not alternative and (kind := by_bare_noun(clause)):
        return kind
    return Asked.WHETHER if alternative or len(parse) > _SENTENCE else Asked.OPEN
