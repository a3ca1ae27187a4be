"""Who says what in one sentence, from its parse.

Grammar in order of reading, a sentence may hold several:
1. a verb of telling with its content: a clause, an infinitive, a noun phrase ("confirmed the
   leak"), the clause it is set into ("The dam, he said, was safe", "As she put it, ...");
2. the passive: "was confirmed by X"; without "by" nobody is named ("it was said that");
3. a noun of telling with a clause: "the claim that ...", "X's report of ...";
4. an adverb of hearsay ("reportedly"): somebody unnamed;
5. a phrase: "according to X";
6. a heading: "Brook: the dam is safe".
Quotation marks are read over sentences (bot.evidence.quotations), not here.

After Pareti (A Database of Attribution Relations, LREC 2012): source, cue and content.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.evidence import reporting
from bot.evidence.reporting import Telling
from bot.evidence.subjects import SUBJECTS, Phrase, in_a_row, is_passive, subjects_of
from retrieval.parsing import Parse

_CLAUSES = ("ccomp", "xcomp")
_OBJECTS = ("dobj", "attr", "oprd")
_SET_IN = frozenset({"parataxis", "advcl"})
_BACK = frozenset({"it", "so", "this", "that", "what"})
_ADJUNCTS = frozenset({"advcl", "npadvmod", "advmod"})
_AS = frozenset({"as", "like"})
_BY_WHOM = frozenset({"by", "from", "of"})


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words of somebody in one sentence: places of tokens.

    `cue` is the verb or noun that reports, `telling` what it does, None for a phrase such as
    "according to". `speakers` are noun phrases, () where nobody is named. `top` is the head of the
    content, above which nothing belongs to what is said; it is the cue itself where the content
    is a noun phrase.
    """

    cue: int
    telling: Telling | None
    speakers: tuple[Phrase, ...]
    content: Phrase
    top: int
    hearsay: bool = False


def attributions_in(parse: Parse) -> tuple[Attribution, ...]:
    """All that a sentence tells as somebody's words, in the order of the cues."""
    found: list[Attribution] = []
    for token in range(len(parse)):
        found += _of_verb(parse, token) if parse.tags[token].startswith("V") else ()
        found += _of_noun(parse, token) if parse.tags[token].startswith("NN") else ()
        found += _of_adverb(parse, token) if parse.tags[token].startswith("RB") else ()
    found += _of_openings(parse)
    found += _of_heading(parse)
    return tuple(sorted((a for a in found if a.content), key=lambda a: a.cue))


def _of_verb(parse: Parse, verb: int) -> Iterator[Attribution]:
    lemma = verb_lemma(parse, verb)
    telling = reporting.telling_verb(lemma) or reporting.telling_verb(parse.lemmas[verb])
    if telling is None:
        return
    if is_passive(parse, verb):
        yield from _passive(parse, verb, telling)
        return
    speakers = subjects_of(parse, verb)
    if speakers and (found := _active_content(parse, verb, telling, speakers)):
        top, content = found
        yield Attribution(verb, telling, speakers, content, top)


def verb_lemma(parse: Parse, verb: int) -> str:
    """The lemma of a verb with its particle ("rule out")."""
    particles = (parse.lemmas[t] for t in parse.children(verb, "prt"))
    return " ".join((parse.lemmas[verb], *particles))


def _active_content(
    parse: Parse, verb: int, telling: Telling, speakers: tuple[Phrase, ...]
) -> tuple[int, Phrase] | None:
    """The head of what is told and its tokens, by the first that is there."""
    for rule in _CONTENTS:
        if found := rule(parse, verb, telling):
            top, content = found
            told = {t for phrase in speakers for t in phrase}
            return top, tuple(t for t in content if t not in told)
    return None


