"""A question whether something is so, put as the statement that it asks about.

Parsers are trained on statements: "Is Dale Vint the minister?" is read less well than "Dale Vint is
the minister."
"""

from __future__ import annotations

import re

from bot.answering.reading.clause import Clause
from bot.answering.reading.proposition import clause_text, framed
from bot.answering.reading.speech_acts import SETTLING, is_telling
from bot.answering.reading.tenses import UNCHANGED, without_do
from bot.answering.reading.vocabulary import words
from retrieval.parsing import Parse

_PARTICIPLES = frozenset({"VBN", "VBD", "VBG"})
_BEFORE = frozenset({"NN", "RB", "PR", "CD"})
_PART_OF = frozenset({"of", "and", "'s", "’s"})
_OPENERS = frozenset({"so", "and", "but", "well", "ok", "okay", "hey"})
_EVER = re.compile(r"\bever\s+")  # it asks for any time; a statement has none


def as_statement(clause: Clause) -> str:
    """The words of what is asked to be so; "" where nothing is put into words.

    1. of "is it true that" and "has she confirmed that", what stands behind it;
    2. of a question that opens with its verb, the subject before the verb;
    3. a statement as it stands.
    """
    inner = framed(clause)
    if inner is not None and inner.verb is not None:
        return clause_text(inner.parse, inner.verb)
    if clause.wh is not None or clause.is_order or clause.verb is None:
        return ""
    held = clause.verb_lemma in words("held")  # "been seen in combat": the deed is what is seen
    if held or is_telling(clause.parse, clause.verb):
        below = clause.parse.children(clause.verb, "ccomp")
        if below or held or clause.verb_lemma in SETTLING:
            return clause_text(clause.parse, below[0]) if below else ""
    return _turned(clause) if clause.is_polar else clause.parse.text.rstrip(" ?.")


def in_words(clause: Clause) -> str:
    """What a question whether something is so asks to be so, as an editor would put it.

    "Did the ship sail?" is "the ship sailed"; of "has she denied it" it is the denial. "" where
    the question puts one thing beside another, or nothing into words.
    """
    parse = clause.parse
    if clause.wh is not None or clause.is_order or clause.verb is None or "or" in parse.lemmas:
        return ""
    inner = framed(clause)
    if inner is not None and inner.verb is not None:
        return clause_text(inner.parse, inner.verb)
    if not clause.is_polar:
        return _without_opener(parse).rstrip(" ?.")
    return without_do(_EVER.sub("", _turned(clause)), parse.word(clause.verb))


def _without_opener(parse: Parse) -> str:
    """A statement without the "so" or "and" that ties it to what was said before."""
    first = 0
    while first + 1 < len(parse) and parse.lemmas[first].lower() in _OPENERS | {","}:
        first += 1
    return parse.text[parse.starts[first] :]


def settled_in(clause: Clause) -> str:
    """What "who first confirmed that ..." says was confirmed, admitted or denied."""
    parse = clause.parse
    for verb in range(len(parse)):
        if parse.tags[verb][:1] != "V" or parse.lemmas[verb] not in SETTLING:
            continue
        for token in range(verb + 1, len(parse)):
            that = any(parse.lemmas[m] == "that" for m in parse.children(token, "mark"))
            if that or (parse.deps[token] == "ccomp" and parse.heads[token] == verb):
                return clause_text(parse, token)
    return ""


def _turned(clause: Clause) -> str:
    parse, aux = clause.parse, clause.aux
    if aux is None:
        return ""
    start = aux + 1
    while start + 1 < len(parse) and parse.deps[start] == "neg":
        start += 1
    if start >= len(parse):
        return ""
    behind = _participle(clause, start) or _behind_subject(clause, start)
    while behind - 1 > start and _is_adverb(parse, behind - 1):
        behind -= 1  # "was the wreck officially identified": "the wreck was officially identified"
    if not start < behind < len(parse):
        return ""
    pieces = [
        parse.text[: parse.starts[aux]],
        _between(parse, start, behind),
        parse.word(aux).lower(),
        parse.text[parse.starts[behind] :].rstrip(" ?."),
    ]
    return " ".join(piece.strip() for piece in pieces if piece.strip())


def _is_adverb(parse: Parse, token: int) -> bool:
    """An adverb; right behind an article it is a noun that was taken for one ("the well")."""
    return parse.tags[token] == "RB" and parse.tags[token - 1] not in {"DT", "PRP$", "JJ"}


def _participle(clause: Clause, start: int) -> int | None:
    """The participle behind a noun that "be" or "have" was taken from: "was the fire there caused".

    Looked for where the parse has none, or takes it for what describes the noun.
    """
    parse, aux, verb = clause.parse, clause.aux or 0, clause.verb
    found = verb not in {None, aux} and parse.tags[verb or 0] in _PARTICIPLES
    if parse.lemmas[aux] not in {"be", "have"} or (found and clause.subject is not None):
        return None
    return next(
        (
            t
            for t in range(start + 1, len(parse))
            if _is_participle(parse, t) and parse.tags[t - 1][:2] in _BEFORE
        ),
        None,
    )


def _is_participle(parse: Parse, token: int) -> bool:
    return parse.tags[token] in _PARTICIPLES or parse.word(token).lower() in UNCHANGED


def _behind_subject(clause: Clause, start: int) -> int:
    """The first token behind the subject: all up to the verb, or its noun phrase before "be"."""
    parse, verb = clause.parse, clause.verb
    subject = clause.subject if clause.subject is not None else start
    if subject < start:
        return start
    if verb is not None and verb != clause.aux and verb > subject:
        group = [verb, *(t for t in parse.children(verb) if subject < t < verb)]
        own = {t for t in parse.subtree(subject) if t < verb}
        return min(t for t in group if t > subject and t not in own)
    complement = [t for t in parse.children(verb or start, "acomp", "attr") if t > subject]
    if complement and (first := min(parse.subtree(complement[0]))) > subject:
        return first
    last = subject
    while last + 2 < len(parse) and parse.word(last + 1).lower() in _PART_OF:
        last = _head_behind(parse, last + 2)
    if parse.tags[last + 1 : last + 2] == ("IN",) and (judged := _last_adjective(parse, last)):
        return judged
    return last + 1


def _last_adjective(parse: Parse, after: int) -> int | None:
    """The adjective or participle that a question ends with: "Is the dam at Lowen safe?"."""
    last = len(parse) - 1
    while last > after and parse.deps[last] == "punct":
        last -= 1
    return last if parse.tags[last] in {"JJ", "VBN", "VBG"} and last > after + 2 else None


def _head_behind(parse: Parse, first: int) -> int:
    """The last noun of the noun phrase that begins at a token."""
    last = first
    while last + 1 < len(parse) and parse.heads[last] > last and parse.heads[last] < len(parse):
        last = min(parse.heads[last], last + 1)
    return last


def _between(parse: Parse, start: int, behind: int) -> str:
    return parse.text[parse.starts[start] : parse.ends[behind - 1]]
