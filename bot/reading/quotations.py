"""Quotations over sentences and paragraphs, and whose words they are.

A quotation that is left open at the end of a paragraph goes on in the next one. Rules for who
speaks, in order:
1. a verb of telling, or any verb with a subject right beside the marks, in a sentence that the
   quotation stands in or touches ("...", she sighed);
2. what stands before it and ends with a colon;
3. whoever spoke last in the same paragraph, or in the one before where the quotation goes on or
   nothing but a paragraph's end stands between;
4. whoever is quoted next in the same paragraph;
5. nobody that can be told: still somebody's words, not the page's.
A word or two in quotation marks ("so-called" ones, titles) are no words of anybody by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.reading import reporting
from bot.reading.predicates import is_passive
from bot.reading.reporting import Telling
from bot.reading.subjects import SUBJECTS, Phrase, in_a_row, subjects_of
from retrieval.parsing import Parse

_PARAGRAPH = re.compile(r"[^\n]+")
_MARK = re.compile(r"[“”„«»\"]|``|''|(?<!\w)‘|’(?!\w)|(?<!\w)'(?=\w)|(?<=[.,!?])'(?!\w)")
_PAIRS = {"``": "''", "''": "''", "“": "”", "„": "“", "«": "»", "‘": "’", '"': '"', "'": "'"}
_ENDS_SENTENCE = re.compile(r"[,.!?…—–-]\W*\Z")
_TO_NEXT = re.compile(r"[^\n.!?]{0,120}(?:\b[A-Z][a-z]{0,3}\.[^\n.!?]{0,60})?[.!?]?\s*\n\s*")
_MARKS = "“”„«»\"‘’'` "
_DOUBLE = frozenset({"“", '"'})
_TITLE_WORDS = 4
_LONGEST_NAME = 12  # words that can name a speaker
_BESIDE = 12  # characters between the marks and a verb or its subject that is beside them


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted words at [start, end) of a body, marks included; `goes_on` from the paragraph
    before.
    """

    start: int
    end: int
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks a quotation: noun phrases of a sentence, by its place, and the verb that tells."""

    sentence: int
    cue: int
    telling: Telling
    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation with its speaker; None where nobody can be told."""

    quotation: Quotation
    speaker: Speaker | None


def quotations_in(body: str) -> tuple[Quotation, ...]:
    """All quotations of a text in order; one inside another is part of the outer one."""
    found: list[Quotation] = []
    left_open = False
    for paragraph in _PARAGRAPH.finditer(body):
        inside, left_open = _in_paragraph(paragraph[0], left_open)
        found += (
            Quotation(paragraph.start() + q.start, paragraph.start() + q.end, q.goes_on)
            for q in inside
        )
    return tuple(found)


def _in_paragraph(text: str, left_open: bool) -> tuple[list[Quotation], bool]:
    """Quotations of a paragraph, and whether the last one is still open at its end."""
    found: list[Quotation] = []
    opened: tuple[str, int] | None = None
    for mark in _MARK.finditer(text):
        if opened is None:
            if mark[0] in _PAIRS and _may_open(text, mark):
                opened = (mark[0], mark.start())
        elif _is_pair(opened[0], mark[0]) and not _may_only_open(text, mark):
            found.append(Quotation(opened[1], mark.end(), left_open and not found))
            opened = None
    still_open = opened is not None and opened[0] not in "'‘"
    if opened is not None and still_open:
        found.append(Quotation(opened[1], len(text), left_open and not found))
    begins = bool(found) and found[0].start <= 2
    if found and not begins:
        found[0] = Quotation(found[0].start, found[0].end)
    return found, still_open


def _is_pair(opening: str, closing: str) -> bool:
    """True also where one of the two is straight and the other is not."""
    return closing == _PAIRS[opening] or (opening in _DOUBLE and closing in {'"', "”"})


