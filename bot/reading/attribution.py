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
from dataclasses import dataclass

from bot.reading import reporting
from bot.reading.contents import around_verb, content_of, is_parted, verb_lemma
from bot.reading.reporting import Telling
from bot.reading.subjects import SUBJECTS, Phrase, in_a_row, is_passive, subjects_of
from retrieval.parsing import Parse

_CLAUSES = ("ccomp", "xcomp")
_HUNG_ON = frozenset({"conj", "advcl", "dep", "relcl", "acl"})
_FINITE = frozenset({"VBD", "VBZ"})
_BY_ACCOUNT = frozenset({"in", "by", "on", "from", "per"})
_COPULAR = frozenset({"acomp", "oprd"})
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
        found += _of_attitude(parse, token) if parse.deps[token] in _COPULAR else ()
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
    if parse.children(verb, *SUBJECTS, "ccomp", "mark", "aux", "cc"):
        return None
    speaker = _right_before(parse, verb, head)
    content = tuple(range(speaker[0])) if speaker else ()
    return Attribution(verb, telling, (speaker,), content, parse.roots()[0]) if content else None


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
    elif plain and _is_told(parse, verb, telling, speakers):
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
    under = [*parse.children(noun, "acl", "ccomp", "relcl"), *_equated(parse, noun)]
    clauses = [c for c in under if _is_content(parse, c)]
    if telling is None or not clauses or parse.lemmas[noun] in reporting.words("findings"):
        return
    yield Attribution(
        noun, telling, _behind_noun(parse, noun), parse.subtree(clauses[0]), clauses[0]
    )


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
    """ "According to X", "in X's account", "by the count that X gave": X says the clause around."""
    for token in range(len(parse)):
        if parse.lemmas[token] in _BY_ACCOUNT and (objects := parse.children(token, "pobj")):
            if whose := _whose_account(parse, objects[0]):
                yield from _opened(parse, token, whose)
        elif parse.word(token).lower() == "to" and parse.word(token - 1).lower() == "according":
            objects = parse.children(token, "pobj", "pcomp")
            if token and objects:
                yield from _opened(parse, token - 1, in_a_row(parse, objects[0]))


def _whose_account(parse: Parse, noun: int) -> tuple[Phrase, ...]:
    """Whose account, view or count it is: a possessor, "of X", or who gave it."""
    if parse.lemmas[noun] not in reporting.words("accounts"):
        return ()
    owners = [*parse.children(noun, "poss")]
    owners += [
        o
        for p in parse.children(noun, "prep")
        if parse.lemmas[p] in _BY_WHOM
        for o in parse.children(p, "pobj")
    ]
    if owners:
        return in_a_row(parse, owners[0])
    clauses = parse.children(noun, "relcl", "acl")
    return tuple(p for c in clauses[:1] for p in subjects_of(parse, c))


def _opened(parse: Parse, first: int, speakers: tuple[Phrase, ...]) -> Iterator[Attribution]:
    above = [t for t in (first, *parse.ancestors(first)) if _is_predicate(parse, t)]
    if not above:
        return
    top = _whole(parse, first, above)
    aside = set(parse.subtree(first)) | {first}
    content = tuple(t for t in parse.subtree(top) if t not in aside)
    yield Attribution(first, None, speakers, content, top)


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
    before = tuple(t for t in range(colon) if parse.word(t)[0].isalnum())
    behind = tuple(range(colon + 1, len(parse)))
    verbs = [t for t in behind if parse.tags[t].startswith("V")]
    named = any(parse.entities[t][2:] in {"PERSON", "ORG"} for t in before)
    if _names_speaker(parse, before) and (verbs or named):
        yield Attribution(colon, None, (before,), behind, verbs[0] if verbs else behind[0])


def _names_speaker(parse: Parse, phrase: Phrase) -> bool:
    """A name, words in capitals, or one noun with a capital that is no label ("Update")."""
    if not phrase or any(parse.tags[t].startswith(("V", "MD")) for t in phrase):
        return False
    words = [parse.word(t) for t in phrase if parse.word(t).isalpha()]
    if all(w.lower() in reporting.words("labels") for w in words):
        return False
    named = any(parse.entities[t][2:] in {"PERSON", "ORG", "NORP", "GPE"} for t in phrase)
    alone = len(phrase) == 1 and parse.tags[phrase[0]].startswith("NN") and words[0].istitle()
    proper = all(parse.tags[t].startswith("NNP") for t in phrase)
    return named or alone or proper or all(w.isupper() for w in words)