def _clause(parse: Parse, verb: int, telling: Telling) -> tuple[int, Phrase] | None:
    clauses = [c for c in parse.children(verb, *_CLAUSES) if _tells(parse, verb, c, telling)]
    clauses += [c for c in parse.children(verb, "advcl") if _is_wanted(parse, verb, c)]
    if not clauses:
        return None
    taken = {t for c in (*clauses, *_going_on(parse, verb, clauses[0])) for t in parse.subtree(c)}
    return clauses[0], tuple(sorted(taken - _punctuation_before(parse, taken)))


def _going_on(parse: Parse, verb: int, clause: int) -> tuple[int, ...]:
    """ "It is safe, he said, because ...": behind its cue a clause goes on with what is said."""
    if listed := _listed(parse, verb):
        return listed
    if clause > verb:
        return _joined_by_that(parse, verb)
    behind = [t for t in parse.children(verb, "advcl", "conj") if t > verb]
    return tuple(t for t in behind if parse.children(t, "mark", *SUBJECTS))


def _is_wanted(parse: Parse, verb: int, clause: int) -> bool:
    """ "Called for the gates to be opened"."""
    marks = {parse.lemmas[t] for t in parse.children(clause, "mark")}
    wanting = reporting.prepositions()["for"]
    return "for" in marks and clause > verb and parse.lemmas[verb] in wanting


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


def _tells(parse: Parse, verb: int, clause: int, telling: Telling) -> bool:
    """False for "asked him to leave", "saw fit to": the infinitive is the deed, not the words."""
    if parse.deps[clause] == "ccomp":
        return not _is_parted(parse, verb, clause)
    infinitive = any(parse.tags[t] == "TO" for t in parse.children(clause, "aux"))
    return not infinitive or telling not in {Telling.FINDS, Telling.EVADES}


def _is_parted(parse: Parse, verb: int, clause: int) -> bool:
    """True for a clause before the verb that a semicolon parts from it: a sentence of its own."""
    end = max(t for t in parse.subtree(clause) if parse.deps[t] != "punct")
    return end < verb and any(parse.word(t) == ";" for t in range(end + 1, verb))


def _set_in(parse: Parse, verb: int, telling: Telling) -> tuple[int, Phrase] | None:
    """ "The dam, he said, was safe", "As he put it, ...": the clause around it is the content."""
    head = parse.heads[verb]
    marks = {parse.lemmas[t] for t in parse.children(verb, "mark", "advmod")}
    parenthesis = parse.deps[verb] == "parataxis" or bool(marks & _AS)
    if head == verb or parse.deps[verb] not in {*_SET_IN, "ccomp"} or not parenthesis:
        return None
    own = set(parse.subtree(verb))
    return head, tuple(t for t in parse.subtree(head) if t not in own)


def _around(parse: Parse, verb: int, telling: Telling) -> tuple[int, Phrase] | None:
    """A clause joined without a word to what it tells: "The dam is safe, the office said"."""
    before = [c for c in parse.children(verb, "advcl", "dep", "parataxis", "intj") if c < verb]
    subject = parse.children(verb, *SUBJECTS)
    finite = [c for c in before if parse.children(c, *SUBJECTS, "nsubjpass")]
    if telling is not Telling.ASSERTS or not finite or not subject:
        return None
    marked = parse.children(finite[0], "mark", "advmod")
    opens = bool(marked) and marked[0] == parse.subtree(finite[0])[0]
    return None if opens else (finite[0], parse.subtree(finite[0]))


def _noun_phrase(parse: Parse, verb: int, telling: Telling) -> tuple[int, Phrase] | None:
    """ "Confirmed the leak", "called it a lie", "accused the firm of fraud"."""
    lemma = verb_lemma(parse, verb)
    objects = [o for o in parse.children(verb, *_OBJECTS) if parse.tags[o] not in {"WP", "WDT"}]
    if not objects or not _takes_nouns(parse, lemma, objects):
        return None
    taken = {t for o in objects for t in parse.subtree(o)}
    if lemma in reporting.words("naming"):
        taken |= {t for p in parse.children(verb, "prep", "xcomp") for t in parse.subtree(p)}
    return objects[0], tuple(sorted(taken))


