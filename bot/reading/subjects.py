"""Who does what a verb tells: its subject in the parse, also where it is not written beside it.

Rules in order:
1. passive: whoever stands behind "by"; nobody else does it ("the man was told");
2. a subject of its own; "who" and "which" stand for the noun that the clause describes;
3. a joined verb has the subject of the first ("She left and said ...");
4. a participle or infinitive has the noun it describes ("a letter saying ..."), the object that is
   quoted ("quoted him as saying"), or the subject of the verb that governs it ("declined to say",
   "..., adding that", "by saying that");
5. a verb behind its quotation with nothing else to take has what follows it ("...", said Brook);
6. a finite verb that the parse leaves without one has the person told of right before it.
Names in a row ("A, B and C said") are one subject each.
"""

from __future__ import annotations

from bot.reading.predicates import is_passive
from retrieval.parsing import Parse

SUBJECTS = ("nsubj", "csubj")
_RELATIVE = frozenset({"WDT", "WP", "WP$"})
_CONTROLLED = frozenset({"xcomp", "advcl", "ccomp"})
_TOGETHER = frozenset({"together", "along"})
_DEPTH = 6
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_MARKS, _STOPS = frozenset({'"', "”", "'", "''", "’"}), frozenset({",", "!", "?", "…", "—", "–"})
_CLOSING = _MARKS | {","}
_BETWEEN = frozenset({",", "RB", "-RRB-", "HYPH"})

Phrase = tuple[int, ...]


def subjects_of(parse: Parse, verb: int, depth: int = 0) -> tuple[Phrase, ...]:
    """The noun phrases that do what a verb tells, one for each of a row; () where there is none."""
    heads = _heads(parse, verb, depth)
    return tuple(phrase for head in heads for phrase in in_a_row(parse, head))


def in_a_row(parse: Parse, head: int) -> tuple[Phrase, ...]:
    """A noun phrase, and those joined to it ("A, B and C"), each without the others."""
    joined = [t for t in parse.children(head, "conj") if not parse.tags[t].startswith("V")]
    joined += [*_beside(parse, head), *_listed_behind(parse, head)]
    left_out = {t for j in joined for t in parse.subtree(j)}
    left_out |= set(parse.children(head, "cc", "preconj")) if joined else set()
    own = tuple(t for t in parse.subtree(head) if t not in left_out)
    return (_trimmed(parse, own), *(p for j in joined for p in in_a_row(parse, j)))


def _beside(parse: Parse, head: int) -> list[int]:
    """ "Holt together with Brook", "along with Brook"."""
    found: list[int] = []
    for prep in parse.children(head, "prep"):
        with_whom = {parse.lemmas[t] for t in (prep - 1, prep) if t >= 0}
        if with_whom & _TOGETHER and parse.lemmas[prep] == "with":
            found += parse.children(prep, "pobj")
        elif parse.lemmas[prep] in _TOGETHER:
            found += [t for p in parse.children(prep, "prep") for t in parse.children(p, "pobj")]
    return found


def _listed_behind(parse: Parse, head: int) -> list[int]:
    """ "Ada Brook, Owen Lyle and Ines Holt", where the parse takes the second for the first."""
    person = parse.entities[head][2:] == "PERSON"
    behind = [t for t in parse.children(head, "appos") if parse.entities[t][2:] == "PERSON"]
    return [t for t in behind if person and parse.children(t, "conj")]


def _heads(parse: Parse, verb: int, depth: int) -> tuple[int, ...]:
    if depth > _DEPTH:
        return ()
    if is_passive(parse, verb):
        return tuple(t for by in parse.children(verb, "agent") for t in parse.children(by, "pobj"))
    if quoted := _behind_quoted(parse, verb):
        return quoted
    if own := parse.children(verb, *SUBJECTS):
        speaks = own[-1:] if lent_subject(parse, verb) else own[:1]
        return tuple(_referred(parse, verb, t) for t in speaks)
    return _governed(parse, verb, depth) or _behind(parse, verb) or _before(parse, verb)


def lent_subject(parse: Parse, verb: int) -> Phrase:
    """ "The dam, said Brook, is safe", "The dam, Brook told us, is safe": of two subjects the
    first is that of what is said."""
    own = parse.children(verb, *SUBJECTS)
    if len(own) < 2 or own[0] > verb:
        return ()
    first = verb if own[-1] > verb else min(parse.subtree(own[-1]))
    return parse.subtree(own[0]) if parse.word(first - 1) in _CLOSING else ()


def _referred(parse: Parse, verb: int, subject: int) -> int:
    """The noun that a relative pronoun stands for."""
    if parse.tags[subject] not in _RELATIVE:
        return subject
    described = next((t for t in (verb, *parse.ancestors(verb)) if parse.deps[t] == "relcl"), None)
    return subject if described is None else parse.heads[described]


