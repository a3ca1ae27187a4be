"""Whether a citation carries its sentence: by string, never by a model.

A citation is sound when its quote stands at its offsets of the source it names. It supports a
sentence when, in this order,
1. the sentence stands in the quote as a whole sentence, names in square brackets left out; or
2. one sentence of the quote says at least as much: its words in the same order hold those of the
   sentence, dates and figures with their bounds among them, both are negated or neither is, and
   a hedge of the quote is not lost.
Two citations support a sentence together when one sentence of each, joined in order, does.
What is said in other words counts as unsupported: the share that is reported is a lower bound.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product

from bot.answering.deciding import without_lead
from bot.claims import Citation
from bot.evaluation.matching import ENDS, AnswerSentence, answer_sentences, plain
from bot.language import lexicon
from bot.language.figures import Bound, figures_of
from bot.language.words import stem, words_of
from bot.presenting.wording import without_our_words

INSERTION = re.compile(r"\s*\[[^\]\d]+\]")
_NEGATION = re.compile(
    r"\b(?:no|not|never|none|neither|nor|nobody|nothing|nowhere|without|cannot|\w+n't)\b"
)
_LIGHT = frozenset(
    "a an the of to in on at by for with as and or that this these those it its is are was were "
    "be been being has have had do does did".split()
)
_MOST_READINGS = 500


@dataclass(frozen=True, slots=True)
class Supported:
    """A sentence of an answer with those of its citation numbers that support it."""

    sentence: AnswerSentence
    supporting: tuple[int, ...]


def supported_sentences(
    text: str, citations: Iterable[Citation], bodies: Mapping[str, str]
) -> tuple[Supported, ...]:
    """Every sentence of an answer's text with the citations that support it."""
    sound = {c.n: c for c in citations if is_sound(c, bodies)}
    bare = without_lead(without_our_words(text))
    return tuple(Supported(s, _supporting(s, sound)) for s in answer_sentences(bare))


def is_sound(citation: Citation, bodies: Mapping[str, str]) -> bool:
    """True when the quote stands at its offsets of the source that is named."""
    body = bodies.get(citation.source_id, "")
    return bool(citation.quote) and body[citation.start : citation.end] == citation.quote


def supports(citations: Sequence[Citation], sentence: str) -> bool:
    """True when the quotes, taken together, hold the sentence."""
    bare = INSERTION.sub("", sentence)
    if any(_stands_in(bare, c.quote) or _stands_in(sentence, c.quote) for c in citations):
        return True
    return any(_says_as_much(reading, bare) for reading in _readings(citations))


def _supporting(sentence: AnswerSentence, sound: Mapping[int, Citation]) -> tuple[int, ...]:
    """The numbers that support alone; else those without which the others do not suffice."""
    carried = [n for n in sentence.numbers if n in sound]
    alone = tuple(n for n in carried if supports([sound[n]], sentence.text))
    if alone or not supports([sound[n] for n in carried], sentence.text):
        return alone
    return tuple(
        n for n in carried if not supports([sound[m] for m in carried if m != n], sentence.text)
    )


def _stands_in(sentence: str, quote: str) -> bool:
    wanted = plain(sentence)
    passages = (plain(quote), plain(INSERTION.sub("", quote)))
    return bool(wanted) and any(_as_whole(wanted, passage) for passage in passages)


def _as_whole(wanted: str, passage: str) -> bool:
    """Found between ends of sentences: cut out of a longer one, words can mean anything."""
    for match in re.finditer(re.escape(wanted), passage):
        before, after = passage[: match.start()].rstrip(), passage[match.end() :]
        if (not before or ENDS.search(before)) and (not after or ENDS.search(wanted)):
            return True
    return False


def _readings(citations: Sequence[Citation]) -> Iterator[str]:
    """One sentence of each quote, joined in the order of the citations."""
    sentences = [[s.text for s in answer_sentences(c.quote)] for c in citations]
    return (" ".join(chosen) for chosen in islice(product(*sentences), _MOST_READINGS))


def _says_as_much(quoted: str, sentence: str) -> bool:
    words = _words(sentence)
    return (
        bool(words)
        and _in_order(words, _words(quoted))
        and _figures(sentence) <= _figures(quoted)
        and _is_negated(sentence) == _is_negated(quoted)
        and (_is_hedged(sentence) or not _is_hedged(quoted))
    )


def _words(text: str) -> list[str]:
    """Stems of all words but the small change of grammar."""
    words = (word.lower() for word in words_of(text))
    return [stem(word) for word in words if word not in _LIGHT]


def _in_order(wanted: Sequence[str], words: Sequence[str]) -> bool:
    rest = iter(words)
    return all(word in rest for word in wanted)


def _figures(text: str) -> frozenset[tuple[tuple[float, ...], Bound]]:
    return frozenset((f.values, f.bound) for f in figures_of(text))


def _is_negated(text: str) -> bool:
    return _NEGATION.search(plain(text)) is not None


def _is_hedged(text: str) -> bool:
    return lexicon.pattern("hedges").search(text) is not None
