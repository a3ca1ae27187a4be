"""ECB+: do our cues and claimants stand where the set marks that somebody reports something?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from public.attribution_read import read_text
from public.ecb import Place, Told
from public.measures import share
from public.tables import Cell, Table

_MOST = 20


@dataclass(frozen=True, slots=True)
class Read:
    """A sentence with the places of our cues, and of those among them that have a claimant."""

    told: Told
    cues: frozenset[Place]
    claimed: frozenset[Place]


def reporting_tables(sentences: Sequence[Told]) -> list[Table]:
    """Recall at marked events, precision of our cues, and the words that are missed most."""
    read = read_articles(sentences)
    return [_found(read), _missed(read)]


def read_articles(sentences: Sequence[Told]) -> list[Read]:
    """Each sentence with our cues, its article read as a whole: a paragraph a sentence."""
    articles: defaultdict[str, list[Told]] = defaultdict(list)
    for told in sentences:
        articles[told.article].append(told)
    return [read for article in articles.values() for read in _read_article(article)]


def _read_article(sentences: Sequence[Told]) -> Iterator[Read]:
    cues = read_text("\n\n".join(told.text for told in sentences)).cues
    start = 0
    for told in sentences:
        end = start + len(told.text)
        here = [
            ((cue.place[0] - start, cue.place[1] - start), cue.claimed)
            for cue in cues
            if start <= cue.place[0] < end
        ]
        claimed = frozenset(place for place, is_claimed in here if is_claimed)
        yield Read(told, frozenset(place for place, _ in here), claimed)
        start = end + 2


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