def _governed(parse: Parse, verb: int, depth: int) -> tuple[int, ...]:
    head, dep = parse.heads[verb], parse.deps[verb]
    if head == verb:
        return ()
    if dep in {"conj", "dep"} and parse.tags[head].startswith("V"):
        return _undergoing(parse, head) or _heads(parse, head, depth + 1)
    if dep == "acl" and any(parse.tags[t] == "TO" for t in parse.children(verb, "aux")):
        return _governed_by(parse, parse.heads[head], depth)
    if dep == "acl":
        return (head,)
    if dep == "relcl" and not parse.tags[head].startswith("V"):
        return ()
    if dep == "pcomp" and parse.lemmas[head] == "as":
        above = parse.heads[head]
        return parse.children(above, "dobj")[:1] or _governed_by(parse, above, depth)
    if dep == "pcomp":
        return _governed_by(parse, parse.heads[head], depth)
    return _governed_by(parse, head, depth) if dep in _CONTROLLED else ()


def _governed_by(parse: Parse, head: int, depth: int) -> tuple[int, ...]:
    if parse.deps[head] in {"acomp", "prep", "advmod", "oprd"} and parse.heads[head] != head:
        return _governed_by(parse, parse.heads[head], depth)
    if not parse.tags[head].startswith("V"):
        return ()
    return _undergoing(parse, head) or _heads(parse, head, depth + 1)


def _undergoing(parse: Parse, head: int) -> tuple[int, ...]:
    """ "He was arrested and said ...": the subject of the passive speaks."""
    return parse.children(head, "nsubjpass")[:1]


def _behind_quoted(parse: Parse, verb: int) -> tuple[int, ...]:
    """ "Every bill," wrote Brook, "was paid": what is quoted before the verb is no subject."""
    closed = verb > 1 and parse.word(verb - 1) in _MARKS and parse.word(verb - 2) in _STOPS
    own = parse.children(verb, *SUBJECTS) if closed else ()
    return _behind(parse, verb) if own and own[-1] < verb else ()


def _behind(parse: Parse, verb: int) -> tuple[int, ...]:
    """ "...", said Brook: what follows is no object where the quotation stands before."""
    if not verb or parse.word(verb - 1) not in _CLOSING:
        return ()
    objects = parse.children(verb, "dobj", "attr", "oprd")
    before = any(t < verb for t in parse.children(verb, "ccomp", "punct", "intj", "dobj"))
    if len(objects) == 1 and before and objects[0] > verb:
        return objects
    return () if objects else _right_behind(parse, verb)


def _right_behind(parse: Parse, verb: int) -> tuple[int, ...]:
    """The name that begins right behind a finite verb, whatever else it is part of."""
    first = verb + 1
    if parse.tags[verb] not in _FINITE or first >= len(parse):
        return ()
    names = (t for t in (first, *parse.ancestors(first)) if t > verb)
    found = tuple(t for t in names if parse.entities[t][2:] == "PERSON")[-1:]
    return found or _behind_title(parse, first)


def _behind_title(parse: Parse, first: int) -> tuple[int, ...]:
    """ "Said warden Paul Ek": a name behind one word in small letters, whatever its tag."""
    title = parse.word(first).islower() and parse.word(first).isalpha()
    if not title or first + 1 >= len(parse) or parse.entities[first + 1] != "B-PERSON":
        return ()
    last = first + 1
    while last + 1 < len(parse) and parse.entities[last + 1] == "I-PERSON":
        last += 1
    return (last,)


def _before(parse: Parse, verb: int) -> tuple[int, ...]:
    """The person told of right before a finite verb that the parse gives no subject."""
    behind = next((t for t in range(verb - 1, -1, -1) if parse.tags[t] not in _BETWEEN), None)
    if behind is None or parse.tags[verb] not in _FINITE:
        return ()
    above = (t for t in (behind, *parse.ancestors(behind)) if t < verb)
    return tuple(t for t in above if parse.entities[t][2:] == "PERSON")[:1]


def _trimmed(parse: Parse, phrase: Phrase) -> Phrase:
    """Without punctuation at its ends and what is told of it in a clause of its own."""
    head_told = {
        t
        for told in phrase
        if parse.deps[told] in {"relcl", "acl"} and parse.heads[told] in phrase
        for t in parse.subtree(told)
    }
    kept = [t for t in phrase if t not in head_told]
    while kept and parse.deps[kept[-1]] in {"punct", "case"}:
        kept.pop()
    while kept and parse.deps[kept[0]] == "punct":
        kept.pop(0)
    return tuple(kept)
