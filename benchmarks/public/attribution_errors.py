"""Why a sentence is missed or taken too much, told by what the set marks there and what we read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from public.attribution_kinds import Found
from public.attribution_read import Said, Text
from public.attribution_sets import Article, Marked, Places

from bot.reading import reporting
from bot.reading.claimant import UNNAMED
from retrieval.parsing import Parse


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: whether the set takes it for reported, and whether we do."""

    parse: Parse
    gold: bool
    ours: bool


@dataclass(frozen=True, slots=True)
class Measured:
    """An article with what was found in it."""

    article: Article
    text: Text
    sentences: tuple[Sentence, ...]
    attributions: tuple[Found, ...]


def why_missed(measured: Measured, sentence: Sentence) -> str:
    """By the cue of the content that covers most of the sentence; rules in order.

    1. some of it is read, less than 40 %;
    2. the cue stands in another sentence, or nowhere: speech that goes on;
    3. the cue is a verb or noun that our list has not, or has: then its content was not found.
    """
    parse = sentence.parse
    if any(_meets(parse, s.spans) for s in _said(measured, parse)):
        return "only a part of it is read"
    marked = max(measured.article.marked, key=lambda m: _size_in(parse, m.content))
    tokens = list(_tokens_in(parse, marked))
    if not tokens:
        return "goes on with words whose cue stands elsewhere"
    verbs = [t for t in tokens if parse.tags[t].startswith("V")]
    nouns = [t for t in tokens if parse.tags[t].startswith("NN")]
    if verbs:
        known = any(reporting.telling_verb(parse.lemmas[t]) for t in verbs)
        return f"a verb of telling, {'its content not found' if known else 'not on our list'}"
    if nouns:
        known = any(reporting.telling_noun(parse.lemmas[t]) for t in nouns)
        return f"a noun of telling, {'its content not found' if known else 'not on our list'}"
    return "another cue (a preposition, a colon, punctuation)"


def why_taken(measured: Measured, sentence: Sentence) -> str:
    """By what the set has there, then by what we took for words of somebody."""
    parse = sentence.parse
    if any(_meets(parse, m.content) for m in measured.article.marked):
        return "the set marks less of it"
    said = list(_said(measured, parse))
    if all(s.claimant == UNNAMED for s in said):
        return "quoted or told by nobody we can name"
    cues = [t for t in range(len(parse)) if _is_cue(measured, parse, t)]
    tellings = [reporting.telling_verb(parse.lemmas[t]) for t in cues]
    kind = next((t.value for t in tellings if t), None)
    return f"a verb that {kind}" if kind else "another cue, or a quotation that goes on"


def _said(measured: Measured, parse: Parse) -> Iterator[Said]:
    place = measured.text.parses.index(parse)
    return iter(measured.text.said[place])


def _is_cue(measured: Measured, parse: Parse, token: int) -> bool:
    at = parse.start + parse.starts[token]
    return any(cue.place[0] == at for cue in measured.text.cues)


def _tokens_in(parse: Parse, marked: Marked) -> Iterator[int]:
    for token in range(len(parse)):
        at = parse.start + parse.starts[token]
        if any(start <= at < end for start, end in marked.cue):
            yield token


def _meets(parse: Parse, spans: Places) -> bool:
    return _size_in(parse, spans) > 0


def _size_in(parse: Parse, spans: Places) -> int:
    return sum(max(0, min(end, parse.end) - max(start, parse.start)) for start, end in spans)
