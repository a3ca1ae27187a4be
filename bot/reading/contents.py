"""What a verb of telling reports: the first content that is there.

Rules in order:
1. the clause that the verb is set into ("The dam, he said, was safe", "As she put it, ...");
2. a clause or infinitive of its own, with what goes on behind the cue;
3. a clause joined without a word ("The dam is safe, the office said");
4. a word that points back ("broadcast this"), or a noun phrase ("confirmed the leak", "called it
   a lie");
5. what stands behind its preposition ("warned of floods");
6. the object of something said or found ("the poll shows a lead");
7. nothing but itself ("declined to comment")."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bot.reading import reporting
from bot.reading.complements import misplaced_clauses
from bot.reading.reporting import Telling
from bot.reading.subjects import SUBJECTS, Phrase, lent_subject
from bot.reading.tellings import is_deed, verb_lemma
from retrieval.parsing import Parse

Content = tuple[int, Phrase]  # the head of what is told, and its tokens

_CLAUSES, _OBJECTS = ("ccomp", "xcomp"), ("dobj", "attr", "oprd")
_SET_IN = frozenset({"parataxis", "advcl"})
_POINTING, _AS = frozenset({"it", "so", "this", "that"}), frozenset({"as", "like"})


def content_of(
    parse: Parse, verb: int, telling: Telling, speakers: tuple[Phrase, ...]
) -> Content | None:
    """The head of what is told and its tokens, by the first that is there."""
    for rule in _CONTENTS:
        if found := rule(parse, verb, telling):
            top, content = found
            told = {t for phrase in speakers for t in phrase}
            told |= set(range(verb + 1, min(told, default=0)))  # "said warden Paul Ek"
            content = tuple(sorted({*content, *lent_subject(parse, verb)}))
            return top, tuple(t for t in content if t not in told)
    return None


def around_verb(parse: Parse, verb: int, telling: Telling) -> Content | None:
    """ "The dam, he said, was safe", "As he put it, ...": the clause around it is the content."""
    head = _host(parse, verb)
    if head is None:
        return None
    aside = set(parse.subtree(verb))
    for child in parse.children(head):
        if child < verb and _ends_before_stop(parse, child, min(verb, head)):
            aside |= set(parse.subtree(child))
    goes_on = {t for c in _behind(parse, verb) for t in parse.subtree(c)}
    content = (set(parse.subtree(head)) - aside) | goes_on
    return head, tuple(sorted(content))


def _host(parse: Parse, verb: int) -> int | None:
    """The head of the clause that a verb is set into, with or without "as"."""
    head, dep = parse.heads[verb], parse.deps[verb]
    marks = {parse.lemmas[t] for t in parse.children(verb, "mark", "advmod")}
    if dep == "relcl" and parse.deps[head] in {*SUBJECTS, "nsubjpass"} and _is_aside(parse, verb):
        return parse.heads[head]
    parenthesis = dep == "parataxis" or bool(marks & _AS)
    return head if head != verb and dep in {*_SET_IN, "ccomp"} and parenthesis else None


def _is_aside(parse: Parse, verb: int) -> bool:
    """ "The board, the coach told us, was split": between commas, and no pronoun joins it."""
    subjects = parse.children(verb, *SUBJECTS)
    joined = any(parse.tags[t].startswith("W") for t in parse.subtree(verb))
    return bool(subjects) and not joined and parse.word(min(parse.subtree(subjects[0])) - 1) == ","


def _ends_before_stop(parse: Parse, clause: int, behind: int) -> bool:
    """True for a clause that a colon or semicolon parts from what comes behind."""
    if not parse.children(clause, *SUBJECTS, "nsubjpass"):
        return False
    end = max(t for t in parse.subtree(clause) if parse.deps[t] != "punct")
    return any(parse.word(t) in {":", ";"} for t in range(end + 1, min(end + 3, behind + 1)))


def _clause(parse: Parse, verb: int, telling: Telling) -> Content | None:
    clauses = [c for c in parse.children(verb, *_CLAUSES) if _tells(parse, verb, c, telling)]
    clauses += [c for c in parse.children(verb, "advcl") if _is_wanted(parse, verb, c)]
    clauses += misplaced_clauses(parse, verb) if not clauses else ()
    if not clauses:
        return None
    taken = {t for c in (*clauses, *_going_on(parse, verb, clauses[0])) for t in parse.subtree(c)}
    return clauses[0], tuple(sorted(taken - _punctuation_before(parse, taken)))


def _tells(parse: Parse, verb: int, clause: int, telling: Telling) -> bool:
    """False for "asked him to leave", "saw fit to": the infinitive is the deed, not the words."""
    if parse.deps[clause] == "ccomp":
        return not is_parted(parse, verb, clause)
    infinitive = any(parse.tags[t] == "TO" for t in parse.children(clause, "aux"))
    return not infinitive or telling not in {Telling.FINDS, Telling.EVADES}


def is_parted(parse: Parse, verb: int, clause: int) -> bool:
    """True for a clause before the verb that a semicolon parts from it: a sentence of its own."""
    end = max(t for t in parse.subtree(clause) if parse.deps[t] != "punct")
    return end < verb and any(parse.word(t) == ";" for t in range(end + 1, verb))


def _is_wanted(parse: Parse, verb: int, clause: int) -> bool:
    """ "Called for the gates to be opened"."""
    marks = {parse.lemmas[t] for t in parse.children(clause, "mark")}
    wanting = reporting.prepositions()["for"]
    return "for" in marks and clause > verb and parse.lemmas[verb] in wanting


def _going_on(parse: Parse, verb: int, clause: int) -> tuple[int, ...]:
    """ "It is safe, he said, because ...": behind its cue a clause goes on with what is said."""
    if listed := _listed(parse, verb):
        return listed
    if clause > verb:
        return _joined_by_that(parse, verb)
    return _behind(parse, verb)


def _behind(parse: Parse, verb: int) -> tuple[int, ...]:
    """The clauses behind a cue, hung on it, that go on with what is said."""
    behind = [t for t in parse.children(verb, "advcl", "conj") if t > verb]
    opened = ("mark", *SUBJECTS, "nsubjpass")
    return tuple(t for t in behind if parse.children(t, *opened) and not _says(parse, t))


def _says(parse: Parse, verb: int) -> bool:
    """A verb of telling with a subject of its own has words of its own."""
    own = bool(parse.children(verb, *SUBJECTS))
    return own and reporting.telling_verb(verb_lemma(parse, verb)) is not None


def _joined_by_that(parse: Parse, verb: int) -> tuple[int, ...]:
    """ "Confirmed that it leaked, but that ...", where the parse joins it to the verb."""
    joined = (c for v in (verb, parse.heads[verb]) for c in parse.children(v, "conj") if c > verb)
    return tuple(
        c for c in joined if "that" in {parse.lemmas[t] for t in parse.children(c, "mark")}
    )


def _listed(parse: Parse, verb: int) -> tuple[int, ...]:
    """ "It is safe, he said: the wall holds": what stands behind a colon right behind the cue."""
    behind = [t for t in range(verb + 1, min(verb + 4, len(parse))) if parse.word(t) == ":"]
    if not behind:
        return ()
    return tuple(t for t in range(behind[0] + 1, len(parse)) if parse.heads[t] <= behind[0])


def _before_verb(parse: Parse, verb: int, telling: Telling) -> Content | None:
    """A clause joined without a word to what it tells: "The dam is safe, the office said"."""
    before = [c for c in parse.children(verb, "advcl", "dep", "parataxis", "intj") if c < verb]
    subject = parse.children(verb, *SUBJECTS)
    finite = [c for c in before if parse.children(c, *SUBJECTS, "nsubjpass")]
    finite = finite or [c for c in before if _is_mistaken(parse, c)]
    finite = finite or [c for c in before if _is_headline(parse) and len(parse.subtree(c)) > 2]
    if telling is not Telling.ASSERTS or not finite or not subject:
        return None
    marked = parse.children(finite[0], "mark", "advmod")
    opens = bool(marked) and marked[0] == parse.subtree(finite[0])[0]
    return None if opens else (finite[0], parse.subtree(finite[0]))


def _is_headline(parse: Parse) -> bool:
    """ "Ferry late again, passengers complain": no verb, and no full stop."""
    return parse.text.rstrip()[-1:].isalnum()


def _is_mistaken(parse: Parse, word: int) -> bool:
    """ "The dam leaks, he said", with its verb taken for a noun."""
    noun = parse.deps[word] == "dep" and parse.tags[word] == "NNS"
    return noun and len(parse.subtree(word)) > 2


def _noun_phrase(parse: Parse, verb: int, telling: Telling) -> Content | None:
    """ "Confirmed the leak", "called it a lie", "accused the firm of fraud"."""
    lemma = verb_lemma(parse, verb)
    objects = [o for o in parse.children(verb, *_OBJECTS) if parse.tags[o] not in {"WP", "WDT"}]
    if not objects or not _takes_nouns(parse, lemma, objects) or is_deed(parse, verb, objects):
        return None
    taken = {t for o in objects for t in parse.subtree(o)}
    if lemma in reporting.words("naming"):
        taken |= {t for p in parse.children(verb, "prep", "xcomp") for t in parse.subtree(p)}
    taken |= {t for p in _grounds(parse, verb) for t in parse.subtree(p)}
    taken |= _behind_colon(parse, max(taken))
    return objects[0], tuple(sorted(taken))


def _behind_colon(parse: Parse, last: int) -> set[int]:
    """ "Could confirm two things: the dam leaks, and ...": what the object announces."""
    announces = last + 1 < len(parse) and parse.word(last + 1) == ":"
    return set(range(last + 2, len(parse))) if announces else set()


def _grounds(parse: Parse, verb: int) -> Iterator[int]:
    """ "Praised her *for keeping calm*", "dismissed it *as a joke*"."""
    for prep in parse.children(verb, "prep"):
        if parse.lemmas[prep] == "as" or (
            parse.lemmas[prep] == "for" and parse.children(prep, "pcomp")
        ):
            yield prep


def _pointing_back(parse: Parse, verb: int, telling: Telling) -> Content | None:
    """ "Broadcast this", "said so": what it tells stands in the sentence before."""
    back = [t for t in parse.children(verb, "dobj", "advmod") if parse.lemmas[t] in _POINTING]
    seen = telling in {Telling.FINDS, Telling.BELIEVES, Telling.ASKS}
    return (back[0], (back[0],)) if back and not seen else None


def _takes_nouns(parse: Parse, lemma: str, objects: list[int]) -> bool:
    if lemma in reporting.words("deeds_or_denials"):
        return True
    if lemma in reporting.words("naming"):
        return len(objects) > 1 or lemma in {"accuse", "blame"}
    return lemma in reporting.words("taking_nouns")


def _prepositional(parse: Parse, verb: int, telling: Telling) -> Content | None:
    """ "Warned of floods", "called for calm", "described it as a lie"."""
    lemma, taking = parse.lemmas[verb], reporting.prepositions()
    if lemma in reporting.words("setting") and parse.children(verb, "dobj"):
        return None
    found = [
        p
        for p in parse.children(verb, "prep")
        if lemma in taking.get(parse.lemmas[p], ()) and parse.children(p, "pobj", "pcomp")
    ]
    if not found:
        return None
    top = parse.children(found[0], "pobj", "pcomp")[0]
    objects = parse.children(verb, "dobj") if parse.lemmas[found[0]] == "as" else ()
    taken = {t for part in (*objects, *found) for t in parse.subtree(part)}
    return top, tuple(sorted(taken - set(found)))


def _shown(parse: Parse, verb: int, telling: Telling) -> Content | None:
    """ "The poll shows a lead": what something said or found tells is its object."""
    subjects = parse.children(verb, *SUBJECTS)
    objects = parse.children(verb, "dobj")
    saying = subjects and reporting.telling_noun(parse.lemmas[subjects[0]])
    if not saying or not objects:
        return None
    return objects[0], parse.subtree(objects[0])


def _bare(parse: Parse, verb: int, telling: Telling) -> Content | None:
    """ "Declined to comment", "neither confirmed nor denied": what it is about stands elsewhere."""
    stanceless = telling in {Telling.ASSERTS, Telling.BELIEVES, Telling.FINDS, Telling.ASKS}
    listed = verb_lemma(parse, verb) in reporting.words("deeds_or_denials")
    if (
        listed
        or is_deed(parse, verb, parse.children(verb, "dobj"))
        or (stanceless and parse.lemmas[verb] != "comment")
    ):
        return None
    return verb, parse.subtree(verb)


def _punctuation_before(parse: Parse, taken: set[int]) -> set[int]:
    """Commas and quotation marks that only part the content from its cue."""
    loose: set[int] = set()
    for edge in (sorted(taken), sorted(taken, reverse=True)):
        for token in edge:
            if parse.word(token) != ",":
                break
            loose.add(token)
    return loose


_CONTENTS: tuple[Callable[[Parse, int, Telling], Content | None], ...] = (
    around_verb,
    _clause,
    _before_verb,
    _pointing_back,
    _noun_phrase,
    _prepositional,
    _shown,
    _bare,
)
