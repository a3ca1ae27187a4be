"""Which tracked claims a change of the corpus may touch, so that the others need not be asked.

A change may touch a claim when one of these holds:
1. a source that was evidence or a citation for it entered or left;
2. a sentence of a source that entered, under its title, holds a third of the claim's telling
   words, or of those of the sentence that last answered it; rare words weigh more, a word for
   the same thing stands in for another, and words that no source holds do not count.
By rule 2, a source dated after the day that a claim is asked for touches nothing.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Protocol

from bot.language.counted import same
from bot.language.words import function_words, stem, words_of
from bot.state.tracked import Tracked
from retrieval.chunking import sentence_spans
from retrieval.documents import Source

SHARE = 0.35  # measured, see benchmarks/lifecycle_touch.py
_SAMPLE = 300
_ROUNDING = 1e-9


class Changed(Protocol):
    """Ids of the sources that came and went; a new version of a source did both."""

    @property
    def entered(self) -> tuple[str, ...]:
        """Sources that are there now and were not, or not so."""
        ...

    @property
    def left(self) -> tuple[str, ...]:
        """Sources that were there and are not, or not so."""
        ...


class Touch:
    """One change of a corpus, held against claims; `sources` are those after it."""

    def __init__(self, changed: Changed, sources: Sequence[Source], share: float = SHARE) -> None:
        self._changed = frozenset((*changed.entered, *changed.left))
        self._by_id = {source.id: source for source in sources}
        entered = [self._by_id[i] for i in changed.entered if i in self._by_id]
        self._dates, self._places = _sentences(entered)
        self._weights = _weights([*sources[:: 1 + len(sources) // _SAMPLE], *entered])
        self._share = share

    def reaches(self, claim: Tracked) -> bool:
        """Whether the claim may have another label now."""
        if not self._changed.isdisjoint(claim.finding.source_ids):
            return True
        texts = (claim.text, self._answer(claim))
        return any(self._is_near(telling(text), claim.as_of) for text in texts if text)

    def _answer(self, claim: Tracked) -> str:
        """The words that answered it, read where they stand: the state keeps none."""
        return " ".join(
            self._by_id[span.source_id].body[span.start : span.end]
            for span in claim.finding.key
            if span.source_id in self._by_id
        )

    def _is_near(self, terms: Iterable[str], as_of: date | None) -> bool:
        held: Counter[int] = Counter()
        total = 0.0
        for term in terms:
            synonyms = same(term)
            weight = max((self._weights.get(s, 0.0) for s in synonyms), default=0.0)
            total += weight
            for place in frozenset().union(*(self._places.get(s, ()) for s in synonyms)):
                held[place] += weight  # type: ignore[assignment]
        least = self._share * total - _ROUNDING
        return total > 0 and any(
            weight >= least and self._dates[place] <= (as_of or date.max)
            for place, weight in held.items()
        )


def telling(text: str) -> tuple[str, ...]:
    """The stems of the words of a text that carry a topic, each once."""
    words = (word for word in words_of(text) if word.lower() not in function_words())
    return tuple(dict.fromkeys(map(stem, words)))


def _sentences(sources: Iterable[Source]) -> tuple[list[date], Mapping[str, set[int]]]:
    """The date of every sentence, and by stem the sentences that hold it, titles included."""
    dates: list[date] = []
    places: dict[str, set[int]] = {}
    for source in sources:
        for text in _titled(source):
            for term in telling(text):
                places.setdefault(term, set()).add(len(dates))
            dates.append(source.dated)
    return dates, places


def _titled(source: Source) -> Iterator[str]:
    """Each sentence under its title; borders by rule are good enough to count words within."""
    spans = sentence_spans(source.body)
    return (f"{source.title}\n{source.body[start:end]}" for start, end in spans)


def _weights(sources: Sequence[Source]) -> Mapping[str, float]:
    """How much a stem tells: the fewer of these sources hold it, the more (idf)."""
    holding = Counter(
        term for source in sources for term in telling(f"{source.title}\n{source.body}")
    )
    return {term: math.log(1 + len(sources) / count) for term, count in holding.items()}