def _may_open(text: str, mark: re.Match[str]) -> bool:
    """False for a straight mark with a word right before it and none behind: it closes."""
    return not (_touches(text, mark.start() - 1) and not _touches(text, mark.end()))


def _may_only_open(text: str, mark: re.Match[str]) -> bool:
    """True for a straight mark behind a blank and right before a word."""
    blank = mark.start() == 0 or text[mark.start() - 1].isspace()
    return mark[0] in {'"', "''", "'"} and blank and _touches(text, mark.end())


def _touches(text: str, at: int) -> bool:
    return 0 <= at < len(text) and not text[at].isspace()


def attributed(body: str, sentences: Sequence[Parse]) -> tuple[Quoted, ...]:
    """Each telling quotation of a body with its speaker; the sentences count in the body."""
    quotations = quotations_in(body)
    closed = [(q.start, q.end) for q in quotations]
    telling = [q for q in quotations if _says_something(body, q)]
    found: list[Quoted] = [
        Quoted(q, _by_verb(body, q, sentences, closed) or _by_colon(q, body, sentences))
        for q in telling
    ]
    return _carried_back(body, _carried_on(body, found))


def _says_something(body: str, quotation: Quotation) -> bool:
    text = body[quotation.start : quotation.end].strip(_MARKS)
    words = text.split()
    whole = _ENDS_SENTENCE.search(text) is not None or quotation.goes_on
    titled = all(w[:1].isupper() or len(w) < 4 for w in words)
    return bool(words) and (whole or (len(words) >= _TITLE_WORDS and not titled))


def _by_verb(
    body: str,
    quotation: Quotation,
    sentences: Sequence[Parse],
    closed: Sequence[tuple[int, int]],
) -> Speaker | None:
    """The nearest verb outside quotation marks that takes the quotation."""
    ranked = sorted(_verbs(body, quotation, sentences, closed), key=lambda r: r[0])
    for _, place, verb, telling in ranked:
        phrases = subjects_of(sentences[place], verb) or _between(quotation, sentences[place], verb)
        if phrases:
            return Speaker(place, verb, telling, phrases)
    return None


def _between(quotation: Quotation, parse: Parse, verb: int) -> tuple[Phrase, ...]:
    """ "...", the harbour master, Per Lindqvist, said: what stands between the marks and a verb
    that the parse leaves without a subject, if it is a noun phrase."""
    places = [parse.start + start for start in parse.starts]
    words = [t for t in range(verb) if places[t] >= quotation.end]
    while words and parse.deps[words[-1]] == "punct":
        words.pop()
    while words and parse.deps[words[0]] == "punct":
        words.pop(0)
    nouns = [t for t in words if parse.tags[t][:2] in {"NN", "PR"}]
    verbs = [t for t in words if parse.tags[t].startswith(("V", "MD"))]
    return (tuple(words),) if nouns and not verbs and len(words) <= _LONGEST_NAME else ()


def _verbs(
    body: str,
    quotation: Quotation,
    sentences: Sequence[Parse],
    closed: Sequence[tuple[int, int]],
) -> Iterator[tuple[int, int, int, Telling]]:
    for place in _near(body, quotation, sentences):
        parse = sentences[place]
        for verb in range(len(parse)):
            at = parse.start + parse.starts[verb]
            if not parse.tags[verb].startswith("V") or any(a <= at < b for a, b in closed):
                continue
            telling = reporting.telling_verb(parse.lemmas[verb])
            apart = _apart(parse, verb, quotation)
            if telling is not None and not is_passive(parse, verb):
                yield apart, place, verb, telling
            elif apart <= _BESIDE and _is_beside(body, quotation, parse, verb):
                yield apart + 1, place, verb, Telling.ASSERTS


def _is_beside(body: str, quotation: Quotation, parse: Parse, verb: int) -> bool:
    """Any finite verb with a subject, where its sentence holds or ends the quotation's own."""
    overlaps = parse.start < quotation.end and quotation.start < parse.end
    own = overlaps or _is_rest(body[quotation.end : parse.start], parse)
    return own and bool(parse.children(verb, *SUBJECTS)) and _finite(parse, verb)


