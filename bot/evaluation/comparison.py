"""Two evaluations side by side: what moved, whether by more than chance, and which items.

Everything is computed on pairs: an item counts for a metric when both runs have a score for it.
Items are paired by id, and only while question, date and gold are the same on both sides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.errors import BadEvaluation
from bot.evaluation.contributions import Kind, row_of, scored_json
from bot.evaluation.document import SCHEMA
from bot.evaluation.metrics import HIGHER, METRICS, Metric
from bot.evaluation.statistics import paired

_TOLERANCE = 1e-9
_NEEDED = {"id": str, "question": str, "gold": Mapping, "scores": Mapping}
_RUN = ("version", "composer", "model", "embedding_model")

Json = Mapping[str, Any]


class Turn(StrEnum):
    """How an item changed; MIXED when one score rose and another fell."""

    WORSE = "worse"
    MIXED = "mixed"
    BETTER = "better"


@dataclass(frozen=True, slots=True)
class Delta:
    """A metric over the `n` items that both runs scored: `delta` is new minus old.

    `low` and `high` bound the difference at 95 %, `p` is that of the paired test, None for times,
    which are not tested. All are None where there are no pairs.
    """

    metric: Metric
    n: int
    old: float | None
    new: float | None
    delta: float | None
    low: float | None
    high: float | None
    p: float | None


@dataclass(frozen=True, slots=True)
class ItemChange:
    """An item whose scores changed, with both sides as they stand in the files."""

    id: str
    question: str
    turn: Turn
    scores: tuple[tuple[str, float, float], ...]
    old: Json
    new: Json


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of `n` shared items; `notes` say what else differs between the runs.

    `reworded` are ids of items that have the same scores with another answer.
    """

    old: Json
    new: Json
    n: int
    notes: tuple[str, ...]
    deltas: tuple[Delta, ...]
    changes: tuple[ItemChange, ...]
    reworded: tuple[str, ...]


def compare(old: Json, new: Json) -> Comparison:
    """Compares two evaluations as --json writes them.

    Sets of another content are compared on the items they share. Raises BadEvaluation when they
    share none, or when a side is no evaluation.
    """
    for name, side in (("older", old), ("newer", new)):
        _check(name, side)
    before, after = _by_key(old), _by_key(new)
    shared = [key for key in after if key in before]
    same = [key for key in shared if _asked(before[key]) == _asked(after[key])]
    if not same:
        raise BadEvaluation(_refusal(old, new, shared))
    pairs = [(before[key], after[key]) for key in same]
    changes = tuple(change for pair in pairs if (change := _change(*pair)))
    return Comparison(
        old=_about(old),
        new=_about(new),
        n=len(pairs),
        notes=(*_overlap_notes(before, after, shared, same), *_run_notes(old, new)),
        deltas=tuple(_delta(metric, pairs) for metric in METRICS),
        changes=tuple(sorted(changes, key=lambda c: list(Turn).index(c.turn))),
        reworded=tuple(_reworded(pairs, changes)),
    )


def comparison_json(comparison: Comparison) -> dict[str, Any]:
    """The comparison as plain values, for the report."""
    return {
        "old": dict(comparison.old),
        "new": dict(comparison.new),
        "n": comparison.n,
        "notes": list(comparison.notes),
        "metrics": [_delta_json(delta) for delta in comparison.deltas],
        "changed": [_change_json(change) for change in comparison.changes],
        "reworded": list(comparison.reworded),
    }


def _check(name: str, side: Any) -> None:
    """Refuses what is no evaluation before anything is read from it."""
    cure = "write it anew with onrecord eval SET --json FILE"
    if not isinstance(side, Mapping) or side.get("schema") != SCHEMA:
        raise BadEvaluation(f"the {name} file is no evaluation of schema {SCHEMA}; {cure}")
    if not isinstance(side.get("set"), Mapping) or not isinstance(side.get("items"), list):
        raise BadEvaluation(f"the {name} evaluation lacks its set or its items; {cure}")
    for n, item in enumerate(side["items"], 1):
        whole = isinstance(item, Mapping) and "answer" in item
        if not whole or not all(isinstance(item.get(key), kind) for key, kind in _NEEDED.items()):
            raise BadEvaluation(f"item {n} of the {name} evaluation is not complete; {cure}")


def _by_key(side: Json) -> dict[tuple[str, int], Json]:
    """Items by id; a repeated id is told apart by which time it comes."""
    seen: Counter[str] = Counter()
    found = {}
    for item in side["items"]:
        seen[item["id"]] += 1
        found[item["id"], seen[item["id"]]] = item
    return found


