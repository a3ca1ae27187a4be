"""Whose words a phrase or a heading gives: "according to X", "in X's account", "X: ..."."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.language.people import can_be_person, words_for
from bot.reading import reporting
from bot.reading.reporting import Telling
from bot.reading.subjects import Phrase, in_a_row, subjects_of
from retrieval.parsing import Parse

_BY_ACCOUNT = frozenset({"in", "by", "on", "from", "per"})
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


def openings_in(parse: Parse) -> Iterator[Attribution]:
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
    if owners := (*parse.children(noun, "poss"), *makers_of(parse, noun)):
        return in_a_row(parse, owners[0])
    clauses = parse.children(noun, "relcl", "acl")
    return tuple(p for c in clauses[:1] for p in subjects_of(parse, c))


def makers_of(parse: Parse, noun: int) -> tuple[int, ...]:
    """Heads of what stands behind a noun with "by", "from" or "of": who made or gave it."""
    preps = [p for p in parse.children(noun, "prep") if parse.lemmas[p] in _BY_WHOM]
    return tuple(o for p in preps for o in parse.children(p, "pobj"))


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
_PARTING = frozenset({":", "-", "–", "—", "--"})


def heading_in(parse: Parse) -> Iterator[Attribution]:
    """ "Brook: the dam is safe", "Dam is safe: ministry"."""
    opened = tuple(_opens_heading(parse))
    yield from opened or tuple(_closes_heading(parse)) or _ends_in_verb(parse)


def _ends_in_verb(parse: Parse) -> Iterator[Attribution]:
    """ "Nurse slept, inquest hears": a headline whose last verb the parse takes for a noun."""
    cue = len(parse) - 1
    comma = next((t for t in range(cue - 1, 0, -1) if parse.word(t) == ","), 0)
    telling = reporting.telling_verb(parse.lemmas[cue]) if parse.tags[cue] == "NNS" else None
    speaker = tuple(range(comma + 1, cue))
    if telling and comma and 0 < len(speaker) < _HEADING_WORDS and _may_say(parse, speaker):
        yield Attribution(cue, telling, (speaker,), tuple(range(comma)), min(range(comma)))


def _closes_heading(parse: Parse) -> Iterator[Attribution]:
    """A headline, which has no full stop, then a colon or dash and whoever says it."""
    parts = [t for t in range(len(parse)) if parse.word(t) in _PARTING]
    behind = tuple(range(parts[-1] + 1, len(parse))) if parts else ()
    if not 0 < len(behind) < _HEADING_WORDS or not _may_say(parse, behind):
        return
    before = tuple(range(parts[-1]))
    verbs = [t for t in before if parse.tags[t].startswith("V")]
    if verbs:
        top = next((t for t in verbs if parse.heads[t] not in before[:t]), verbs[0])
        yield Attribution(parts[-1], None, (behind,), before, top)


def _may_say(parse: Parse, phrase: Phrase) -> bool:
    """A noun phrase that ends in a person, a body or something said, named or not."""
    last = phrase[-1]
    if len(phrase) == 1 and reporting.telling_noun(parse.lemmas[last]) is not None:
        return True
    if not parse.word(last)[0].isalnum() or not parse.tags[last].startswith("NN"):
        return False
    if any(parse.tags[t].startswith(("V", "MD")) for t in phrase):
        return False
    lemma = parse.lemmas[last]
    speaks = can_be_person(lemma) or lemma in words_for("bodies")
    said = reporting.telling_noun(lemma) is not None
    return speaks or said or parse.entities[last][2:] in {"PERSON", "ORG"}


def _opens_heading(parse: Parse) -> Iterator[Attribution]:
    """A name or a noun phrase without a verb, then what is said."""
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