def _takes_nouns(parse: Parse, lemma: str, objects: list[int]) -> bool:
    if lemma in reporting.words("deeds_or_denials"):
        return any(is_saying(parse, o) for o in objects)
    if lemma in reporting.words("naming"):
        return len(objects) > 1 or lemma in {"accuse", "blame"}
    return lemma in reporting.words("taking_nouns")


def _prepositional(parse: Parse, verb: int, telling: Telling) -> tuple[int, Phrase] | None:
    """ "Warned of floods", "called for calm", "described it as a lie"."""
    lemma, taking = parse.lemmas[verb], reporting.prepositions()
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


def _shown(parse: Parse, verb: int, telling: Telling) -> tuple[int, Phrase] | None:
    """ "The poll shows a lead": what something said or found tells is its object."""
    subjects = parse.children(verb, *SUBJECTS)
    objects = parse.children(verb, "dobj")
    saying = subjects and reporting.telling_noun(parse.lemmas[subjects[0]])
    if not saying or not objects:
        return None
    return objects[0], parse.subtree(objects[0])


def _bare(parse: Parse, verb: int, telling: Telling) -> tuple[int, Phrase] | None:
    """ "Declined to comment", "neither confirmed nor denied": what it is about stands elsewhere."""
    stanceless = telling in {Telling.ASSERTS, Telling.BELIEVES, Telling.FINDS, Telling.ASKS}
    deed = verb_lemma(parse, verb) in reporting.words("deeds_or_denials")
    if deed or (stanceless and parse.lemmas[verb] != "comment"):
        return None
    return verb, parse.subtree(verb)


def is_saying(parse: Parse, noun: int) -> bool:
    """True for something said ("the claim", "reports") or a word that points back to it."""
    lemma = parse.lemmas[noun]
    return lemma in _BACK or reporting.telling_noun(lemma) is not None


_CONTENTS: tuple[Callable[[Parse, int, Telling], tuple[int, Phrase] | None], ...] = (
    _set_in,
    _clause,
    _around,
    _noun_phrase,
    _prepositional,
    _shown,
    _bare,
)


def _passive(parse: Parse, verb: int, telling: Telling) -> Iterator[Attribution]:
    """ "It was said that ...", "He is believed to have left", "The leak was confirmed by X"."""
    speakers = subjects_of(parse, verb)
    if set_in := _set_in(parse, verb, telling):
        yield Attribution(verb, telling, speakers, set_in[1], set_in[0])
        return
    clauses = parse.children(verb, *_CLAUSES, "oprd")
    undergoing = parse.children(verb, "nsubjpass")
    plain = [t for t in undergoing if parse.lemmas[t] not in {"it", "there"}]
    infinitive = clauses and parse.deps[clauses[0]] in {"xcomp", "oprd"}
    if clauses:
        parts = [*clauses, *(plain if infinitive else ())]
    elif plain and parse.lemmas[verb] in reporting.words("taking_nouns"):
        parts = plain
    else:
        return
    taken = {t for part in parts for t in parse.subtree(part)}
    yield Attribution(verb, telling, speakers, tuple(sorted(taken)), parts[0])


def _of_noun(parse: Parse, noun: int) -> Iterator[Attribution]:
    """ "The claim that ...", "X's denial of ...": the clause is the content, X the speaker."""
    telling = reporting.telling_noun(parse.lemmas[noun])
    clauses = [c for c in parse.children(noun, "acl", "ccomp", "relcl") if _is_content(parse, c)]
    if telling is None or not clauses:
        return
    yield Attribution(
        noun, telling, _behind_noun(parse, noun), parse.subtree(clauses[0]), clauses[0]
    )


def _is_content(parse: Parse, clause: int) -> bool:
    """A finite clause with "that" that stands for no part of it ("the claim that he made")."""
    marks = [t for t in parse.children(clause, "mark") if parse.lemmas[t] in {"that", "whether"}]
    return bool(marks)


