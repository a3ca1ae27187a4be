"""Rules that change a claim: against its sentence it no longer holds, or still does.

One thing is changed and the words stay the source's own: such twins are what a checker that
counts words takes for support. Where only "not supported" is certain (another name may contradict
or may be about something else) both other labels are right.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from retrieval.parsing import Parse
from training.editing import (
    NOUNS,
    first_auxiliary,
    main_verb,
    phrase,
    replaced,
    subject_of,
    with_before,
    with_phrase,
    with_word,
)
from training.rewriting import CONTRADICTS, NEUTRAL, NOT_SUPPORTED, SUPPORTS, Rewrite, Words

_WORDED = "one two three four five six seven eight nine ten eleven twelve".split()
_MONTHS = (
    "January February March April May June July August September October November December".split()
)
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_COUNTED = {"CARDINAL", "MONEY", "PERCENT", "QUANTITY"}
_NAMED = {"PERSON", "GPE", "ORG", "NORP", "LOC", "FAC"}
_BOUNDS = {
    "at least": SUPPORTS,
    "more than": NOT_SUPPORTED,
    "fewer than": CONTRADICTS,
    "up to": NEUTRAL,
    "nearly": NOT_SUPPORTED,
}
_OPPOSITES = {
    frozenset(pair.split("/"))
    for pair in (
        "open/close arrest/release impose/lift win/lose begin/end start/stop enter/leave "
        "increase/decrease rise/fall accept/reject confirm/deny support/oppose buy/sell "
        "succeed/fail join/leave approve/reject gain/lose arrive/depart appoint/dismiss "
        "ban/allow strengthen/weaken attack/defend create/destroy include/exclude"
    ).split()
}


def figure_changed(parse: Parse, _words: Words, draw: random.Random) -> Iterator[Rewrite]:
    """Another number of the same things."""
    for token in _figures(parse):
        yield Rewrite(with_word(parse, token, _other_figure(parse.word(token), draw)), CONTRADICTS)


def figure_spelt(parse: Parse, _words: Words, _draw: random.Random) -> Iterator[Rewrite]:
    """The same number in digits or in words."""
    for token in _figures(parse):
        word = parse.word(token).lower()
        if word in _WORDED:
            yield Rewrite(with_word(parse, token, str(_WORDED.index(word) + 1)), SUPPORTS)
        elif word.isdigit() and 0 < int(word) <= len(_WORDED):
            yield Rewrite(with_word(parse, token, _WORDED[int(word) - 1]), SUPPORTS)


def figure_bounded(parse: Parse, _words: Words, draw: random.Random) -> Iterator[Rewrite]:
    """A bound put before a number that stands alone."""
    for token in _figures(parse):
        if stands_alone(parse, token):
            bound, right = draw.choice(list(_BOUNDS.items()))
            yield Rewrite(with_before(parse, token, bound), right)


def day_changed(parse: Parse, _words: Words, draw: random.Random) -> Iterator[Rewrite]:
    """Another day of the week, month or year."""
    for token, kind in enumerate(parse.entities):
        word = parse.word(token)
        if kind[2:] != "DATE":
            continue
        for calendar in (_DAYS, _MONTHS):
            if word in calendar:
                other = draw.choice([w for w in calendar if w != word])
                yield Rewrite(with_word(parse, token, other), CONTRADICTS)
        if re.fullmatch(r"1[5-9]\d\d|20\d\d", word):
            other = str(int(word) + draw.choice([-11, -4, -2, -1, 1, 2, 3, 5, 10]))
            yield Rewrite(with_word(parse, token, other), CONTRADICTS)


def name_changed(parse: Parse, words: Words, draw: random.Random) -> Iterator[Rewrite]:
    """Another person, place, body or people."""
    for first, last, kind in parse.entity_spans():
        old = parse.text[parse.starts[first] : parse.ends[last - 1]]
        if kind in _NAMED and words.names.get(kind):
            new = draw.choice(words.names[kind])
            if new.lower() not in old.lower() and old.lower() not in new.lower():
                yield Rewrite(replaced(parse, {(first, last - 1): new}), NOT_SUPPORTED)


def negated(parse: Parse, _words: Words, _draw: random.Random) -> Iterator[Rewrite]:
    """What was done was not done."""
    text = denial_of(parse)
    if text:
        yield Rewrite(text, CONTRADICTS)


def denial_of(parse: Parse) -> str | None:
    """The sentence with its main verb negated, if that can be done by one word."""
    verb = main_verb(parse)
    if verb is None or parse.children(verb, "neg") or parse.children(verb, "conj"):
        return None
    carrier = first_auxiliary(parse, verb)
    if carrier is None and parse.lemmas[verb] == "be":
        carrier = verb
    if carrier is not None:
        return with_word(parse, carrier, f"{parse.word(carrier)} not")
    helper = {"VBD": "did not", "VBZ": "does not", "VBP": "do not"}.get(parse.tags[verb])
    return with_word(parse, verb, f"{helper} {parse.lemmas[verb]}") if helper else None


def roles_swapped(parse: Parse, _words: Words, _draw: random.Random) -> Iterator[Rewrite]:
    """Who did it and whom it was done to in each other's place; likewise "from" and "to"."""
    verb = main_verb(parse)
    if verb is None:
        return
    subject, other = subject_of(parse, verb), _counterpart(parse, verb)
    if subject is not None and other is not None and parse.lemmas[verb] not in {"be", "become"}:
        yield _swapped(parse, subject, other)
    ends = [
        [t for p in parse.children(verb, "prep") if parse.lemmas[p] == word
         for t in parse.children(p, "pobj")]
        for word in ("from", "to")
    ]  # fmt: skip
    if all(ends):
        yield _swapped(parse, ends[0][0], ends[1][0])