def _near(body: str, quotation: Quotation, sentences: Sequence[Parse]) -> Iterator[int]:
    """The sentences that a quotation stands in, and a rest right behind it ("she asked.")."""
    for place, parse in enumerate(sentences):
        touches = parse.start < quotation.end + 2 and quotation.start - 2 < parse.end
        if touches or _is_rest(body[quotation.end : parse.start], parse):
            yield place


def _is_rest(between: str, parse: Parse) -> bool:
    """True for what goes on right behind the marks in small letters ("she asked.")."""
    return between in {" ", "", "  "} and parse.start > 0 and parse.text[:1].islower()


def _apart(parse: Parse, verb: int, quotation: Quotation) -> int:
    """Characters between the quotation and the verb with its subject."""
    tokens = [verb, *parse.children(verb, *SUBJECTS)]
    first = parse.start + parse.starts[min(tokens)]
    last = parse.start + parse.ends[max(tokens)]
    return max(first - quotation.end, quotation.start - last, 0)


def _finite(parse: Parse, verb: int) -> bool:
    return parse.tags[verb] in {"VBD", "VBZ", "VBP"}


def _by_colon(quotation: Quotation, body: str, sentences: Sequence[Parse]) -> Speaker | None:
    """ "Brook had a message:" before the marks: the subject of its last verb of telling, a person
    named right before the colon, or the subject of another verb."""
    colon = len(body[: quotation.start].rstrip(_MARKS + "\n")) - 1
    place = next((n for n, s in enumerate(sentences) if s.start <= colon < s.end), None)
    if place is None or body[colon] != ":":
        return None
    parse = sentences[place]
    before = [t for t in range(len(parse)) if parse.start + parse.starts[t] < colon]
    verbs = [t for t in reversed(before) if parse.tags[t].startswith("V")]
    known = [v for v in verbs if reporting.telling_verb(parse.lemmas[v])]
    named = [t for t in before[-1:] if _names_person(parse, t)]
    for cue in (*known, *named, *verbs):
        if phrases := in_a_row(parse, cue) if cue in named else subjects_of(parse, cue):
            telling = reporting.telling_verb(parse.lemmas[cue]) or Telling.ASSERTS
            return Speaker(place, cue, telling, phrases)
    return None


def _names_person(parse: Parse, token: int) -> bool:
    return parse.tags[token] == "NNP" and parse.entities[token][2:] in {"PERSON", ""}


def _carried_on(body: str, found: Sequence[Quoted]) -> list[Quoted]:
    made: list[Quoted] = []
    for quoted in found:
        before = made[-1] if made else None
        speaker = quoted.speaker
        if speaker is None and before is not None:
            between = body[before.quotation.end : quoted.quotation.start]
            if "\n" not in between or quoted.quotation.goes_on or _goes_on(body, before, between):
                speaker = before.speaker
        made.append(Quoted(quoted.quotation, speaker))
    return made


def _goes_on(body: str, before: Quoted, between: str) -> bool:
    """A paragraph that ends with somebody's words or their cue, before one that opens with words
    of nobody else; what follows a question may be its answer."""
    asked = body[: before.quotation.end].rstrip(_MARKS).endswith("?")
    return _TO_NEXT.fullmatch(between) is not None and not asked


def _carried_back(body: str, found: Sequence[Quoted]) -> tuple[Quoted, ...]:
    made: list[Quoted] = []
    for quoted in reversed(found):
        after = made[-1] if made else None
        speaker = quoted.speaker
        if speaker is None and after is not None:
            between = body[quoted.quotation.end : after.quotation.start]
            if "\n" not in between or after.quotation.goes_on:
                speaker = after.speaker
        made.append(Quoted(quoted.quotation, speaker))
    return tuple(reversed(made))