def _asked(item: Json) -> tuple[Any, ...]:
    """What an item asks and expects; what a set may leave out counts as left out."""
    gold = {name: value for name, value in item["gold"].items() if value not in (None, [], ())}
    return item["question"], item.get("as_of"), gold


def _refusal(old: Json, new: Json, shared: Sequence[tuple[str, int]]) -> str:
    names = f"{old['set'].get('name')} and {new['set'].get('name')}"
    if shared:
        return f"{names} ask or judge every item they share otherwise; run both versions on one set"
    return f"{names} share no item; compare two runs of one set"


def _overlap_notes(
    before: Mapping[tuple[str, int], Json],
    after: Mapping[tuple[str, int], Json],
    shared: Sequence[tuple[str, int]],
    same: Sequence[tuple[str, int]],
) -> Iterator[str]:
    if len(same) < max(len(before), len(after)):
        gone, added = len(before) - len(shared), len(after) - len(shared)
        yield (
            f"compared are {len(same)} items that both runs hold; "
            f"only the older has {gone} more, only the newer {added}"
        )
    altered = [key[0] for key in shared if key not in set(same)]
    if altered:
        yield f"left out, since question, date or gold changed: {', '.join(altered)}"


def _run_notes(old: Json, new: Json) -> Iterator[str]:
    """What differs besides the items, since the numbers then measure that as well."""
    if old["set"].get("content_hash") != new["set"].get("content_hash"):
        yield "the question sets differ"
    if _corpus(old) != _corpus(new):
        yield "the corpora differ"
    for name in _RUN[1:]:
        before, now = (side.get(name) or "none" for side in (old, new))
        if before != now:
            yield f"{name.replace('_', ' ')}: {before}, now {now}"
    for name, side in (("older", old), ("newer", new)):
        if side.get("complete") is False:
            yield f"the {name} run was not finished"


def _corpus(side: Json) -> Any:
    return (side.get("corpus") or {}).get("content_hash")


def _about(side: Json) -> Json:
    return {"set": side["set"].get("name")} | {n: side.get(n) for n in ("started", *_RUN)}


def _delta(metric: Metric, pairs: Sequence[tuple[Json, Json]]) -> Delta:
    rows = [
        tuple(row_of(metric.name, metric.kind, scored_json(item)) for item in pair)
        for pair in pairs
    ]
    both = [(a, b) for a, b in rows if a is not None and b is not None]
    old, new = [a for a, _ in both], [b for _, b in both]
    found = paired(old, new, metric.kind.statistic, metric.kind.test)
    if found is None:
        return Delta(metric, 0, None, None, None, None, None, None)
    low, high = (found.interval.low, found.interval.high) if found.interval else (None, None)
    return Delta(metric, len(both), found.old, found.new, found.delta, low, high, found.p)


def _change(old: Json, new: Json) -> ItemChange | None:
    moved = [
        (metric, float(a), float(b))
        for metric in METRICS
        if metric.kind in {Kind.MEAN, Kind.BINARY, Kind.COUNT, Kind.F_MEASURE}
        and (a := old["scores"].get(metric.name)) is not None
        and (b := new["scores"].get(metric.name)) is not None
        and abs(b - a) > _TOLERANCE
    ]
    if not moved:
        return None
    gains = {(b > a) == (metric.better == HIGHER) for metric, a, b in moved}
    turn = Turn.MIXED if len(gains) > 1 else Turn.BETTER if True in gains else Turn.WORSE
    scores = tuple((metric.name, a, b) for metric, a, b in moved)
    return ItemChange(new["id"], new["question"], turn, scores, old, new)


def _reworded(pairs: Sequence[tuple[Json, Json]], changes: Sequence[ItemChange]) -> Iterator[str]:
    changed = {change.id for change in changes}
    for old, new in pairs:
        texts = [(side["answer"] or {}).get("text") for side in (old, new)]
        if texts[0] != texts[1] and new["id"] not in changed:
            yield new["id"]


def _delta_json(delta: Delta) -> dict[str, Any]:
    values = {"old": delta.old, "new": delta.new, "delta": delta.delta}
    bounds = {"low": delta.low, "high": delta.high, "p": delta.p}
    return {"name": delta.metric.name, "n": delta.n, **values, **bounds}


def _change_json(change: ItemChange) -> dict[str, Any]:
    scores = [{"name": name, "old": old, "new": new} for name, old, new in change.scores]
    sides = {"old": dict(change.old), "new": dict(change.new)}
    return {"id": change.id, "turn": change.turn.value, "scores": scores, **sides}
