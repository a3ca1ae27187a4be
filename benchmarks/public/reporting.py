"""ECB+: do our cues and claimants stand where the set marks that somebody reports something?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from public.claims_read import speaking
from public.ecb import Place, Told
from public.measures import share
from public.tables import Cell, Table

from bot.evidence.attribution import proper_names

_MOST = 20


@dataclass(frozen=True, slots=True)
class Read:
    """A sentence with the places of our cues, and of those among them that have a claimant."""

    told: Told
    cues: frozenset[Place]
    claimed: frozenset[Place]


def reporting_tables(sentences: Sequence[Told]) -> list[Table]:
    """Recall at marked events, precision of our cues, and the words that are missed most."""
    read = [_read(told, proper) for told, proper in _with_names(sentences)]
    return [_found(read), _missed(read)]


def _with_names(sentences: Sequence[Told]) -> list[tuple[Told, frozenset[str]]]:
    """Each sentence with the proper names of its article."""
    bodies: defaultdict[str, list[str]] = defaultdict(list)
    for told in sentences:
        bodies[told.article].append(told.text)
    names = {article: proper_names("\n".join(texts)) for article, texts in bodies.items()}
    return [(told, names[told.article]) for told in sentences]


def _read(told: Told, proper: frozenset[str]) -> Read:
    said = speaking(told.text, proper)
    return Read(
        told,
        frozenset(place for place, _ in said),
        frozenset(place for place, claimant in said if claimant is not None),
    )


def _found(read: Sequence[Read]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for title, places in (
        ("a cue", [r.cues for r in read]),
        ("a cue with a claimant", [r.claimed for r in read]),
    ):
        pairs = list(zip(places, (r.told.reporting for r in read), strict=True))
        recall = share(_meets(mark, ours) for ours, marks in pairs for mark in marks)
        precise = share(_meets(cue, marks) for ours, marks in pairs for cue in ours)
        count = sum(len(ours) for ours in places)
        rows.append((f"{title}, at the very word", count, recall, precise))
        recall = share(bool(ours) for ours, marks in pairs if marks)
        precise = share(bool(marks) for ours, marks in pairs if ours)
        count = sum(map(bool, places))
        rows.append((f"{title}, anywhere in the sentence", count, recall, precise))
    marks = sum(len(r.told.reporting) for r in read)
    title = f"ECB+: {marks} marked reporting events in {len(read)} sentences"
    return Table(title, ("ours", "n", "recall", "precision"), tuple(rows))


def _missed(read: Sequence[Read]) -> Table:
    marks = [(r, mark) for r in read for mark in r.told.reporting]
    every = Counter(_words(r.told.text, mark) for r, mark in marks)
    no_cue = Counter(_words(r.told.text, m) for r, m in marks if not _meets(m, r.cues))
    nobody = Counter(_words(r.told.text, m) for r, m in marks if not _meets(m, r.claimed))
    rows: list[tuple[Cell, ...]] = [
        (words, every[words], no_cue[words], count)
        for words, count in sorted(nobody.items(), key=lambda item: (-item[1], item[0]))[:_MOST]
    ]
    columns = ("marked word", "n", "without a cue", "without a cue that has a claimant")
    return Table("ECB+: reporting words missed most", columns, tuple(rows))


def _words(text: str, place: Place) -> str:
    return text[place[0] : place[1]].lower()


def _meets(place: Place, others: Iterable[Place]) -> bool:
    return any(place[0] < end and start < place[1] for start, end in others)