def _behind_noun(parse: Parse, noun: int) -> tuple[Phrase, ...]:
    """Whose word it is: a possessor, "by X", or who makes it ("issued a statement that")."""
    if owners := parse.children(noun, "poss"):
        return in_a_row(parse, owners[0])
    for prep in parse.children(noun, "prep"):
        if parse.lemmas[prep] in _BY_WHOM and (objects := parse.children(prep, "pobj")):
            return in_a_row(parse, objects[0])
    verb = parse.heads[noun]
    made = parse.deps[noun] == "dobj" and not is_passive(parse, verb)
    return subjects_of(parse, verb) if made else ()


def _of_adverb(parse: Parse, adverb: int) -> Iterator[Attribution]:
    """ "Reportedly", "allegedly": somebody says so who is not named."""
    top = parse.heads[adverb]
    if parse.lemmas[adverb] in reporting.words("hearsay") and parse.tags[top][0] in "VMJN":
        content = tuple(t for t in parse.subtree(top) if t != adverb)
        yield Attribution(adverb, Telling.ASSERTS, (), content, top, hearsay=True)


def _of_openings(parse: Parse) -> Iterator[Attribution]:
    """ "According to X": X says the clause around it."""
    for opening in reporting.openings():
        size = len(opening)
        for at in range(len(parse) - size):
            if tuple(parse.word(at + n).lower() for n in range(size)) == opening:
                yield from _opened(parse, at, at + size - 1)


def _opened(parse: Parse, first: int, last: int) -> Iterator[Attribution]:
    objects = parse.children(last, "pobj", "pcomp")
    above = [t for t in (first, *parse.ancestors(first)) if _is_predicate(parse, t)]
    if not objects or not above:
        return
    top = _whole(parse, first, above)
    aside = set(parse.subtree(first)) | {first, last} | set(parse.subtree(last))
    content = tuple(t for t in parse.subtree(top) if t not in aside)
    yield Attribution(first, None, in_a_row(parse, objects[0]), content, top)


def _whole(parse: Parse, first: int, above: list[int]) -> int:
    """A phrase set off at an edge of the sentence goes with all of it, else with its clause."""
    end = max(parse.subtree(first))
    opens = first == 0
    closes = parse.word(first - 1) == "," and end >= len(parse) - 2 if first else False
    if opens or closes:
        return above[-1]
    return next(t for t in above if parse.deps[t] != "conj" or t == above[-1])


def _is_predicate(parse: Parse, token: int) -> bool:
    verbal = parse.tags[token].startswith("V") and parse.lemmas[token] != "accord"
    return verbal or (parse.heads[token] == token and parse.deps[token] == "ROOT")


_HEADING_WORDS = 8


def _of_heading(parse: Parse) -> Iterator[Attribution]:
    """ "Brook: the dam is safe": a name or a noun phrase without a verb, then what is said."""
    colon = next((t for t in range(len(parse)) if parse.word(t) == ":"), None)
    if colon is None or not 0 < colon <= _HEADING_WORDS or colon + 2 >= len(parse):
        return
    before, behind = tuple(range(colon)), tuple(range(colon + 1, len(parse)))
    named = any(parse.entities[t][2:] in {"PERSON", "ORG", "NORP", "GPE"} for t in before)
    shouted = all(parse.word(t).isupper() for t in before if parse.word(t).isalpha())
    named = named or all(parse.tags[t].startswith("NNP") for t in before)
    verbal = any(parse.tags[t].startswith(("V", "MD")) for t in before)
    if verbal or not (named or shouted):
        return
    top = next((t for t in behind if parse.tags[t].startswith("V")), behind[0])
    yield Attribution(colon, None, (before,), behind, top)


def _punctuation_before(parse: Parse, taken: set[int]) -> set[int]:
    """Commas and quotation marks that only part the content from its cue."""
    loose: set[int] = set()
    for edge in (sorted(taken), sorted(taken, reverse=True)):
        for token in edge:
            if parse.word(token) != ",":
                break
            loose.add(token)
    return loose
