"""What keeps a written claim from leaving. Each gate says why in words for the model to mend it.

shape         a sentence or two of plain text: no marks, links, mentions, labels, brackets
keys          only passages that were offered
quotation     the words stand in their passage: told apart are another passage's, stitched, absent
figures       every figure and date of the text stands in the sentences that it rests on
names         so does every name, or in who speaks or prints there, or in the question
meaning       the text shares its telling words with these sentences, and turns none round
acts          that somebody confirmed, admitted, denied or retracted stands there, too
hedges        what is hedged there is hedged in the text
taken back    what the next sentences take back is quoted with them
twists        nothing of it is turned round (bot.answering.drafting.twisting)

Names, meaning, acts and hedges are read in English; a text in another language passes them by its
figures and its quotations alone (docs/generative.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.answering.drafting.locating import locate, pieces_of, stands_in
from bot.answering.drafting.offering import Offered
from bot.answering.drafting.shapes import WrittenClaim, WrittenQuote
from bot.answering.drafting.twisting import AGAINST, near, speakers_in, twists
from bot.claims import Stance
from bot.evidence.bearing import echoes, is_negated
from bot.evidence.reader import StatementReader
from bot.evidence.statement import Reading, Statement
from bot.language import lexicon
from bot.language.figures import dates_in, figures_of
from bot.language.words import function_words, stem, stems_of, words_of
from bot.reading.events import ToldEvent
from retrieval.documents import Passage

LONGEST = 600
_LEAST_WORDS = 3
_MEANING = 0.5
_MARKS = re.compile(
    r"https?:|www\.|[\[\]<>`*_#|\\]|@\w|\b(?:UN)?CONFIRMED\b|\bREFUTED\b|\bDISPUTED\b|[\x00-\x1f]"
)
_NAME = re.compile(r"(?<![.!?] )(?<!\A)(?<![“\"'‘(])\b[A-Z](?:[\w’'-]|\.(?=\w))*\w")
_TAKEN_BACK = frozenset({Stance.DENIES, Stance.RETRACTS})
_NO_MORE = re.compile(r"\b(?:no|not) (?:fewer|less|more) than\b", re.IGNORECASE)
_ACTS = frozenset({Stance.CONFIRMS, Stance.ADMITS, Stance.DENIES, Stance.RETRACTS})


@dataclass(frozen=True, slots=True)
class Supported:
    """The sentences that a claim rests on, as they were read, in the order of its quotations.

    `reader` reads any text as it reads those of the corpus.
    """

    readings: tuple[Reading, ...]
    reader: StatementReader

    @property
    def text(self) -> str:
        """Their words."""
        return " ".join(r.lead.sentence.text for r in self.readings)

    @property
    def told_by(self) -> str:
        """Who speaks and who prints there, and what the sources are called."""
        leads = [r.lead for r in self.readings]
        speakers = speakers_in(self.readings)
        names = [n for s in speakers for n in (s.actor.names if s.actor else (s.name,))]
        mentioned = [n for s in leads for m in s.mentions for n in m.actor.names]
        printed = [f"{s.source.publisher} {s.source.title}" for s in leads]
        return " ".join((*names, *mentioned, *printed))


def support_of(
    quotes: Sequence[WrittenQuote], offered: Offered, statements: StatementReader
) -> Supported | tuple[str, ...]:
    """The sentences that hold the quotations, or what is wrong with these."""
    if not quotes:
        return ("it has no quotation",)
    reasons = tuple(r for quote in quotes for r in _quotation_faults(quote, offered))
    if reasons:
        return reasons
    found: list[Reading] = []
    for quote in quotes:
        passage = offered.by_key[quote.key]
        start, end = locate(quote.words, passage.text) or (0, 0)
        found += _sentences(passage, passage.start + start, passage.start + end, statements)
    readings = tuple(dict.fromkeys(found))
    if any(_is_taken_back(reading, readings, statements) for reading in readings):
        return ("the sentences after the quoted one take it back; quote these too, and say so",)
    return Supported(readings, statements)


def faults(claim: WrittenClaim, support: Supported, question: str, *, english: bool) -> list[str]:
    """What is wrong with the text of a claim, given what it rests on."""
    text = claim.text.strip()
    if not text or len(text) > LONGEST or _MARKS.search(text):
        return ["the text must be one or two plain sentences without marks, links or labels"]
    found = list(_unsupported_figures(text, support))
    if english:
        found += _unsupported_names(text, support, question)
        found += _changed_meaning(text, support)
        written = support.reader.of_text(text)
        found += _unsupported_acts(written, support)
        if _is_firmer(support.reader.told_in(text), support.reader.told_in(support.text)):
            found.append("the passage hedges this, and the text does not")
        found += twists(text, support.readings, written)
    return found


def _quotation_faults(quote: WrittenQuote, offered: Offered) -> Iterator[str]:
    passage = offered.by_key.get(quote.key)
    if passage is None:
        yield f"there is no passage {quote.key[:20]!r}"
        return
    if stands_in(quote.words, passage.text):
        if len(words_of(quote.words)) < _LEAST_WORDS:
            yield f"the quotation {_shown(quote)} is too short to support anything"
        return
    everywhere = [other.text for other in offered.by_key.values()]
    if any(stands_in(quote.words, text) for text in everywhere):
        yield f"the quotation {_shown(quote)} stands in another passage than {quote.key}"
        return
    pieces = pieces_of(quote.words)
    if len(pieces) > 1 and all(any(stands_in(p, t) for t in everywhere) for p in pieces):
        yield f"the quotation {_shown(quote)} is put together from several places"
        return
    yield f"the quotation {_shown(quote)} does not stand in passage {quote.key}"


def _sentences(
    passage: Passage, start: int, end: int, statements: StatementReader
) -> Iterator[Reading]:
    readings = statements.readings(passage.source.id)
    for sentence in passage.sentences:
        if sentence.start < end and start < sentence.end:
            yield readings[sentence.position]


def _is_taken_back(
    reading: Reading, quoted: Sequence[Reading], statements: StatementReader
) -> bool:
    """Whether whoever says it takes it back right behind it, in words that are not quoted."""
    lead = reading.lead
    following = statements.readings(lead.source.id)[lead.sentence.position + 1 :]
    return any(
        part.stance in _TAKEN_BACK and (part.claimant is None or part.claimant == lead.claimant)
        for part in echoes([r for r in following[:2] if r not in quoted])
    )


def _unsupported_figures(text: str, support: Supported) -> Iterator[str]:
    held = {value for f in figures_of(support.text) for value in f.values}
    for figure in figures_of(text):
        if not held.issuperset(figure.values):
            yield f"the figure {text[figure.start : figure.end]} stands in no quoted sentence"
    written = {_folded(support.text[a:b]) for a, b in dates_in(support.text)}
    for start, end in dates_in(text):
        if _folded(text[start:end]) not in written:
            yield f"the date {text[start:end]} stands in no quoted sentence"


def _unsupported_names(text: str, support: Supported, question: str) -> Iterator[str]:
    known = stems_of(f"{support.text} {support.told_by} {question}")
    common = function_words()
    for match in _NAME.finditer(text):
        words = [w for w in words_of(match[0]) if w.lower() not in common]
        if any(stem(word) not in known for word in words):
            yield f"the name {match[0]} stands in no quoted sentence"


def _changed_meaning(text: str, support: Supported) -> Iterator[str]:
    telling = {stem(w) for w in words_of(text) if w.lower() not in function_words()}
    held = stems_of(support.text) | stems_of(support.told_by)
    if len(telling & held) < _MEANING * len(telling):
        yield "the text says more than the quoted sentences do; keep to their words"
        return
    clauses = [clause for r in support.readings for clause in near(text, r)]
    if all(_is_turned(text, clause) for clause in clauses):
        yield "the text says the opposite of the quoted sentences"


def _is_turned(text: str, clause: Statement) -> bool:
    """Whether what both tell of is negated, denied or left open in one of them alone."""
    common = stems_of(text) & stems_of(clause.text) - {stem(w) for w in function_words()}
    topic = dict.fromkeys(common, 1.0)
    denied = clause.stance in AGAINST or _is_against(clause.text, topic)
    return _is_against(text, topic) is not denied


def _is_against(text: str, topic: Mapping[str, float]) -> bool:
    plain = _NO_MORE.sub(" ", text)
    against = (p for stance, p in lexicon.stance_patterns() if stance in AGAINST)
    return is_negated(plain, topic) or any(p.search(plain) for p in against)


def _unsupported_acts(written: Sequence[Reading], support: Supported) -> Iterator[str]:
    there = set(_stances(support.readings))
    for stance in dict.fromkeys(_stances(written)):
        if stance in _ACTS and stance not in there:
            yield f"no quoted sentence says that anybody {stance.value} it"


def _stances(readings: Sequence[Reading]) -> Iterator[Stance]:
    return (part.stance for r in readings for part in (r.lead, *r.parts))


def _is_firmer(written: Sequence[ToldEvent], quoted: Sequence[ToldEvent]) -> bool:
    """Whether the text tells as settled what the passage leaves open.

    1. Event by event, where the passage has the same one; whether it is negated is another matter;
    2. where it has none of them, by whether all of it is open.
    """
    if {t.lemma for t in written} & {t.lemma for t in quoted}:
        return any(_is_left_open(t, quoted) for t in written if not t.is_open)
    return bool(quoted) and all(t.is_open for t in quoted) and not any(t.is_open for t in written)


def _is_left_open(told: ToldEvent, quoted: Sequence[ToldEvent]) -> bool:
    negated = told.modality.negated
    same = [t for t in quoted if t.lemma == told.lemma and t.modality.negated is negated]
    return bool(same) and all(t.is_open for t in same)


def _shown(quote: WrittenQuote) -> str:
    words = " ".join(quote.words.split())
    return f'"{words[:80]}{"…" if len(words) > 80 else ""}"'


def _folded(text: str) -> str:
    return " ".join(text.split())
