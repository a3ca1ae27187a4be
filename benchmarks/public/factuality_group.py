"""Factuality: do our hedges and stances tell what was asserted, hedged or denied?

Our code reads a sentence as a whole, so each event of a sentence gets the sentence's label.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from public import factuality_sets
from public.claims_read import statements
from public.factuality_sets import Event
from public.files import found
from public.measures import auc, f1, macro_f1
from public.tables import Cell, Table

from bot.claims import Stance
from bot.evidence.modality import is_hedged

_LABELS = ("asserted", "hedged", "denied")
_OPEN = frozenset({Stance.DECLINES, Stance.EVADES})
_AGAINST = frozenset({Stance.DENIES, Stance.RETRACTS})


def run(home: Path, limit: int | None) -> list[Table]:
    """Macro-F1 on each set beside the majority class; hedges against judged certainty."""
    rows: list[tuple[Cell, ...]] = []
    for name, (file, read) in factuality_sets.SETS.items():
        if (path := found(file)) is not None:
            events = list(read(path))
            rows.append(_scores(name, events[:limit]))
    columns = ("set", "n", "macro", *_LABELS, "right", "majority macro", "right")
    tables = [Table("Asserted, hedged or denied (F1)", columns, tuple(rows))]
    if (path := found(factuality_sets.CERTAINTY)) is not None:
        tables.append(_certainty(list(factuality_sets.certainty(path))[:limit]))
    return tables


@lru_cache(maxsize=4096)
def reading(text: str) -> str:
    """What our code makes of a text: denied, else hedged, else asserted."""
    found = statements(text)
    if any(s.stance in _AGAINST for s in found):
        return "denied"
    return "hedged" if any(s.hedged or s.stance in _OPEN for s in found) else "asserted"


def _scores(name: str, events: Sequence[Event]) -> tuple[Cell, ...]:
    pairs = [(event.gold, reading(event.text)) for event in events]
    (commonest, _), *_ = Counter(gold for gold, _ in pairs).most_common(1)
    majority = [(gold, commonest) for gold, _ in pairs]
    return (
        name,
        len(pairs),
        macro_f1(pairs, _LABELS),
        *(f1(pairs, label) for label in _LABELS),
        _accuracy(pairs),
        macro_f1(majority, _LABELS),
        _accuracy(majority),
    )


def _accuracy(pairs: Sequence[tuple[str, str]]) -> float:
    return sum(gold == got for gold, got in pairs) / len(pairs)


def _certainty(findings: Sequence[tuple[str, float]]) -> Table:
    """Hedged findings should be the less certain ones."""
    hedged = [value for text, value in findings if is_hedged(text)]
    plain = [value for text, value in findings if not is_hedged(text)]
    rows: tuple[tuple[Cell, ...], ...] = (
        ("hedged by us", len(hedged), _mean(hedged), None),
        ("not hedged", len(plain), _mean(plain), None),
        ("a plain one is judged more certain than a hedged one", None, None, auc(plain, hedged)),
    )
    return Table("Certainty of findings (1 to 6)", ("findings", "n", "mean", "AUC"), rows)


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
