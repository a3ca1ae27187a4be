"""Factuality: do our hedges, stances and polarity tell what was asserted, hedged or denied?

Three readings: a sentence as a whole, where each event gets the sentence's label; hedges and the
reach of negations by words; the parse (`bot.reading.modality`), once with what is only planned as
hedged, once as not having happened, which is what UDS-IH2 asked people. The parse is also measured
on each half of a set: its rules were made looking at the first half only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from statistics import fmean

from public import factuality_sets
from public.claims_read import statements
from public.factuality_read import label_of, modalities_of, undone_label_of
from public.factuality_sets import Event
from public.files import found
from public.measures import auc, f1, macro_f1, pearson, share
from public.tables import Cell, Table

from bot.claims import Stance
from bot.language.words import stems_of
from bot.reading.modality import Modality
from bot.reading.wording import is_hedged, negated_stems

LABELS = ("asserted", "hedged", "denied")
HALVES = ("half looked at", "half only measured")
# Points of the scale from -3 to 3 that stand for the labels, to set them beside regressions.
_POINTS = {"asserted": 3.0, "hedged": 1.0, "denied": -3.0}
_UNSURE = 4
_OPEN = frozenset({Stance.DECLINES, Stance.EVADES})
_AGAINST = frozenset({Stance.DENIES, Stance.RETRACTS})


def run(home: Path, limit: int | None) -> list[Table]:
    """Macro-F1 on each set beside the majority class; hedges against judged certainty."""
    labels: list[tuple[Cell, ...]] = []
    points: list[tuple[Cell, ...]] = []
    confused: list[_Judged] = []
    for name, (file, read) in factuality_sets.SETS.items():
        if (path := found(file)) is not None:
            events = list(read(path))[:limit]
            for way, judge in _ways(name, events).items():
                labels.append((name, way, *label_scores(events, judge)))
                points.append((name, way, *_point_scores(events, judge)))
                if way in _PARSED:
                    labels += _halves(name, way, events, judge)
                    confused.append((name, way, events, judge))
    tables = [
        Table("Asserted, hedged or denied", ("set", "way", "n", *LABEL_COLUMNS), tuple(labels)),
        _confusion(confused),
        Table("The same on the scale from -3 to 3", ("set", "way", "MAE", "r"), tuple(points)),
    ]
    if (path := found(factuality_sets.CERTAINTY)) is not None:
        tables.append(_certainty(list(factuality_sets.certainty(path))[:limit]))
    return tables


_Judge = Callable[[Event], str]
_Judged = tuple[str, str, Sequence[Event], _Judge]
_PARSED = ("parse", "parse, planned as denied")
_LABELS = (label_of, undone_label_of)
_ASKED_WHETHER_DONE = "UDS-IH2"


def _halves(
    name: str, way: str, events: Sequence[Event], judge: _Judge
) -> Iterator[tuple[Cell, ...]]:
    for half, named in enumerate(HALVES):
        yield (name, f"{way}: {named}", *label_scores([e for e in events if e.half == half], judge))


def _confusion(judged: Sequence[_Judged]) -> Table:
    """How many events of each label we read as which."""
    rows: list[tuple[Cell, ...]] = []
    for name, way, events, judge in judged:
        pairs = Counter((event.gold, judge(event)) for event in events)
        rows += [(name, way, gold, *(pairs[gold, got] for got in LABELS)) for gold in LABELS]
    return Table("What was read as what", ("set", "way", "gold", *LABELS), tuple(rows))


def _ways(name: str, events: Sequence[Event]) -> dict[str, _Judge]:
    commonest = Counter(event.gold for event in events).most_common(1)[0][0]
    return {
        "sentence as a whole": lambda event: reading(event.text),
        "hedges and negation": in_reach,
        **at_event(events, _PARSED if name == _ASKED_WHETHER_DONE else _PARSED[:1]),
        "majority": lambda event: commonest,
    }


@lru_cache(maxsize=4096)
def reading(text: str) -> str:
    """What our code makes of a text: denied, else hedged, else asserted."""
    found = statements(text)
    if any(s.stance in _AGAINST for s in found):
        return "denied"
    return "hedged" if any(s.hedged or s.stance in _OPEN for s in found) else "asserted"


def in_reach(event: Event) -> str:
    """Denied where a negation reaches the event, else what the sentence makes of it."""
    word = stems_of(event.text[event.start :].split(" ")[0])
    return "denied" if word & negated_stems(event.text) else reading(event.text)


def at_event(events: Sequence[Event], ways: Sequence[str] = _PARSED[:1]) -> dict[str, _Judge]:
    """What the parse makes of each event, in the ways named."""
    told = dict(zip(events, modalities_of(events), strict=True))

    def judge(label: Callable[[Modality], str]) -> _Judge:
        return lambda event: label(told[event])

    return {way: judge(label) for way, label in zip(_PARSED, _LABELS, strict=True) if way in ways}


LABEL_COLUMNS = ("macro F1", *(f"F1 {label}" for label in LABELS), "accuracy")


def label_scores(events: Sequence[Event], judge: Callable[[Event], str]) -> tuple[Cell, ...]:
    """How many events, and what LABEL_COLUMNS names."""
    pairs = [(event.gold, judge(event)) for event in events]
    return (
        len(pairs),
        macro_f1(pairs, LABELS),
        *(f1(pairs, label) for label in LABELS),
        fmean(gold == got for gold, got in pairs),
    )


def _point_scores(events: Sequence[Event], judge: Callable[[Event], str]) -> tuple[Cell, ...]:
    """Mean absolute error and Pearson's r of the points that stand for our labels."""
    gold = [event.value for event in events]
    ours = [_POINTS[judge(event)] for event in events]
    return fmean(abs(g - o) for g, o in zip(gold, ours, strict=True)), pearson(gold, ours)


def _certainty(findings: Sequence[tuple[str, float]]) -> Table:
    """Hedged findings should be the less certain ones."""
    judged = [(is_hedged(text), value) for text, value in findings]
    hedged = [value for is_one, value in judged if is_one]
    plain = [value for is_one, value in judged if not is_one]
    unsure = [is_one for is_one, value in judged if value < _UNSURE]
    rows: tuple[tuple[Cell, ...], ...] = (
        ("hedged by us", len(hedged), _mean(hedged)),
        ("not hedged", len(plain), _mean(plain)),
        ("a plain one is judged more certain than a hedged one", None, auc(plain, hedged)),
        (f"hedged, of those judged below {_UNSURE}", len(unsure), share(unsure)),
        (f"judged below {_UNSURE}, of the hedged", len(hedged), share(v < _UNSURE for v in hedged)),
    )
    return Table("Certainty of findings (1 to 6)", ("findings", "n", "mean or share"), rows)


def _mean(values: Sequence[float]) -> float | None:
    return fmean(values) if values else None