def modifier_taken(parse: Parse, _words: Words, _draw: random.Random) -> Iterator[Rewrite]:
    """What modifies the subject or object put in its place: a country for its minister."""
    verb = main_verb(parse)
    for noun in parse.children(verb, "nsubj", "nsubjpass", "dobj") if verb is not None else ():
        if parse.tags[noun] not in NOUNS or parse.entities[noun]:
            continue
        for modifier in _modifiers(parse, noun):
            yield Rewrite(with_phrase(parse, noun, modifier), NOT_SUPPORTED)


def verb_changed(parse: Parse, words: Words, draw: random.Random) -> Iterator[Rewrite]:
    """A neighbour of the verb in its form; its opposite, where it is one, contradicts."""
    verb = main_verb(parse)
    if verb is None or parse.tags[verb] not in {"VBD", "VBN"}:
        return
    near = words.near_verbs.get(f"{parse.lemmas[verb]}/{parse.tags[verb]}", ())
    if near:
        lemma, _, word = draw.choice(near).partition("/")
        right = CONTRADICTS if {lemma, parse.lemmas[verb]} in _OPPOSITES else NOT_SUPPORTED
        yield Rewrite(with_word(parse, verb, word), right)


def only_added(parse: Parse, _words: Words, draw: random.Random) -> Iterator[Rewrite]:
    """More than the sentence says: nobody else, still, for the first time."""
    verb = main_verb(parse)
    subject = subject_of(parse, verb) if verb is not None else None
    if verb is None or subject is None:
        return
    first = parse.subtree(subject)[0]
    lower = parse.entities[first] or parse.tags[first].startswith("NNP")
    word = parse.word(first) if lower else parse.word(first)[:1].lower() + parse.word(first)[1:]
    yield Rewrite(with_word(parse, first, f"only {word}"), NEUTRAL)
    if parse.tags[verb] == "VBD":
        stopped = parse.text.rstrip(" .")
        yield Rewrite(
            f"{stopped} {draw.choice(['for the first time', 'twice', 'again'])}.", NEUTRAL
        )


