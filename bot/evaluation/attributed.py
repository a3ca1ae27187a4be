"""Whether what somebody said left as something somebody said.

A sentence of an answer rests on the evidence rows whose span it covers: where it stands in its
citation word for word, the rows there, else all rows of the citation. When every one of them has a
claimant, the sentence or its paragraph must name one of those. An actor is named by any name the
corpus lists; somebody unlisted by the full name, its initials, or the last word of it; whoever has
no name ("the landlord", "two officials") by a word for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.answering.deciding import without_lead
from bot.claims import Answer, Citation, Evidence
from bot.evaluation.matching import AnswerSentence, answer_sentences
from bot.evaluation.support import INSERTION
from bot.language.words import function_words, stems_of, words_of
from bot.presenting.wording import without_our_words
from bot.reading.claimant import UNNAMED
from retrieval.naming import ActorNames

_UNNAMED = re.compile(r"unnamed\s+", re.IGNORECASE)
_CAPITALISED_BEFORE = re.compile(r"(?P<word>[A-Z][\w-]*)['’]?s?\s\Z")


def attributed_sentences(answer: Answer) -> Iterator[tuple[AnswerSentence, tuple[str, ...], str]]:
    """Sentences that rest on attributed rows alone, with their claimants and their paragraph."""
    rows = [row for claim in answer.claims for row in claim.evidence]
    by_number = {c.n: c for c in answer.citations}
    sentences = answer_sentences(without_lead(without_our_words(answer.text)))
    for sentence in sentences:
        cited = [by_number[n] for n in sentence.numbers if n in by_number]
        below = [row for c in cited for row in _rows_under(sentence, c, rows)]
        claimants = tuple(dict.fromkeys(row.claimant for row in below if row.claimant))
        if below and all(row.claimant for row in below):
            run = " ".join(s.text for s in sentences if s.paragraph == sentence.paragraph)
            yield sentence, claimants, run


def is_named(claimant: str, text: str, actors: ActorNames) -> bool:
    """True when a text names a claimant, by any name that is known."""
    if any(mention.actor.name == claimant for mention in actors.find(text)):
        return True
    if claimant == UNNAMED.name:
        return True  # there is no name to keep
    if _UNNAMED.match(claimant) or claimant[:1].islower():
        return bool(_topic(_UNNAMED.sub("", claimant)) & stems_of(text))
    return any(_stands_alone(name, text) for name in _full_and_initials(claimant)) or (
        not _is_listed(claimant, actors) and _last_word_stands(claimant, text)
    )


def _rows_under(
    sentence: AnswerSentence, citation: Citation, rows: Sequence[Evidence]
) -> Iterator[Evidence]:
    words = INSERTION.sub("", sentence.text).split()
    match = re.search(r"\s+".join(map(re.escape, words)), citation.quote, re.IGNORECASE)
    start = citation.start + (match.start() if match else 0)
    end = citation.start + match.end() if match else citation.end
    for row in rows:
        if row.source_id == citation.source_id and row.start < end and start < row.end:
            yield row


def _topic(words: str) -> frozenset[str]:
    named = " ".join(w for w in words_of(words) if w.lower() not in function_words())
    return stems_of(named or words)


def _full_and_initials(claimant: str) -> Iterator[str]:
    yield claimant
    initials = "".join(word[0] for word in words_of(claimant) if word[0].isupper())
    if len(initials) > 1:
        yield initials


def _stands_alone(name: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def _is_listed(claimant: str, actors: ActorNames) -> bool:
    return any(mention.actor.name == claimant for mention in actors.find(claimant))


def _last_word_stands(claimant: str, text: str) -> bool:
    """The last word, unless another capitalised word before it makes it another's name."""
    words = claimant.split()
    for match in re.finditer(rf"(?<!\w){re.escape(words[-1])}(?!\w)", text):
        before = _CAPITALISED_BEFORE.search(text[: match.start()])
        if len(words) > 1 and (before is None or before["word"] in words):
            return True
    return False
