"""Who says what in one sentence, from its parse.

Grammar in order of reading, a sentence may hold several:
1. a verb of telling with its content: a clause, an infinitive, a noun phrase ("confirmed the
   leak"), the clause it is set into ("The dam, he said, was safe", "As she put it, ...");
2. the passive: "was confirmed by X"; without "by" nobody is named ("it was said that");
3. a noun of telling with a clause: "the claim that ...", "X's report of ...";
4. an adverb of hearsay ("reportedly"): somebody unnamed;
5. a phrase: "according to X";
6. a heading: "Brook: the dam is safe".
Quotation marks are read over sentences (bot.reading.quotations), not here.

After Pareti (A Database of Attribution Relations, LREC 2012): source, cue and content.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.reading import reporting
from bot.reading.contents import around_verb, content_of, is_parted, is_saying, verb_lemma
from bot.reading.openings import Attribution, heading_in, makers_of, openings_in
from bot.reading.predicates import is_passive
from bot.reading.reporting import Telling
from bot.reading.subjects import SUBJECTS, Phrase, in_a_row, subjects_of
from retrieval.parsing import Parse

_CLAUSES = ("ccomp", "xcomp")
_HUNG_ON = frozenset({"conj", "advcl", "dep", "relcl", "acl"})
_FINITE = frozenset({"VBD", "VBZ"})
_COPULAR = frozenset({"acomp", "oprd"})


def attributions_in(parse: Parse) -> tuple[Attribution, ...]:
    """All that a sentence tells as somebody's words, in the order of the cues."""
    found: list[Attribution] = []
    for token in range(len(parse)):
        found += _of_verb(parse, token) if parse.tags[token].startswith("V") else ()
        found += _of_noun(parse, token) if parse.tags[token].startswith("NN") else ()
        found += _of_adverb(parse, token) if parse.tags[token].startswith("RB") else ()
        found += _of_attitude(parse, token) if parse.deps[token] in _COPULAR else ()
    found += openings_in(parse)
    found += heading_in(parse)
    return tuple(sorted((a for a in found if a.content), key=lambda a: a.cue))


def _of_verb(parse: Parse, verb: int) -> Iterator[Attribution]:
    lemma = verb_lemma(parse, verb)
    telling = reporting.telling_verb(lemma) or reporting.telling_verb(parse.lemmas[verb])
    if telling is None:
        return
    if is_passive(parse, verb):
        yield from _passive(parse, verb, telling)
        return
    if loose := _loosely_joined(parse, verb, telling):
        yield loose
        return
    speakers = subjects_of(parse, verb)
    if speakers and (found := content_of(parse, verb, telling, speakers)):
        top, content = found
        yield Attribution(verb, telling, speakers, content, top)


def _loosely_joined(parse: Parse, verb: int, telling: Telling) -> Attribution | None:
    """ "A man died, Tomas Reyl told reporters": where the parse hangs the verb on without a word.

    Whoever stands right before the verb speaks; what stands before him is what he says.
    """
    head = parse.heads[verb]
    hangs = parse.deps[verb] in _HUNG_ON and head < verb and parse.tags[verb] in _FINITE
    if not hangs or telling is not Telling.ASSERTS:
        return None
    if parse.children(verb, "ccomp", "mark", "aux", "cc"):
        return None
    if subject := parse.children(verb, *SUBJECTS):
        return _behind_comma(parse, verb, subject[0], telling)
    speaker = _right_before(parse, verb, head)
    content = tuple(range(speaker[0])) if speaker else ()
    return Attribution(verb, telling, (speaker,), content, parse.roots()[0]) if content else None


def _behind_comma(parse: Parse, verb: int, subject: int, telling: Telling) -> Attribution | None:
    """ "The yard cannot pay, its manager told workers": joined without "and", it has no clause of
    its own to tell."""
    head, first = parse.heads[verb], min(parse.subtree(subject))
    joined = any(head < t < first for t in parse.children(head, "cc"))
    if parse.deps[verb] != "conj" or joined or parse.word(first - 1) != ",":
        return None
    if not parse.children(head, *SUBJECTS, "nsubjpass", "expl"):
        return None
    own = set(parse.subtree(verb))
    content = tuple(t for t in parse.subtree(head) if t not in own and t < first - 1)
    return Attribution(verb, telling, subjects_of(parse, verb), content, head)


def _right_before(parse: Parse, verb: int, head: int) -> Phrase:
    """The name before a verb, an apposition aside, or the noun phrase between commas."""
    last = verb - 1
    set_off = parse.word(last) == ","
    last -= set_off
    while last > head and parse.word(last) != "," and not _names(parse, last):
        last -= 1
    if not set_off:
        return _name_at(parse, verb - 1) if _names(parse, verb - 1) else ()
    if parse.word(last) == "," and _names(parse, last - 1):
        return _name_at(parse, last - 1)
    return _name_at(parse, verb - 2) if _names(parse, verb - 2) else ()


def _names(parse: Parse, token: int) -> bool:
    return parse.tags[token].startswith("NNP")


def _name_at(parse: Parse, last: int) -> Phrase:
    """The run of capitalised words that ends at a token."""
    first = last
    while first > 0 and _names(parse, first - 1):
        first -= 1
    return tuple(range(first, last + 1))