def voice_changed(parse: Parse, _words: Words, _draw: random.Random) -> Iterator[Rewrite]:
    """The same deed in the other voice, where past tense and participle look alike."""
    verb = main_verb(parse)
    if verb is None or not parse.word(verb).endswith("ed") or parse.children(verb, "neg", "conj"):
        return
    subject, other = subject_of(parse, verb), _counterpart(parse, verb)
    if subject is None or other is None:
        return
    after = parse.text[parse.ends[parse.subtree(other)[-1]] :]
    whom, who = phrase(parse, other), _inside(parse, subject)
    if parse.deps[subject] == "nsubjpass":
        yield Rewrite(_capital(f"{whom} {parse.word(verb)} {who}{after}"), SUPPORTS)
    elif parse.tags[verb] == "VBD" and first_auxiliary(parse, verb) is None:
        be = "were" if parse.tags[other] in {"NNS", "NNPS"} else "was"
        yield Rewrite(_capital(f"{whom} {be} {parse.word(verb)} by {who}{after}"), SUPPORTS)


def stands_alone(parse: Parse, token: int) -> bool:
    """Whether a number counts things and no bound stands before it."""
    things = parse.tags[parse.heads[token]] in NOUNS and parse.heads[token] > token
    return things and not parse.children(token) and parse.word(token - 1)[-1:].isalpha()


RULES = (
    figure_changed,
    figure_spelt,
    figure_bounded,
    day_changed,
    name_changed,
    negated,
    roles_swapped,
    modifier_taken,
    verb_changed,
    only_added,
    voice_changed,
)


def _figures(parse: Parse) -> Iterator[int]:
    for token, tag in enumerate(parse.tags):
        word = parse.word(token).lower()
        counted = parse.entities[token][2:] in _COUNTED
        if tag == "CD" and counted and (word in _WORDED or re.fullmatch(r"\d[\d,.]*", word)):
            yield token


def _other_figure(word: str, draw: random.Random) -> str:
    if word.lower() in _WORDED:
        return draw.choice([w for w in _WORDED[1:] if w != word.lower()])
    digits = [n for n, c in enumerate(word) if c.isdigit()]
    place = digits[0] if len(digits) > 2 else draw.choice(digits)
    other = draw.choice([d for d in "123456789" if d != word[place]])
    return word[:place] + other + word[place + 1 :]


def _counterpart(parse: Parse, verb: int) -> int | None:
    """The object, or who did it in a passive."""
    found = [t for t in parse.children(verb, "dobj") if t > verb and parse.tags[t] in NOUNS]
    for agent in parse.children(verb, "agent"):
        found += [t for t in parse.children(agent, "pobj") if parse.tags[t] in NOUNS]
    return found[0] if found else None


def _swapped(parse: Parse, one: int, other: int) -> Rewrite:
    ones, others = parse.subtree(one), parse.subtree(other)
    changes = {
        (ones[0], ones[-1]): phrase(parse, other),
        (others[0], others[-1]): _inside(parse, one),
    }
    return Rewrite(replaced(parse, changes), NOT_SUPPORTED)


def _modifiers(parse: Parse, noun: int) -> Iterator[str]:
    for child in parse.children(noun, "poss", "compound"):
        if parse.tags[child].startswith("NNP"):
            words = [t for t in parse.subtree(child) if parse.tags[t] != "POS"]
            start, end = parse.span(words)
            yield parse.text[start:end]
    for preposition in parse.children(noun, "prep"):
        for named in parse.children(preposition, "pobj"):
            if parse.lemmas[preposition] == "of" and parse.tags[named].startswith("NNP"):
                yield phrase(parse, named)


def _inside(parse: Parse, head: int) -> str:
    """A phrase as it stands within a sentence."""
    first = parse.subtree(head)[0]
    words = phrase(parse, head)
    keeps = parse.entities[first][2:] not in {"", "CARDINAL", "DATE"}
    keeps = keeps or parse.tags[first].startswith("NNP")
    return words if keeps or first else words[:1].lower() + words[1:]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
