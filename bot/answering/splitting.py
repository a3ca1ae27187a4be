"""A claim for each sentence of an answer, so that each is labelled, and shown or left, by itself.

The claim that answers keeps the sentence before its own where its own opens with a pronoun.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.answering.composer import Draft, DraftClaim, DraftSentence
from bot.claims import Evidence

_POINTING = frozenset(
    "he she it they this that these those his her its their both such there".split()
)


def one_sentence_each(draft: Draft, deciding: Evidence | None) -> Draft:
    """The draft with its first claim cut down to the sentence that answers, the rest behind it.

    That is the one that decides, where the claim holds it, else its key.
    """
    parted = [c for n, claim in enumerate(draft.claims) for c in _parted(claim, deciding, n == 0)]
    return replace(draft, claims=tuple(parted))


def _parted(claim: DraftClaim, deciding: Evidence | None, first: bool) -> Iterator[DraftClaim]:
    groups = list(grouped(claim.sentences))
    key = _place_of_key(groups, claim, deciding if first else None)
    chosen = groups[key]
    before = groups[key - 1] if key else ()
    if before and _points_back(chosen[0]) and _adjoins(before[-1], chosen[0]):
        chosen = (*before, *chosen)
    taken = {id(s) for s in chosen}
    yield replace(claim, sentences=chosen, key=groups[key][0])
    for group in groups:
        if id(group[0]) not in taken:
            yield DraftClaim(group, group[0])


def grouped(sentences: Sequence[DraftSentence]) -> Iterator[tuple[DraftSentence, ...]]:
    """Each sentence with the further spans that it rests on."""
    group: list[DraftSentence] = []
    for sentence in sentences:
        if sentence.text and group:
            yield tuple(group)
            group = []
        group.append(sentence)
    if group:
        yield tuple(group)


def _place_of_key(
    groups: Sequence[Sequence[DraftSentence]], claim: DraftClaim, deciding: Evidence | None
) -> int:
    key = (claim.key.source_id, claim.key.start)
    wanted = [key] if deciding is None else [(deciding.source_id, deciding.start), key]
    for place in wanted:
        for n, group in enumerate(groups):
            if any((s.source_id, s.start) == place for s in group):
                return n
    return 0


def _points_back(sentence: DraftSentence) -> bool:
    words = sentence.text.split()
    named = len(words) > 1 and words[1].startswith("[")  # "He [Ada Brook] said"
    return bool(words) and words[0].strip("\"“'‘").lower() in _POINTING and not named


def _adjoins(one: DraftSentence, other: DraftSentence) -> bool:
    return one.source_id == other.source_id and 0 <= other.start - one.end <= 3