def _passive(parse: Parse, verb: int, telling: Telling) -> Iterator[Attribution]:
    """ "It was said that ...", "He is believed to have left", "The leak was confirmed by X"."""
    speakers = subjects_of(parse, verb)
    if set_in := around_verb(parse, verb, telling):
        yield Attribution(verb, telling, speakers, set_in[1], set_in[0])
        return
    clauses = parse.children(verb, *_CLAUSES, "oprd")
    if clauses and clauses[0] < verb and _stands_alone(parse, verb, clauses[0]):
        return
    undergoing = _undergoing(parse, verb)
    plain = [t for t in undergoing if parse.lemmas[t] not in {"it", "there"}]
    infinitive = clauses and parse.deps[clauses[0]] in {"xcomp", "oprd"}
    if clauses:
        parts = [*clauses, *(plain if infinitive else ())]
    elif plain and _is_told(parse, verb, telling, speakers) and not _is_deed(parse, verb, plain):
        parts = plain
    else:
        return
    taken = {t for part in parts for t in parse.subtree(part)}
    yield Attribution(verb, telling, speakers, tuple(sorted(taken)), parts[0])


def _stands_alone(parse: Parse, verb: int, clause: int) -> bool:
    """ "Was found, was reported", "was freed; he was questioned": two deeds in a row."""
    return not parse.children(verb, "nsubjpass") or is_parted(parse, verb, clause)


def _is_told(parse: Parse, verb: int, telling: Telling, speakers: tuple[Phrase, ...]) -> bool:
    """ "The leak was confirmed"; "recorded", or "reported to the board", tells of a deed."""
    found = telling is Telling.FINDS and not speakers
    filed = any(parse.lemmas[p] == "to" for p in parse.children(verb, "prep", "dative"))
    return parse.lemmas[verb] in reporting.words("taking_nouns") and not (found or filed)


def _is_deed(parse: Parse, verb: int, undergoing: list[int]) -> bool:
    """ "The drug was withdrawn", where "the claim was withdrawn" takes words back."""
    either = verb_lemma(parse, verb) in reporting.words("deeds_or_denials")
    return either and not any(is_saying(parse, t) for t in undergoing)


def _undergoing(parse: Parse, verb: int) -> tuple[int, ...]:
    """What a passive is done to: its subject, or that of the verb it is joined to or hangs on."""
    if own := parse.children(verb, "nsubjpass"):
        return own
    above = parse.heads[verb]
    if parse.deps[verb] in {"conj", "xcomp"} and above != verb:
        return parse.children(above, "nsubjpass", "nsubj")
    return ()


def _of_noun(parse: Parse, noun: int) -> Iterator[Attribution]:
    """ "The claim that ...", "X's denial of ...": the clause is the content, X the speaker."""
    telling = reporting.telling_noun(parse.lemmas[noun])
    under = [
        *(
            c
            for n in (noun, *makers_of(parse, noun))
            for c in parse.children(n, "acl", "ccomp", "relcl")
        ),
        *_equated(parse, noun),
    ]
    clauses = [c for c in under if _is_content(parse, c)]
    speakers = _behind_noun(parse, noun)
    there_is = parse.lemmas[noun] in reporting.words("findings") and not speakers
    if telling is not None and clauses and not there_is and not _is_denied(parse, noun):
        yield Attribution(noun, telling, speakers, parse.subtree(clauses[0]), clauses[0])


def _is_denied(parse: Parse, noun: int) -> bool:
    """ "Dismissed the notion that ...": who dismisses it, or takes it back, does not hold it."""
    verb = parse.heads[noun]
    known = parse.deps[noun] == "dobj" and reporting.telling_verb(verb_lemma(parse, verb))
    return known in {Telling.DENIES, Telling.RETRACTS}


def _equated(parse: Parse, noun: int) -> tuple[int, ...]:
    """ "Her claim is that ...": what stands behind the verb."""
    verb = parse.heads[noun]
    subject = parse.deps[noun] == "nsubj" and parse.lemmas[verb] == "be"
    return parse.children(verb, "ccomp") if subject else ()


def _of_attitude(parse: Parse, word: int) -> Iterator[Attribution]:
    """ "Is sure that ...", "remained sceptical that ...": the subject holds it."""
    clauses = parse.children(word, "ccomp")
    speakers = subjects_of(parse, parse.heads[word])
    if speakers and clauses and parse.lemmas[word] in reporting.words("attitudes"):
        content = parse.subtree(clauses[0])
        yield Attribution(word, Telling.BELIEVES, speakers, content, clauses[0])


def _is_content(parse: Parse, clause: int) -> bool:
    """A finite clause with "that" that stands for no part of it ("the claim that he made")."""
    marks = [t for t in parse.children(clause, "mark") if parse.lemmas[t] in {"that", "whether"}]
    passive = parse.children(clause, "nsubjpass")
    mistaken = [t for t in parse.children(clause, "dobj") if parse.lemmas[t] == "that"]
    return bool(marks) or bool(passive and mistaken)  # a passive has no object


def _behind_noun(parse: Parse, noun: int) -> tuple[Phrase, ...]:
    """Whose word it is: a possessor, "by X", or who makes it ("issued a statement that")."""
    if owners := (*parse.children(noun, "poss"), *makers_of(parse, noun)):
        return in_a_row(parse, owners[0])
    verb = parse.heads[noun]
    made = parse.deps[noun] == "dobj" and not is_passive(parse, verb)
    return subjects_of(parse, verb) if made else ()


def _of_adverb(parse: Parse, adverb: int) -> Iterator[Attribution]:
    """ "Reportedly", "allegedly": somebody says so who is not named."""
    top = parse.heads[adverb]
    if parse.lemmas[adverb] in reporting.words("hearsay") and parse.tags[top][0] in "VMJN":
        content = tuple(t for t in parse.subtree(top) if t != adverb)
        yield Attribution(adverb, Telling.ASSERTS, (), content, top, hearsay=True)
